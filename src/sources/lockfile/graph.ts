import type { Origin } from '../../model/inventory.ts';
import type { Ecosystem, Package } from '../../model/package.ts';
import { positionOf } from '../template/lines.ts';
import type { Span } from '../template/node.ts';
import { purlOf } from './purl.ts';

/** A package at one place of the tree that a lockfile describes. The same package may stand at several. */
export interface Installed
  extends Pick<Package, 'name' | 'version' | 'source' | 'integrity' | 'resolved' | 'installScript' | 'deprecated' | 'bundled'> {
  readonly dev: boolean;
  readonly optional: boolean;
  /** Its entry in the lockfile. */
  readonly span: Span;
  readonly dependencies: readonly Installed[];
}

/** A manifest: the project's own, or a workspace's. */
export interface Project {
  readonly name: string;
  readonly requires: readonly { readonly to: Installed /** Where the manifest asks for it. */; readonly at?: Span }[];
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

const originOf = (span: Span): Origin => {
  const { line, column } = positionOf(span.source, span.start);
  return { source: 'lockfile', file: span.source.file, line, column };
};

/** Which of several places of a package stands for it: one that can be judged, and the one with the worst to say. */
const rank = ({ source, bundled, integrity, resolved }: Installed): number => {
  if (bundled === true) return 0;
  if (resolved !== undefined && /^(?:git\+)?(?:http|git):/i.test(resolved)) return 3;
  return source === 'registry' && integrity === undefined ? 2 : 1;
};

/** One package for all places that hold the same thing. It is for development only, or optional, where it is so at every place. */
export const packagesOf = ({ ecosystem, purlType, installed, projects }: Tree): readonly Located[] => {
  const purls = new Map(installed.map((one) => [one, purlOf(purlType, one.name, one.version)] as const));
  const groups = new Map<string, Installed[]>();
  for (const one of installed) {
    // What is not from a registry is another thing than the registry's package of that name and version.
    const key = `${one.source} ${purls.get(one)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const ways = projects === undefined ? undefined : waysTo(projects);
  const direct = new Set((projects ?? []).flatMap(({ requires }) => requires.map(({ to }) => to)));
  return [...groups.values()].map((group): Located => {
    const shown = group.reduce((best, next) => (rank(next) > rank(best) ? next : best));
    const { name, version, source, integrity, resolved, span } = shown;
    const script = group.some(({ installScript }) => installScript === true);
    const deprecated = group.find((one) => one.deprecated !== undefined)?.deprecated;
    const paths = new Map<string, readonly string[]>();
    const requiredBy = new Set<Span>();
    for (const step of group.flatMap((one) => ways?.get(one) ?? []).sort((a, b) => a.length - b.length)) {
      if (paths.size === MAX_PATHS) break;
      const names = namesOf(step);
      paths.set(names.join('\n'), names);
      if (step.asked !== undefined) requiredBy.add(step.asked);
    }
    const dependencies = new Set(
      group.flatMap((one) => one.dependencies.map((to) => purls.get(to) ?? purlOf(purlType, to.name, to.version))),
    );
    const origin = originOf(span);
    return {
      entry: span,
      requiredBy: [...requiredBy],
      pkg: {
        ecosystem,
        name,
        ...(version === undefined ? {} : { version }),
        purl: purls.get(shown) ?? '',
        source,
        ...(integrity === undefined ? {} : { integrity }),
        ...(resolved === undefined ? {} : { resolved }),
        dev: group.every(({ dev }) => dev),
        optional: group.every(({ optional }) => optional),
        ...(ways === undefined ? {} : { direct: group.some((one) => direct.has(one)), paths: [...paths.values()] }),
        dependencies: [...dependencies],
        ...(requiredBy.size === 0 ? {} : { requiredBy: [...requiredBy].map(originOf) }),
        ...(script ? { installScript: true } : {}),
        ...(deprecated === undefined ? {} : { deprecated }),
        ...(shown.bundled === true ? { bundled: true } : {}),
        origin,
      },
    };
  });
};
