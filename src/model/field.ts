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
  /** What stands there, whatever should: to ask before reading, as what is read in another form than it has makes the subject undetermined. */
  readonly form: 'scalar' | 'list' | 'object' | undefined;
  /** The property below this one. Absent and unknown propagate; so does a wrong shape, as unknown. */
  get<K extends keyof T & (string | number)>(key: K): Field<Exclude<T[K], undefined>>;
  /** The elements of a list, those that this world leaves out aside; none if it is absent, unknown or no list. */
  items(): readonly Field<T extends readonly (infer U)[] ? U : never>[];
  /** The members of an object with free keys, in the order in which they were written; none if it is absent, unknown or no object. */
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

/** What a field is made of. It is a step of the way to those below it: paths are spelt out only for findings. */
interface Inner {
  subject: RawResource;
  above: Inner | undefined;
  key: string | number | undefined;
  branches: readonly string[];
  world: World;
  /** As the source gave it, but for the branches that were taken. */
  given: unknown;
  settled: unknown;
  state: 'absent' | 'known' | 'unknown' | 'redacted';
  readonly form: 'scalar' | 'list' | 'object' | undefined;
  reason?: UnknownReason;
  redacted?: Redacted['$redacted'];
}

const pathOf = (inner: Inner): Path => {
  const path: (string | number)[] = [];
  for (let step: Inner | undefined = inner; step !== undefined; step = step.above) if (step.key !== undefined) path.push(step.key);
  return path.reverse();
};

const trailOf = (inner: Inner): Path => {
  const trail: (string | number)[] = [];
  for (let step: Inner | undefined = inner; step !== undefined; step = step.above) {
    for (let at = step.branches.length - 1; at >= 0; at -= 1) trail.push(step.branches[at] as string);
    if (step.key !== undefined) trail.push(step.key);
  }
  return trail.reverse();
};

const NO_BRANCHES: readonly string[] = [];

const memberOf = (value: unknown, key: string | number): unknown => {
  if (value === undefined || value === null || isUnknown(value)) return value;
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : malformed('an object');
  if (isPlainObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  return malformed('an object');
};

/** What all fields share: a run makes a million of them, and closures of its own for each would cost most of its time. */
const FIELD = {
  get path(): Path {
    return pathOf(innerOf(this));
  },
  get trail(): Path {
    return trailOf(innerOf(this));
  },
  get byDefault(): string | undefined {
    const { given, settled } = innerOf(this);
    return isOneOf(given) && given.$parameter.byDefault && settled === given.$parameter.options[0] ? given.$parameter.name : undefined;
  },
  get form(): Inner['form'] {
    const { state, settled } = innerOf(this);
    if (state !== 'known') return undefined;
    return Array.isArray(settled) ? 'list' : typeof settled === 'object' ? 'object' : 'scalar';
  },
  get value(): unknown {
    expect(this, 'scalar');
    return innerOf(this).settled;
  },
  get(name: string | number): Field<never> {
    return childOf(innerOf(this), name, memberOf(innerOf(this).settled, name));
  },
  items(): readonly Field<never>[] {
    const inner = innerOf(this);
    expect(this, 'list');
    if (!Array.isArray(inner.settled)) return [];
    return inner.settled.map((item, index) => childOf(inner, index, item)).filter((item) => item.state !== 'absent');
  },
  entries(): readonly (readonly [string, Field<never>])[] {
    const inner = innerOf(this);
    expect(this, 'object');
    if (!isPlainObject(inner.settled)) return [];
    return Object.entries(inner.settled)
      .map(([name, item]) => [name, childOf(inner, name, item)] as const)
      .filter(([, item]) => item.state !== 'absent');
  },
  json(): unknown {
    const { settled, world } = innerOf(this);
    return settleDeep(settled, world);
  },
};

const EXPECTED = { scalar: 'a text, number or boolean', list: 'a list', object: 'an object' } as const;

/** Tells the world of a field that is read as what it is not. */
const expect = (field: typeof FIELD, form: keyof typeof EXPECTED): void => {
  const inner = innerOf(field);
  if (inner.state !== 'known' || inner.form === form) return;
  inner.world.misread ??= [];
  inner.world.misread.push({ at: inner as unknown as Anchor, expected: EXPECTED[form] });
};

const innerOf = (field: typeof FIELD): Inner => field as unknown as Inner;

const childOf = (above: Inner, key: string | number, value: unknown): Field<never> =>
  fieldOf(above.subject, above, key, value, above.world);

const fieldOf = (
  subject: RawResource,
  above: Inner | undefined,
  key: string | number | undefined,
  value: unknown,
  world: World,
): Field<never> => {
  let given = value;
  let branches = NO_BRANCHES;
  while (isChoice(given)) {
    const { condition, then, else: otherwise } = given.$if;
    const answer = holds(condition, world);
    branches = [...branches, answer ? '$then' : '$else'];
    given = answer ? then : otherwise;
  }
  const settled = settle(given, world);
  const field = Object.create(FIELD) as Inner;
  field.subject = subject;
  field.above = above;
  field.key = key;
  field.branches = branches;
  field.world = world;
  field.given = given;
  field.settled = settled;
  if (settled === undefined || settled === null) field.state = 'absent';
  else if (isUnknown(settled)) {
    field.state = 'unknown';
    field.reason = settled.$unknown;
  } else if (isRedacted(settled)) {
    field.state = 'redacted';
    field.redacted = settled.$redacted;
  } else {
    field.state = 'known';
  }
  return field as unknown as Field<never>;
};

interface Seen {
  type: string;
  id: string;
  raw: RawResource;
  subject: RawResource;
  world: World;
  declared: readonly string[] | undefined;
}

const WHOLE: Path = [];

/** What all views share, as all fields do. */
const VIEW = {
  path: WHOLE,
  trail: WHOLE,
  get(this: Seen, key: string): Field<never> {
    const { raw, world, declared } = this;
    if (declared !== undefined && !declared.includes(key)) throw new Error(`${raw.type} ${key} is read but not declared in \`reads\``);
    return fieldOf(raw, undefined, key, raw.properties[key], world);
  },
  attribute(this: Seen, name: string): Field<never> {
    return fieldOf(this.raw, undefined, undefined, this.raw.attributes?.[name], this.world);
  },
};

/** A resource in one world. With `declared`, only those properties can be read: a check that reads another is a bug and throws. */
export const view = <K extends ResourceType>(raw: RawResource, world: World, declared?: readonly string[]): Resource<K> => {
  const seen = Object.create(VIEW) as Seen;
  seen.type = raw.type;
  seen.id = raw.id;
  seen.raw = raw;
  seen.subject = raw;
  seen.world = world;
  seen.declared = declared;
  return seen as unknown as Resource<K>;
};
