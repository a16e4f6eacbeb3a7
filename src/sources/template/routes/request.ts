import { type Entry, intrinsicOf, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { isNoValue } from './branches.ts';
import { dereference, type Operation } from './document.ts';
import { modelFor } from './models.ts';

const PLACES: Readonly<Record<string, string>> = { query: 'querystring', header: 'header', path: 'path' };

/** A part of an operation whose meaning depends on what is known only at deployment. */
const opaque = (node: Node): Node => map({ 'Fn::OpenApi': node }, node.span);

/** A member that says something: neither null nor `AWS::NoValue`. */
const said = (node: Node | undefined, key: string): Node | undefined => {
  const given = member(node, key);
  return given === undefined || isNoValue(given) || (given.kind === 'scalar' && given.value === null) ? undefined : given;
};

const isPlain = (node: Node | undefined): node is MapNode => node?.kind === 'map' && intrinsicOf(node) === undefined;

/** Parameters of the path and of the operation, the references among them followed; the node that cannot be read where there is one. */
const parametersOf = (document: MapNode, operation: Operation): { readonly read: readonly MapNode[] } | { readonly unread: Node } => {
  const read: MapNode[] = [];
  for (const holder of [operation.item, operation.definition]) {
    const parameters = said(holder, 'parameters');
    if (parameters === undefined) continue;
    if (parameters.kind !== 'list') return { unread: parameters };
    for (const each of parameters.items) {
      if (isNoValue(each)) continue;
      const parameter = dereference(document, each);
      // Where it stands and what it is called has to be known.
      if (!isPlain(parameter) || ['in', 'name'].some((name) => intrinsicOf(said(parameter, name)))) return { unread: each };
      read.push(parameter);
    }
  }
  return { read };
};

/** The schemas of a request's body by content type, as OpenAPI 2 and 3 write them; the node that cannot be read where there is one. */
const bodyOf = (
  document: MapNode,
  operation: Operation,
  parameters: readonly MapNode[],
): { readonly schemas: ReadonlyMap<string, Node | undefined> } | { readonly unread: Node } => {
  const schemas = new Map<string, Node | undefined>();
  const inBody = parameters.find((parameter) => textOf(member(parameter, 'in')) === 'body');
  if (inBody) {
    const consumes = member(operation.definition, 'consumes') ?? member(document, 'consumes');
    const types = consumes?.kind === 'list' ? consumes.items.map(textOf).filter((type) => type !== undefined) : [];
    for (const type of types.length > 0 ? types : ['application/json']) schemas.set(type, said(inBody, 'schema'));
  }
  const given = said(operation.definition, 'requestBody');
  if (given === undefined) return { schemas };
  const content = member(dereference(document, given), 'content');
  if (!isPlain(content)) return { unread: given };
  for (const [type, { value }] of content.entries) {
    if (intrinsicOf(value) && !isNoValue(value)) return { unread: value };
    schemas.set(type, said(value, 'schema'));
  }
  return { schemas };
};

/** What a method says of its requests: the parameters that it names, `true` for those that it requires, and the models of its bodies. */
export const requestOf = (
  api: TemplateResource,
  document: MapNode,
  operation: Operation,
): {
  readonly properties: Readonly<Record<'RequestParameters' | 'RequestModels', Node | undefined>>;
  readonly models: readonly TemplateResource[];
} => {
  const span = operation.definition?.span ?? operation.key;
  const parameters = parametersOf(document, operation);
  if ('unread' in parameters) {
    const unread = opaque(parameters.unread);
    return { properties: { RequestParameters: unread, RequestModels: unread }, models: [] };
  }
  const named = new Map<string, Entry>();
  for (const parameter of parameters.read) {
    const place = PLACES[textOf(member(parameter, 'in')) ?? ''];
    const name = textOf(member(parameter, 'name'));
    if (place === undefined || name === undefined) continue;
    const value = member(parameter, 'required') ?? scalar(false, parameter.span);
    named.set(`method.request.${place}.${name}`, { key: parameter.span, value });
  }
  const RequestParameters: Node | undefined = named.size === 0 ? undefined : { kind: 'map', entries: named, span };
  const body = bodyOf(document, operation, parameters.read);
  if ('unread' in body) return { properties: { RequestParameters, RequestModels: opaque(body.unread) }, models: [] };

  const references = new Map<string, Entry>();
  const models = new Map<string, TemplateResource>();
  for (const [type, schema] of body.schemas) {
    if (schema === undefined) continue;
    if (!isPlain(schema)) references.set(type, { key: schema.span, value: opaque(schema) });
    else {
      const { reference, made } = modelFor(api, `${operation.method} ${operation.path}`, schema, operation.given);
      references.set(type, { key: schema.span, value: reference });
      for (const one of made) models.set(one.id, one);
    }
  }
  const RequestModels: Node | undefined = references.size === 0 ? undefined : { kind: 'map', entries: references, span };
  return { properties: { RequestParameters, RequestModels }, models: [...models.values()] };
};
