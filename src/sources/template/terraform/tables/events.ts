import { list, map } from '../../node.ts';
import { type Conversion, computed, json, object, worded } from '../conversions.ts';
import type { Table } from '../table.ts';

const DEAD_LETTERS = object('DeadLetterConfig', { arn: 'Arn' });
const RETRIES = object('RetryPolicy', {
  maximum_event_age_in_seconds: 'MaximumEventAgeInSeconds',
  maximum_retry_attempts: 'MaximumRetryAttempts',
});

/** The one log group of a state machine, for which CloudFormation has a list. */
const LOG_DESTINATION: Conversion = {
  to: 'Destinations',
  always: true,
  convert: (value) => list([map({ CloudWatchLogsLogGroup: map({ LogGroupArn: value }, value.span) }, value.span)], value.span),
};

export const EVENTS: readonly Table[] = [
  {
    terraform: 'aws_cloudwatch_event_bus',
    type: 'AWS::Events::EventBus',
    attributes: {
      dead_letter_config: DEAD_LETTERS,
      description: 'Description',
      event_source_name: 'EventSourceName',
      kms_key_identifier: 'KmsKeyIdentifier',
      name: 'Name',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_bus_policy',
    type: 'AWS::Events::EventBus',
    into: { by: 'event_bus_name' },
    attributes: { policy: json('Policy') },
  },
  {
    terraform: 'aws_cloudwatch_event_permission',
    type: 'AWS::Events::EventBusPolicy',
    attributes: {
      action: 'Action',
      condition: object('Condition', { key: 'Key', type: 'Type', value: 'Value' }),
      event_bus_name: 'EventBusName',
      principal: 'Principal',
      statement_id: 'StatementId',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_rule',
    type: 'AWS::Events::Rule',
    attributes: {
      description: 'Description',
      event_bus_name: 'EventBusName',
      event_pattern: json('EventPattern'),
      is_enabled: worded('State', { true: 'ENABLED', false: 'DISABLED' }),
      name: 'Name',
      role_arn: 'RoleArn',
      schedule_expression: 'ScheduleExpression',
      state: 'State',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_target',
    type: 'AWS::Events::Rule',
    into: { by: 'rule', list: 'Targets' },
    attributes: {
      arn: 'Arn',
      dead_letter_config: DEAD_LETTERS,
      input: 'Input',
      input_path: 'InputPath',
      retry_policy: RETRIES,
      role_arn: 'RoleArn',
      sqs_target: object('SqsParameters', { message_group_id: 'MessageGroupId' }),
      target_id: 'Id',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_archive',
    type: 'AWS::Events::Archive',
    attributes: {
      description: 'Description',
      event_pattern: json('EventPattern'),
      event_source_arn: 'SourceArn',
      kms_key_identifier: 'KmsKeyIdentifier',
      name: 'ArchiveName',
      retention_days: 'RetentionDays',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_api_destination',
    type: 'AWS::Events::ApiDestination',
    attributes: {
      connection_arn: 'ConnectionArn',
      description: 'Description',
      http_method: 'HttpMethod',
      invocation_endpoint: 'InvocationEndpoint',
      invocation_rate_limit_per_second: 'InvocationRateLimitPerSecond',
      name: 'Name',
    },
  },
  {
    terraform: 'aws_cloudwatch_event_connection',
    type: 'AWS::Events::Connection',
    attributes: {
      auth_parameters: object('AuthParameters', {
        api_key: object('ApiKeyAuthParameters', { key: 'ApiKeyName', value: 'ApiKeyValue' }),
        basic: object('BasicAuthParameters', { password: 'Password', username: 'Username' }),
        oauth: object('OAuthParameters', {
          authorization_endpoint: 'AuthorizationEndpoint',
          client_parameters: object('ClientParameters', { client_id: 'ClientID', client_secret: 'ClientSecret' }),
          http_method: 'HttpMethod',
        }),
      }),
      authorization_type: 'AuthorizationType',
      description: 'Description',
      kms_key_identifier: 'KmsKeyIdentifier',
      name: 'Name',
    },
  },
  {
    terraform: 'aws_scheduler_schedule',
    type: 'AWS::Scheduler::Schedule',
    attributes: {
      description: 'Description',
      flexible_time_window: object('FlexibleTimeWindow', { maximum_window_in_minutes: 'MaximumWindowInMinutes', mode: 'Mode' }),
      group_name: 'GroupName',
      kms_key_arn: 'KmsKeyArn',
      name: 'Name',
      schedule_expression: 'ScheduleExpression',
      schedule_expression_timezone: 'ScheduleExpressionTimezone',
      state: 'State',
      target: object('Target', {
        arn: 'Arn',
        dead_letter_config: DEAD_LETTERS,
        input: 'Input',
        retry_policy: RETRIES,
        role_arn: 'RoleArn',
      }),
    },
  },
  {
    terraform: 'aws_pipes_pipe',
    type: 'AWS::Pipes::Pipe',
    attributes: {
      description: 'Description',
      desired_state: 'DesiredState',
      enrichment: 'Enrichment',
      kms_key_identifier: 'KmsKeyIdentifier',
      log_configuration: object('LogConfiguration', { include_execution_data: 'IncludeExecutionData', level: 'Level' }),
      name: 'Name',
      role_arn: 'RoleArn',
      source: 'Source',
      target: 'Target',
    },
  },
  {
    terraform: 'aws_sfn_state_machine',
    type: 'AWS::StepFunctions::StateMachine',
    returns: { arn: '' },
    attributes: {
      definition: 'DefinitionString',
      encryption_configuration: computed(
        object('EncryptionConfiguration', {
          kms_data_key_reuse_period_seconds: 'KmsDataKeyReusePeriodSeconds',
          kms_key_id: 'KmsKeyId',
          type: 'Type',
        }),
      ),
      logging_configuration: object('LoggingConfiguration', {
        include_execution_data: 'IncludeExecutionData',
        level: 'Level',
        log_destination: LOG_DESTINATION,
      }),
      name: 'StateMachineName',
      role_arn: 'RoleArn',
      tracing_configuration: computed(object('TracingConfiguration', { enabled: 'Enabled' })),
      type: 'StateMachineType',
    },
  },
];
