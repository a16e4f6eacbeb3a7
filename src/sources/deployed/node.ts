import { type Installed, type Located, packagesOf } from '../lockfile/graph.ts';
import { readJson } from '../lockfile/json.ts';
import { isMembers, type Members, textIn } from '../lockfile/members.ts';
import { reachedFrom } from '../lockfile/node.ts';
import { type Entry, folderName, type Want, wantsOf } from '../lockfile/npm/entries.ts';
import { installedOf } from '../lockfile/npm/tree.ts';
import type { SourceFile } from '../text/source-file.ts';

/** The folder that Node finds a package in, by the path of its `package.json`. */
const INSTALLED = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?(?!\.|node_modules\/)[^/@][^/]*)\/package\.json$/s;
/** Folders that a layer may have its packages in: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
const TOP = /^(|nodejs\/)package\.json$/;

/** Whether a file is a `package.json` that says what a package is, or what the code itself asks for. */
export const isNodeManifest = (name: string): boolean => INSTALLED.test(name) || TOP.test(name);

/** What files say; those that are none are named. */
export interface Told {
  readonly packages: readonly Located[];
  readonly broken: readonly { readonly source: SourceFile; readonly offset: number; readonly message: string }[];
}

/** A stretch that shows the version: parsers keep no places, and this is the line to look at. */
const versionIn = (source: SourceFile) => {
  const match = /^\s{0,8}"version"\s*:\s*"[^"\n]*"/m.exec(source.text);
  if (match === null) return { source, start: 0, end: Math.min(1, source.text.length) };
  const start = match.index + match[0].indexOf('"');
  return { source, start, end: match.index + match[0].length };
};

/** The packages that lie in `node_modules`, by the paths of the files within the code. */
export const nodePackages = (files: ReadonlyMap<string, SourceFile>, called: string, onExhausted: () => void): Told => {
  const byLocation = new Map<string, Entry>();
  const sources = new Map<string, SourceFile>();
  const tops: { readonly folder: string; readonly members: Members }[] = [];
  const broken: { source: SourceFile; offset: number; message: string }[] = [];
  for (const [name, source] of files) {
    const location = INSTALLED.exec(name)?.[1];
    const top = location === undefined ? TOP.exec(name)?.[1] : undefined;
    if (location === undefined && top === undefined) continue;
    const { value, failure } = readJson(source);
    const members = isMembers(value) && failure === undefined ? value : {};
    if (failure !== undefined || !isMembers(value))
      broken.push({ source, offset: failure?.offset ?? 0, message: failure?.message ?? 'Not a manifest: it is no object' });
    if (location === undefined) {
      if (top !== undefined && failure === undefined && isMembers(value)) tops.push({ folder: top.replace(/\/$/, ''), members });
      continue;
    }
    sources.set(location, source);
    byLocation.set(location, {
      location,
      name: textIn(members, 'name') ?? folderName(location),
      version: textIn(members, 'version'),
      source: 'registry',
      integrity: undefined,
      resolved: undefined,
      dev: false,
      optional: false,
      installScript: undefined,
      deprecated: undefined,
      bundled: false,
      wants: wantsOf(members, false),
      link: undefined,
    });
  }
  if (byLocation.size === 0) return { packages: [], broken };
  const entries = { byLocation, unreadable: [], cut: false };
  const { nodes, find } = installedOf(
    entries,
    [],
    new Map(),
    ({ location }) => versionIn(sources.get(location) ?? { file: called, text: '' }),
    onExhausted,
  );
  const projects = tops.map(({ folder, members }) => {
    const found = (wants: readonly Want[]): readonly Installed[] => wants.flatMap((want) => find(folder, want) ?? []);
    return { name: textIn(members, 'name') ?? called, main: found(wantsOf(members, false)), all: found(wantsOf(members, true)) };
  });
  const [main, all] = [reachedFrom(projects.flatMap((project) => project.main)), reachedFrom(projects.flatMap((project) => project.all))];
  const tree = {
    ecosystem: 'npm' as const,
    purlType: 'npm',
    // What was deployed is there in production, unless its own manifest says what else it is there for.
    installed: [...nodes.values()].map((node) => Object.assign(node, { dev: all.has(node) && !main.has(node) })),
  };
  if (projects.length === 0) return { packages: packagesOf(tree), broken };
  return {
    packages: packagesOf({ ...tree, projects: projects.map((one) => ({ name: one.name, requires: one.all.map((to) => ({ to })) })) }),
    broken,
  };
};
