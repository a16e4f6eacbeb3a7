import { always, json, object, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

export const KEYS: readonly Table[] = [
  {
    terraform: 'aws_kms_key',
    type: 'AWS::KMS::Key',
    attributes: {
      bypass_policy_lockout_safety_check: 'BypassPolicyLockoutSafetyCheck',
      // The material of such a key is kept elsewhere, and does not rotate.
      custom_key_store_id: always('Origin', 'AWS_CLOUDHSM'),
      customer_master_key_spec: 'KeySpec',
      deletion_window_in_days: 'PendingWindowInDays',
      description: 'Description',
      enable_key_rotation: 'EnableKeyRotation',
      is_enabled: 'Enabled',
      key_usage: 'KeyUsage',
      multi_region: 'MultiRegion',
      policy: json('KeyPolicy'),
      rotation_period_in_days: 'RotationPeriodInDays',
    },
  },
  { terraform: 'aws_kms_key_policy', type: 'AWS::KMS::Key', into: { by: 'key_id' }, attributes: { policy: json('KeyPolicy') } },
  {
    terraform: 'aws_kms_external_key',
    type: 'AWS::KMS::Key',
    fixed: { Origin: 'EXTERNAL' },
    attributes: {
      deletion_window_in_days: 'PendingWindowInDays',
      description: 'Description',
      enabled: 'Enabled',
      key_spec: 'KeySpec',
      key_usage: 'KeyUsage',
      multi_region: 'MultiRegion',
      policy: json('KeyPolicy'),
    },
  },
  {
    terraform: 'aws_kms_replica_key',
    type: 'AWS::KMS::ReplicaKey',
    attributes: {
      deletion_window_in_days: 'PendingWindowInDays',
      description: 'Description',
      enabled: 'Enabled',
      policy: json('KeyPolicy'),
      primary_key_arn: 'PrimaryKeyArn',
    },
  },
  {
    terraform: 'aws_kms_alias',
    type: 'AWS::KMS::Alias',
    attributes: { name: 'AliasName', target_key_id: 'TargetKeyId' },
  },
  {
    terraform: 'aws_secretsmanager_secret',
    type: 'AWS::SecretsManager::Secret',
    returns: { arn: '' },
    attributes: { description: 'Description', kms_key_id: 'KmsKeyId', name: 'Name' },
    policy: {
      type: 'AWS::SecretsManager::ResourcePolicy',
      of: 'SecretId',
      document: 'ResourcePolicy',
      beside: 'aws_secretsmanager_secret_policy',
    },
  },
  {
    terraform: 'aws_secretsmanager_secret_version',
    type: 'AWS::SecretsManager::Secret',
    into: { by: 'secret_id' },
    attributes: { secret_string: 'SecretString' },
  },
  {
    terraform: 'aws_secretsmanager_secret_policy',
    type: 'AWS::SecretsManager::ResourcePolicy',
    attributes: { block_public_policy: 'BlockPublicPolicy', policy: json('ResourcePolicy'), secret_arn: 'SecretId' },
  },
  {
    terraform: 'aws_secretsmanager_secret_rotation',
    type: 'AWS::SecretsManager::RotationSchedule',
    attributes: {
      rotate_immediately: 'RotateImmediatelyOnUpdate',
      rotation_lambda_arn: 'RotationLambdaARN',
      rotation_rules: object('RotationRules', {
        automatically_after_days: unless('AutomaticallyAfterDays', 0),
        duration: 'Duration',
        schedule_expression: 'ScheduleExpression',
      }),
      secret_id: 'SecretId',
    },
  },
  {
    terraform: 'aws_ssm_parameter',
    type: 'AWS::SSM::Parameter',
    attributes: {
      allowed_pattern: 'AllowedPattern',
      data_type: 'DataType',
      description: 'Description',
      insecure_value: 'Value',
      name: 'Name',
      tier: 'Tier',
      type: 'Type',
      value: 'Value',
    },
  },
];
