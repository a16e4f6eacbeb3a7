import { intrinsicOf, map } from '../../node.ts';
import { type Conversion, json, listed, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

/** Where it is not known before it is applied, what it refers to can only be the queue that takes what fails. */
const REDRIVE: Conversion = {
  ...json('RedrivePolicy'),
  always: true,
  convert: (value) => (intrinsicOf(value) ? map({ deadLetterTargetArn: value }, value.span) : json('RedrivePolicy').convert(value)),
};

export const MESSAGING: readonly Table[] = [
  {
    terraform: 'aws_sqs_queue',
    type: 'AWS::SQS::Queue',
    attributes: {
      name: 'QueueName',
      fifo_queue: unless('FifoQueue', false),
      content_based_deduplication: unless('ContentBasedDeduplication', false),
      deduplication_scope: 'DeduplicationScope',
      fifo_throughput_limit: 'FifoThroughputLimit',
      delay_seconds: 'DelaySeconds',
      kms_data_key_reuse_period_seconds: 'KmsDataKeyReusePeriodSeconds',
      kms_master_key_id: 'KmsMasterKeyId',
      max_message_size: 'MaximumMessageSize',
      message_retention_seconds: 'MessageRetentionPeriod',
      receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
      redrive_allow_policy: json('RedriveAllowPolicy'),
      redrive_policy: REDRIVE,
      sqs_managed_sse_enabled: 'SqsManagedSseEnabled',
      visibility_timeout_seconds: 'VisibilityTimeout',
    },
    policy: { type: 'AWS::SQS::QueueInlinePolicy', of: 'Queue', beside: 'aws_sqs_queue_policy' },
  },
  {
    terraform: 'aws_sqs_queue_policy',
    type: 'AWS::SQS::QueuePolicy',
    attributes: { queue_url: listed('Queues'), policy: json('PolicyDocument') },
  },
  {
    terraform: 'aws_sqs_queue_redrive_policy',
    type: 'AWS::SQS::Queue',
    into: { by: 'queue_url' },
    attributes: { redrive_policy: REDRIVE },
  },
  {
    terraform: 'aws_sqs_queue_redrive_allow_policy',
    type: 'AWS::SQS::Queue',
    into: { by: 'queue_url' },
    attributes: { redrive_allow_policy: json('RedriveAllowPolicy') },
  },
  {
    terraform: 'aws_sns_topic',
    type: 'AWS::SNS::Topic',
    returns: { arn: '' },
    attributes: {
      name: 'TopicName',
      display_name: 'DisplayName',
      fifo_topic: unless('FifoTopic', false),
      content_based_deduplication: unless('ContentBasedDeduplication', false),
      kms_master_key_id: 'KmsMasterKeyId',
      signature_version: unless('SignatureVersion', 0),
      tracing_config: 'TracingConfig',
      archive_policy: json('ArchivePolicy'),
    },
    policy: { type: 'AWS::SNS::TopicInlinePolicy', of: 'TopicArn', beside: 'aws_sns_topic_policy' },
  },
  {
    terraform: 'aws_sns_topic_policy',
    type: 'AWS::SNS::TopicPolicy',
    attributes: { arn: listed('Topics'), policy: json('PolicyDocument') },
  },
  {
    terraform: 'aws_sns_topic_subscription',
    type: 'AWS::SNS::Subscription',
    returns: { arn: '' },
    attributes: {
      topic_arn: 'TopicArn',
      protocol: 'Protocol',
      endpoint: 'Endpoint',
      filter_policy: json('FilterPolicy'),
      filter_policy_scope: 'FilterPolicyScope',
      raw_message_delivery: 'RawMessageDelivery',
      redrive_policy: REDRIVE,
      delivery_policy: json('DeliveryPolicy'),
      subscription_role_arn: 'SubscriptionRoleArn',
    },
  },
];
