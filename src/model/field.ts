import type { Properties, Property, RawResource, ResourceType } from './inventory.ts';
import type { Audited } from './subject.ts';
import { isChoice, isOneOf, isPlainObject, isRedacted, isUnknown, type Path, type Redacted, type UnknownReason } from './value.ts';
import { holds, settle, settleDeep, type World } from './world.ts';

export type Scalar = string | number | boolean;

/**
 * A place in a resource. `path` is in CloudFormation's words; `trail` is the same with the branches that were taken
 * (`$then`, `$else`), which leads to the exact line of a template.
 */
export interface Anchor {
  readonly subject: Audited;
  readonly path: Path;
  readonly trail: Path;
  /** The parameter whose default this value is, if a finding on it has to say so. */
  readonly byDefault?: string | undefined;
}

interface Fields<T> extends Anchor {
  /** The property below this one. Absent and unknown propagate; so does a wrong shape, as unknown. */
  get<K extends keyof T & (string | number)>(key: K): Field<Exclude<T[K], undefined>>;
  /** The elements of a list, those that this world leaves out aside; none if it is absent or unknown. */
  items(): readonly Field<T extends readonly (infer U)[] ? U : never>[];
  /** The members of an object with free keys, in the order in which they were written; none if it is absent or unknown. */
  entries(): readonly (readonly [string, Field<T extends Readonly<Record<string, infer U>> ? U : never>])[];
  /** Everything below as plain JSON in which only `$unknown` and `$redacted` remain: for policies and other documents with a form of their own. */
  json(): unknown;
}

/** Only a scalar can be read; an object or a list is navigated, as its members may be unknown. */
type Known<T> = { readonly state: 'known' } & ([T] extends [Scalar] ? { readonly value: T } : unknown);

/** A property together with where it came from, so that a finding cannot point elsewhere. */
export type Field<T> = Fields<T> &
  (
    | Known<T>
    | { readonly state: 'absent' }
    | { readonly state: 'unknown'; readonly reason: UnknownReason }
    | { readonly state: 'redacted'; readonly redacted: Redacted['$redacted'] }
  );

/** A resource as a check sees it: in one world, and only the properties that the check declared. */
export interface Resource<K extends ResourceType = ResourceType, P extends string = Property<K>> extends Anchor {
  readonly subject: RawResource;
  readonly type: K;
  readonly id: string;
  readonly raw: RawResource;
  get<Q extends P & Property<K>>(key: Q): Field<Exclude<Properties[K][Q], undefined>>;
  /** What is known beside the properties: a return value of `Fn::GetAtt`, a body route's `Method` and `Path`. */
  attribute(name: string): Field<string>;
}

const malformed = (expected: string) => ({ $unknown: { kind: 'malformed', expected } as const });

/** Where a field stands: the step that led to it, and the branches taken since the one before. Spelt out only for findings. */
interface Step {
  readonly above: Step | undefined;
  readonly key: string | number | undefined;
  readonly branches: readonly string[];
}

const pathOf = (step: Step | undefined): Path => {
  if (step === undefined) return [];
  return step.key === undefined ? pathOf(step.above) : [...pathOf(step.above), step.key];
};

const trailOf = (step: Step | undefined): Path => {
  if (step === undefined) return [];
  return [...trailOf(step.above), ...(step.key === undefined ? [] : [step.key]), ...step.branches];
};

const NO_BRANCHES: readonly string[] = [];

const stateOf = (value: unknown): object => {
  if (value === undefined || value === null) return { state: 'absent' };
  if (isUnknown(value)) return { state: 'unknown', reason: value.$unknown };
  return isRedacted(value) ? { state: 'redacted', redacted: value.$redacted } : { state: 'known', value };
};

const memberOf = (value: unknown, key: string | number): unknown => {
  if (value === undefined || value === null || isUnknown(value)) return value;
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : malformed('an object');
  if (isPlainObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return malformed('an object');
};

const fieldOf = (
  subject: RawResource,
  above: Step | undefined,
  key: string | number | undefined,
  given: unknown,
  world: World,
): Field<never> => {
  let raw = given;
  let branches = NO_BRANCHES;
  while (isChoice(raw)) {
    const { condition, then, else: otherwise } = raw.$if;
    const answer = holds(condition, world);
    branches = [...branches, answer ? '$then' : '$else'];
    raw = answer ? then : otherwise;
  }
  const step = { above, key, branches };
  const value = settle(raw, world);
  const child = (name: string | number, member: unknown) => fieldOf(subject, step, name, member, world);
  const field = {
    subject,
    get path() {
      return pathOf(step);
    },
    get trail() {
      return trailOf(step);
    },
    get byDefault() {
      return isOneOf(raw) && raw.$parameter.byDefault && value === raw.$parameter.options[0] ? raw.$parameter.name : undefined;
    },
    get: (name: string | number) => child(name, memberOf(value, name)),
    items: () => (Array.isArray(value) ? value.map((item, index) => child(index, item)).filter((item) => item.state !== 'absent') : []),
    entries: () =>
      isPlainObject(value)
        ? Object.entries(value)
            .map(([name, item]) => [name, child(name, item)] as const)
            .filter(([, item]) => item.state !== 'absent')
        : [],
    json: () => settleDeep(value, world),
  };
  return Object.assign(field, stateOf(value)) as unknown as Field<never>;
};

/** A resource in one world. With `declared`, only those properties can be read: a check that reads another is a bug and throws. */
export const view = <K extends ResourceType>(raw: RawResource, world: World, declared?: readonly string[]): Resource<K> => ({
  type: raw.type as K,
  id: raw.id,
  raw,
  subject: raw,
  path: [],
  trail: [],
  get: (key) => {
    if (declared !== undefined && !declared.includes(key)) throw new Error(`${raw.type} ${key} is read but not declared in \`reads\``);
    return fieldOf(raw, undefined, key, raw.properties[key], world) as never;
  },
  attribute: (name) => fieldOf(raw, undefined, undefined, raw.attributes?.[name], world) as never,
});
