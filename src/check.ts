import type { Settings } from './config.ts';
import type { Facts } from './facts/facts.ts';
import type { Anchor, Field, Resource, Scalar } from './model/field.ts';
import type { Property, ResourceType } from './model/inventory.ts';
import type { Package } from './model/package.ts';
import { normalizePolicy, type Policy } from './model/policy.ts';
import type { PackageSubject } from './model/subject.ts';
import type { Json, UnknownReason } from './model/value.ts';

export type { Anchor, Field, Resource } from './model/field.ts';
export type { PackageSubject } from './model/subject.ts';

/** How bad it is if the finding is true. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';
/** How sure it is that the fact holds. */
export type Confidence = 'high' | 'medium' | 'low';
/** Who wants to hear it: everybody, those who want hygiene as well, those who audit. */
export type Persona = 'regular' | 'pedantic' | 'auditor';
/** The folder of a check: what it is about. */
export type Family =
  | 'dependencies'
  | 'runtimes'
  | 'provenance'
  | 'access'
  | 'requests'
  | 'messaging'
  | 'encryption'
  | 'keys'
  | 'secrets'
  | 'privileges';
/** Where the subjects of a check come from, as the catalogue writes it. */
export type SourceKind = 'template' | 'live' | 'package' | 'repository';
export type FactName = keyof Facts;

/** The facts that a check may do without. */
export type Consulted = Pick<Facts, 'advisories' | 'base'>;

/** The properties that a check looks at, by type. Calls, permissions and gaps of a live run all follow from it. */
export type Reads = { readonly [K in ResourceType]?: readonly Property<K>[] };
type Declared<R extends Reads, K extends ResourceType> = R[K] extends readonly (infer P extends string)[] ? P : never;
type TypesOf<R extends Reads> = keyof R & ResourceType;
/**
 * What a check may be about: resources of a type, packages, or `resource`, which is every resource of a template, of whatever type. Of
 * these it sees `raw`, what the source made of them, alone.
 */
export type SubjectType = ResourceType | 'package' | 'resource';
/** One type at a time, so that a check of several types can tell them apart by `type`. */
export type Subjects<R extends Reads, S extends SubjectType> = S extends ResourceType
  ? Resource<S, Declared<R, S>>
  : S extends 'package'
    ? PackageSubject
    : S extends 'resource'
      ? Resource<ResourceType, never>
      : never;

/** The check applies and the subject fails it. */
export interface Finding {
  readonly kind: 'finding';
  readonly at: Anchor;
  readonly message: string;
  /** One line on what to do here, where it can say more than the check's own `docs.fix`. */
  readonly fix?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
  readonly related?: readonly (Anchor & { readonly label: string })[];
  /** Facts for machines: advisory ids, dates, a route's method and path. */
  readonly data?: Readonly<Record<string, Json>>;
}

/** The check applies, but a value that it needs could not be established. */
export interface Undetermined {
  readonly kind: 'undetermined';
  readonly at: Anchor;
  readonly reason: UnknownReason;
}

/** The check has nothing to say about this subject, which then is not counted: neither a pass nor a finding. */
export interface NotApplicable {
  readonly kind: 'not-applicable';
}

/** The check has seen what acquits the subject: whatever else could not be listed does not matter. */
export interface Passed {
  readonly kind: 'passed';
}

export type Outcome = Finding | Undetermined | NotApplicable | Passed;

/** Where a reference leads. `outside`: the value is known or names something, but the input does not hold it. */
export type Reference<T> =
  | { readonly state: 'absent' }
  | { readonly state: 'found'; readonly resource: T }
  | { readonly state: 'outside'; readonly what: string }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

