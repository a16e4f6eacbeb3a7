import type { Authorizer, Integration, Resource, RestApi } from '@aws-sdk/client-api-gateway';
import { redact } from '../../../model/redaction.ts';
import { escapedDocumentOf, type Found, NOT_RETURNED, type Place, present } from '../answers.ts';

/** The ARN of a path of API Gateway: it has no account in it. */
export const arnOf = ({ partition, region }: Place, path: string): string => `arn:${partition}:apigateway:${region}::/${path}`;

/** What people call an API: its name, which need not be unique. */
export const nameOf = ({ id, name }: RestApi): string => name ?? id ?? '';

/** An API of GetRestApis. */
export const restApi = (api: RestApi, place: Place): Found => {
  const { endpointConfiguration: endpoint } = api;
  return {
    type: 'AWS::ApiGateway::RestApi',
    id: nameOf(api),
    arn: arnOf(place, `restapis/${api.id}`),
    properties: present({
      Name: api.name,
      ApiKeySourceType: api.apiKeySource,
      DisableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
      EndpointAccessMode: api.endpointAccessMode,
      EndpointConfiguration:
        endpoint === undefined
          ? NOT_RETURNED
          : present({
              Types: endpoint.types ?? NOT_RETURNED,
              VpcEndpointIds: endpoint.vpcEndpointIds,
              IpAddressType: endpoint.ipAddressType,
            }),
      MinimumCompressionSize: api.minimumCompressionSize,
      Policy: escapedDocumentOf(api.policy),
      SecurityPolicy: api.securityPolicy,
    }),
    attributes: present({ Ref: api.id, RestApiId: api.id, RootResourceId: api.rootResourceId }),
  };
};

type Texts = Readonly<Record<string, string>>;

/** Texts that somebody may have written a secret into. */
export const texts = (given: Texts | undefined): unknown =>
  given && Object.fromEntries(Object.entries(given).map(([name, value]) => [name, redact(name, value) ?? value]));

/** The answers of an integration, which AWS keys by their status code. */
const responses = ({ integrationResponses }: Integration): unknown =>
  integrationResponses &&
  Object.entries(integrationResponses).map(([code, given]) =>
    present({
      StatusCode: given?.statusCode ?? code,
      SelectionPattern: given?.selectionPattern,
      ResponseParameters: texts(given?.responseParameters),
      ResponseTemplates: texts(given?.responseTemplates),
      ContentHandling: given?.contentHandling,
    }),
  );

/** What a method invokes: methods come with their integrations, if they have one yet. */
const integration = (given: Integration | undefined): unknown =>
  given &&
  present({
    Type: given.type ?? NOT_RETURNED,
    IntegrationHttpMethod: given.httpMethod,
    Uri: given.uri,
    ConnectionType: given.connectionType,
    ConnectionId: given.connectionId,
    Credentials: given.credentials,
    PassthroughBehavior: given.passthroughBehavior,
    RequestParameters: texts(given.requestParameters),
    RequestTemplates: texts(given.requestTemplates),
    IntegrationResponses: responses(given),
    TimeoutInMillis: given.timeoutInMillis,
  });

/** The methods of a resource of GetResources, which was asked to embed them. */
export const methods = (api: RestApi, resource: Resource, place: Place): readonly Found[] =>
  Object.entries(resource.resourceMethods ?? {}).map(([verb, given]) => {
    const method = given ?? {};
    const path = resource.path ?? NOT_RETURNED;
    return {
      type: 'AWS::ApiGateway::Method',
      id: `${nameOf(api)} ${verb} ${resource.path ?? resource.id ?? ''}`,
      arn: arnOf(place, `restapis/${api.id}/resources/${resource.id}/methods/${verb}`),
      properties: present({
        RestApiId: api.id,
        ResourceId: resource.id,
        HttpMethod: method.httpMethod ?? verb,
        AuthorizationType: method.authorizationType ?? NOT_RETURNED,
        AuthorizerId: method.authorizerId,
        AuthorizationScopes: method.authorizationScopes,
        ApiKeyRequired: method.apiKeyRequired,
        Integration: integration(method.methodIntegration),
        OperationName: method.operationName,
        RequestModels: method.requestModels,
        RequestParameters: method.requestParameters,
        RequestValidatorId: method.requestValidatorId,
      }),
      attributes: { Method: verb, Path: path },
    };
  });

/** An authorizer of GetAuthorizers. Its id is unique in its API alone. */
export const authorizer = (api: RestApi, given: Authorizer, place: Place): Found => ({
  type: 'AWS::ApiGateway::Authorizer',
  id: given.name ?? given.id ?? '',
  arn: arnOf(place, `restapis/${api.id}/authorizers/${given.id}`),
  properties: present({
    RestApiId: api.id,
    Name: given.name,
    Type: given.type ?? NOT_RETURNED,
    AuthType: given.authType,
    AuthorizerCredentials: given.authorizerCredentials,
    AuthorizerResultTtlInSeconds: given.authorizerResultTtlInSeconds,
    AuthorizerUri: given.authorizerUri,
    IdentitySource: given.identitySource,
    IdentityValidationExpression: given.identityValidationExpression,
    ProviderARNs: given.providerARNs,
  }),
  attributes: present({ Ref: given.id, AuthorizerId: given.id }),
});
