import type { Span } from '../../../text/source-file.ts';
import { intrinsicOf, type MapNode, member, type Node, textOf } from '../../node.ts';
import { isPath, methodOf } from '../../routes/document.ts';
import type { ExpansionGap } from '../../template.ts';
import { type ApiEvent, idOf, type SamResource } from '../context.ts';
import { object } from '../make.ts';

/** The APIs that SAM makes for events which name none. */
export const IMPLICIT = { Api: 'ServerlessRestApi', HttpApi: 'ServerlessHttpApi' } as const;

/** The property of an event that names its API. */
export const API_PROPERTY = { Api: 'RestApiId', HttpApi: 'ApiId' } as const;

/** The types of which something may be missing where an event cannot be read. */
const MISSING = {
  Api: ['AWS::ApiGateway::Method', 'AWS::Lambda::Permission'],
  HttpApi: ['AWS::ApiGatewayV2::Route', 'AWS::Lambda::Permission'],
} as const;

const ANY = 'x-amazon-apigateway-any-method';

/** A plain map; an empty one in place of nothing. */
export const mapOr = (node: Node | undefined, span: Span): MapNode | undefined => {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return object({}, span);
  return node.kind === 'map' && intrinsicOf(node) === undefined ? node : undefined;
};

/** The events of a function or state machine that make routes, and those of them that cannot be read. */
export const apiEventsOf = (owner: SamResource): { readonly events: readonly ApiEvent[]; readonly gaps: readonly ExpansionGap[] } => {
  const all = member(owner.properties, 'Events');
  const events: ApiEvent[] = [];
  const gaps: ExpansionGap[] = [];
  if (all?.kind !== 'map' || intrinsicOf(all)) return { events, gaps };
  for (const [name, { key, value }] of all.entries) {
    const type = textOf(member(value, 'Type'));
    if (type !== 'Api' && type !== 'HttpApi') continue;
    const gap = (reason: 'refused' | 'unreadable', span: Span, message: string, of?: { readonly resource: string }) => {
      const why = reason === 'refused' ? 'SAM refuses the template: ' : '';
      gaps.push({ span, reason, message: `${owner.id}: ${why}event ${name} ${message}`, types: MISSING[type], ...of });
    };
    const properties = mapOr(member(value, 'Properties'), key);
    if (properties === undefined) {
      gap('refused', key, 'has properties that are not a map');
      continue;
    }
    const api = member(properties, API_PROPERTY[type]);
    const id = api === undefined ? IMPLICIT[type] : idOf(api);
    // An API of another stack: its routes are none of this template's.
    if (id === undefined) continue;
    const route = routeOf(type, properties);
    if (route === undefined) {
      const isText = textOf(member(properties, 'Path')) !== undefined && textOf(member(properties, 'Method')) !== undefined;
      const span = member(properties, 'Path')?.span ?? key;
      gap(isText ? 'unreadable' : 'refused', span, 'has a path or method that cannot be read', { resource: id });
    } else events.push({ type, owner, name, properties, api: id, ...route, span: member(properties, 'Path')?.span ?? key });
  }
  return { events, gaps };
};

/** Whether an event may change a document that the user wrote: SAM lets those of functions do so, not those of state machines. */
export const mayChangeDocument = ({ owner }: ApiEvent): boolean => owner.type === 'AWS::Serverless::Function';

const routeOf = (type: 'Api' | 'HttpApi', properties: MapNode): { readonly path: string; readonly method: string } | undefined => {
  const path = member(properties, 'Path');
  const method = member(properties, 'Method');
  if (type === 'HttpApi' && path === undefined && method === undefined) return { path: '$default', method: ANY };
  const at = textOf(path);
  const verb = textOf(method)?.toLowerCase();
  // What a document would not take for a path or a method is none.
  if (at === undefined || verb === undefined || !isPath(at) || methodOf(verb) === undefined) return undefined;
  return { path: at, method: verb === 'any' ? ANY : verb };
};
