import { member, textOf } from '../../node.ts';
import { type Attributes, type Conversion, computed, json, object, objects, unless, untold, worded } from '../conversions.ts';
import type { Table } from '../table.ts';

/** Terraform says of a block whether it holds; in CloudFormation there is one or there is none. */
const whereEnabled = (to: string, members: Attributes): Conversion => {
  const block = object(to, members);
  return {
    ...block,
    convert: (value) => {
      const [only] = value.kind === 'list' ? value.items : [value];
      const on = member(only, 'enabled');
      return on?.kind === 'scalar' && on.value !== true ? undefined : block.convert(value);
    },
  };
};

/** Where Firehose delivers to. */
const DESTINATION: Attributes = {
  bucket_arn: 'BucketARN',
  kms_key_arn: 'EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN',
  role_arn: 'RoleARN',
};

const ENCRYPTION: Attributes = {
  apply_server_side_encryption_by_default: object('ServerSideEncryptionByDefault', {
    kms_master_key_id: 'KMSMasterKeyID',
    sse_algorithm: 'SSEAlgorithm',
  }),
  bucket_key_enabled: 'BucketKeyEnabled',
};

const ACL: Conversion = worded('AccessControl', {
  private: 'Private',
  'public-read': 'PublicRead',
  'public-read-write': 'PublicReadWrite',
  'authenticated-read': 'AuthenticatedRead',
  'aws-exec-read': 'AwsExecRead',
  'bucket-owner-read': 'BucketOwnerRead',
  'bucket-owner-full-control': 'BucketOwnerFullControl',
  'log-delivery-write': 'LogDeliveryWrite',
});

/** Grants to groups, for which CloudFormation has no words; a bucket that exists tells that of its owner as well. */
const GRANTS: Conversion = {
  to: 'AccessControl',
  convert: (value) => {
    const grants = value.kind === 'list' ? value.items : [value];
    return grants.every((grant) => (textOf(member(grant, 'uri')) ?? '') === '') ? undefined : untold('AccessControl').convert(value);
  },
};

