import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import { branches, type Given, ifOf, isNoValue, memberThrough } from './branches.ts';
import { dereference } from './document.ts';

/** The two kinds of APIs that an OpenAPI document can describe. */
export type ApiKind = 'rest' | 'http';

/** How a method is protected, in CloudFormation's words. */
export interface Protection {
  readonly AuthorizationType: Node;
  readonly AuthorizerId?: Node;
  readonly AuthorizationScopes?: Node;
  readonly ApiKeyRequired?: Node;
}

/** How a method is protected where all of `given` hold. */
export interface Decision {
  readonly protection: Protection;
  readonly given: readonly Given[];
}

/** The security schemes of a document by name: Swagger 2's `securityDefinitions` and OpenAPI 3's `components.securitySchemes`. */
export const schemesOf = (document: MapNode): readonly Node[] =>
  [member(document, 'securityDefinitions'), memberThrough(member(document, 'components'), 'securitySchemes')].filter(
    (node) => node !== undefined,
  );

const AUTHORIZER = 'x-amazon-apigateway-authorizer';

/** The id of the resource that stands for an authorizer of an API's body. */
export const authorizerId = (api: string, scheme: string): string => `${api} ${scheme}`;

/** The authorizer of a security scheme, if it has one. */
export const authorizerOf = (scheme: Node | undefined): Node | undefined => member(scheme, AUTHORIZER);

/** What an authorizer's type makes the authorization type of a method. */
const typeOf = (authorizer: Node, kind: ApiKind, span: Span): Node => {
  const type = member(authorizer, 'type');
  const name = textOf(type)?.toLowerCase();
  if (name === 'jwt') return scalar('JWT', span);
  if (name === 'cognito_user_pools') return scalar('COGNITO_USER_POOLS', span);
  if (name === 'token' || name === 'request') return scalar('CUSTOM', span);
  // An authorizer that cannot be told is one all the same, and only Lambda's come without a provider.
  if (kind === 'rest' && member(authorizer, 'providerARNs')) return scalar('COGNITO_USER_POOLS', span);
  return type !== undefined && intrinsicOf(type) ? type : scalar('CUSTOM', span);
};

type Means =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'key'; readonly at: Node }
  | { readonly kind: 'auth'; readonly protection: Protection }
  | { readonly kind: 'unknown'; readonly at: Node };

interface Requirement {
  readonly scheme: string;
  /** Where the requirement stands. */
  readonly at: Span;
  readonly scopes: Node;
}

/**
 * What a requirement asks of a request. API Gateway knows API keys, IAM and authorizers; a scheme that describes anything else
 * protects nothing. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const meaning = (api: string, kind: ApiKind, { scheme, at, scopes }: Requirement, { node: definition, authorizer }: Definition): Means => {
  const custom = (AuthorizationType: Node): Means => ({
    kind: 'auth',
    protection: {
      AuthorizationType,
      AuthorizerId: map({ Ref: scalar(authorizerId(api, scheme), at) }, at),
      ...(scopes.kind === 'list' && scopes.items.length === 0 ? {} : { AuthorizationScopes: scopes }),
    },
  });
  if (definition === undefined) {
    // SAM writes NONE for "no authorizer here" without defining it, and API Gateway takes it so.
    if (scheme === 'NONE') return { kind: 'nothing' };
    return custom(scalar('CUSTOM', at));
  }
  if (definition.kind !== 'map' || intrinsicOf(definition)) return { kind: 'unknown', at: definition };
  if (authorizer) return custom(typeOf(authorizer, kind, at));
  const said = ['x-amazon-apigateway-authtype', ...(kind === 'rest' ? ['type', 'name'] : [])].map((name) => {
    const given = member(definition, name);
    return isNoValue(given) ? undefined : given;
  });
  const unread = said.find((node) => intrinsicOf(node));
  if (unread) return { kind: 'unknown', at: unread };
  const [way, type, name] = said.map(textOf);
  const authtype = way?.toLowerCase();
  if (authtype === 'awssigv4') return { kind: 'auth', protection: { AuthorizationType: scalar('AWS_IAM', at) } };
  if (authtype !== undefined) return custom(scalar(authtype === 'cognito_user_pools' ? 'COGNITO_USER_POOLS' : 'CUSTOM', at));
  if (type === 'apiKey' && name?.toLowerCase() === 'x-api-key') return { kind: 'key', at: scalar(true, at) };
  return { kind: 'nothing' };
};

interface Listed {
  readonly node: Node | undefined;
  /** Absent where the list cannot be read. */
  readonly items: readonly Node[] | undefined;
  readonly given: readonly Given[];
}

