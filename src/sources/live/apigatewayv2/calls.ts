import type { Call } from '../call.ts';
import { INTEGRATION_PROPERTIES } from './mapper.ts';

/** IAM knows one action for every read of API Gateway, on the path that is read. */
const get = (path: string) => ({ action: 'apigateway:GET', resources: [`arn:$\{Partition}:apigateway:$\{Region}::${path}`] });

const AUTHORIZER = [
  'ApiId',
  'AuthorizerCredentialsArn',
  'AuthorizerPayloadFormatVersion',
  'AuthorizerResultTtlInSeconds',
  'AuthorizerType',
  'AuthorizerUri',
  'EnableSimpleResponses',
  'IdentitySource',
  'IdentityValidationExpression',
  'JwtConfiguration',
  'Name',
] as const;

/** The table of HTTP and WebSocket APIs. */
export const CALLS: readonly Call[] = [
  {
    action: 'apigatewayv2:GetApis',
    kind: 'list',
    gives: {
      'AWS::ApiGatewayV2::Api': [
        'ApiKeySelectionExpression',
        'CorsConfiguration',
        'DisableExecuteApiEndpoint',
        'IpAddressType',
        'Name',
        'ProtocolType',
        'RouteSelectionExpression',
      ],
    },
    permission: get('/apis'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:GetRoutes',
    kind: 'list',
    gives: {
      'AWS::ApiGatewayV2::Route': [
        'ApiId',
        'ApiKeyRequired',
        'AuthorizationScopes',
        'AuthorizationType',
        'AuthorizerId',
        'ModelSelectionExpression',
        'OperationName',
        'RequestModels',
        'RouteKey',
        'Target',
      ],
    },
    after: ['apigatewayv2:GetApis'],
    permission: get('/apis/*/routes'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:GetAuthorizers',
    kind: 'list',
    gives: { 'AWS::ApiGatewayV2::Authorizer': AUTHORIZER },
    after: ['apigatewayv2:GetApis'],
    permission: get('/apis/*/authorizers'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:GetAuthorizer',
    kind: 'detail',
    gives: { 'AWS::ApiGatewayV2::Authorizer': AUTHORIZER },
    after: ['apigatewayv2:GetApis'],
    insteadOf: 'apigatewayv2:GetAuthorizers',
    permission: get('/apis/*/authorizers/*'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:GetStages',
    kind: 'list',
    gives: {
      'AWS::ApiGatewayV2::Stage': [
        'AccessLogSettings',
        'ApiId',
        'AutoDeploy',
        'ClientCertificateId',
        'DefaultRouteSettings',
        'DeploymentId',
        'RouteSettings',
        'StageName',
        'StageVariables',
      ],
    },
    after: ['apigatewayv2:GetApis'],
    permission: get('/apis/*/stages'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:GetIntegrations',
    kind: 'list',
    gives: {
      'AWS::ApiGatewayV2::Integration': [...INTEGRATION_PROPERTIES, 'ApiId'],
    },
    after: ['apigatewayv2:GetApis'],
    permission: get('/apis/*/integrations'),
    quota: 'apigateway',
  },
  // The domains themselves are those of API Gateway's first version, which tells more of them.
  {
    action: 'apigatewayv2:GetDomainNames',
    kind: 'list',
    gives: { 'AWS::ApiGatewayV2::ApiMapping': [], 'AWS::ApiGatewayV2::RoutingRule': [] },
    permission: get('/domainnames'),
    quota: 'apigateway',
  },
  // Those of REST APIs as well.
  {
    action: 'apigatewayv2:GetApiMappings',
    kind: 'list',
    gives: { 'AWS::ApiGatewayV2::ApiMapping': ['ApiId', 'ApiMappingKey', 'DomainName', 'Stage'] },
    after: ['apigatewayv2:GetDomainNames'],
    permission: get('/domainnames/*/apimappings'),
    quota: 'apigateway',
  },
  {
    action: 'apigatewayv2:ListRoutingRules',
    kind: 'list',
    gives: { 'AWS::ApiGatewayV2::RoutingRule': ['Actions', 'Conditions', 'DomainNameArn', 'Priority'] },
    after: ['apigatewayv2:GetDomainNames'],
    permission: get('/domainnames/*/routingrules'),
    quota: 'apigateway',
  },
];
