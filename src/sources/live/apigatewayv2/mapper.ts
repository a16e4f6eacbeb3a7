import type { Api, ApiMapping, Authorizer, Integration, Route, RoutingRule, Stage } from '@aws-sdk/client-apigatewayv2';
import { type Found, NOT_RETURNED, type Place, type Properties, picked, present, withoutSecrets } from '../answers.ts';

const arnOf = ({ partition, region }: Place, path: string): string => `arn:${partition}:apigateway:${region}::/apis/${path}`;

/** What people call an API: its name, which need not be unique. */
const nameOf = ({ ApiId, Name }: Api): string => Name ?? ApiId ?? '';

/** An API of GetApis. */
export const api = (given: Api, place: Place): Found => ({
  type: 'AWS::ApiGatewayV2::Api',
  id: nameOf(given),
  arn: arnOf(place, given.ApiId ?? ''),
  properties: present({
    Name: given.Name,
    ProtocolType: given.ProtocolType ?? NOT_RETURNED,
    ApiKeySelectionExpression: given.ApiKeySelectionExpression,
    CorsConfiguration: given.CorsConfiguration && present({ ...given.CorsConfiguration }),
    DisableExecuteApiEndpoint: given.DisableExecuteApiEndpoint,
    IpAddressType: given.IpAddressType,
    RouteSelectionExpression: given.RouteSelectionExpression,
  }),
  attributes: present({ Ref: given.ApiId, ApiId: given.ApiId, ApiEndpoint: given.ApiEndpoint }),
});

/** A route of GetRoutes. */
export const route = (of: Api, given: Route, place: Place): Found => ({
  type: 'AWS::ApiGatewayV2::Route',
  id: `${nameOf(of)} ${given.RouteKey ?? given.RouteId ?? ''}`,
  arn: arnOf(place, `${of.ApiId}/routes/${given.RouteId}`),
  properties: present({
    ApiId: of.ApiId,
    RouteKey: given.RouteKey ?? NOT_RETURNED,
    AuthorizationType: given.AuthorizationType ?? NOT_RETURNED,
    AuthorizerId: given.AuthorizerId,
    AuthorizationScopes: given.AuthorizationScopes,
    ApiKeyRequired: given.ApiKeyRequired,
    ModelSelectionExpression: given.ModelSelectionExpression,
    OperationName: given.OperationName,
    RequestModels: given.RequestModels,
    Target: given.Target,
  }),
  attributes: { ...present({ Ref: given.RouteId, RouteId: given.RouteId }), ...keyOf(of, given) },
});

/** What a route key says: an HTTP API's names method and path. */
const keyOf = (of: Api, { RouteKey: key }: Route): Readonly<Record<string, unknown>> => {
  if (key === undefined) return { Route: NOT_RETURNED };
  if (of.ProtocolType === 'WEBSOCKET') return { Route: key };
  const space = key.indexOf(' ');
  if (key === '$default') return { Route: key, Method: 'ANY', Path: '$default' };
  return space < 0 ? { Route: key } : { Route: key, Method: key.slice(0, space), Path: key.slice(space + 1) };
};

/** An authorizer of GetAuthorizers or GetAuthorizer. Its id is unique in its API alone. */
export const authorizer = (of: Api, given: Authorizer, place: Place): Found => ({
  type: 'AWS::ApiGatewayV2::Authorizer',
  id: given.Name ?? given.AuthorizerId ?? '',
  arn: arnOf(place, `${of.ApiId}/authorizers/${given.AuthorizerId}`),
  properties: present({
    ApiId: of.ApiId,
    Name: given.Name,
    AuthorizerType: given.AuthorizerType ?? NOT_RETURNED,
    AuthorizerCredentialsArn: given.AuthorizerCredentialsArn,
    AuthorizerPayloadFormatVersion: given.AuthorizerPayloadFormatVersion,
    AuthorizerResultTtlInSeconds: given.AuthorizerResultTtlInSeconds,
    AuthorizerUri: given.AuthorizerUri,
    EnableSimpleResponses: given.EnableSimpleResponses,
    IdentitySource: given.IdentitySource,
    IdentityValidationExpression: given.IdentityValidationExpression,
    JwtConfiguration: given.JwtConfiguration && present({ ...given.JwtConfiguration }),
  }),
  attributes: present({ Ref: given.AuthorizerId, AuthorizerId: given.AuthorizerId }),
});

/** A stage of GetStages. */
export const stage = (of: Api, given: Stage, place: Place): Found => ({
  type: 'AWS::ApiGatewayV2::Stage',
  id: `${nameOf(of)} ${given.StageName}`,
  arn: arnOf(place, `${of.ApiId}/stages/${given.StageName}`),
  properties: {
    ...picked(given, [
      'AccessLogSettings',
      'AutoDeploy',
      'ClientCertificateId',
      'DefaultRouteSettings',
      'DeploymentId',
      'RouteSettings',
      'StageName',
    ]),
    ...present({ ApiId: of.ApiId, StageVariables: given.StageVariables && withoutSecrets(given.StageVariables) }),
  },
  attributes: present({ Ref: given.StageName }),
});

/** What an integration of GetIntegrations names as CloudFormation does. */
export const INTEGRATION_PROPERTIES = [
  'ConnectionId',
  'ConnectionType',
  'CredentialsArn',
  'IntegrationMethod',
  'IntegrationSubtype',
  'IntegrationType',
  'IntegrationUri',
  'PassthroughBehavior',
  'PayloadFormatVersion',
  'RequestParameters',
  'RequestTemplates',
  'TemplateSelectionExpression',
  'TimeoutInMillis',
  'TlsConfig',
] as const;

/** An integration of GetIntegrations. */
export const integration = (of: Api, given: Integration, place: Place): Found => ({
  type: 'AWS::ApiGatewayV2::Integration',
  id: `${nameOf(of)} ${given.IntegrationId}`,
  arn: arnOf(place, `${of.ApiId}/integrations/${given.IntegrationId}`),
  properties: {
    ...(withoutSecrets(picked(given, INTEGRATION_PROPERTIES)) as Properties),
    ...present({ ApiId: of.ApiId }),
  },
  attributes: present({ Ref: given.IntegrationId, IntegrationId: given.IntegrationId }),
});

/** A mapping of GetApiMappings: which stage of which API answers at a domain, below a path. */
export const apiMapping = (domain: string, given: ApiMapping): Found => ({
  type: 'AWS::ApiGatewayV2::ApiMapping',
  id: `${domain}/${given.ApiMappingKey ?? ''}`,
  properties: { ...picked(given, ['ApiId', 'ApiMappingKey', 'Stage']), DomainName: domain },
  attributes: present({ Ref: given.ApiMappingId, ApiMappingId: given.ApiMappingId }),
});

/** A rule of ListRoutingRules. */
export const routingRule = (domainArn: string, given: RoutingRule): Found => ({
  type: 'AWS::ApiGatewayV2::RoutingRule',
  id: given.RoutingRuleId ?? given.RoutingRuleArn ?? '',
  ...(given.RoutingRuleArn === undefined ? {} : { arn: given.RoutingRuleArn }),
  properties: { ...picked(given, ['Actions', 'Conditions', 'Priority']), DomainNameArn: domainArn },
  attributes: present({ Ref: given.RoutingRuleArn, RoutingRuleArn: given.RoutingRuleArn }),
});
