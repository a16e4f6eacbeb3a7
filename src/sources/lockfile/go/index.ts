import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { standingOf } from '../standing.ts';
import { type GoMod, readGoMod } from './mod.ts';
import { type GoSum, readGoSum } from './sum.ts';

/** Versions without Go's `v`, as OSV has them; `+incompatible` is part of one. */
const bare = (version: string): string => version.replace(/^v/, '');

/** Whether the file lists every module that is built: since Go 1.17. https://go.dev/ref/mod#graph-pruning */
const listsAll = ({ go }: GoMod): boolean => {
  const [, major = '1', minor = '0'] = /^(\d+)\.(\d+)/.exec(go?.version ?? '1.16') ?? [];
  return Number(major) > 1 || Number(minor) >= 17;
};

const isFolder = (path: string): boolean => /^(?:\.{1,2}(?:[\\/]|$)|[\\/]|[A-Za-z]:[\\/])/.test(path);

/** The modules of a build, what replaces them in their place. */
const nodesOf = (mod: GoMod, sum: GoSum | undefined) => {
  const nodes: Node[] = [];
  const direct: Node[] = [];
  const replaces = new Map(mod.replaces.map((replace) => [`${replace.path} ${replace.version ?? ''}`, replace.by] as const));
  const nodeFor = (path: string, version: string, span: Node['span']): Node => {
    const by = replaces.get(`${path} ${version}`) ?? replaces.get(`${path} `);
    if (by !== undefined && (by.version === undefined || isFolder(by.path)))
      return nodeOf({ name: path, version: undefined, source: 'link', resolved: by.path, span });
    const taken = { path: by?.path ?? path, version: by?.version ?? version };
    return nodeOf({ name: taken.path, version: bare(taken.version), integrity: sum?.sumOf(taken.path, taken.version)?.hash, span });
  };
  for (const { path, version, indirect, span } of mod.requires.slice(0, MAX_PACKAGES)) {
    const node = nodeFor(path, version, span);
    nodes.push(node);
    if (!indirect) direct.push(node);
  }
  if (!listsAll(mod)) {
    const listed = new Set([...mod.requires.map(({ path }) => path), ...mod.replaces.map(({ by }) => by.path)]);
    for (const { path, version, sum: line } of sum?.selected() ?? [])
      if (!listed.has(path) && nodes.length < MAX_PACKAGES) nodes.push(nodeFor(path, version, line.span));
  }
  return { nodes, direct };
};

/** Folders above in which the module's workspace may be. */
const LEVELS = 8;

/** What the workspace that the module belongs to adds to its sums: https://go.dev/ref/mod#workspaces */
const sumOfWorkspace = async (beside: ReadBeside): Promise<GoSum | undefined> => {
  for (let level = 0; level < LEVELS; level += 1) {
    const folder = '../'.repeat(level);
    if ((await beside(`${folder}go.work`)) === undefined) continue;
    const file = await beside(`${folder}go.work.sum`);
    return file === undefined ? undefined : readGoSum(file);
  }
  return undefined;
};

/** The modules that the manifest asks for itself and of which the file of sums knows nothing. https://go.dev/ref/mod#go-sum-files */
const unmetIn = (mod: GoMod, sums: readonly GoSum[]): readonly string[] =>
  mod.requires
    .filter(({ indirect }) => !indirect)
    .flatMap(({ path, version }) => {
      const by = mod.replaces.find((each) => each.path === path && (each.version ?? version) === version)?.by;
      if (by !== undefined && (by.version === undefined || isFolder(by.path))) return [];
      const taken = by === undefined ? { path, version } : { path: by.path, version: by.version ?? version };
      return sums.some((sum) => sum.knows(taken.path, taken.version)) ? [] : [`${path} ${version}`];
    });

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const mod = readGoMod(source);
  const sumFile = await beside('go.sum');
  const sum = sumFile === undefined ? undefined : readGoSum(sumFile);
  const { nodes, direct } = nodesOf(mod, sum);
  const gaps: Gap[] = [...oddEntries(source, mod.unreadable, 'A line of go.mod cannot be read')];
  if (sumFile !== undefined) gaps.push(...oddEntries(sumFile, sum?.unreadable ?? [], 'A line of go.sum cannot be read'));
  if (!listsAll(mod) && sum === undefined && mod.requires.length > 0)
    gaps.push(
      gapAt(
        source,
        mod.go?.span.start ?? 0,
        'incomplete',
        'Before Go 1.17 only go.sum tells all modules that are built, and there is none',
      ),
    );
  if (mod.module === undefined && nodes.length === 0 && gaps.length === 0)
    gaps.push(gapAt(source, 0, 'malformed', 'Not a go.mod: it names no module'));
  const packages = packagesOf({
    ecosystem: 'Go',
    purlType: 'golang',
    installed: nodes,
    projects: [{ name: mod.module ?? folder, requires: direct.map((to) => ({ to })) }],
    unlinked: true,
  });
  const known = [sum, await sumOfWorkspace(beside)].filter((one) => one !== undefined);
  return {
    packages,
    gaps,
    ...(sum === undefined || gaps.length > 0 ? {} : { standing: standingOf('go.mod', unmetIn(mod, known), 'go.sum') }),
    spanOf: ({ entry }, member) => {
      const at = entry.source.text.slice(entry.start, entry.end).search(/\S+$/);
      return member === 'version' && at >= 0 ? { start: entry.start + at, end: entry.end } : entry;
    },
  };
};

/**
 * Go's `go.mod`, with the hashes of `go.sum`. Go's own library is no package of it: `go` and `toolchain` say what builds the module at least,
 * not what does. https://go.dev/doc/toolchain
 */
export const go: LockfileFormat = {
  format: 'go',
  names: ['go.mod'],
  recognizes: (text) => /^\uFEFF?(?:\s|\/\/.*)*module[ \t]+\S+[ \t]*(?:\r|\n|$)/.test(text),
  says: {
    of: 'Go',
    versions: 'all; before Go 1.17 with `go.sum`',
    beside: '`go.sum`',
    dev: false,
    optional: false,
    direct: true,
    paths: 'of direct ones',
    integrity: 'with `go.sum`',
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};
