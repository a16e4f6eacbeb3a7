import type { Call } from '../call.ts';

/** IAM knows one action for every read of API Gateway, on the path that is read. */
const get = (path: string) => ({ action: 'apigateway:GET', resources: [`arn:$\{Partition}:apigateway:$\{Region}::${path}`] });

/** The table of REST APIs. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
export const CALLS: readonly Call[] = [
  {
    action: 'apigateway:GetRestApis',
    kind: 'list',
    gives: {
      'AWS::ApiGateway::RestApi': [
        'ApiKeySourceType',
        'DisableExecuteApiEndpoint',
        'EndpointAccessMode',
        'EndpointConfiguration',
        'MinimumCompressionSize',
        'Name',
        'Policy',
        'SecurityPolicy',
      ],
    },
    permission: get('/restapis'),
  },
  {
    action: 'apigateway:GetResources',
    kind: 'list',
    gives: {
      'AWS::ApiGateway::Method': [
        'ApiKeyRequired',
        'AuthorizationScopes',
        'AuthorizationType',
        'AuthorizerId',
        'HttpMethod',
        'Integration',
        'OperationName',
        'RequestModels',
        'RequestParameters',
        'RequestValidatorId',
        'ResourceId',
        'RestApiId',
      ],
    },
    after: ['apigateway:GetRestApis'],
    permission: get('/restapis/*/resources'),
  },
  {
    action: 'apigateway:GetAuthorizers',
    kind: 'list',
    gives: {
      'AWS::ApiGateway::Authorizer': [
        'AuthType',
        'AuthorizerCredentials',
        'AuthorizerResultTtlInSeconds',
        'AuthorizerUri',
        'IdentitySource',
        'IdentityValidationExpression',
        'Name',
        'ProviderARNs',
        'RestApiId',
        'Type',
      ],
    },
    after: ['apigateway:GetRestApis'],
    permission: get('/restapis/*/authorizers'),
  },
  // A stage says which web ACL protects it.
  {
    action: 'apigateway:GetStages',
    kind: 'list',
    gives: {
      'AWS::ApiGateway::Stage': [
        'AccessLogSetting',
        'CacheClusterEnabled',
        'CacheClusterSize',
        'ClientCertificateId',
        'DeploymentId',
        'MethodSettings',
        'RestApiId',
        'StageName',
        'TracingEnabled',
        'Variables',
      ],
      'AWS::WAFRegional::WebACLAssociation': ['ResourceArn', 'WebACLId'],
      'AWS::WAFv2::WebACLAssociation': ['ResourceArn', 'WebACLArn'],
    },
    after: ['apigateway:GetRestApis'],
    permission: get('/restapis/*/stages'),
  },
  // Asked of APIs that have a method which names a validator or a model.
  {
    action: 'apigateway:GetRequestValidators',
    kind: 'list',
    gives: { 'AWS::ApiGateway::RequestValidator': ['Name', 'RestApiId', 'ValidateRequestBody', 'ValidateRequestParameters'] },
    after: ['apigateway:GetResources'],
    permission: get('/restapis/*/requestvalidators'),
  },
  {
    action: 'apigateway:GetModels',
    kind: 'list',
    gives: { 'AWS::ApiGateway::Model': ['ContentType', 'Name', 'RestApiId', 'Schema'] },
    after: ['apigateway:GetResources'],
    permission: get('/restapis/*/models'),
  },
  {
    action: 'apigateway:GetUsagePlans',
    kind: 'list',
    gives: { 'AWS::ApiGateway::UsagePlan': ['ApiStages', 'Quota', 'Throttle', 'UsagePlanName'] },
    permission: get('/usageplans'),
  },
  // Those of HTTP and WebSocket APIs as well.
  {
    action: 'apigateway:GetDomainNames',
    kind: 'list',
    gives: {
      'AWS::ApiGateway::DomainName': [
        'CertificateArn',
        'DomainName',
        'EndpointAccessMode',
        'EndpointConfiguration',
        'MutualTlsAuthentication',
        'RegionalCertificateArn',
        'RoutingMode',
        'SecurityPolicy',
      ],
      'AWS::ApiGateway::DomainNameV2': [
        'CertificateArn',
        'DomainName',
        'EndpointAccessMode',
        'EndpointConfiguration',
        'Policy',
        'RoutingMode',
        'SecurityPolicy',
      ],
    },
    permission: get('/domainnames'),
  },
];
