import { inputOf, type RawResource } from '../model/inventory.ts';
import type { Audited } from '../model/subject.ts';
import type { TextPart, UnknownReason } from '../model/value.ts';
import { possibleNames, wordsOf } from './possible-names.ts';

/** Where resources are found by what may refer to them. Built once for an inventory. */
export interface Index {
  readonly byType: ReadonlyMap<string, readonly RawResource[]>;
  /** Resources of a type that may be meant by this key, in the subject's input. */
  find(input: string, type: string, key: string): readonly RawResource[];
  ofType(input: string, type: string): readonly RawResource[];
  /** As `keysOf`, which one text after the other is asked for again and again. */
  keysOf(text: string): readonly string[];
}

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
};

/** By account: each check asks for the scope of each resource, and a text that is made anew is slow to find in a table. */
const SCOPES = new Map<string, string>();

/** The scope of references: one template, or one account in all its Regions (ARNs tell Regions apart). */
export const scopeOf = ({ origin }: Audited): string => {
  const { file, account } = origin;
  if (file !== undefined || account === undefined) return inputOf(origin);
  const known = SCOPES.get(account);
  if (known !== undefined) return known;
  const scope = `aws/${account}`;
  SCOPES.set(account, scope);
  return scope;
};

/** What a resource may be referred to by: its logical id, ARN, the names that it may have, what `Ref` gives, and of a domain what DNS leads to it by. */
export const keysFor = (resource: RawResource): readonly string[] => {
  const { Ref, Arn, RegionalDomainName } = resource.attributes ?? {};
  const keys: string[] = [resource.id];
  for (const key of [resource.arn, ...possibleNames(resource), Ref, Arn, RegionalDomainName])
    if (typeof key === 'string' && !keys.includes(key)) keys.push(key);
  return keys;
};

const NONE: readonly RawResource[] = [];

/** The resources of one input. */
interface Scoped {
  readonly byType: Map<string, RawResource[]>;
  /** By type and key. Made of a type when something is first said to refer to one: many are referred to by nothing. */
  readonly byKey: Map<string, ReadonlyMap<string, readonly RawResource[]>>;
}

/** An id comes before a name that somebody chose to look like one. */
const byKeyOf = (resources: readonly RawResource[]): ReadonlyMap<string, readonly RawResource[]> => {
  const byKey = new Map<string, RawResource[]>();
  const alike = new Set<string>();
  for (const resource of resources)
    for (const key of keysFor(resource)) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [resource]);
      else {
        list.push(resource);
        alike.add(key);
      }
    }
  const isId = ({ attributes }: RawResource, key: string) => Number(attributes?.Ref === key);
  for (const key of alike) byKey.get(key)?.sort((one, other) => isId(other, key) - isId(one, key));
  return byKey;
};

/** Indexes an inventory's resources. */
export const indexOf = (resources: readonly RawResource[]): Index => {
  const byType = new Map<string, RawResource[]>();
  const scopes = new Map<string, Scoped>();
  const keysOfTexts = new Map<string, readonly string[]>();
  for (const resource of resources) {
    const scope = scopeOf(resource);
    const scoped: Scoped = scopes.get(scope) ?? { byType: new Map(), byKey: new Map() };
    scopes.set(scope, scoped);
    push(byType, resource.type, resource);
    push(scoped.byType, resource.type, resource);
  }
  return {
    byType,
    find: (scope, type, key) => {
      const scoped = scopes.get(scope);
      const known = scoped?.byKey.get(type);
      if (known !== undefined) return known.get(key) ?? NONE;
      const ofType = scoped?.byType.get(type);
      if (ofType === undefined) return NONE;
      const byKey = byKeyOf(ofType);
      scoped?.byKey.set(type, byKey);
      return byKey.get(key) ?? NONE;
    },
    ofType: (scope, type) => scopes.get(scope)?.byType.get(type) ?? NONE,
    keysOf: (text) => {
      const known = keysOfTexts.get(text);
      if (known !== undefined) return known;
      const keys = keysOf(text);
      keysOfTexts.set(text, keys);
      return keys;
    },
  };
};

/** What a text may be looked up by: itself, what an ARN calls the resource, the last name in it. Most exact first. */
export const keysOf = (text: string): readonly string[] => {
  const arn = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.+)$/s.exec(text);
  if (arn === null) {
    const url = /^https:\/\/[^/]+\/(?:.*\/)?([^/]+)$/.exec(text);
    // Lambda takes parts of an ARN for a function: NAME:ALIAS, ACCOUNT:function:NAME, ACCOUNT:function:NAME:ALIAS
    const partial = /^(?:\d{12}:function:)?([\w-]+)(?::(?:\$LATEST|[\w-]+))?$/.exec(text);
    // Lambda writes the logs of a function to the group that is called after it.
    const logged = /^\/aws\/lambda\/([\w-]+)$/.exec(text);
    // A route names its integration so.
    const integration = /^integrations\/(\w[\w-]*)$/.exec(text);
    const name = url?.[1] ?? partial?.[1] ?? logged?.[1] ?? integration?.[1];
    return name === undefined || name === text ? [text] : [text, name];
  }
  const resource = arn[2] ?? '';
  // The ARN of a log group ends in its streams, and its name has slashes: arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*
  const group = arn[1] === 'logs' ? /^log-group:([^:]+)/.exec(resource)?.[1] : undefined;
  if (group !== undefined) return [text, resource, group];
  // Lambda's ARNs end in a version or an alias: arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS
  const name =
    arn[1] === 'lambda' ? resource.split(':')[1] : resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  return [text, resource, ...(name === undefined ? [] : [name])];
};

/** Whether an unknown text holds a reference by logical id, not a mere name. */
export const namesResource = (reason: UnknownReason): boolean =>
  reason.kind === 'intrinsic' &&
  (reason.target !== undefined || (reason.text ?? []).some((part) => typeof part === 'object' && 'target' in part));

/** The input of the resource that an unknown text names, where it is another than the one that the text stands in. */
export const inputNamed = (reason: UnknownReason): string | undefined => {
  if (reason.kind !== 'intrinsic') return undefined;
  return (reason.target ?? (reason.text ?? []).flatMap((part) => (typeof part === 'object' && 'target' in part ? part.target : []))[0])
    ?.input;
};

/** The keys by which an unknown text may be looked up: the logical ids that it names, else its literal parts; what is composed alike. */
export const keysOfUnknown = (reason: UnknownReason): readonly string[] => {
  if (reason.kind !== 'intrinsic') return [];
  const known = keysOfReasons.get(reason);
  if (known !== undefined) return known;
  const keys = reason.target ? [reason.target.id] : [...keysWithin(reason), ...keysOf(wordsOf(reason))];
  keysOfReasons.set(reason, keys);
  return keys;
};

/** One reference is followed by many checks, to resources of several types. */
const keysOfReasons = new WeakMap<UnknownReason, readonly string[]>();

const keysWithin = (reason: Extract<UnknownReason, { readonly kind: 'intrinsic' }>): readonly string[] => {
  const parts: readonly TextPart[] = reason.text ?? [];
  const named = parts.flatMap((part) => (typeof part === 'object' && 'target' in part ? [part.target.id] : []));
  if (named.length > 0) return named;
  // Only pseudo parameters are unknown (!Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs): the name in it is a name.
  if (parts.some((part) => typeof part === 'object' && !('pseudo' in part))) return [];
  return keysOf(parts.map((part) => (typeof part === 'string' ? part : 'pseudo' in part ? '-' : '')).join('')).slice(1);
};
