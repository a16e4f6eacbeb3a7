import { memoryOf } from '../memory.ts';
import { isPlainObject, isRedacted, isUnknown, type Path, type UnknownReason } from '../value.ts';
import { partsOf } from '../world.ts';
import { composedDocument } from './composed.ts';
import type { Policy, PolicyCondition, PolicyText, Principals, Statement } from './types.ts';

const malformed = (expected: string): UnknownReason => ({ kind: 'malformed', expected });

/** Thrown and caught within this module: a part of a statement that makes all of it malformed or unknown. */
class Unsettled extends Error {
  readonly reason: UnknownReason;
  constructor(reason: UnknownReason) {
    super(reason.kind);
    this.reason = reason;
  }
}

/** An element by its name. AWS writes them in one way; a spelling that differs only in case is read as meant. */
const member = (object: Readonly<Record<string, unknown>>, name: string): unknown => {
  if (Object.hasOwn(object, name)) return object[name];
  const lower = name.toLowerCase();
  return Object.entries(object).find(([key]) => key.toLowerCase() === lower)?.[1];
};

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** A redacted literal is known to be there and to be no wildcard; its fingerprint stands for its text. */
const text = (value: unknown, expected: string): PolicyText => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (isUnknown(value)) return partsOf(value.$unknown);
  if (isRedacted(value)) return [`redacted-${value.$redacted.fingerprint}`];
  throw new Unsettled(malformed(expected));
};

const texts = (value: unknown, expected: string): readonly PolicyText[] => listOf(value).map((item) => text(item, expected));

/** An unquoted account id that begins with zeros arrives as a shorter number. */
const awsText = (value: unknown): PolicyText =>
  typeof value === 'number' ? [String(value).padStart(12, '0')] : text(value, 'a principal');

const isEveryone = (value: PolicyText): boolean => value.length === 1 && value[0] === '*';

/** Which kind of principal a bare text names, as `AWS::Lambda::Permission` has it. */
export const bareKind = (value: PolicyText): 'everyone' | 'aws' | 'services' | undefined => {
  if (isEveryone(value)) return 'everyone';
  const [first] = value;
  const last = value.at(-1);
  if (typeof last === 'string' && /\.amazon(aws)?\.com(\.cn)?$/i.test(last)) return 'services';
  if (typeof last === 'object' && 'pseudo' in last && last.pseudo === 'AWS::URLSuffix') return 'services';
  if (typeof first === 'string')
    return value.length === 1 ? (/^(arn:|\d{12}$)/.test(first) ? 'aws' : undefined) : /^arn:/.test(first) ? 'aws' : undefined;
  return first !== undefined && ('target' in first || 'pseudo' in first) ? 'aws' : undefined;
};

const NONE: Principals = { everyone: false, aws: [], services: [], federated: [], canonical: [] };

const principalsOf = (raw: unknown): Principals => {
  if (isUnknown(raw)) return { ...NONE, unknown: raw.$unknown };
  if (!isPlainObject(raw)) return listOf(raw).map(bare).reduce(merge, NONE);
  const found = { aws: [] as PolicyText[], services: [] as PolicyText[], federated: [] as PolicyText[], canonical: [] as PolicyText[] };
  for (const [key, value] of Object.entries(raw)) {
    const kind = key.toLowerCase();
    if (kind === 'aws') found.aws.push(...listOf(value).map(awsText));
    else if (kind === 'service') found.services.push(...texts(value, 'a service'));
    else if (kind === 'federated') found.federated.push(...texts(value, 'an identity provider'));
    else if (kind === 'canonicaluser') found.canonical.push(...texts(value, 'a canonical user id'));
    else throw new Unsettled(malformed('AWS, Service, Federated or CanonicalUser'));
  }
  return { ...found, aws: found.aws.filter((value) => !isEveryone(value)), everyone: found.aws.some(isEveryone) };
};

const bare = (raw: unknown): Principals => {
  if (isUnknown(raw) && bareKind(partsOf(raw.$unknown)) === undefined) return { ...NONE, unknown: raw.$unknown };
  const value = awsText(raw);
  const kind = bareKind(value);
  if (kind === undefined) throw new Unsettled(malformed('a principal'));
  return kind === 'everyone' ? { ...NONE, everyone: true } : { ...NONE, [kind]: [value] };
};

const merge = (a: Principals, b: Principals): Principals => {
  const unknown = a.unknown ?? b.unknown;
  return {
    everyone: a.everyone || b.everyone,
    aws: [...a.aws, ...b.aws],
    services: [...a.services, ...b.services],
    federated: [...a.federated, ...b.federated],
    canonical: [...a.canonical, ...b.canonical],
    ...(unknown ? { unknown } : {}),
  };
};

