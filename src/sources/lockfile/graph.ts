import type { Origin } from '../../model/inventory.ts';
import type { Ecosystem, Package, Requirement } from '../../model/package.ts';
import { positionOf } from '../text/lines.ts';
import type { Span } from '../text/source-file.ts';
import { PURL_TYPES, purlOf } from './purl.ts';

/** A package at one place of the tree that a lockfile describes. The same package may stand at several. */
export interface Installed {
  readonly name: string;
  /** Where it is another than the tree's. */
  readonly ecosystem?: Ecosystem;
  readonly version: string | undefined;
  readonly source: Package['source'];
  readonly integrity: string | undefined;
  readonly resolved: string | undefined;
  /** Unknown where neither the lockfile nor a manifest says what is for development. */
  readonly dev: boolean | undefined;
  readonly optional: boolean | undefined;
  /** Unknown where the lockfile does not tell of scripts. */
  readonly installScript: boolean | undefined;
  readonly deprecated: string | undefined;
  /** As far as the lockfile says so. */
  readonly license?: string | undefined;
  readonly bundled: boolean;
  /** The lockfile has no place for a hash of it. */
  readonly unhashed?: boolean;
  /** Its entry in the lockfile. */
  readonly span: Span;
  readonly dependencies: readonly Installed[];
  /** In which versions it asks for its dependencies, as far as the lockfile says so: what `rangeIn` makes of it. */
  readonly ranges?: ReadonlyMap<Installed, string>;
}

/** A manifest: the project's own, or a workspace's. */
export interface Project {
  readonly name: string;
  readonly requires: readonly {
    readonly to: Installed;
    /** Where the manifest asks for it. */
    readonly at?: Span;
    /** In which versions: what `rangeIn` makes of it. */
    readonly range?: string;
  }[];
  /** The workspace as other projects see it. */
  readonly self?: Installed;
}

/** What a lockfile and its manifests say. */
export interface Tree {
  readonly ecosystem: Ecosystem;
  /** The type of its package URLs. */
  readonly purlType: string;
  readonly installed: readonly Installed[];
  /** Absent where no manifest could be read and the lockfile does not repeat what it says: nobody knows then what is direct. */
  readonly projects?: readonly Project[];
  /** The lockfile does not say what needs what: dependencies are absent then, and so are ways, but for what manifests ask for. */
  readonly unlinked?: boolean;
}

/** A package, and beside it what only the text of the files can say. */
export interface Located {
  readonly pkg: Package;
  readonly entry: Span;
  readonly requiredBy: readonly Span[];
}

const MAX_PATHS = 3;
/** Names in a path. Real ones have a dozen; a chain that is made to be long would give paths without end. */
const MAX_LENGTH = 100;

interface Step {
  readonly of: Installed;
  readonly before: Step | undefined;
  readonly project: Project;
  readonly asked: Span | undefined;
  readonly length: number;
}

const passes = (step: Step, of: Installed): boolean => {
  for (let at: Step | undefined = step; at !== undefined; at = at.before) if (at.of === of) return true;
  return false;
};

/**
 * The shortest ways to each place, the shortest first, breadth first from all manifests at once. A way ends where it meets itself or
 * another workspace, as ways begin there too.
 */
const waysTo = (projects: readonly Project[]): ReadonlyMap<Installed, readonly Step[]> => {
  const ways = new Map<Installed, Step[]>();
  const own = new Set(projects.flatMap(({ self }) => self ?? []));
  const queue: Step[] = [];
  const arrive = (step: Step): void => {
    const known = ways.get(step.of);
    if (known === undefined) ways.set(step.of, [step]);
    else if (known.length < MAX_PATHS) known.push(step);
    else return;
    if (!own.has(step.of)) queue.push(step);
  };
  for (const project of projects)
    for (const { to, at } of project.requires) arrive({ of: to, before: undefined, project, asked: at, length: 2 });
  for (let next = 0; next < queue.length; next += 1) {
    const step = queue[next] as Step;
    if (step.length >= MAX_LENGTH) continue;
    for (const of of step.of.dependencies) {
      const known = ways.get(of)?.length ?? 0;
      if (known >= MAX_PATHS || (known > 0 && passes(step, of))) continue;
      arrive({ of, before: step, project: step.project, asked: step.asked, length: step.length + 1 });
    }
  }
  return ways;
};

const namesOf = (step: Step): readonly string[] => {
  const names: string[] = [];
  for (let at: Step | undefined = step; at !== undefined; at = at.before) names.push(at.of.name);
  names.push(step.project.name);
  return names.reverse();
};

/** Which of several places of a package stands for it: one that can be judged, and the one with the worst to say. */
const rank = ({ source, bundled, unhashed, integrity, resolved }: Installed): number => {
  if (bundled) return 0;
  if (resolved !== undefined && /^(?:git\+)?(?:http|git):/i.test(resolved)) return 3;
  return source === 'registry' && integrity === undefined && unhashed !== true ? 2 : 1;
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index]);

/** The shortest ways to any place of a package, and where manifests ask for what they begin with. */
const shortest = (group: readonly Installed[], ways: ReadonlyMap<Installed, readonly Step[]>) => {
  const steps = group.length === 1 ? (ways.get(group[0] as Installed) ?? []) : group.flatMap((one) => ways.get(one) ?? []);
  const paths: (readonly string[])[] = [];
  const asked: Span[] = [];
  for (const step of group.length === 1 ? steps : steps.toSorted((a, b) => a.length - b.length)) {
    if (paths.length === MAX_PATHS) break;
    const names = namesOf(step);
    if (paths.some((path) => same(path, names))) continue;
    paths.push(names);
    if (step.asked !== undefined && !asked.includes(step.asked)) asked.push(step.asked);
  }
  return { paths, asked };
};