/** A requirement of which a condition decides whether it is there, as the choice that it is. */
const lifted = (item: Node): Node => {
  const [[scheme, entry] = []] = item.kind === 'map' && item.entries.size === 1 && !intrinsicOf(item) ? [...item.entries] : [];
  const parts = ifOf(entry?.value);
  if (scheme === undefined || entry === undefined || parts === undefined) return item;
  const side = (value: Node): Node => (isNoValue(value) ? value : map({ [scheme]: value }, entry.key));
  return map({ 'Fn::If': list([parts.condition, side(parts.then), side(parts.else)], item.span) }, item.span);
};

/** A list whose items depend on conditions, as the lists that it may be. */
const lists = (node: Node | undefined, given: readonly Given[]): readonly Listed[] =>
  branches(node, given).flatMap((branch): readonly Listed[] => {
    if (branch.node === undefined || (branch.node.kind === 'scalar' && branch.node.value === null)) return [{ ...branch, items: [] }];
    if (branch.node.kind !== 'list') return [{ ...branch, items: undefined }];
    let states = [{ items: [] as readonly Node[], given: branch.given }];
    for (const item of branch.node.items.slice(0, REQUIREMENTS)) {
      states = states.flatMap((state) =>
        branches(lifted(item), state.given).map((side) => ({
          items: side.node ? [...state.items, side.node] : state.items,
          given: side.given,
        })),
      );
    }
    return states.map((state) => ({ node: branch.node, ...state }));
  });

const REQUIREMENTS = 16;

const requirementsOf = (items: readonly Node[]): readonly Requirement[] | undefined => {
  const requirements: Requirement[] = [];
  for (const item of items) {
    if (item.kind !== 'map' || intrinsicOf(item)) return undefined;
    for (const [scheme, entry] of item.entries)
      if (!isNoValue(entry.value)) requirements.push({ scheme, at: entry.key, scopes: entry.value });
  }
  return requirements;
};

/**
 * How API Gateway protects a method: it keeps one authorizer and whether a key is required, whatever the document says of
 * alternatives. SAM writes an authorizer and a required key as two entries. `at` is where nothing that protects stands.
 */
export const decide = (
  api: string,
  kind: ApiKind,
  document: MapNode,
  security: Node | undefined,
  given: readonly Given[],
  at: Span,
): readonly Decision[] => {
  return lists(security, given).flatMap(({ node, items, given: under }) => {
    const requirements = items && requirementsOf(items);
    if (requirements === undefined) return [{ protection: unknownProtection(node, at), given: under }];
    let states: readonly { means: readonly Means[]; given: readonly Given[] }[] = [{ means: [], given: under }];
    for (const requirement of requirements.slice(0, REQUIREMENTS)) {
      states = states.flatMap((state) =>
        definitions(document, requirement.scheme, state.given).map((side) => ({
          means: [...state.means, meaning(api, kind, requirement, side)],
          given: side.given,
        })),
      );
    }
    return states.map((state) => ({ protection: combine(state.means, node?.span ?? at), given: state.given }));
  });
};

/** A function that nobody can evaluate, so that what it stands for is unknown, not absent. */
const unreadable = (node: Node | undefined, at: Span): Node => map({ 'Fn::OpenApiSecurity': node ?? scalar(null, at) }, node?.span ?? at);

/** Which authorizer it is, if it is one, is not known either. */
const unknownProtection = (node: Node | undefined, at: Span): Protection => ({
  AuthorizationType: unreadable(node, at),
  AuthorizerId: unreadable(node, at),
});

/** What defines a security scheme, and the authorizer in it, where all of `given` hold. */
interface Definition {
  readonly node: Node | undefined;
  readonly authorizer: Node | undefined;
  readonly given: readonly Given[];
}

const definitions = (document: MapNode, scheme: string, given: readonly Given[]): readonly Definition[] => {
  let states: { node: Node | undefined; given: readonly Given[] }[] = [{ node: undefined, given }];
  for (const schemes of schemesOf(document)) {
    states = states.flatMap((state) =>
      state.node
        ? [state]
        : branches(schemes, state.given).flatMap((side) => {
            const own = member(side.node, scheme);
            if (own === undefined && intrinsicOf(side.node)) return [{ node: side.node, given: side.given }];
            return branches(own, side.given).map((inner) => ({
              node: inner.node && (dereference(document, inner.node) ?? inner.node),
              given: inner.given,
            }));
          }),
    );
  }
  return states.flatMap(({ node, given: under }) =>
    branches(authorizerOf(node), under).map((side) => ({ node, authorizer: side.node, given: side.given })),
  );
};

const combine = (means: readonly Means[], at: Span): Protection => {
  const auth = means.find((one) => one.kind === 'auth');
  const unknown = means.find((one) => one.kind === 'unknown');
  const key = means.find((one) => one.kind === 'key');
  const protection =
    auth?.protection ?? (unknown ? unknownProtection(unknown.at, unknown.at.span) : { AuthorizationType: scalar('NONE', at) });
  return key ? { ...protection, ApiKeyRequired: key.at } : protection;
};