const conditionsOf = (raw: unknown): { readonly conditions: readonly PolicyCondition[]; readonly unknown?: UnknownReason } => {
  if (raw === undefined || raw === null) return { conditions: [] };
  if (isUnknown(raw)) return { conditions: [], unknown: raw.$unknown };
  if (!isPlainObject(raw)) throw new Unsettled(malformed('an object of condition operators'));
  const conditions: PolicyCondition[] = [];
  let unknown: UnknownReason | undefined;
  for (const [operator, keys] of Object.entries(raw)) {
    if (isUnknown(keys)) {
      unknown ??= keys.$unknown;
      continue;
    }
    if (!isPlainObject(keys)) throw new Unsettled(malformed('an object of condition keys'));
    for (const [key, value] of Object.entries(keys)) {
      if (value === null) throw new Unsettled(malformed('a value for each condition key'));
      conditions.push({ operator, key: key.trim().toLowerCase(), values: texts(value, 'a text, number or boolean') });
    }
  }
  return { conditions, ...(unknown ? { unknown } : {}) };
};

const statementOf = (raw: unknown, path: Path): Statement => {
  if (isUnknown(raw)) throw new Unsettled(raw.$unknown);
  if (!isPlainObject(raw)) throw new Unsettled(malformed('a statement'));
  const effect = member(raw, 'Effect');
  if (isUnknown(effect)) throw new Unsettled(effect.$unknown);
  if (effect !== 'Allow' && effect !== 'Deny') throw new Unsettled(malformed('Effect: Allow or Deny'));
  const [principal, notPrincipal] = [member(raw, 'Principal'), member(raw, 'NotPrincipal')];
  const [action, notAction] = [member(raw, 'Action'), member(raw, 'NotAction')];
  const [resource, notResource] = [member(raw, 'Resource'), member(raw, 'NotResource')];
  if (principal !== undefined && notPrincipal !== undefined) throw new Unsettled(malformed('either Principal or NotPrincipal'));
  if ((action === undefined) === (notAction === undefined)) throw new Unsettled(malformed('either Action or NotAction'));
  if (resource !== undefined && notResource !== undefined) throw new Unsettled(malformed('either Resource or NotResource'));
  const sid = member(raw, 'Sid');
  return {
    path,
    ...(typeof sid === 'string' ? { sid } : {}),
    effect,
    ...(principal === undefined ? {} : { principals: principalsOf(principal) }),
    ...(notPrincipal === undefined ? {} : { notPrincipals: principalsOf(notPrincipal) }),
    actions: texts(action, 'an action'),
    ...(notAction === undefined ? {} : { notActions: texts(notAction, 'an action') }),
    resources: texts(resource, 'a resource'),
    ...(notResource === undefined ? {} : { notResources: texts(notResource, 'a resource') }),
    ...conditionsOf(member(raw, 'Condition')),
  };
};

const parsed = (document: string): unknown => {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
};

type Normalized = Policy | { readonly malformed: string };

/** Several checks read one document, which nobody changes, and thousands of roles have the same one. */
const normalized = new WeakMap<object, Normalized>();
const alike = memoryOf<Normalized>(2_000_000);

/** The normal form of a policy document: an object with `$unknown` where something is not known, or its JSON text. */
export const normalizePolicy = (document: unknown): Normalized => {
  if (typeof document !== 'object' || document === null) return normalizedOf(document);
  const known = normalized.get(document) ?? alike(JSON.stringify(document), () => normalizedOf(document));
  normalized.set(document, known);
  return known;
};

const normalizedOf = (document: unknown): Normalized => {
  const raw =
    typeof document === 'string' ? parsed(document) : isUnknown(document) ? (composedDocument(document.$unknown) ?? document) : document;
  if (isUnknown(raw)) return { statements: [], unknown: [{ path: [], reason: raw.$unknown }] };
  if (!isPlainObject(raw)) return { malformed: 'a policy document' };
  const list = member(raw, 'Statement');
  if (isUnknown(list)) return { statements: [], unknown: [{ path: ['Statement'], reason: list.$unknown }] };
  if (list === undefined || list === null || typeof list !== 'object') return { malformed: 'a policy document with statements' };
  const version = member(raw, 'Version');
  const statements: Statement[] = [];
  const unknown: { path: Path; reason: UnknownReason }[] = [];
  const add = (item: unknown, path: Path) => {
    try {
      statements.push(statementOf(item, path));
    } catch (error) {
      if (!(error instanceof Unsettled)) throw error;
      unknown.push({ path, reason: error.reason });
    }
  };
  if (Array.isArray(list)) list.forEach((item, index) => void add(item, ['Statement', index]));
  else add(list, ['Statement']);
  return { ...(typeof version === 'string' ? { version } : {}), statements, unknown };
};
