import { type Entry, intrinsicOf, list, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { through } from './branches.ts';
import { dereference } from './document.ts';
import { ref } from './make.ts';

/** What an integration's members are called in a document and in CloudFormation, for REST APIs. */
const REST: Readonly<Record<string, string>> = {
  IntegrationHttpMethod: 'httpMethod',
  Uri: 'uri',
  Credentials: 'credentials',
  ConnectionId: 'connectionId',
  ConnectionType: 'connectionType',
  ContentHandling: 'contentHandling',
  PassthroughBehavior: 'passthroughBehavior',
  RequestParameters: 'requestParameters',
  RequestTemplates: 'requestTemplates',
  TimeoutInMillis: 'timeoutInMillis',
  CacheNamespace: 'cacheNamespace',
  CacheKeyParameters: 'cacheKeyParameters',
};

/** The same for HTTP APIs. */
const HTTP: Readonly<Record<string, string>> = {
  IntegrationMethod: 'httpMethod',
  IntegrationUri: 'uri',
  IntegrationSubtype: 'integrationSubtype',
  CredentialsArn: 'credentials',
  ConnectionId: 'connectionId',
  ConnectionType: 'connectionType',
  PayloadFormatVersion: 'payloadFormatVersion',
  RequestParameters: 'requestParameters',
  TimeoutInMillis: 'timeoutInMillis',
};

const renamed = (
  integration: MapNode,
  type: string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, Node | undefined>> => {
  const given = member(integration, 'type');
  const name = textOf(given);
  return {
    [type]: given && name !== undefined ? scalar(name.toUpperCase(), given.span) : given,
    ...Object.fromEntries(Object.entries(names).map(([theirs, ours]) => [theirs, member(integration, ours)] as const)),
  };
};

/**
 * The answers of an integration, which a document keys by the pattern that selects them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration-responses.html
 */
const responsesOf = (integration: MapNode): Node | undefined => {
  const responses = member(integration, 'responses');
  return (
    responses &&
    through(responses, ({ entries, span }) =>
      list(
        [...entries].map(([pattern, entry]) => response(pattern, entry)),
        span,
      ),
    )
  );
};

const response = (pattern: string, { key, value }: Entry): Node =>
  through(value, (given) =>
    map(
      {
        SelectionPattern: pattern === 'default' ? undefined : scalar(pattern, key),
        StatusCode: member(given, 'statusCode'),
        ResponseParameters: member(given, 'responseParameters'),
        ResponseTemplates: member(given, 'responseTemplates'),
        ContentHandling: member(given, 'contentHandling'),
      },
      given.span,
    ),
  );

/** The integration of an operation as a REST method has it. */
export const integrationOf = (operation: MapNode | undefined): Node | undefined => {
  const integration = member(operation, 'x-amazon-apigateway-integration');
  if (integration?.kind !== 'map' || intrinsicOf(integration)) return integration;
  return map({ ...renamed(integration, 'Type', REST), IntegrationResponses: responsesOf(integration) }, integration.span);
};

/**
 * The integration of an operation of an HTTP API, and the `Target` of a route that leads to it. It may be one that operations share:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integrations.html
 */
export const httpIntegrationOf = (
  api: TemplateResource,
  routeKey: string,
  document: MapNode,
  operation: MapNode | undefined,
): { readonly Target: Node; readonly resource: Pick<TemplateResource, 'id' | 'type' | 'properties' | 'span'> } | undefined => {
  const given = member(operation, 'x-amazon-apigateway-integration');
  const integration = given && dereference(document, given);
  if (given === undefined || integration === undefined) return undefined;
  const { span } = given;
  const id = `${api.id} ${routeKey} integration`;
  const ApiId = ref(api.id, span);
  const properties =
    integration.kind === 'map' && !intrinsicOf(integration)
      ? map({ ApiId, ...renamed(integration, 'IntegrationType', HTTP) }, integration.span)
      : map({ ApiId, IntegrationType: integration, IntegrationUri: integration, IntegrationSubtype: integration }, span);
  return {
    Target: map({ 'Fn::Join': list([scalar('/', span), list([scalar('integrations', span), ref(id, span)], span)], span) }, span),
    resource: { id, type: 'AWS::ApiGatewayV2::Integration', properties, span: integration.span },
  };
};
