import { type Attributes, object, objects } from '../conversions.ts';
import type { Table } from '../table.ts';

const LAMBDA = {
  authorizer_result_ttl_in_seconds: 'AuthorizerResultTtlInSeconds',
  authorizer_uri: 'AuthorizerUri',
  identity_validation_expression: 'IdentityValidationExpression',
};
const OPENID = { auth_ttl: 'AuthTTL', client_id: 'ClientId', iat_ttl: 'IatTTL', issuer: 'Issuer' };
const POOL = { app_id_client_regex: 'AppIdClientRegex', aws_region: 'AwsRegion', user_pool_id: 'UserPoolId' };

/** A way to authenticate, of the API itself or of one of its further providers. */
const PROVIDER: Attributes = {
  authentication_type: 'AuthenticationType',
  lambda_authorizer_config: object('LambdaAuthorizerConfig', LAMBDA),
  openid_connect_config: object('OpenIDConnectConfig', OPENID),
};

const MODE = { auth_type: 'AuthType' };

export const APPSYNC: readonly Table[] = [
  {
    terraform: 'aws_appsync_graphql_api',
    type: 'AWS::AppSync::GraphQLApi',
    returns: { id: 'ApiId', arn: '' },
    attributes: {
      ...PROVIDER,
      additional_authentication_provider: objects('AdditionalAuthenticationProviders', {
        ...PROVIDER,
        user_pool_config: object('UserPoolConfig', POOL),
      }),
      api_type: 'ApiType',
      introspection_config: 'IntrospectionConfig',
      log_config: object('LogConfig', {
        cloudwatch_logs_role_arn: 'CloudWatchLogsRoleArn',
        exclude_verbose_content: 'ExcludeVerboseContent',
        field_log_level: 'FieldLogLevel',
      }),
      name: 'Name',
      query_depth_limit: 'QueryDepthLimit',
      resolver_count_limit: 'ResolverCountLimit',
      user_pool_config: object('UserPoolConfig', { ...POOL, default_action: 'DefaultAction' }),
      visibility: 'Visibility',
      xray_enabled: 'XrayEnabled',
    },
  },
  {
    terraform: 'aws_appsync_api',
    type: 'AWS::AppSync::Api',
    attributes: {
      event_config: object('EventConfig', {
        auth_provider: objects('AuthProviders', {
          auth_type: 'AuthType',
          cognito_config: object('CognitoConfig', POOL),
          lambda_authorizer_config: object('LambdaAuthorizerConfig', LAMBDA),
          openid_connect_config: object('OpenIDConnectConfig', OPENID),
        }),
        connection_auth_mode: objects('ConnectionAuthModes', MODE),
        default_publish_auth_mode: objects('DefaultPublishAuthModes', MODE),
        default_subscribe_auth_mode: objects('DefaultSubscribeAuthModes', MODE),
        log_config: object('LogConfig', { cloudwatch_logs_role_arn: 'CloudWatchLogsRoleArn', log_level: 'LogLevel' }),
      }),
      name: 'Name',
      owner_contact: 'OwnerContact',
    },
  },
  {
    terraform: 'aws_appsync_datasource',
    type: 'AWS::AppSync::DataSource',
    attributes: {
      api_id: 'ApiId',
      description: 'Description',
      dynamodb_config: object('DynamoDBConfig', {
        region: 'AwsRegion',
        table_name: 'TableName',
        use_caller_credentials: 'UseCallerCredentials',
      }),
      event_bridge_config: object('EventBridgeConfig', { event_bus_arn: 'EventBusArn' }),
      http_config: object('HttpConfig', {
        endpoint: 'Endpoint',
        authorization_config: object('AuthorizationConfig', { authorization_type: 'AuthorizationType' }),
      }),
      lambda_config: object('LambdaConfig', { function_arn: 'LambdaFunctionArn' }),
      name: 'Name',
      service_role_arn: 'ServiceRoleArn',
      type: 'Type',
    },
  },
  {
    terraform: 'aws_appsync_resolver',
    type: 'AWS::AppSync::Resolver',
    attributes: {
      api_id: 'ApiId',
      code: 'Code',
      data_source: 'DataSourceName',
      field: 'FieldName',
      kind: 'Kind',
      max_batch_size: 'MaxBatchSize',
      request_template: 'RequestMappingTemplate',
      response_template: 'ResponseMappingTemplate',
      type: 'TypeName',
    },
  },
  {
    terraform: 'aws_appsync_api_key',
    type: 'AWS::AppSync::ApiKey',
    attributes: { api_id: 'ApiId', description: 'Description' },
  },
  {
    terraform: 'aws_appsync_api_cache',
    type: 'AWS::AppSync::ApiCache',
    attributes: {
      api_caching_behavior: 'ApiCachingBehavior',
      api_id: 'ApiId',
      at_rest_encryption_enabled: 'AtRestEncryptionEnabled',
      transit_encryption_enabled: 'TransitEncryptionEnabled',
      ttl: 'Ttl',
      type: 'Type',
    },
  },
];
