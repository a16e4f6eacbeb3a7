import { type Entry, intrinsicOf, list, type MapNode, map, member, type Node, scalar } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { ifOf, inCapitals, isNoValue, through } from './branches.ts';
import { dereference } from './document.ts';
import { integrationTarget, ref } from './make.ts';

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
  return {
    [type]: given && inCapitals(given),
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

const INTEGRATION = 'x-amazon-apigateway-integration';

/** How many references may lead from one to another through conditions. */
const HOPS = 4;

/** What is made of an integration, in each branch of its conditions. */
interface Reading {
  readonly document: MapNode;
  read(integration: MapNode): Node;
  unread(node: Node): Node;
  nothing(node: Node): Node;
}

const throughIntegration = (reading: Reading, given: Node, hops = HOPS): Node => {
  if (isNoValue(given)) return reading.nothing(given);
  const found = hops > 0 ? dereference(reading.document, given) : undefined;
  if (found === undefined) return reading.unread(given);
  const parts = ifOf(found);
  if (parts) {
    const [then, otherwise] = [parts.then, parts.else].map((side) => throughIntegration(reading, side, hops - 1)) as [Node, Node];
    return map({ 'Fn::If': list([parts.condition, then, otherwise], found.span) }, found.span);
  }
  const isRead = found.kind === 'map' && !intrinsicOf(found) && !found.entries.has('Fn::Transform') && !found.entries.has('$ref');
  return isRead ? reading.read(found) : reading.unread(found);
};

/** A function that nobody evaluates: what cannot be read is unknown. */
const unknown = (node: Node): Node => (intrinsicOf(node) ? node : map({ 'Fn::OpenApiBody': node }, node.span));

/** The integration of an operation as a REST method has it. */
export const integrationOf = (document: MapNode, operation: MapNode | undefined): Node | undefined => {
  const given = member(operation, INTEGRATION);
  const read = (integration: MapNode): Node =>
    map({ ...renamed(integration, 'Type', REST), IntegrationResponses: responsesOf(integration) }, integration.span);
  return given && throughIntegration({ document, read, unread: unknown, nothing: (node) => node }, given);
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
  const given = member(operation, INTEGRATION);
  if (given === undefined || isNoValue(given)) return undefined;
  const { span } = given;
  const id = `${api.id} ${routeKey} integration`;
  const ApiId = ref(api.id, span);
  const unread = (node: Node): Node => {
    const it = unknown(node);
    return map({ ApiId, IntegrationType: it, IntegrationUri: it, IntegrationSubtype: it, ConnectionType: it }, span);
  };
  const read = (integration: MapNode): Node => map({ ApiId, ...renamed(integration, 'IntegrationType', HTTP) }, integration.span);
  return {
    Target: integrationTarget(id, span),
    resource: {
      id,
      type: 'AWS::ApiGatewayV2::Integration',
      properties: throughIntegration({ document, read, unread, nothing: () => map({ ApiId }, span) }, given),
      span: (dereference(document, given) ?? given).span,
    },
  };
};
