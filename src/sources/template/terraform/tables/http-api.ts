import { type Entry, type Node, textOf } from '../../node.ts';
import { type Conversion, converted, json, listed, object, objects, unless } from '../conversions.ts';
import type { Table } from '../table.ts';

const SETTINGS = {
  data_trace_enabled: 'DataTraceEnabled',
  detailed_metrics_enabled: 'DetailedMetricsEnabled',
  logging_level: 'LoggingLevel',
  // The provider's word for no limit of the route's own.
  throttling_burst_limit: unless('ThrottlingBurstLimit', 0),
  throttling_rate_limit: unless('ThrottlingRateLimit', 0),
};

/** Settings of single routes: blocks with a key in Terraform, an object by route key in CloudFormation. */
const routeSettings: Conversion = {
  to: 'RouteSettings',
  members: SETTINGS,
  convert: (value) => {
    const items: readonly Node[] = value.kind === 'list' ? value.items : [];
    const entries = items.flatMap((item): [string, Entry][] => {
      const key = item.kind === 'map' ? textOf(item.entries.get('route_key')?.value) : undefined;
      return item.kind === 'map' && key !== undefined ? [[key, { key: item.span, value: converted(item, SETTINGS) }]] : [];
    });
    return { kind: 'map', entries: new Map(entries), span: value.span, literal: true };
  },
};

export const HTTP_API: readonly Table[] = [
  {
    terraform: 'aws_apigatewayv2_api',
    type: 'AWS::ApiGatewayV2::Api',
    returns: { execution_arn: '', api_endpoint: 'ApiEndpoint' },
    attributes: {
      api_key_selection_expression: 'ApiKeySelectionExpression',
      body: json('Body'),
      cors_configuration: object('CorsConfiguration', {
        allow_credentials: 'AllowCredentials',
        allow_headers: 'AllowHeaders',
        allow_methods: 'AllowMethods',
        allow_origins: 'AllowOrigins',
        expose_headers: 'ExposeHeaders',
        max_age: 'MaxAge',
      }),
      credentials_arn: 'CredentialsArn',
      description: 'Description',
      disable_execute_api_endpoint: 'DisableExecuteApiEndpoint',
      name: 'Name',
      protocol_type: 'ProtocolType',
      route_key: 'RouteKey',
      route_selection_expression: 'RouteSelectionExpression',
      target: 'Target',
    },
  },
  {
    terraform: 'aws_apigatewayv2_route',
    type: 'AWS::ApiGatewayV2::Route',
    attributes: {
      api_id: 'ApiId',
      api_key_required: 'ApiKeyRequired',
      authorization_scopes: 'AuthorizationScopes',
      authorization_type: 'AuthorizationType',
      authorizer_id: 'AuthorizerId',
      model_selection_expression: 'ModelSelectionExpression',
      operation_name: 'OperationName',
      request_models: 'RequestModels',
      route_key: 'RouteKey',
      route_response_selection_expression: 'RouteResponseSelectionExpression',
      target: 'Target',
    },
  },
  {
    terraform: 'aws_apigatewayv2_routing_rule',
    type: 'AWS::ApiGatewayV2::RoutingRule',
    attributes: {
      actions: objects('Actions', {
        invoke_api: object('InvokeApi', { api_id: 'ApiId', stage: 'Stage', strip_base_path: 'StripBasePath' }),
      }),
      domain_name: 'DomainNameArn',
      priority: 'Priority',
    },
  },
  {
    terraform: 'aws_apigatewayv2_authorizer',
    type: 'AWS::ApiGatewayV2::Authorizer',
    attributes: {
      api_id: 'ApiId',
      authorizer_credentials_arn: 'AuthorizerCredentialsArn',
      authorizer_payload_format_version: 'AuthorizerPayloadFormatVersion',
      authorizer_result_ttl_in_seconds: 'AuthorizerResultTtlInSeconds',
      authorizer_type: 'AuthorizerType',
      authorizer_uri: 'AuthorizerUri',
      enable_simple_responses: 'EnableSimpleResponses',
      identity_sources: 'IdentitySource',
      jwt_configuration: object('JwtConfiguration', { audience: listed('Audience'), issuer: 'Issuer' }),
      name: 'Name',
    },
  },
  {
    terraform: 'aws_apigatewayv2_stage',
    type: 'AWS::ApiGatewayV2::Stage',
    attributes: {
      access_log_settings: object('AccessLogSettings', { destination_arn: 'DestinationArn', format: 'Format' }),
      api_id: 'ApiId',
      auto_deploy: 'AutoDeploy',
      client_certificate_id: 'ClientCertificateId',
      default_route_settings: object('DefaultRouteSettings', SETTINGS),
      deployment_id: 'DeploymentId',
      description: 'Description',
      name: 'StageName',
      route_settings: routeSettings,
      stage_variables: 'StageVariables',
    },
  },
  {
    terraform: 'aws_apigatewayv2_integration',
    type: 'AWS::ApiGatewayV2::Integration',
    attributes: {
      api_id: 'ApiId',
      connection_id: 'ConnectionId',
      connection_type: 'ConnectionType',
      credentials_arn: 'CredentialsArn',
      description: 'Description',
      integration_method: 'IntegrationMethod',
      integration_subtype: 'IntegrationSubtype',
      integration_type: 'IntegrationType',
      integration_uri: 'IntegrationUri',
      passthrough_behavior: 'PassthroughBehavior',
      payload_format_version: 'PayloadFormatVersion',
      request_parameters: 'RequestParameters',
      request_templates: 'RequestTemplates',
      timeout_milliseconds: 'TimeoutInMillis',
    },
  },
  {
    terraform: 'aws_apigatewayv2_domain_name',
    type: 'AWS::ApiGatewayV2::DomainName',
    attributes: {
      domain_name: 'DomainName',
      domain_name_configuration: objects('DomainNameConfigurations', {
        certificate_arn: 'CertificateArn',
        endpoint_type: 'EndpointType',
        security_policy: 'SecurityPolicy',
      }),
      mutual_tls_authentication: object('MutualTlsAuthentication', {
        truststore_uri: 'TruststoreUri',
        truststore_version: 'TruststoreVersion',
      }),
    },
  },
  {
    terraform: 'aws_apigatewayv2_api_mapping',
    type: 'AWS::ApiGatewayV2::ApiMapping',
    attributes: { api_id: 'ApiId', api_mapping_key: 'ApiMappingKey', domain_name: 'DomainName', stage: 'Stage' },
  },
  {
    terraform: 'aws_apigatewayv2_model',
    type: 'AWS::ApiGatewayV2::Model',
    attributes: { api_id: 'ApiId', content_type: 'ContentType', name: 'Name', schema: json('Schema') },
  },
];
