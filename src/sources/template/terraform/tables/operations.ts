import { json, object, objects, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

export const OPERATIONS: readonly Table[] = [
  {
    terraform: 'aws_cloudwatch_log_group',
    type: 'AWS::Logs::LogGroup',
    attributes: {
      kms_key_id: 'KmsKeyId',
      log_group_class: 'LogGroupClass',
      name: 'LogGroupName',
      // The provider's word for ever.
      retention_in_days: unless('RetentionInDays', 0),
    },
  },
  {
    terraform: 'aws_cloudwatch_log_resource_policy',
    type: 'AWS::Logs::ResourcePolicy',
    attributes: { policy_document: json('PolicyDocument'), policy_name: 'PolicyName' },
  },
  {
    terraform: 'aws_codebuild_project',
    type: 'AWS::CodeBuild::Project',
    attributes: {
      badge_enabled: 'BadgeEnabled',
      description: 'Description',
      encryption_key: 'EncryptionKey',
      environment: object('Environment', {
        certificate: 'Certificate',
        compute_type: 'ComputeType',
        environment_variable: objects('EnvironmentVariables', { name: 'Name', type: 'Type', value: 'Value' }),
        image: 'Image',
        image_pull_credentials_type: 'ImagePullCredentialsType',
        privileged_mode: 'PrivilegedMode',
        type: 'Type',
      }),
      name: 'Name',
      project_visibility: 'Visibility',
      service_role: 'ServiceRole',
      source: object('Source', {
        buildspec: 'BuildSpec',
        insecure_ssl: 'InsecureSsl',
        location: 'Location',
        type: 'Type',
      }),
      source_version: 'SourceVersion',
    },
  },
];
