import type { Settings } from '../config.ts';
import type { Facts } from '../facts/facts.ts';
import { type Gap, inputOf, type RawResource } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import { type Audited, isPackage } from '../model/subject.ts';
import { isUnknown } from '../model/value.ts';
import { explore, settleDeep } from '../model/world.ts';
import type { Surroundings } from './context.ts';
import { indexOf, inputNamed, keysOf, keysOfUnknown, scopeOf } from './references.ts';

/** More than a subject's worlds: what is missed here would be a reference that nobody sees. */
const REFERENCE_WORLDS = 64;

/** Resources by the input and the key by which they refer. */
type Referrers = Map<string, Map<string, RawResource[]>>;

const NONE: readonly RawResource[] = [];

/** Everything that the checks of a run share, indexed once. */
export const surroundingsOf = (
  inventory: { readonly resources: readonly RawResource[]; readonly packages?: readonly Package[]; readonly gaps: readonly Gap[] },
  facts: Facts,
  settings: Settings,
  today: string,
): Surroundings => {
  const index = indexOf(inventory.resources);
  const referrers = new Map<string, Map<string, Referrers>>();

  const referrersBy = (type: string, property: string): Referrers => {
    const ofType = referrers.get(type) ?? new Map<string, Referrers>();
    referrers.set(type, ofType);
    const known = ofType.get(property);
    if (known !== undefined) return known;
    const built: Referrers = new Map();
    for (const resource of index.byType.get(type) ?? [])
      for (const { input, keys } of possibleKeys(resource.properties[property], scopeOf(resource))) {
        const byKey = built.get(input) ?? new Map<string, RawResource[]>();
        built.set(input, byKey);
        for (const key of new Set(keys)) {
          const list = byKey.get(key);
          if (list === undefined) byKey.set(key, [resource]);
          // Several worlds, or several elements, may give one key.
          else if (list.at(-1) !== resource) list.push(resource);
        }
      }
    ofType.set(property, built);
    return built;
  };

  return {
    index,
    packages: inventory.packages ?? [],
    facts,
    settings,
    today,
    ownAccounts: ownAccountsOf(inventory.resources),
    gapOf: (subject, type) => inventory.gaps.find((gap) => gap.types?.includes(type) && covers(gap, subject)),
    mayRefer: (scope, type, property, key) => referrersBy(type, property).get(scope)?.get(key) ?? NONE,
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

/** Every key by which a property may name a resource, in any world, with the input in which it is looked for. */
const possibleKeys = (value: unknown, scope: string): readonly { readonly input: string; readonly keys: readonly string[] }[] => {
  const keys = (item: unknown) => ({
    input: (isUnknown(item) ? inputNamed(item.$unknown) : undefined) ?? scope,
    keys: typeof item === 'string' ? keysOf(item) : isUnknown(item) ? keysOfUnknown(item.$unknown) : [],
  });
  // Most references are the same in every world.
  if (typeof value !== 'object' || isUnknown(value)) return [keys(value)];
  return explore((world) => settleDeep(value, world), REFERENCE_WORLDS).worlds.flatMap(({ result }) =>
    (Array.isArray(result) ? result : [result]).map(keys),
  );
};
