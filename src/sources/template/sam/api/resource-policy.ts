import { intrinsicOf, list, type MapNode, member, type Node, said, scalar, textOf } from '../../node.ts';
import { ifOf } from '../../routes/branches.ts';
import { methodOf } from '../../routes/document.ts';
import { entryOf, type Members, object, sub } from '../make.ts';

/** The ARN patterns of a path's methods in a stage. */
const resources = (path: string, methods: readonly string[], stage: Node): Node => {
  const at = path.replace(/\{[^{}/]*\}/g, '*');
  return list(
    methods.map((method) => sub(`execute-api:/<__Stage__>/${method === 'ANY' ? '*' : method}${at}`, stage.span, { __Stage__: stage })),
    stage.span,
  );
};

const itemsOf = (policy: Node, name: string): readonly Node[] => {
  const given = member(policy, name);
  if (given === undefined) return [];
  return given.kind === 'list' ? given.items : [given];
};

/** The statements that a resource policy of SAM's makes of one path. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html */
const statementsOf = (policy: Node, resource: Node): readonly Node[] => {
  const span = policy.span;
  const statement = (effect: string, members: Members): Node =>
    object({ Effect: scalar(effect, span), Action: scalar('execute-api:Invoke', span), Resource: resource, ...members }, span);
  const everyone = scalar('*', span);
  const accounts = (name: string, effect: string) => {
    const entry = entryOf(policy, name);
    const items = itemsOf(policy, name);
    return entry && items.length > 0 ? [statement(effect, { Principal: object({ AWS: list(items, entry.value.span) }, entry.key) })] : [];
  };
  const guarded = (operator: string, keys: Members) =>
    Object.values(keys).some((value) => value !== undefined)
      ? [
          statement('Allow', { Principal: everyone }),
          statement('Deny', { Principal: everyone, Condition: object({ [operator]: object(keys, span) }, span) }),
        ]
      : [];
  const ranges = (name: string, operator: string) => {
    const items = itemsOf(policy, name);
    return guarded(operator, { 'aws:SourceIp': items.length === 0 ? undefined : list(items, span) });
  };
  const networks = (side: 'Whitelist' | 'Blacklist', operator: string) => {
    const given = member(policy, `SourceVpc${side}`);
    // SAM takes a text for the list of its characters and a map for that of its keys, of which it knows none.
    const named = given?.kind === 'list' ? given.items : [];
    const vpcs = [...named.filter((item) => textOf(item)?.startsWith('vpc-')), ...itemsOf(policy, `IntrinsicVpc${side}`)];
    const endpoints = [...named.filter((item) => textOf(item)?.startsWith('vpce-')), ...itemsOf(policy, `IntrinsicVpce${side}`)];
    return guarded(operator, {
      'aws:SourceVpc': vpcs.length === 0 ? undefined : list(vpcs, span),
      'aws:SourceVpce': endpoints.length === 0 ? undefined : list(endpoints, span),
    });
  };
  return [
    ...accounts('AwsAccountWhitelist', 'Allow'),
    ...accounts('AwsAccountBlacklist', 'Deny'),
    ...ranges('IpRangeWhitelist', 'NotIpAddress'),
    ...ranges('IpRangeBlacklist', 'IpAddress'),
    ...networks('Blacklist', 'StringEquals'),
    ...networks('Whitelist', 'StringNotEquals'),
  ];
};

/** A resource policy of SAM's, of the API or of an event, on the methods of a path. */
export interface PolicyOnPath {
  readonly policy: Node;
  readonly path: string;
  readonly methods: readonly string[];
}

/** The resource policy of an API from those of SAM's, added to the statements that its document has. */
export const resourcePolicy = (existing: Node | undefined, parts: readonly PolicyOnPath[], stage: Node): Node | undefined => {
  const policies = new Set(parts.map(({ policy }) => policy));
  if (policies.size === 0) return existing;
  const custom = [...policies].flatMap((policy) => itemsOf(policy, 'CustomStatements'));
  const own = member(existing, 'Statement');
  const statements = [
    ...(own === undefined ? [] : own.kind === 'list' ? own.items : [own]),
    ...parts.flatMap(({ policy, path, methods }) =>
      intrinsicOf(policy) ? [policy] : statementsOf(policy, resources(path, methods, stage)),
    ),
    ...custom,
  ];
  const span = [...policies][0]?.span ?? stage.span;
  if (statements.length === 0) return existing;
  const distinct = [...new Map(statements.map((statement) => [said(statement), statement])).values()];
  // A function that gives all statements stands in their place, not among them.
  const whole = distinct.length === 1 && intrinsicOf(distinct[0]) ? distinct[0] : list(distinct, span);
  return object({ Version: scalar('2012-10-17', span), Statement: whole }, span);
};

/** The paths of a document with their methods, in every branch. */
export const methodsByPath = (document: Node): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>();
  const item = (path: string, node: Node): void => {
    const parts = ifOf(node);
    if (parts) for (const side of [parts.then, parts.else]) item(path, side);
    else if (node.kind === 'map') {
      const methods = found.get(path) ?? new Set();
      for (const name of node.entries.keys()) {
        const method = methodOf(name);
        if (method !== undefined) methods.add(method);
      }
      found.set(path, methods);
    }
  };
  const paths = (node: Node | undefined): void => {
    const parts = node && ifOf(node);
    if (parts) for (const side of [parts.then, parts.else]) paths(side);
    else if (node?.kind === 'map') for (const [path, { value }] of (node satisfies MapNode).entries) item(path, value);
  };
  const body = (node: Node): void => {
    const parts = ifOf(node);
    if (parts) for (const side of [parts.then, parts.else]) body(side);
    else paths(member(node, 'paths'));
  };
  body(document);
  return new Map([...found].map(([path, methods]) => [path, [...methods]]));
};
