import { type AnyCheck, type Context, type FactName, type Reads, type Reference, type SubjectType, undetermined } from '../check.ts';
import type { Settings } from '../config.ts';
import type { Facts } from '../facts/facts.ts';
import { type Field, type Resource, view } from '../model/field.ts';
import type { Gap, RawResource, ResourceType } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import { type Audited, isPackage } from '../model/subject.ts';
import type { UnknownReason } from '../model/value.ts';
import { holds, ImpossibleWorld, type World } from '../model/world.ts';
import { isCalled } from './possible-names.ts';
import { type Index, inputNamed, keysFor, keysOfUnknown, namesResource } from './references.ts';
import { followedBy, type Shared, type Worked } from './worked.ts';

/** What every context of a run shares. */
export interface Surroundings {
  readonly index: Index;
  readonly packages: readonly Package[];
  /** The resources that checks of a type and of such sources have a verdict about. */
  subjectsOf(type: Exclude<SubjectType, 'package'>, sources: AnyCheck['sources']): readonly RawResource[];
  /** Where a subject's references lead: its input; of a package the repository that its lockfile is a file of. */
  scopeOf(subject: Audited): string;
  /** The packages of a package URL. */
  packagesOf(purl: string): readonly Package[];
  readonly facts: Facts;
  readonly settings: Settings;
  readonly today: string;
  /** Own account ids of a scope. */
  ownAccounts(scope: string): ReadonlySet<string>;
  /** The gap that keeps a type from being complete where this resource is. */
  gapOf(subject: Audited, type: string): Gap | undefined;
  /**
   * Resources of a type that may refer to one of a scope in some world, by the keys of that: by a property, or by what stands below it, a
   * path with dots.
   */
  mayRefer(scope: string, type: string, path: string): ReadonlyMap<string, readonly RawResource[]>;
  readonly shared: Shared;
}

type AnyField = Field<string>;
type AnyResource = Resource<ResourceType>;

/** Whether a resource is made in this world. */
export const exists = (raw: RawResource, world: World): boolean => raw.condition === undefined || holds(raw.condition, world);

/** The property that names the parent of a type whose ids are unique below that alone. */
const PARENTS: Readonly<Record<string, string>> = { 'AWS::ApiGateway::Authorizer': 'RestApiId', 'AWS::ApiGatewayV2::Authorizer': 'ApiId' };

/** Whether two resources may be parts of one: a method knows the authorizers of its own API only. */
const sharesParent = (raw: RawResource, from: Audited): boolean => {
  const property = PARENTS[raw.type];
  if (property === undefined || isPackage(from)) return true;
  const [one, other] = [raw.properties[property], from.properties[property]];
  return typeof one !== 'string' || typeof other !== 'string' || one === other;
};

/** The fields that a path of members leads to, in every element of the lists on the way. */
const fieldsBelow = (field: AnyField, path: readonly string[]): readonly AnyField[] => {
  if (field.form === 'list') return field.items().flatMap((item) => fieldsBelow(item as AnyField, path));
  const [name, ...rest] = path;
  if (name === undefined) return [field];
  return field.form === 'object' ? fieldsBelow(field.get(name as never) as AnyField, rest) : [];
};

/** Whether a deployment makes a resource of its own, so that it refuses references to what it leaves out: a part of an API's body it does not. */
const isDeployed = ({ id }: RawResource): boolean => /^[A-Za-z0-9]+$/.test(id);

/** What an incomplete collection says of a subject that depends on it. */
export const unlisted = (gap: Gap, type: string): UnknownReason => ({
  kind: 'unlisted',
  type,
  reason: gap.reason,
  ...(gap.action === undefined ? {} : { action: gap.action }),
});

/** The context of a check on a subject in a world. */
export type ContextFor = (subject: Audited, world: World) => Context<Reads, FactName>;

/**
 * The contexts of one check: one object that is handed out again for each run, so that it holds for that run alone. `missed` is told of
 * each gap that a run comes to. There are as many runs as subjects times checks: closures of its own for each would take most of the time.
 */
