import { list, map, member, scalar, textOf } from '../../node.ts';
import { type Conversion, computed, listed, object, objects, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

/** The addresses of brokers, which Terraform writes as one text. */
const bootstrapServers = (to: string): Conversion => ({
  to,
  convert: (value) => {
    const text = textOf(member(value, 'KAFKA_BOOTSTRAP_SERVERS'));
    if (text === undefined) return value;
    const servers = text.split(',').map((server) => scalar(server.trim(), value.span));
    return map({ KafkaBootstrapServers: list(servers, value.span) }, value.span);
  },
});

export const LAMBDA: readonly Table[] = [
  {
    terraform: 'aws_lambda_function',
    type: 'AWS::Lambda::Function',
    returns: { invoke_arn: 'Arn', qualified_arn: 'Arn', qualified_invoke_arn: 'Arn' },
    attributes: {
      function_name: 'FunctionName',
      architectures: 'Architectures',
      code_signing_config_arn: 'CodeSigningConfigArn',
      dead_letter_config: object('DeadLetterConfig', { target_arn: 'TargetArn' }),
      description: 'Description',
      environment: object('Environment', { variables: 'Variables' }),
      ephemeral_storage: computed(object('EphemeralStorage', { size: 'Size' })),
      file_system_config: objects('FileSystemConfigs', { arn: 'Arn', local_mount_path: 'LocalMountPath' }),
      handler: 'Handler',
      image_config: object('ImageConfig', {
        command: 'Command',
        entry_point: 'EntryPoint',
        working_directory: 'WorkingDirectory',
      }),
      image_uri: 'Code.ImageUri',
      kms_key_arn: 'KmsKeyArn',
      layers: listed('Layers'),
      logging_config: computed(
        object('LoggingConfig', {
          application_log_level: 'ApplicationLogLevel',
          log_format: 'LogFormat',
          log_group: 'LogGroup',
          system_log_level: 'SystemLogLevel',
        }),
      ),
      memory_size: 'MemorySize',
      package_type: 'PackageType',
      reserved_concurrent_executions: unless('ReservedConcurrentExecutions', -1),
      role: 'Role',
      runtime: 'Runtime',
      s3_bucket: 'Code.S3Bucket',
      s3_key: 'Code.S3Key',
      s3_object_version: 'Code.S3ObjectVersion',
      snap_start: object('SnapStart', { apply_on: 'ApplyOn' }),
      timeout: 'Timeout',
      tracing_config: computed(object('TracingConfig', { mode: 'Mode' })),
      vpc_config: object('VpcConfig', { subnet_ids: 'SubnetIds', security_group_ids: 'SecurityGroupIds' }),
    },
  },
  {
    terraform: 'aws_lambda_runtime_management_config',
    type: 'AWS::Lambda::Function',
    into: { by: 'function_name' },
    attributes: {
      runtime_version_arn: 'RuntimeManagementConfig.RuntimeVersionArn',
      update_runtime_on: 'RuntimeManagementConfig.UpdateRuntimeOn',
    },
  },
  {
    terraform: 'aws_lambda_permission',
    type: 'AWS::Lambda::Permission',
    attributes: {
      action: 'Action',
      event_source_token: 'EventSourceToken',
      function_name: 'FunctionName',
      function_url_auth_type: 'FunctionUrlAuthType',
      invoked_via_function_url: 'InvokedViaFunctionUrl',
      principal: 'Principal',
      principal_org_id: 'PrincipalOrgID',
      source_account: 'SourceAccount',
      source_arn: 'SourceArn',
    },
  },
  {
    terraform: 'aws_lambda_function_url',
    type: 'AWS::Lambda::Url',
    attributes: {
      authorization_type: 'AuthType',
      cors: object('Cors', {
        allow_credentials: 'AllowCredentials',
        allow_headers: 'AllowHeaders',
        allow_methods: 'AllowMethods',
        allow_origins: 'AllowOrigins',
        expose_headers: 'ExposeHeaders',
        max_age: 'MaxAge',
      }),
      function_name: 'TargetFunctionArn',
      invoke_mode: 'InvokeMode',
      qualifier: 'Qualifier',
    },
  },
  {
    terraform: 'aws_lambda_alias',
    type: 'AWS::Lambda::Alias',
    returns: { arn: '', invoke_arn: '', name: 'Name' },
    attributes: { function_name: 'FunctionName', function_version: 'FunctionVersion', name: 'Name', description: 'Description' },
  },
  {
    terraform: 'aws_lambda_layer_version',
    type: 'AWS::Lambda::LayerVersion',
    returns: { arn: '' },
    attributes: {
      compatible_architectures: 'CompatibleArchitectures',
      compatible_runtimes: 'CompatibleRuntimes',
      description: 'Description',
      layer_name: 'LayerName',
      license_info: 'LicenseInfo',
      s3_bucket: 'Content.S3Bucket',
      s3_key: 'Content.S3Key',
      s3_object_version: 'Content.S3ObjectVersion',
    },
  },
  {
    terraform: 'aws_lambda_layer_version_permission',
    type: 'AWS::Lambda::LayerVersionPermission',
    attributes: { action: 'Action', layer_name: 'LayerVersionArn', organization_id: 'OrganizationId', principal: 'Principal' },
  },
  {
    terraform: 'aws_lambda_event_source_mapping',
    type: 'AWS::Lambda::EventSourceMapping',
    attributes: {
      batch_size: 'BatchSize',
      bisect_batch_on_function_error: 'BisectBatchOnFunctionError',
      destination_config: object('DestinationConfig', { on_failure: object('OnFailure', { destination_arn: 'Destination' }) }),
      document_db_event_source_config: object('DocumentDBEventSourceConfig', {
        collection_name: 'CollectionName',
        database_name: 'DatabaseName',
        full_document: 'FullDocument',
      }),
      enabled: 'Enabled',
      event_source_arn: 'EventSourceArn',
      filter_criteria: object('FilterCriteria', { filter: objects('Filters', { pattern: 'Pattern' }) }),
      function_name: 'FunctionName',
      function_response_types: 'FunctionResponseTypes',
      kms_key_arn: 'KmsKeyArn',
      maximum_batching_window_in_seconds: 'MaximumBatchingWindowInSeconds',
      maximum_record_age_in_seconds: 'MaximumRecordAgeInSeconds',
      maximum_retry_attempts: 'MaximumRetryAttempts',
      parallelization_factor: 'ParallelizationFactor',
      queues: 'Queues',
      scaling_config: object('ScalingConfig', { maximum_concurrency: 'MaximumConcurrency' }),
      self_managed_event_source: object('SelfManagedEventSource', {
        endpoints: bootstrapServers('Endpoints'),
      }),
      source_access_configuration: objects('SourceAccessConfigurations', { type: 'Type', uri: 'URI' }),
      starting_position: 'StartingPosition',
      topics: 'Topics',
      tumbling_window_in_seconds: 'TumblingWindowInSeconds',
    },
  },
  {
    terraform: 'aws_lambda_code_signing_config',
    type: 'AWS::Lambda::CodeSigningConfig',
    returns: { arn: '' },
    attributes: {
      allowed_publishers: object('AllowedPublishers', { signing_profile_version_arns: listed('SigningProfileVersionArns') }),
      description: 'Description',
      policies: computed(object('CodeSigningPolicies', { untrusted_artifact_on_deployment: 'UntrustedArtifactOnDeployment' })),
    },
  },
  {
    terraform: 'aws_lambda_function_event_invoke_config',
    type: 'AWS::Lambda::EventInvokeConfig',
    attributes: {
      destination_config: object('DestinationConfig', {
        on_failure: object('OnFailure', { destination: 'Destination' }),
        on_success: object('OnSuccess', { destination: 'Destination' }),
      }),
      function_name: 'FunctionName',
      maximum_event_age_in_seconds: 'MaximumEventAgeInSeconds',
      maximum_retry_attempts: 'MaximumRetryAttempts',
      qualifier: 'Qualifier',
    },
  },
  {
    terraform: 'aws_signer_signing_profile',
    type: 'AWS::Signer::SigningProfile',
    returns: { version_arn: 'ProfileVersionArn', name: 'ProfileName' },
    attributes: {
      name: 'ProfileName',
      platform_id: 'PlatformId',
      signature_validity_period: computed(object('SignatureValidityPeriod', { type: 'Type', value: 'Value' })),
    },
  },
];
