import type { Settings } from '../config.ts';
import type { Facts } from '../facts/facts.ts';
import { groupedBy } from '../grouped.ts';
import { type Gap, inputOf, type RawResource } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import { type Audited, isPackage } from '../model/subject.ts';
import { isPlainObject, isUnknown } from '../model/value.ts';
import { explore, settleDeep } from '../model/world.ts';
import type { Surroundings } from './context.ts';
import { indexOf, inputNamed, keysOf, keysOfUnknown, scopeOf } from './references.ts';
import { subjectsIn } from './subjects.ts';
import { nothingShared } from './worked.ts';

/** More than a subject's worlds: what is missed here would be a reference that nobody sees. */
const REFERENCE_WORLDS = 64;

/** Resources by the input and the key by which they refer. */
type Referrers = Map<string, Map<string, RawResource[]>>;

const NONE: ReadonlyMap<string, readonly RawResource[]> = new Map();

/** Everything that the checks of a run share, indexed once. */
export const surroundingsOf = (
  inventory: { readonly resources: readonly RawResource[]; readonly packages?: readonly Package[]; readonly gaps: readonly Gap[] },
  facts: Facts,
  settings: Settings,
  today: string,
): Surroundings => {
  const index = indexOf(inventory.resources);
  // By type, as an account whose calls are denied may have a gap for each of its resources.
  const gaps = new Map<string, Gap[]>();
  for (const gap of inventory.gaps)
    for (const type of gap.types ?? []) {
      const known = gaps.get(type);
      if (known === undefined) gaps.set(type, [gap]);
      else known.push(gap);
    }
  const referrers = new Map<string, Map<string, Referrers>>();

  /** By a property, or by the members below it that a path with dots names. */
  const referrersBy = (type: string, path: string): Referrers => {
    const ofType = referrers.get(type) ?? new Map<string, Referrers>();
    referrers.set(type, ofType);
    const known = ofType.get(path);
    if (known !== undefined) return known;
    const built: Referrers = new Map();
    const [property = '', ...below] = path.split('.');
    for (const resource of index.byType.get(type) ?? [])
      for (const { input, keys } of possibleKeys(resource.properties[property], below, scopeOf(resource))) {
        const byKey = built.get(input) ?? new Map<string, RawResource[]>();
        built.set(input, byKey);
        for (const key of new Set(keys)) {
          const list = byKey.get(key);
          if (list === undefined) byKey.set(key, [resource]);
          // Several worlds, or several elements, may give one key.
          else if (list.at(-1) !== resource) list.push(resource);
        }
      }
    ofType.set(path, built);
    return built;
  };

  let repositories: ReadonlyMap<string, string> | undefined;
  const scopeIn = (subject: Audited): string => {
    if (!isPackage(subject)) return scopeOf(subject);
    repositories ??= new Map(inventory.resources.flatMap((one) => (one.origin.repository === undefined ? [] : [[one.id, scopeOf(one)]])));
    return repositories.get(subject.origin.file ?? '') ?? scopeOf(subject);
  };

  let copies: ReadonlyMap<string, readonly Package[]> | undefined;
  const byPurl = (): ReadonlyMap<string, readonly Package[]> => {
    copies ??= groupedBy(inventory.packages ?? [], ({ purl }) => purl);
    return copies;
  };

  return {
    index,
    packages: inventory.packages ?? [],
    packagesOf: (purl) => byPurl().get(purl) ?? [],
    facts,
    settings,
    today,
    ownAccounts: ownAccountsOf(inventory.resources),
    subjectsOf: subjectsIn(index),
    scopeOf: scopeIn,
    gapOf: (subject, type) =>
      gaps.get(type)?.find((gap) => covers(gap, subject) || (isPackage(subject) && inputOf(gap.scope) === scopeIn(subject))),
    mayRefer: (scope, type, path) => referrersBy(type, path).get(scope) ?? NONE,
    shared: nothingShared(),
  };
};

/** Whether a gap leaves a hole where the subject is: in its template, in its account and Region, or in what it is or belongs to. */
const covers = ({ scope }: Gap, subject: Audited): boolean => {
  const { origin } = subject;
  if (scope.file !== undefined || origin.file !== undefined) {
    const of = scope.resource === undefined || isPackage(subject) ? undefined : apiOf(subject);
    return inputOf(scope) === (of?.input ?? inputOf(origin)) && (of === undefined || of.id === scope.resource);
  }
  const sameAccount = scope.account === undefined || origin.account === undefined || scope.account === origin.account;
  const sameRegion = scope.region === undefined || origin.region === undefined || scope.region === origin.region;
  const arn = isPackage(subject) ? undefined : subject.arn;
  const within = scope.resource === undefined || arn === undefined || arn === scope.resource || arn.startsWith(`${scope.resource}/`);
  return sameAccount && sameRegion && within;
};

/** The API that a resource of a template is, or is a part of, where that is one resource in every world. */
const apiOf = ({ type, id, properties }: RawResource): { readonly id: string; readonly input?: string } | undefined => {
  if (type === 'AWS::ApiGateway::RestApi' || type === 'AWS::ApiGatewayV2::Api') return { id };
  const owner = properties.RestApiId ?? properties.ApiId;
  return isUnknown(owner) && owner.$unknown.kind === 'intrinsic' ? owner.$unknown.target : undefined;
};

const ownAccountsOf = (resources: readonly RawResource[]): ((scope: string) => ReadonlySet<string>) => {
  const byScope = new Map<string, Set<string>>();
  for (const resource of resources) {
    const account = resource.origin.account ?? resource.arn?.split(':')[4];
    if (!account) continue;
    const scope = scopeOf(resource);
    byScope.set(scope, (byScope.get(scope) ?? new Set()).add(account));
  }
  return (scope) => byScope.get(scope) ?? new Set();
};

/** Every key by which what stands below a property may name a resource, in any world, with the input in which it is looked for. */
const possibleKeys = (
  value: unknown,
  below: readonly string[],
  scope: string,
): readonly { readonly input: string; readonly keys: readonly string[] }[] => {
  const keys = (item: unknown) => ({
    input: (isUnknown(item) ? inputNamed(item.$unknown) : undefined) ?? scope,
    keys: typeof item === 'string' ? keysOf(item) : isUnknown(item) ? keysOfUnknown(item.$unknown) : [],
  });
  // Most references are the same in every world.
  if (typeof value !== 'object' || isUnknown(value)) return below.length === 0 ? [keys(value)] : [];
  return explore((world) => settleDeep(value, world), REFERENCE_WORLDS).worlds.flatMap(({ result }) =>
    valuesBelow(result, below).map(keys),
  );
};

/** What a path of members leads to, in every element of the lists on the way. */
const valuesBelow = (value: unknown, path: readonly string[]): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap((item) => valuesBelow(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return isPlainObject(value) && !isUnknown(value) && Object.hasOwn(value, name) ? valuesBelow(value[name], rest) : [];
};