export const DATA: readonly Table[] = [
  {
    terraform: 'aws_dynamodb_table',
    type: 'AWS::DynamoDB::Table',
    attributes: {
      attribute: computed(objects('AttributeDefinitions', { name: 'AttributeName', type: 'AttributeType' })),
      billing_mode: 'BillingMode',
      deletion_protection_enabled: 'DeletionProtectionEnabled',
      name: 'TableName',
      point_in_time_recovery: computed(
        object('PointInTimeRecoverySpecification', {
          enabled: 'PointInTimeRecoveryEnabled',
          recovery_period_in_days: 'RecoveryPeriodInDays',
        }),
      ),
      server_side_encryption: computed(object('SSESpecification', { enabled: 'SSEEnabled', kms_key_arn: 'KMSMasterKeyId' })),
      stream_view_type: 'StreamSpecification.StreamViewType',
      table_class: 'TableClass',
      ttl: computed(object('TimeToLiveSpecification', { attribute_name: 'AttributeName', enabled: 'Enabled' })),
    },
  },
  {
    terraform: 'aws_kinesis_stream',
    type: 'AWS::Kinesis::Stream',
    attributes: {
      encryption_type: unless('StreamEncryption.EncryptionType', 'NONE'),
      kms_key_id: 'StreamEncryption.KeyId',
      name: 'Name',
      retention_period: 'RetentionPeriodHours',
      shard_count: unless('ShardCount', 0),
      stream_mode_details: computed(object('StreamModeDetails', { stream_mode: 'StreamMode' })),
    },
  },
  {
    terraform: 'aws_kinesis_resource_policy',
    type: 'AWS::Kinesis::ResourcePolicy',
    attributes: { policy: json('ResourcePolicy'), resource_arn: 'ResourceArn' },
  },
  {
    terraform: 'aws_kinesis_firehose_delivery_stream',
    type: 'AWS::KinesisFirehose::DeliveryStream',
    attributes: {
      extended_s3_configuration: object('ExtendedS3DestinationConfiguration', DESTINATION),
      http_endpoint_configuration: object('HttpEndpointDestinationConfiguration', {
        name: 'EndpointConfiguration.Name',
        s3_configuration: object('S3Configuration', DESTINATION),
        url: 'EndpointConfiguration.Url',
      }),
      kinesis_source_configuration: object('KinesisStreamSourceConfiguration', {
        kinesis_stream_arn: 'KinesisStreamARN',
        role_arn: 'RoleARN',
      }),
      msk_source_configuration: object('MSKSourceConfiguration', { msk_cluster_arn: 'MSKClusterARN', topic_name: 'TopicName' }),
      name: 'DeliveryStreamName',
      server_side_encryption: whereEnabled('DeliveryStreamEncryptionConfigurationInput', { key_arn: 'KeyARN', key_type: 'KeyType' }),
    },
  },
  {
    terraform: 'aws_s3_bucket',
    type: 'AWS::S3::Bucket',
    attributes: {
      acl: ACL,
      bucket: 'BucketName',
      grant: GRANTS,
      server_side_encryption_configuration: computed(
        object('BucketEncryption', { rule: objects('ServerSideEncryptionConfiguration', ENCRYPTION) }),
      ),
      website: computed(object('WebsiteConfiguration', { error_document: 'ErrorDocument', index_document: 'IndexDocument' })),
      versioning: computed(object('VersioningConfiguration', { enabled: worded('Status', { true: 'Enabled', false: 'Suspended' }) })),
    },
    policy: { type: 'AWS::S3::BucketPolicy', of: 'Bucket', beside: 'aws_s3_bucket_policy' },
  },
  {
    terraform: 'aws_s3_bucket_policy',
    type: 'AWS::S3::BucketPolicy',
    attributes: { bucket: 'Bucket', policy: json('PolicyDocument') },
  },
  {
    terraform: 'aws_s3_bucket_public_access_block',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: {
      block_public_acls: 'PublicAccessBlockConfiguration.BlockPublicAcls',
      block_public_policy: 'PublicAccessBlockConfiguration.BlockPublicPolicy',
      ignore_public_acls: 'PublicAccessBlockConfiguration.IgnorePublicAcls',
      restrict_public_buckets: 'PublicAccessBlockConfiguration.RestrictPublicBuckets',
    },
  },
  {
    terraform: 'aws_s3_bucket_ownership_controls',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: { rule: objects('OwnershipControls.Rules', { object_ownership: 'ObjectOwnership' }) },
  },
  {
    terraform: 'aws_s3_bucket_acl',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: {
      access_control_policy: untold('AccessControl'),
      acl: ACL,
    },
  },
  {
    terraform: 'aws_s3_bucket_website_configuration',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: {
      error_document: object('WebsiteConfiguration', { key: 'ErrorDocument' }),
      index_document: object('WebsiteConfiguration', { suffix: 'IndexDocument' }),
      redirect_all_requests_to: object('WebsiteConfiguration.RedirectAllRequestsTo', { host_name: 'HostName', protocol: 'Protocol' }),
    },
  },
  {
    terraform: 'aws_s3_bucket_versioning',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: { versioning_configuration: object('VersioningConfiguration', { status: 'Status' }) },
  },
  {
    terraform: 'aws_s3_bucket_server_side_encryption_configuration',
    type: 'AWS::S3::Bucket',
    into: { by: 'bucket' },
    attributes: {
      rule: objects('BucketEncryption.ServerSideEncryptionConfiguration', ENCRYPTION),
    },
  },
  {
    terraform: 'aws_dax_cluster',
    type: 'AWS::DAX::Cluster',
    attributes: {
      cluster_endpoint_encryption_type: 'ClusterEndpointEncryptionType',
      cluster_name: 'ClusterName',
      description: 'Description',
      iam_role_arn: 'IAMRoleARN',
      node_type: 'NodeType',
      replication_factor: 'ReplicationFactor',
      server_side_encryption: object('SSESpecification', { enabled: 'SSEEnabled' }),
    },
  },
];