/** What a check may know besides its subject: exactly the types, properties and facts that it declared. */
export interface Context<R extends Reads = Reads, F extends FactName = FactName> {
  /** ISO date. */
  readonly today: string;
  /** Those that the check declared. It does not run where one of them is missing, but for what it merely consults. */
  readonly facts: Required<Pick<Facts, F>> & Consulted;
  readonly settings: Settings;
  /** The packages of the run that are the subject's name and version, in whatever lockfile, itself among them; none for a resource. */
  readonly copies: readonly Package[];
  /** The account ids that are the audited application's own, where they are known. */
  readonly ownAccounts: ReadonlySet<string>;
  /** Every resource of a type that exists in this world, in the subject's template or account. */
  resources<K extends TypesOf<R>>(type: K): readonly Resource<K, Declared<R, K>>[];
  /**
   * What is the same for all subjects of one template or account, such as a table of its resources: worked out once where no condition
   * changes it, so that a check which looks at all of a type does not do so for each of them. `of` is a function of the module, by which the
   * answer is found again, and looks at nothing of the subject.
   */
  common<T>(of: (context: this) => T): T;
  /**
   * What several checks make of their subject alike, such as all that a role may do: worked out once for all of them where no condition
   * changes it. `of` is a function of a module, by which the answer is found again. The checks declare alike what it reads.
   */
  shared<K extends TypesOf<R>, T>(of: (subject: Resource<K, Declared<R, K>>, context: this) => T): T;
  /**
   * Whether every resource of a type could be listed. A check whose finding follows from the absence of something asks this first
   * and returns if it is not: the engine then makes the subject undetermined.
   */
  complete<K extends TypesOf<R>>(type: K): boolean;
  /** Where a property leads that names another resource: by intrinsic in a template, by ARN, id or name in an account. */
  target<K extends TypesOf<R>>(field: Field<string>, type: K): Reference<Resource<K, Declared<R, K>>>;
  /** As `target`, for checks that need the resource: what is outside or unknown makes the subject undetermined. */
  follow<K extends TypesOf<R>>(field: Field<string>, type: K): Generator<Undetermined, Resource<K, Declared<R, K>> | undefined>;
  /**
   * The resources of a type that refer to this one by a property (or by an element of it), in this world; by what stands `below` it,
   * member by member, where it is an object: `['deadLetterTargetArn']`.
   */
  referrers<K extends TypesOf<R>>(
    to: Resource<never, never> | Anchor,
    type: K,
    property: Declared<R, K>,
    below?: readonly string[],
  ): readonly Resource<K, Declared<R, K>>[];
}

/** The controls of public standards that a check gives evidence for: ids that `src/facts/frameworks` lists. */
export interface Frameworks {
  /** AWS Foundational Security Best Practices: `Lambda.2`. */
  readonly fsbp?: readonly string[];
  /** Sections of the CIS AWS Foundations Benchmark 5.0: `3.6`. */
  readonly cis?: readonly string[];
  /** OWASP Top 10 (2021) and Serverless Architectures Security Top 10 (2018): `A01`, `SAS-2`. */
  readonly owasp?: readonly string[];
  /** OWASP Software Component Verification Standard 1.0: `5.4`. */
  readonly scvs?: readonly string[];
  /** SLSA 1.2: `Build L1`. */
  readonly slsa?: readonly string[];
}

/** The formats in which a fix may read otherwise than in CloudFormation. */
export type FixFormat = 'sam' | 'serverless-framework' | 'terraform';

export interface Docs {
  /** Why it matters, in one or two sentences. */
  readonly why: string;
  /** What to do about it, in one sentence; it is the fix line of the terminal report. */
  readonly fix: string;
  /** The same in the words of formats that do it otherwise, by their names in a report's inputs: what SAM makes of something is set there. */
  readonly fixIn?: Readonly<Partial<Record<FixFormat, string>>>;
  /** What it does not see or does not judge, in one or two sentences, where a reader could think otherwise. */
  readonly limits?: string;
  readonly references: readonly string[];
  readonly frameworks?: Frameworks;
}

/** One check: a pure, synchronous function over a subject, with everything that describes it. */
export interface Check<
  R extends Reads = Reads,
  S extends TypesOf<R> | 'package' | 'resource' = TypesOf<R> | 'package' | 'resource',
  F extends FactName = FactName,
  Id extends string = string,
> {
  /** `<subject>-<defect>`: names the defect and equals the file's name. */
  readonly id: Id;
  /** Sentence case, without a full stop. */
  readonly title: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** `regular` unless said. What a check cannot judge is said to the readers whom its findings concern. */
  readonly persona?: Persona;
  /** The persona that it gives some of its findings, where they concern more readers than the others. */
  readonly raisedTo?: Persona;
  /** The sources that it holds for. */
  readonly sources: readonly SourceKind[];
  /** What one verdict is about. */
  readonly subject: S | readonly S[];
  readonly reads: R;
  /** The attributes it looks at that only an account tells (`Status` of a signing profile), by type: as `reads`, for what has no property. */
  readonly observes?: { readonly [K in TypesOf<R>]?: readonly string[] };
  readonly facts?: readonly F[];
  /** Facts that it uses where the run has them, and judges without where it has not. */
  readonly consults?: readonly (keyof Consulted)[];
  /** How many days back it has to know when packages were published, which registries say in a longer answer only. */
  readonly datesWithin?: (settings: Settings) => number;
  /** It has to know what of a package's signatures and attestations holds up, which takes requests of its own. */
  readonly verifies?: true;
  /** Checks whose findings on the same subject say less than this one's. */
  readonly supersedes?: readonly string[];
  /** Why it has no `undetermined` fixture, if it has none. */
  readonly alwaysDetermined?: string;
  readonly docs: Docs;
  check(subject: Subjects<R, S>, context: Context<R, F>): Iterable<Outcome>;
}

