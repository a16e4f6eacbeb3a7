import type { Span } from '../../../text/source-file.ts';
import { intrinsicOf, list, type MapNode, member, type Node, textOf } from '../../node.ts';
import { branches, ifOf, isNoValue } from '../../routes/branches.ts';
import { assign, choose, entryOf, isNull, isTrue, object } from '../make.ts';
import { scopesOf } from './authorizers.ts';

/** `Auth` of an API. */
export interface Auth {
  readonly api: Node | undefined;
}

const entry = (scheme: string, scopes: Node | undefined, span: Span): Node =>
  object({ [scheme]: { key: span, value: scopes ?? list([], span) } }, span);

/** The `security` that an authorizer's name stands for. A name that depends on a condition gives one that does. */
const requirement = (auth: Auth, name: Node, scopes: Node | undefined, before: readonly Node[], after: readonly Node[] = []): Node => {
  const parts = ifOf(name);
  if (parts) {
    const side = (node: Node): Node =>
      isNoValue(node) ? list([...before, ...after], node.span) : requirement(auth, node, scopes, before, after);
    return choose(parts.condition, side(parts.then), side(parts.else), name.span);
  }
  const text = textOf(name);
  // A name that nobody can tell: what it asks for is unknown.
  if (text === undefined) return name.kind === 'map' ? name : object({ 'Fn::OpenApiSecurity': name }, name.span);
  return list([...before, entry(text, scopes ?? scopesOf(auth.api, text), name.span), ...after], name.span);
};

const itemsOf = (security: Node | undefined): readonly Node[] | undefined => {
  if (security === undefined) return [];
  return security.kind === 'list' ? security.items : undefined;
};

const names = (item: Node, of: (name: string) => boolean): boolean => item.kind === 'map' && [...item.entries.keys()].some(of);

/** An operation with what its event's `Auth` asks for added to its own security. */
export const withEventAuth = (auth: Auth, operation: MapNode, event: Node | undefined, kind: 'rest' | 'http'): MapNode => {
  if (event === undefined) return operation;
  const own = entryOf(event, 'Authorizer');
  const authorizer = own?.value ?? (kind === 'http' ? member(auth.api, 'DefaultAuthorizer') : undefined);
  const key = entryOf(event, 'ApiKeyRequired');
  const existing = itemsOf(member(operation, 'security'));
  if (existing === undefined) return operation;
  let security: Node | undefined;
  const keys =
    kind === 'rest' && key && !isNull(key.value) && !isNoValue(key.value)
      ? [entry(isTrue(key.value) ? 'api_key' : 'api_key_false', undefined, key.value.span)]
      : [];
  if (intrinsicOf(event) && !ifOf(event)) security = event;
  else if (authorizer && isTrue(authorizer) && !isNoValue(authorizer)) {
    const given = member(event, 'AuthorizationScopes');
    // An empty list keeps the scopes of its authorizer in an HTTP API, and asks for none in a REST API.
    const scopes = (kind === 'http' ? isTrue(given) : given && !isNull(given)) ? given : undefined;
    const isBuiltIn = kind === 'http' && ['NONE', 'AWS_IAM'].includes(textOf(authorizer) ?? '');
    security = requirement(auth, authorizer, isBuiltIn ? list([], authorizer.span) : scopes, existing, keys);
  } else if (keys.length > 0) security = list([...existing, ...keys], key?.value.span ?? operation.span);
  return security ? assign(operation, { security }) : operation;
};

/** The default authorizer of a REST API where an operation names none. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html */
export const withRestDefault = (auth: Auth, operation: MapNode, name: Node): MapNode => {
  const security = member(operation, 'security');
  const existing = itemsOf(security);
  if (existing === undefined || existing.some((item) => intrinsicOf(item))) return operation;
  const authorizers = member(auth.api, 'Authorizers');
  const known = (scheme: string) => scheme === 'AWS_IAM' || (authorizers?.kind === 'map' && authorizers.entries.has(scheme));
  const others = existing.filter((item) => !names(item, known));
  const none = others.findIndex((item) => names(item, (scheme) => scheme === 'NONE'));
  if (none >= 0) {
    const rest = others.toSpliced(none, 1);
    return rest.length === 0 ? operation : assign(operation, { security: list(rest, security?.span ?? operation.span) });
  }
  const own = existing.filter((item) => names(item, known));
  if (own.length > 0) return assign(operation, { security: list([...others, ...own], security?.span ?? operation.span) });
  return assign(operation, { security: requirement(auth, name, undefined, others) });
};

/** The default authorizer of an HTTP API where an operation has no security of its own. */
export const withHttpDefault = (auth: Auth, operation: MapNode, name: Node): MapNode =>
  isTrue(member(operation, 'security')) ? operation : assign(operation, { security: requirement(auth, name, undefined, []) });

const isKey = (name: string): boolean => name === 'api_key' || name === 'api_key_false';

/** The key that a REST API requires unless an operation says that it needs none; without `on` not even one that the operation asks for. */
export const withKeyRequired = (operation: MapNode, required: Node, on: boolean): MapNode => {
  const security = member(operation, 'security');
  const add = (node: Node | undefined): Node => {
    const parts = node && ifOf(node);
    if (node && parts) return choose(parts.condition, add(parts.then), add(parts.else), node.span);
    const existing = itemsOf(node);
    if (existing === undefined) return node ?? list([], required.span);
    const others = existing.filter((item) => !names(item, isKey));
    const refused = existing.some((item) => names(item, (name) => name === 'api_key_false'));
    return list(refused || !on ? others : [...others, entry('api_key', undefined, required.span)], node?.span ?? required.span);
  };
  return assign(operation, { security: add(security) });
};

/** Whether an API has a default authorizer, in some branch of its conditions. */
export const hasDefault = (name: Node | undefined): name is Node => name !== undefined && branches(name).some(({ node }) => isTrue(node));
