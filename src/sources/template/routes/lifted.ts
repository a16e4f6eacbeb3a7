import { type Entry, intrinsicOf, list, type MapNode, map, member, type Node } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { parsedBody } from './body.ts';
import { ifOf, isNoValue, through } from './branches.ts';
import { ref } from './make.ts';
import type { ApiKind } from './security.ts';

/** Properties of an API that its body may hold instead. */
const SETTINGS: Readonly<Record<ApiKind, readonly string[]>> = {
  http: ['DisableExecuteApiEndpoint', 'CorsConfiguration'],
  rest: ['DisableExecuteApiEndpoint', 'ApiKeySourceType', 'Policy'],
};

const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration';

const settingOf = (name: string, body: MapNode): Node | undefined => {
  if (name === 'CorsConfiguration') {
    const own = member(body, 'x-amazon-apigateway-cors');
    return own && cors(own);
  }
  if (name === 'ApiKeySourceType') return member(body, 'x-amazon-apigateway-api-key-source');
  if (name === 'Policy') return member(body, 'x-amazon-apigateway-policy');
  const servers = member(body, 'servers');
  const first = servers?.kind === 'list' ? servers.items[0] : undefined;
  return member(member(body, ENDPOINT) ?? member(first, ENDPOINT), 'disableExecuteApiEndpoint');
};

const choose = (node: Node, condition: Node, then: Node, otherwise: Node): Node =>
  map({ 'Fn::If': list([condition, then, otherwise], node.span) }, node.span);

/** The members of `x-amazon-apigateway-cors` are those of CorsConfiguration, with a small letter. */
const cors = (node: Node): Node => {
  const parts = ifOf(node);
  if (parts) return choose(node, parts.condition, cors(parts.then), cors(parts.else));
  if (node.kind !== 'map' || intrinsicOf(node)) return node;
  return { ...node, entries: new Map([...node.entries].map(([name, entry]) => [name.charAt(0).toUpperCase() + name.slice(1), entry])) };
};

/** A function that nobody evaluates: what a document says that cannot be read is unknown. */
const unread = (document: Node): Node => map({ 'Fn::OpenApiBody': document }, document.span);

/** What a document says of a setting, in each branch of its conditions. */
const lifted = (name: string, document: Node): Node | undefined => {
  const parts = ifOf(document);
  if (parts) {
    const [then, otherwise] = [lifted(name, parts.then), lifted(name, parts.else)];
    const nothing = ref('AWS::NoValue', document.span);
    return then || otherwise ? choose(document, parts.condition, then ?? nothing, otherwise ?? nothing) : undefined;
  }
  const body = parsedBody(document);
  if (isNoValue(body) || (body.kind === 'scalar' && body.value === null)) return undefined;
  if (body.kind !== 'map' || intrinsicOf(body)) return unread(document);
  return settingOf(name, body) ?? (body.entries.has('Fn::Transform') ? unread(document) : undefined);
};

/** An API with the settings that only its body holds as properties, so that a check finds them in one place. */
export const withBodySettings = (api: TemplateResource, kind: ApiKind): TemplateResource => {
  const { properties } = api;
  return properties === undefined ? api : { ...api, properties: through(properties, (own) => withSettings(own, kind)) };
};

const withSettings = (properties: MapNode, kind: ApiKind): MapNode => {
  const body = member(properties, 'Body');
  const location = member(properties, 'BodyS3Location');
  const found = SETTINGS[kind].flatMap((name): readonly (readonly [string, Entry])[] => {
    if (properties.entries.has(name)) return [];
    const value = body ? lifted(name, body) : location && !isNoValue(location) ? unread(location) : undefined;
    return value === undefined ? [] : [[name, { key: value.span, value }]];
  });
  return found.length === 0 ? properties : { ...properties, entries: new Map([...properties.entries, ...found]) };
};