/** As the engine holds it: the declarations have done their work. */
export type AnyCheck = Omit<Check, 'check' | 'subject'> & {
  readonly subject: SubjectType | readonly SubjectType[];
  check(subject: never, context: never): Iterable<Outcome>;
};

/** Declares a check. The types see to it that it reads nothing but what it declares. */
export const defineCheck = <
  const R extends Reads,
  const S extends TypesOf<R> | 'package' | 'resource',
  const Id extends string,
  const F extends FactName = never,
>(
  check: Check<R, S, F, Id>,
): Check<R, S, F, Id> => check;

/** A finding at a property, or at the resource's own line. */
export const finding = (at: Anchor, message: string, rest: Omit<Partial<Finding>, 'kind' | 'at' | 'message'> = {}): Finding => ({
  kind: 'finding',
  at: anchor(at),
  message,
  ...rest,
});

/** The subject cannot be judged, for this reason. */
export const undetermined = (at: Anchor, reason: UnknownReason): Undetermined => ({ kind: 'undetermined', at: anchor(at), reason });

/** The subject is none of this check's business. */
export const notApplicable = (): NotApplicable => ({ kind: 'not-applicable' });

/** The subject is right, whatever could not be listed. Without it a subject passes when nothing is yielded and nothing was missing. */
export const passed = (): Passed => ({ kind: 'passed' });

/** A place with a label, for `related`. */
export const related = (at: Anchor, label: string): Anchor & { readonly label: string } => ({ ...anchor(at), label });

const anchor = ({ subject, path, trail, byDefault }: Anchor): Anchor =>
  byDefault === undefined ? { subject, path, trail } : { subject, path, trail, byDefault };

/** The value if known, `undefined` if absent; makes the subject undetermined if it is unknown. */
export function* known<T extends Scalar>(field: Field<T>): Generator<Undetermined, T | undefined> {
  if (field.state === 'unknown') yield undetermined(field, field.reason);
  if (field.state === 'redacted') yield undetermined(field, { kind: 'redacted' });
  if (field.state !== 'known') return undefined;
  if (field.form === 'scalar') return (field as unknown as { value: T }).value;
  yield undetermined(field, { kind: 'malformed', expected: 'a text, number or boolean' });
  return undefined;
}

/** As `known`, for properties that templates give as text or as a boolean alike (`"true"`). */
export function* knownBoolean(field: Field<boolean>): Generator<Undetermined, boolean | undefined> {
  const value: unknown = yield* known(field);
  if (value === undefined || typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  yield undetermined(field, { kind: 'malformed', expected: 'a boolean' });
  return undefined;
}

/** As `known`, for properties that templates give as text or as a number alike (`"300"`). */
export function* knownNumber(field: Field<number>): Generator<Undetermined, number | undefined> {
  const value: unknown = yield* known(field);
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  yield undetermined(field, { kind: 'malformed', expected: 'a number' });
  return undefined;
}

/** The elements of a list; makes the subject undetermined if the list is unknown. */
export function* each<T>(field: Field<readonly T[]>): Generator<Undetermined, readonly Field<T>[]> {
  if (field.state === 'unknown') yield undetermined(field, field.reason);
  return field.items() as readonly Field<T>[];
}

/** The members of an object with free keys; makes the subject undetermined if the object is unknown. */
export function* members<T>(field: Field<Readonly<Record<string, T>>>): Generator<Undetermined, readonly (readonly [string, Field<T>])[]> {
  if (field.state === 'unknown') yield undetermined(field, field.reason);
  return field.entries() as readonly (readonly [string, Field<T>])[];
}

/** Whether a text is there at all, whatever it says: a reference is, the empty string is not. */
export function* isSet(field: Field<string>): Generator<Undetermined, boolean> {
  if (field.state === 'absent') return false;
  if (field.state === 'known') {
    if (field.form !== 'scalar') yield undetermined(field, { kind: 'malformed', expected: 'a text' });
    return field.form === 'scalar' && field.value !== '';
  }
  if (field.state === 'redacted') return true;
  if (field.reason.kind === 'intrinsic' && (field.reason.target !== undefined || field.reason.present)) return true;
  yield undetermined(field, field.reason);
  return false;
}

/** A policy in its normal form, `undefined` if absent; makes the subject undetermined if nothing of it is known. */
export function* policyOf(field: Field<Json> | Field<string>): Generator<Undetermined, Policy | undefined> {
  if (field.state === 'absent') return undefined;
  const policy = normalizePolicy(field.json());
  if ('malformed' in policy) {
    yield undetermined(field, { kind: 'malformed', expected: policy.malformed });
    return undefined;
  }
  const nothing = policy.unknown.find(({ path }) => path.length === 0);
  if (nothing !== undefined) {
    yield undetermined(field, nothing.reason);
    return undefined;
  }
  return policy;
}
