import { expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { audit } from '../../../src/run.ts';
import { runOf } from '../../options.ts';
import { collected, type Made, planOf, references } from '../../sources/template/terraform/reading.ts';

const OF_FAMILIES = checks.filter(({ family }) => family === 'messaging' || family === 'encryption');

/** What is said of a plan: `check resource`. */
const saidOf = async (...resources: readonly Made[]): Promise<readonly string[]> => {
  const { report } = audit(
    { ...(await collected({ 'plan.json': planOf(...resources) })), packages: [] },
    runOf(OF_FAMILIES, { persona: 'auditor' }),
  );
  expect(report.undetermined).toEqual([]);
  return report.findings
    .filter(({ disposition }) => disposition.kind === 'reported')
    .map(({ check, subject }) => `${check} ${subject.id}`)
    .sort();
};

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:news';
const NO_TLS = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

test('queues, topics and buses of a plan are judged as those of a template', async () => {
  expect(
    await saidOf(
      {
        address: 'aws_sqs_queue.jobs',
        values: {
          name: 'jobs',
          message_retention_seconds: 1209600,
          visibility_timeout_seconds: 30,
          redrive_policy: JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead', maxReceiveCount: 3 }),
        },
      },
      { address: 'aws_sqs_queue.dead', values: { name: 'dead', message_retention_seconds: 1209600 } },
      {
        address: 'aws_sqs_queue_policy.jobs',
        values: {
          queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs',
          policy: policy(
            { Effect: 'Allow', Principal: { AWS: '222233334444' }, Action: 'sqs:SendMessage', Resource: QUEUE },
            { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: QUEUE },
          ),
        },
      },
      {
        address: 'aws_lambda_function.worker',
        values: { function_name: 'worker', timeout: 20, environment: [{ variables: { A: 'b' } }], logging_config: [{ log_group: 'logs' }] },
      },
      { address: 'aws_lambda_event_source_mapping.jobs', values: { event_source_arn: QUEUE, function_name: 'worker' } },
      { address: 'aws_sns_topic.news', values: { name: 'news', signature_version: 1 } },
      {
        address: 'aws_sns_topic_policy.news',
        values: { arn: TOPIC, policy: policy({ Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: TOPIC }, NO_TLS) },
      },
      { address: 'aws_sns_topic_subscription.hook', values: { topic_arn: TOPIC, protocol: 'http', endpoint: 'http://hooks.example.com' } },
      {
        address: 'aws_cloudwatch_event_permission.everyone',
        values: { action: 'events:PutEvents', principal: '*', statement_id: 'everyone', event_bus_name: 'default' },
      },
      { address: 'aws_cloudwatch_event_bus.orders', values: { name: 'orders' } },
      {
        address: 'aws_cloudwatch_event_bus_policy.orders',
        values: {
          event_bus_name: 'orders',
          policy: policy({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::222233334444:root' },
            Action: 'events:PutEvents',
            Resource: '*',
          }),
        },
      },
      { address: 'aws_cloudwatch_event_rule.orders', values: { name: 'orders', event_pattern: '{}' } },
      { address: 'aws_cloudwatch_event_target.orders', values: { rule: 'orders', arn: QUEUE } },
    ),
  ).toEqual([
    'async-failures-lost aws_cloudwatch_event_rule.orders',
    'async-failures-lost aws_sns_topic_subscription.hook',
    'bus-default-key aws_cloudwatch_event_bus.orders',
    'bus-foreign-account aws_cloudwatch_event_bus.orders',
    'bus-public aws_cloudwatch_event_permission.everyone',
    'environment-default-key aws_lambda_function.worker',
    'messages-kept-long aws_sqs_queue.jobs',
    'queue-confused-deputy aws_sqs_queue.jobs',
    'queue-foreign-account aws_sqs_queue.jobs',
    'queue-no-tls-policy aws_sqs_queue.dead',
    'queue-no-tls-policy aws_sqs_queue.jobs',
    'queue-open-redrive aws_sqs_queue.dead',
    'queue-visibility-short aws_sqs_queue.jobs',
    'topic-http-subscriber aws_sns_topic_subscription.hook',
    'topic-legacy-signature aws_sns_topic.news',
    'topic-public aws_sns_topic.news',
    'topic-unencrypted aws_sns_topic.news',
  ]);
});

test('what a plan keeps, and how it is encrypted, is judged as in a template', async () => {
  expect(
    await saidOf(
      { address: 'aws_kinesis_stream.orders', values: { name: 'orders', encryption_type: 'NONE', retention_period: 8760 } },
      { address: 'aws_kinesis_firehose_delivery_stream.put', values: { name: 'put', server_side_encryption: [{ enabled: false }] } },
      {
        address: 'aws_kinesis_firehose_delivery_stream.read',
        values: {
          name: 'read',
          kinesis_source_configuration: [{ kinesis_stream_arn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders', role_arn: 'r' }],
        },
      },
      { address: 'aws_dax_cluster.cache', values: { cluster_name: 'cache', server_side_encryption: [{ enabled: true }] } },
      {
        address: 'aws_dynamodb_table.orders',
        values: {
          name: 'orders',
          point_in_time_recovery: [{ enabled: false }],
          server_side_encryption: [{ enabled: true, kms_key_arn: 'arn:aws:kms:eu-west-1:111122223333:key/k' }],
        },
      },
      { address: 'aws_cloudwatch_log_group.states', values: { name: 'states', retention_in_days: 0 }, unknown: { arn: true } },
      {
        address: 'aws_sfn_state_machine.orders',
        values: { name: 'orders', logging_configuration: [{ include_execution_data: true, level: 'ALL' }] },
        unknown: { logging_configuration: [{ log_destination: true }] },
        expressions: {
          logging_configuration: [
            { log_destination: references('aws_cloudwatch_log_group.states.arn', 'aws_cloudwatch_log_group.states') },
          ],
        },
      },
      {
        address: 'aws_cloudwatch_event_archive.all',
        values: { name: 'all', event_source_arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/default' },
      },
      { address: 'aws_secretsmanager_secret.db', values: { name: 'db' } },
    ),
  ).toEqual([
    'archive-default-key aws_cloudwatch_event_archive.all',
    'archive-kept-forever aws_cloudwatch_event_archive.all',
    'cache-unencrypted aws_dax_cluster.cache',
    'logs-default-key aws_cloudwatch_log_group.states',
    'logs-execution-data aws_sfn_state_machine.orders',
    'logs-kept-forever aws_cloudwatch_log_group.states',
    'messages-kept-long aws_kinesis_stream.orders',
    'secret-default-key aws_secretsmanager_secret.db',
    'statemachine-default-key aws_sfn_state_machine.orders',
    'stream-unencrypted aws_kinesis_firehose_delivery_stream.put',
    'stream-unencrypted aws_kinesis_stream.orders',
    'table-no-recovery aws_dynamodb_table.orders',
  ]);
});

test('a bucket is what its parts make of it', async () => {
  const open = {
    address: 'aws_s3_bucket_policy.data',
    values: {
      bucket: 'data',
      policy: policy(
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' },
        { ...NO_TLS, Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'] },
      ),
    },
  };
  const bucket = { address: 'aws_s3_bucket.data', values: { bucket: 'data' } };
  const blocks = (restrict: boolean) => ({
    address: 'aws_s3_bucket_public_access_block.data',
    values: {
      bucket: 'data',
      block_public_acls: false,
      block_public_policy: false,
      ignore_public_acls: false,
      restrict_public_buckets: restrict,
    },
  });
  expect(await saidOf(bucket, open, blocks(false))).toEqual(['bucket-public aws_s3_bucket.data']);
  expect(await saidOf(bucket, open, blocks(true))).toEqual([]);
  const listed = { address: 'aws_s3_bucket_acl.data', values: { bucket: 'data', acl: 'public-read' } };
  const owned = {
    address: 'aws_s3_bucket_ownership_controls.data',
    values: { bucket: 'data', rule: [{ object_ownership: 'ObjectWriter' }] },
  };
  expect(await saidOf(bucket, listed, owned, blocks(false))).toEqual([
    'bucket-no-tls-policy aws_s3_bucket.data',
    'bucket-public aws_s3_bucket.data',
  ]);
  const site = {
    address: 'aws_s3_bucket_website_configuration.data',
    values: { bucket: 'data', index_document: [{ suffix: 'index.html' }] },
  };
  expect(await saidOf(bucket, site)).toEqual([]);
});