/** Whether something is so at every place; unknown where it is not known of one and so at all others. */
const atEvery = (said: readonly (boolean | undefined)[]): boolean | undefined =>
  said.includes(false) ? false : said.includes(undefined) ? undefined : true;

/** Who asks for each place, and in which versions. */
const requirementsIn = (tree: Tree, purls: ReadonlyMap<Installed, string>): ReadonlyMap<Installed, readonly Requirement[]> => {
  const found = new Map<Installed, Requirement[]>();
  const add = (to: Installed, by: string, range: string | undefined): void => {
    const requirement = range === undefined ? { by } : { by, range };
    const known = found.get(to);
    if (known === undefined) found.set(to, [requirement]);
    else known.push(requirement);
  };
  const own = new Set((tree.projects ?? []).flatMap(({ self }) => self ?? []));
  for (const { name, requires } of tree.projects ?? []) for (const { to, range } of requires) add(to, name, range);
  // A workspace asks as the project that it is.
  for (const one of tree.installed)
    if (!own.has(one)) for (const to of one.dependencies) add(to, purls.get(one) ?? '', one.ranges?.get(to));
  return found;
};

/** Each once; nothing where nobody says for which versions. */
const distinct = (requirements: readonly Requirement[]): readonly Requirement[] | undefined =>
  requirements.some(({ range }) => range !== undefined)
    ? [...new Map(requirements.map((each) => [`${each.by}\n${each.range ?? ''}`, each])).values()]
    : undefined;

type Draft = { -readonly [K in keyof Package]: Package[K] };

/** One package for all places that hold the same thing. It is for development only, or optional, where it is so at every place. */
export const packagesOf = (tree: Tree): readonly Located[] => {
  const { ecosystem, purlType, installed, projects, unlinked = false } = tree;
  const purls = new Map<Installed, string>();
  const groups = new Map<string, Installed[]>();
  for (const one of installed) {
    const purl = purlOf(one.ecosystem === undefined ? purlType : PURL_TYPES[one.ecosystem], one.name, one.version);
    purls.set(one, purl);
    // What is not from a registry is another thing than the registry's package of that name and version.
    const key = `${one.source} ${purl}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const ways = projects === undefined ? undefined : waysTo(projects);
  const direct = new Set((projects ?? []).flatMap(({ requires }) => requires.map(({ to }) => to)));
  const asking = requirementsIn(tree, purls);
  const origins = new Map<Span, Origin>();
  const originAt = (span: Span): Origin => {
    const known = origins.get(span);
    if (known !== undefined) return known;
    const { line, column } = positionOf(span.source, span.start);
    const origin: Origin = { source: 'lockfile', file: span.source.file, line, column };
    origins.set(span, origin);
    return origin;
  };

  const packageOf = (group: readonly Installed[]): Located => {
    const shown = group.reduce((best, next) => (rank(next) > rank(best) ? next : best));
    const found = ways === undefined ? undefined : shortest(group, ways);
    const dependencies = new Set<string>();
    for (const one of group) for (const to of one.dependencies) dependencies.add(purls.get(to) ?? '');
    const deprecated = group.find((one) => one.deprecated !== undefined)?.deprecated;
    // Written member by member, in the contract's order: there may be many thousands.
    const pkg: Partial<Draft> = { ecosystem: shown.ecosystem ?? ecosystem, name: shown.name };
    if (shown.version !== undefined) pkg.version = shown.version;
    pkg.purl = purls.get(shown) ?? '';
    pkg.source = shown.source;
    if (shown.integrity !== undefined) pkg.integrity = shown.integrity;
    const others =
      group.length === 1 ? [] : [...new Set(group.flatMap((one) => one.integrity ?? []))].filter((hash) => hash !== shown.integrity);
    if (others.length > 0) pkg.otherIntegrity = others;
    if (shown.resolved !== undefined) pkg.resolved = shown.resolved;
    const dev = atEvery(group.map((one) => one.dev));
    const optional = atEvery(group.map((one) => one.optional));
    if (dev !== undefined) pkg.dev = dev;
    if (optional !== undefined) pkg.optional = optional;
    if (found !== undefined) {
      pkg.direct = group.some((one) => direct.has(one));
      if (found.paths.length > 0 || !unlinked) pkg.paths = found.paths;
    }
    if (!unlinked) pkg.dependencies = [...dependencies];
    if (found !== undefined && found.asked.length > 0) pkg.requiredBy = found.asked.map(originAt);
    const requirements = distinct(group.flatMap((one) => asking.get(one) ?? []));
    if (requirements !== undefined) pkg.requirements = requirements;
    const scripts = group.map(({ installScript }) => installScript);
    if (scripts.includes(true) || !scripts.includes(undefined)) pkg.installScript = scripts.includes(true);
    if (deprecated !== undefined) pkg.deprecated = deprecated;
    if (shown.license !== undefined) pkg.license = shown.license;
    if (shown.bundled) pkg.bundled = true;
    if (shown.unhashed) pkg.unhashed = true;
    pkg.origin = originAt(shown.span);
    return { pkg: pkg as Package, entry: shown.span, requiredBy: found?.asked ?? [] };
  };
  return [...groups.values()].map(packageOf);
};
