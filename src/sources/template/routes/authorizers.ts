import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { branches, conditionsOf, type Given, inCapitals, isNoValue } from './branches.ts';
import { dereference, maps, type Problem } from './document.ts';
import { madeFrom, ref } from './make.ts';
import { type ApiKind, authorizerId, authorizerOf, schemesOf } from './security.ts';

/** The authorizers that the security schemes of a document define. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
export function* authorizersOf(
  api: TemplateResource,
  kind: ApiKind,
  document: MapNode,
  given: readonly Given[],
  report: (problem: Problem) => void,
): Generator<TemplateResource> {
  for (const schemes of schemesOf(document)) {
    for (const branch of maps(schemes, given, 'the security schemes', report)) {
      for (const [name, entry] of branch.node.entries) {
        for (const side of branches(entry.value, branch.given)) {
          const scheme = side.node && dereference(document, side.node);
          if (side.node === undefined || name === 'Fn::Transform') continue;
          if (scheme?.kind !== 'map' || intrinsicOf(scheme)) {
            report({ span: side.node.span, reason: 'unreadable', message: `security scheme ${name} cannot be read` });
            continue;
          }
          for (const inner of branches(authorizerOf(scheme), side.given)) {
            if (inner.node) yield authorizer(api, kind, name, entry.key, scheme, inner.node, inner.given);
          }
        }
      }
    }
  }
}

const authorizer = (
  api: TemplateResource,
  kind: ApiKind,
  name: string,
  key: Span,
  scheme: MapNode,
  definition: Node,
  given: readonly Given[],
): TemplateResource => ({
  id: authorizerId(api.id, name),
  type: kind === 'rest' ? 'AWS::ApiGateway::Authorizer' : 'AWS::ApiGatewayV2::Authorizer',
  properties: kind === 'rest' ? rest(api, name, key, scheme, definition) : http(api, name, key, scheme, definition),
  span: key,
  ...madeFrom(api, conditionsOf(given)),
});

/** The type of an authorizer; what another function than `Fn::If` gives is unknown, as it would be in small letters. */
const upper = (node: Node | undefined): Node | undefined => {
  const name = intrinsicOf(node)?.name;
  if (node === undefined || isNoValue(node)) return undefined;
  return name === undefined || name === 'Fn::If' ? inCapitals(node) : map({ 'Fn::OpenApiBody': node }, node.span);
};

const rest = (api: TemplateResource, name: string, key: Span, scheme: MapNode, definition: Node): Node => {
  const type = upper(member(definition, 'type'));
  return map(
    {
      RestApiId: ref(api.id, key),
      Name: scalar(name, key),
      Type: type,
      AuthType: member(scheme, 'x-amazon-apigateway-authtype'),
      AuthorizerUri: member(definition, 'authorizerUri'),
      AuthorizerCredentials: member(definition, 'authorizerCredentials'),
      AuthorizerResultTtlInSeconds: member(definition, 'authorizerResultTtlInSeconds'),
      IdentitySource: member(definition, 'identitySource') ?? (textOf(type) === 'REQUEST' ? undefined : header(scheme)),
      IdentityValidationExpression: member(definition, 'identityValidationExpression'),
      ProviderARNs: member(definition, 'providerARNs'),
    },
    definition.span,
  );
};

const HEADER = 'method.request.header.';

/** The header that a scheme names is where a token or user pool authorizer finds its token. */
const header = (scheme: MapNode): Node | undefined => {
  const name = member(scheme, 'name');
  const text = textOf(name);
  if (name === undefined || textOf(member(scheme, 'in'))?.toLowerCase() !== 'header') return undefined;
  return text === undefined
    ? map({ 'Fn::Join': list([scalar('', name.span), list([scalar(HEADER, name.span), name], name.span)], name.span) }, name.span)
    : scalar(HEADER + text, name.span);
};

const http = (api: TemplateResource, name: string, key: Span, scheme: MapNode, definition: Node): Node => {
  const jwt = member(definition, 'jwtConfiguration');
  return map(
    {
      ApiId: ref(api.id, key),
      Name: scalar(name, key),
      AuthorizerType: upper(member(definition, 'type')),
      AuthorizerUri: member(definition, 'authorizerUri'),
      AuthorizerCredentialsArn: member(definition, 'authorizerCredentials'),
      AuthorizerPayloadFormatVersion: member(definition, 'authorizerPayloadFormatVersion'),
      AuthorizerResultTtlInSeconds: member(definition, 'authorizerResultTtlInSeconds'),
      EnableSimpleResponses: member(definition, 'enableSimpleResponses'),
      IdentitySource: sources(member(definition, 'identitySource')),
      IdentityValidationExpression: member(definition, 'identityValidationExpression'),
      JwtConfiguration: jwt?.kind === 'map' && !intrinsicOf(jwt) ? jwtConfiguration(jwt, scheme) : jwt,
    },
    definition.span,
  );
};

const jwtConfiguration = (jwt: MapNode, scheme: MapNode): Node =>
  map(
    {
      Audience: member(jwt, 'audience') ?? member(jwt, 'Audience'),
      Issuer: member(jwt, 'issuer') ?? member(jwt, 'Issuer') ?? issuerOf(member(scheme, 'openIdConnectUrl')),
    },
    jwt.span,
  );

/** OpenID Connect's metadata stands at a fixed place below the issuer. */
const issuerOf = (url: Node | undefined): Node | undefined => {
  const text = textOf(url);
  return url && text !== undefined ? scalar(text.replace(/\/\.well-known\/openid-configuration\/?$/, ''), url.span) : url;
};

/** API Gateway v2 has a list of sources; a document may give one text, separated by commas. */
const sources = (node: Node | undefined): Node | undefined => {
  const text = textOf(node);
  if (node === undefined || text === undefined) return node;
  const items = text.split(',').map((source) => scalar(source.trim(), node.span));
  return list(items, node.span);
};
