import { intrinsicOf, type MapNode, member, type Node } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { parsedBody } from './body.ts';
import type { ApiKind } from './security.ts';

/** Settings of an API that its body may hold, by the property that says the same. */
const settings = (kind: ApiKind, body: MapNode): Readonly<Record<string, Node | undefined>> => {
  const own = member(body, 'x-amazon-apigateway-endpoint-configuration');
  const servers = member(body, 'servers');
  const first = servers?.kind === 'list' ? servers.items[0] : undefined;
  const endpoint = own ?? member(first, 'x-amazon-apigateway-endpoint-configuration');
  const DisableExecuteApiEndpoint = member(endpoint, 'disableExecuteApiEndpoint');
  if (kind === 'http') return { DisableExecuteApiEndpoint, CorsConfiguration: cors(member(body, 'x-amazon-apigateway-cors')) };
  return {
    DisableExecuteApiEndpoint,
    ApiKeySourceType: member(body, 'x-amazon-apigateway-api-key-source'),
    Policy: member(body, 'x-amazon-apigateway-policy'),
  };
};

/** The members of `x-amazon-apigateway-cors` are those of CorsConfiguration, with a small letter. */
const cors = (node: Node | undefined): Node | undefined =>
  node?.kind !== 'map' || intrinsicOf(node)
    ? node
    : { ...node, entries: new Map([...node.entries].map(([name, entry]) => [name.charAt(0).toUpperCase() + name.slice(1), entry])) };

/** An API with the settings that only its body holds as properties, so that a check finds them in one place. */
export const withBodySettings = (api: TemplateResource, kind: ApiKind): TemplateResource => {
  const { properties } = api;
  if (properties?.kind !== 'map' || intrinsicOf(properties)) return api;
  const given = member(properties, 'Body');
  const body = given && parsedBody(given);
  if (body?.kind !== 'map' || intrinsicOf(body)) return api;
  const found = Object.entries(settings(kind, body)).filter(([name, value]) => value !== undefined && !properties.entries.has(name));
  if (found.length === 0) return api;
  const entries = new Map(properties.entries);
  for (const [name, value] of found) if (value) entries.set(name, { key: value.span, value });
  return { ...api, properties: { ...properties, entries } };
};
