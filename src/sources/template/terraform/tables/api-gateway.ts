import { type Entry, map, scalar, textOf } from '../../node.ts';
import { beside, type Conversion, computed, converted, json, listed, object, objects, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

/** The provider's word for no limit. */
const rate = (to: string): Conversion => unless(to, -1);

/** `orders/{id}/GET`, with `*` for all of them. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method_settings */
const methodPath: Conversion = {
  to: '',
  paths: ['ResourcePath', 'HttpMethod'],
  convert: (value) => {
    const text = textOf(value);
    const end = text?.lastIndexOf('/') ?? -1;
    if (text === undefined || end < 0) return undefined;
    const path = text.slice(0, end).replace(/^\/+/, '');
    return map({ ResourcePath: scalar(`/${path}`, value.span), HttpMethod: scalar(text.slice(end + 1), value.span) }, value.span);
  },
};

const METHOD_THROTTLE = { burst_limit: 'BurstLimit', rate_limit: 'RateLimit' };

/** Limits of single methods: a list with paths in Terraform, an object by path in CloudFormation. */
const throttle: Conversion = {
  to: 'Throttle',
  members: METHOD_THROTTLE,
  convert: (value) => {
    const items = value.kind === 'list' ? value.items : [];
    const entries = items.flatMap((item): [string, Entry][] => {
      const path = item.kind === 'map' ? textOf(item.entries.get('path')?.value) : undefined;
      return item.kind === 'map' && path !== undefined ? [[path, { key: item.span, value: converted(item, METHOD_THROTTLE) }]] : [];
    });
    return { kind: 'map', entries: new Map(entries), span: value.span, literal: true };
  },
};

export const API_GATEWAY: readonly Table[] = [
  {
    terraform: 'aws_api_gateway_rest_api',
    type: 'AWS::ApiGateway::RestApi',
    returns: { execution_arn: '', root_resource_id: 'RootResourceId' },
    attributes: {
      api_key_source: 'ApiKeySourceType',
      binary_media_types: 'BinaryMediaTypes',
      body: json('Body'),
      description: 'Description',
      disable_execute_api_endpoint: 'DisableExecuteApiEndpoint',
      endpoint_configuration: computed(
        object('EndpointConfiguration', {
          types: 'Types',
          vpc_endpoint_ids: 'VpcEndpointIds',
          ip_address_type: 'IpAddressType',
        }),
      ),
      fail_on_warnings: 'FailOnWarnings',
      minimum_compression_size: 'MinimumCompressionSize',
      name: 'Name',
      parameters: 'Parameters',
      policy: json('Policy'),
    },
  },
  {
    terraform: 'aws_api_gateway_rest_api_policy',
    type: 'AWS::ApiGateway::RestApi',
    into: { by: 'rest_api_id' },
    attributes: { policy: json('Policy') },
  },
  {
    terraform: 'aws_api_gateway_rest_api_put',
    type: 'AWS::ApiGateway::RestApi',
    into: { by: 'rest_api_id' },
    attributes: { body: json('Body'), parameters: 'Parameters' },
  },
  {
    terraform: 'aws_api_gateway_resource',
    type: 'AWS::ApiGateway::Resource',
    attributes: { rest_api_id: 'RestApiId', parent_id: 'ParentId', path_part: 'PathPart' },
  },
  {
    terraform: 'aws_api_gateway_method',
    type: 'AWS::ApiGateway::Method',
    attributes: {
      api_key_required: 'ApiKeyRequired',
      authorization: 'AuthorizationType',
      authorization_scopes: 'AuthorizationScopes',
      authorizer_id: 'AuthorizerId',
      http_method: 'HttpMethod',
      operation_name: 'OperationName',
      request_models: 'RequestModels',
      request_parameters: 'RequestParameters',
      request_validator_id: 'RequestValidatorId',
      resource_id: 'ResourceId',
      rest_api_id: 'RestApiId',
    },
  },
  {
    terraform: 'aws_api_gateway_integration',
    type: 'AWS::ApiGateway::Method',
    into: { same: ['rest_api_id', 'resource_id', 'http_method'] },
    attributes: {
      cache_key_parameters: 'Integration.CacheKeyParameters',
      cache_namespace: 'Integration.CacheNamespace',
      connection_id: 'Integration.ConnectionId',
      connection_type: 'Integration.ConnectionType',
      content_handling: 'Integration.ContentHandling',
      credentials: 'Integration.Credentials',
      integration_http_method: 'Integration.IntegrationHttpMethod',
      passthrough_behavior: 'Integration.PassthroughBehavior',
      request_parameters: 'Integration.RequestParameters',
      request_templates: 'Integration.RequestTemplates',
      timeout_milliseconds: 'Integration.TimeoutInMillis',
      type: 'Integration.Type',
      uri: 'Integration.Uri',
    },
  },
  {
    terraform: 'aws_api_gateway_integration_response',
    type: 'AWS::ApiGateway::Method',
    into: { same: ['rest_api_id', 'resource_id', 'http_method'], list: 'Integration.IntegrationResponses' },
    attributes: {
      content_handling: 'ContentHandling',
      response_parameters: 'ResponseParameters',
      response_templates: 'ResponseTemplates',
      selection_pattern: 'SelectionPattern',
      status_code: 'StatusCode',
    },
  },
  {
    terraform: 'aws_api_gateway_method_settings',
    type: 'AWS::ApiGateway::Stage',
    into: { same: ['rest_api_id', 'stage_name'], list: 'MethodSettings' },
    attributes: {
      method_path: methodPath,
      settings: beside({
        cache_data_encrypted: 'CacheDataEncrypted',
        cache_ttl_in_seconds: 'CacheTtlInSeconds',
        caching_enabled: 'CachingEnabled',
        data_trace_enabled: 'DataTraceEnabled',
        logging_level: 'LoggingLevel',
        metrics_enabled: 'MetricsEnabled',
        throttling_burst_limit: rate('ThrottlingBurstLimit'),
        throttling_rate_limit: rate('ThrottlingRateLimit'),
      }),
    },
  },
  {
    terraform: 'aws_api_gateway_stage',
    type: 'AWS::ApiGateway::Stage',
    attributes: {
      access_log_settings: object('AccessLogSetting', { destination_arn: 'DestinationArn', format: 'Format' }),
      cache_cluster_enabled: 'CacheClusterEnabled',
      cache_cluster_size: 'CacheClusterSize',
      canary_settings: object('CanarySetting', {
        deployment_id: 'DeploymentId',
        percent_traffic: 'PercentTraffic',
        stage_variable_overrides: 'StageVariableOverrides',
        use_stage_cache: 'UseStageCache',
      }),
      client_certificate_id: 'ClientCertificateId',
      deployment_id: 'DeploymentId',
      description: 'Description',
      documentation_version: 'DocumentationVersion',
      rest_api_id: 'RestApiId',
      stage_name: 'StageName',
      variables: 'Variables',
      xray_tracing_enabled: 'TracingEnabled',
    },
  },
  {
    terraform: 'aws_api_gateway_deployment',
    type: 'AWS::ApiGateway::Deployment',
    attributes: { description: 'Description', rest_api_id: 'RestApiId', stage_name: 'StageName' },
  },
  {
    terraform: 'aws_api_gateway_authorizer',
    type: 'AWS::ApiGateway::Authorizer',
    attributes: {
      authorizer_credentials: 'AuthorizerCredentials',
      authorizer_result_ttl_in_seconds: 'AuthorizerResultTtlInSeconds',
      authorizer_uri: 'AuthorizerUri',
      identity_source: 'IdentitySource',
      identity_validation_expression: 'IdentityValidationExpression',
      name: 'Name',
      provider_arns: listed('ProviderARNs'),
      rest_api_id: 'RestApiId',
      type: 'Type',
    },
  },
  {
    terraform: 'aws_api_gateway_request_validator',
    type: 'AWS::ApiGateway::RequestValidator',
    attributes: {
      name: 'Name',
      rest_api_id: 'RestApiId',
      validate_request_body: 'ValidateRequestBody',
      validate_request_parameters: 'ValidateRequestParameters',
    },
  },
  {
    terraform: 'aws_api_gateway_model',
    type: 'AWS::ApiGateway::Model',
    attributes: { content_type: 'ContentType', description: 'Description', name: 'Name', rest_api_id: 'RestApiId', schema: json('Schema') },
  },
  {
    terraform: 'aws_api_gateway_usage_plan',
    type: 'AWS::ApiGateway::UsagePlan',
    attributes: {
      api_stages: objects('ApiStages', { api_id: 'ApiId', stage: 'Stage', throttle }),
      description: 'Description',
      name: 'UsagePlanName',
      quota_settings: object('Quota', { limit: 'Limit', offset: 'Offset', period: 'Period' }),
      throttle_settings: object('Throttle', { burst_limit: unless('BurstLimit', 0), rate_limit: unless('RateLimit', 0) }),
    },
  },
  {
    terraform: 'aws_api_gateway_usage_plan_key',
    type: 'AWS::ApiGateway::UsagePlanKey',
    attributes: { key_id: 'KeyId', key_type: 'KeyType', usage_plan_id: 'UsagePlanId' },
  },
  {
    terraform: 'aws_api_gateway_api_key',
    type: 'AWS::ApiGateway::ApiKey',
    attributes: { customer_id: 'CustomerId', description: 'Description', enabled: 'Enabled', name: 'Name', value: 'Value' },
  },
  {
    terraform: 'aws_api_gateway_domain_name',
    type: 'AWS::ApiGateway::DomainName',
    attributes: {
      certificate_arn: 'CertificateArn',
      domain_name: 'DomainName',
      endpoint_configuration: computed(object('EndpointConfiguration', { types: 'Types' })),
      mutual_tls_authentication: object('MutualTlsAuthentication', {
        truststore_uri: 'TruststoreUri',
        truststore_version: 'TruststoreVersion',
      }),
      regional_certificate_arn: 'RegionalCertificateArn',
      security_policy: 'SecurityPolicy',
    },
  },
  {
    terraform: 'aws_api_gateway_base_path_mapping',
    type: 'AWS::ApiGateway::BasePathMapping',
    attributes: { api_id: 'RestApiId', base_path: 'BasePath', domain_name: 'DomainName', stage_name: 'Stage' },
  },
  {
    terraform: 'aws_api_gateway_account',
    type: 'AWS::ApiGateway::Account',
    attributes: { cloudwatch_role_arn: 'CloudWatchRoleArn' },
  },
];
