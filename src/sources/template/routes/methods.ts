import { type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { conditionsOf, type Given } from './branches.ts';
import type { Operation, Problem } from './document.ts';
import { operations } from './document.ts';
import { httpIntegrationOf, integrationOf } from './integration.ts';
import { madeFrom, ref } from './make.ts';
import { requestOf } from './request.ts';
import { type ApiKind, type Decision, decide } from './security.ts';

/** The methods or routes of a document's operations, with the models and integrations that are theirs alone. */
export function* routesOf(
  api: TemplateResource,
  kind: ApiKind,
  document: MapNode,
  given: readonly Given[],
  report: (problem: Problem) => void,
): Generator<TemplateResource> {
  for (const operation of operations(document, given, report)) {
    const owned = { ...madeFrom(api, conditionsOf(operation.given)), madeBy: api.causes?.get(operation.node) ?? api.id };
    const request = kind === 'rest' ? requestOf(api, document, operation) : undefined;
    if (request) yield* request.models;
    const integration = kind === 'http' ? httpIntegrationOf(api, routeKeyOf(operation), document, operation.definition) : undefined;
    if (integration) yield { ...integration.resource, ...owned };
    for (const decision of protectionOf(api, kind, document, operation)) {
      const resource =
        kind === 'rest'
          ? method(api, document, operation, decision, request?.properties)
          : route(api, operation, decision, integration?.Target);
      yield { ...resource, ...owned, conditions: [...api.conditions, ...conditionsOf(decision.given)] };
    }
  }
}

const protectionOf = (api: TemplateResource, kind: ApiKind, document: MapNode, operation: Operation): readonly Decision[] => {
  const { definition, given, key } = operation;
  const auth = member(definition, 'x-amazon-apigateway-auth');
  const type = member(auth, 'type');
  if (kind === 'rest' && auth && type) {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html
    const decided = decide(api.id, kind, document, member(definition, 'security'), given, key);
    const name = textOf(type)?.toUpperCase();
    if (name === 'NONE' || name === 'AWS_IAM' || name === undefined) {
      return decided.map(({ protection, given: under }) => ({
        protection: {
          AuthorizationType: name === undefined ? type : scalar(name, type.span),
          ...(protection.ApiKeyRequired ? { ApiKeyRequired: protection.ApiKeyRequired } : {}),
        },
        given: under,
      }));
    }
  }
  // REST APIs do not use the security at a document's root; of HTTP APIs nothing of the kind is known.
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  const inherited = kind === 'http' ? member(document, 'security') : undefined;
  const included = definition?.entries.get('Fn::Transform');
  const own = member(definition, 'security') ?? (included && map({ 'Fn::Transform': included.value }, included.key));
  return decide(api.id, kind, document, own ?? inherited, given, own ? own.span : key);
};

const method = (
  api: TemplateResource,
  document: MapNode,
  operation: Operation,
  decision: Decision,
  request: Readonly<Record<string, Node | undefined>> | undefined,
) => {
  const { key, definition } = operation;
  const validator =
    member(definition, 'x-amazon-apigateway-request-validator') ?? member(document, 'x-amazon-apigateway-request-validator');
  const name = textOf(validator);
  return {
    id: `${api.id} ${operation.method} ${operation.path}`,
    type: 'AWS::ApiGateway::Method',
    properties: map(
      {
        RestApiId: ref(api.id, key),
        HttpMethod: scalar(operation.method, key),
        ...decision.protection,
        OperationName: member(definition, 'operationId'),
        RequestValidatorId: validator && name !== undefined ? ref(`${api.id} ${name}`, validator.span) : validator,
        ...request,
        Integration: integrationOf(document, definition),
      },
      definition?.span ?? key,
    ),
    attributes: { Method: scalar(operation.method, key), Path: scalar(operation.path, key) },
    span: key,
  };
};

const routeKeyOf = ({ method: verb, path }: Operation): string =>
  verb === 'ANY' && (path === '/$default' || path === '$default') ? '$default' : `${verb} ${path}`;

const route = (api: TemplateResource, operation: Operation, decision: Decision, Target: Node | undefined) => {
  const { key, definition } = operation;
  const routeKey = routeKeyOf(operation);
  const { AuthorizationType, AuthorizerId, AuthorizationScopes } = decision.protection;
  return {
    id: `${api.id} ${routeKey}`,
    type: 'AWS::ApiGatewayV2::Route',
    properties: map(
      {
        ApiId: ref(api.id, key),
        RouteKey: scalar(routeKey, key),
        AuthorizationType,
        AuthorizerId,
        AuthorizationScopes,
        OperationName: member(definition, 'operationId'),
        Target,
      },
      definition?.span ?? key,
    ),
    attributes: routeAttributes(routeKey, key),
    span: key,
  };
};

/** What a route key says of an HTTP API's route. */
export const routeAttributes = (routeKey: string, span: Operation['key']): Readonly<Record<string, Node>> => {
  const [method = '', ...rest] = routeKey === '$default' ? ['ANY', '$default'] : routeKey.split(' ');
  return { Route: scalar(routeKey, span), Method: scalar(method, span), Path: scalar(rest.join(' '), span) };
};