export const contextsOf = (check: AnyCheck, around: Surroundings, missed: (type: string, gap: Gap) => void): ContextFor => {
  const reads = check.reads as Readonly<Record<string, readonly string[]>>;
  let subject: Audited;
  let world: World;
  let asking: string | undefined;
  /** Where the subject's references lead: most checks of one property never ask. */
  const scope = (): string => {
    asking ??= around.scopeOf(subject);
    return asking;
  };
  /** The types that what is worked out for several runs asks for. */
  let asked: Set<string> | undefined;
  const commons = new Map<unknown, Map<string, Worked>>();
  const { current, worked } = around.shared;
  const see = (raw: RawResource): AnyResource => view(raw, asked === undefined ? world : current, reads[raw.type]);
  const declared = (type: string) => {
    if (reads[type] === undefined) throw new Error(`${type} is asked for but not declared in \`reads\``);
    asked?.add(type);
    const gap = around.gapOf(subject, type);
    if (gap !== undefined) missed(type, gap);
  };
  /** Works something out, noting down what it asks for. */
  const workOut = (of: () => unknown): Worked => {
    const outer = asked;
    const before = world.misread?.length ?? 0;
    const types = new Set<string>();
    asked = types;
    try {
      return { value: of(), types, misread: world.misread?.slice(before) ?? [] };
    } finally {
      asked = outer;
      for (const type of types) outer?.add(type);
    }
  };
  const hearOf = ({ value, types, misread }: Worked): unknown => {
    for (const type of types) declared(type);
    if (misread.length > 0) world.misread = [...(world.misread ?? []), ...misread];
    return value;
  };
  /** What was worked out before of a key, or is now. What a condition decides is another in each world, and to ask for it is to make a choice. */
  const remembered = <K>(known: Map<unknown, Map<K, Worked>>, of: unknown, key: K, work: () => unknown): unknown => {
    const byKey = known.get(of) ?? new Map<K, Worked>();
    known.set(of, byKey);
    const before = byKey.get(key);
    if (before !== undefined) return hearOf(before);
    const questions = world.asked;
    const made = workOut(work);
    if (questions !== undefined && world.asked === questions) byKey.set(key, made);
    return made.value;
  };
  const targetOf = (field: AnyField, type: string): RawResource | undefined => {
    const keys =
      field.state === 'unknown' ? keysOfUnknown(field.reason) : field.state === 'known' ? around.index.keysOf(String(field.value)) : [];
    // What another template says of the subject, as one that it is nested in, refers to that one's resources.
    const own = field.subject === subject ? scope() : around.scopeOf(field.subject);
    const at = (field.state === 'unknown' ? inputNamed(field.reason) : undefined) ?? own;
    for (const key of keys) {
      let target: RawResource | undefined;
      let made = false;
      let gone = false;
      for (const raw of around.index.find(at, type, key)) {
        if (!exists(raw, world)) {
          gone ||= isDeployed(raw);
          continue;
        }
        made = true;
        if (!isCalled(raw, key, world) || !sharesParent(raw, field.subject)) continue;
        // One of the same Region is meant before all others.
        const near = raw.origin.region === field.subject.origin.region;
        if (near || target === undefined) target = raw;
        if (near) break;
      }
      if (gone && !made && field.state === 'unknown' && namesResource(field.reason)) throw new ImpossibleWorld();
      if (target !== undefined) return target;
    }
    return undefined;
  };
  const target = (field: AnyField, type: string): Reference<AnyResource> => {
    declared(type);
    if (field.state === 'absent') return { state: 'absent' };
    const found = targetOf(field, type);
    if (found !== undefined) return { state: 'found', resource: see(found) };
    if (field.state === 'known') return { state: 'outside', what: String(field.value) };
    if (field.state === 'redacted') return { state: 'unknown', reason: { kind: 'redacted' } };
    const { reason } = field;
    const named = reason.kind === 'intrinsic' && (reason.target !== undefined || reason.present);
    return named ? { state: 'outside', what: reason.expression } : { state: 'unknown', reason };
  };
  const context: Context<Reads, FactName> = {
    today: around.today,
    // judge() runs no check whose facts are missing.
    facts: around.facts as Required<Facts>,
    settings: around.settings,
    get copies() {
      return isPackage(subject) ? around.packagesOf(subject.purl) : [];
    },
    get ownAccounts() {
      return around.ownAccounts(scope());
    },
    resources: ((type: string) => {
      declared(type);
      return around.index
        .ofType(scope(), type)
        .filter((raw) => exists(raw, world))
        .map(see);
    }) as never,
    common: ((of: (context: Context<Reads, FactName>) => unknown) => {
      return remembered(commons, of, scope(), () => of(context));
    }) as never,
    shared: ((of: (subject: AnyResource, context: Context<Reads, FactName>) => unknown) => {
      if (isPackage(subject)) throw new Error('what checks share is made of resources');
      const raw = subject;
      return remembered(worked, of, raw, () => of(see(raw), context));
    }) as never,
    complete: (type) => {
      if (asked !== undefined) throw new Error(`whether ${type} is complete is another matter for each run`);
      declared(type);
      return around.gapOf(subject, type) === undefined;
    },
    target: target as never,
    *follow(field: AnyField, type: string) {
      const reference = target(field, type);
      if (reference.state === 'found') return reference.resource as never;
      if (reference.state === 'outside') yield undetermined(field, { kind: 'outside', what: reference.what });
      if (reference.state === 'unknown') yield undetermined(field, reference.reason);
      return undefined;
    },
    referrers: ((to: { readonly subject: RawResource }, type: string, property: string, below: readonly string[] = []) => {
      declared(type);
      const at = to.subject === subject ? scope() : around.scopeOf(to.subject);
      const path = below.length === 0 ? property : [property, ...below].join('.');
      const targetsOf = (raw: RawResource): readonly RawResource[] => {
        if (!exists(raw, world)) return [];
        const fields = fieldsBelow(see(raw).get(property as never) as unknown as AnyField, below);
        return fields.flatMap((item) => targetOf(item, to.subject.type) ?? []);
      };
      if (to.subject.origin.file === undefined) {
        const key = `${at} ${type} ${path} ${to.subject.type}`;
        const byTarget = followedBy(around.shared, key, around.index.ofType(at, type), targetsOf);
        if (byTarget !== undefined) return (byTarget.get(to.subject) ?? []).map(see);
      }
      const byKey = around.mayRefer(at, type, path);
      if (byKey.size === 0) return [];
      const candidates = new Set(keysFor(to.subject).flatMap((key) => byKey.get(key) ?? []));
      return [...candidates].filter((raw) => targetsOf(raw).includes(to.subject)).map(see);
    }) as never,
  };
  return (of, at) => {
    subject = of;
    world = at;
    current.is = at;
    asking = undefined;
    return context;
  };
};
