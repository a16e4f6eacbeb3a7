import { posix } from 'node:path';
import type { SourceFile, Span } from '../../../text/source-file.ts';
import { openAddress } from '../../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../../format.ts';
import { packagesOf } from '../../graph.ts';
import { gapAt, MAX_PACKAGES } from '../../node.ts';
import { pypiName } from '../names.ts';
import { type Asked, type Entry, treeOf, type Want } from '../tree.ts';
import { type ReadFile, readFiles } from './files.ts';
import { type Asking, parseFile } from './parse.ts';

const spanIn = ({ source }: ReadFile, { line }: Asking): Span => ({ source, start: line.start, end: line.end });

/** The one version that constraints leave of each package. */
const constrainedBy = (files: readonly ReadFile[]): ReadonlyMap<string, Asking | undefined> => {
  const constrained = new Map<string, Asking | undefined>();
  for (const one of files.flatMap(({ requirements }) => requirements)) {
    if (one.version === undefined) continue;
    const known = constrained.get(one.name);
    const differs = constrained.has(one.name) && known?.version !== one.version;
    constrained.set(one.name, differs ? undefined : one);
  }
  return constrained;
};

/** `-r requirements.in` of a comment: the file. */
const fileIn = (via: string): string | undefined => /^(?:-r|--requirement)[\s=]*(.+)$/.exec(via)?.[1]?.trim();
/** `shop (pyproject.toml)` of a comment: the project. */
const projectIn = (via: string): string | undefined => /^([\w.-]+)(?:\[[^\]]*\])? \((?:pyproject\.toml|setup\.(?:py|cfg))/.exec(via)?.[1];

/** Where a file that requirements were compiled from asks for a package. */
const manifestPlaces = (beside: ReadBeside) => {
  const known = new Map<string, ReadonlyMap<string, Span>>();
  return async (path: string): Promise<ReadonlyMap<string, Span>> => {
    const places = known.get(path) ?? new Map<string, Span>();
    if (known.has(path)) return places;
    known.set(path, places);
    const source = known.size > 100 ? undefined : await beside(path);
    if (source === undefined) return places;
    const own = new Map<string, Span>();
    for (const { name, line } of parseFile(source.text).requirements)
      if (!own.has(name)) own.set(name, { source, start: line.start, end: line.end });
    known.set(path, own);
    return own;
  };
};

/** What a file of requirements says of who asks for what. */
interface Ways {
  /** What the project asks for; absent where a file does not tell it from what that needs. */
  readonly asks: readonly Asked[] | undefined;
  readonly wants: ReadonlyMap<string, readonly Want[]>;
  readonly project: string | undefined;
}

/**
 * A file that people write asks for everything in it. One that was compiled says in comments what each line is there for; where it has none
 * of them, the file that it was compiled from may lie beside it.
 */
const waysIn = async (file: ReadFile, placesOf: ReturnType<typeof manifestPlaces>): Promise<Ways> => {
  const asks: Asked[] = [];
  const wants = new Map<string, Want[]>();
  let project: string | undefined;
  const isTold = file.requirements.some(({ via }) => via.length > 0);
  const folder = posix.dirname(file.path);
  const plain = file.isCompiled && !isTold ? await placesOf(file.path.replace(/\.\w+$/, '.in')) : undefined;
  if (plain?.size === 0) return { asks: undefined, wants, project };
  for (const one of file.requirements) {
    const ask = { name: one.name, extras: one.extras, version: one.version };
    if (one.via.length === 0) {
      const at = plain === undefined ? spanIn(file, one) : plain.get(one.name);
      if (at !== undefined) asks.push({ ...ask, spec: plain === undefined ? one.spec : undefined, at });
      continue;
    }
    for (const via of one.via) {
      const from = fileIn(via);
      const by = projectIn(via);
      if (by !== undefined) project ??= by;
      if (from !== undefined || by !== undefined) {
        const at =
          from === undefined || posix.isAbsolute(from)
            ? undefined
            : ((await placesOf(posix.join(folder, from))).get(one.name) ?? (await placesOf(from)).get(one.name));
        asks.push({ ...ask, at });
      } else if (!via.startsWith('-')) {
        const name = /^[\w.-]+/.exec(via)?.[0];
        if (name === undefined) continue;
        const needed = wants.get(pypiName(name)) ?? [];
        needed.push({ name: one.name, extras: one.extras, version: one.version });
        wants.set(pypiName(name), needed);
      }
    }
  }
  return { asks, wants, project };
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { required, constraints, gaps: found } = await readFiles(source, beside);
  const gaps = [...found];
  const constrained = constrainedBy(constraints);
  // pip asks for hashes of all or of none: https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
  const unhashed = required.every((file) => file.requirements.every(({ integrity }) => integrity === undefined));
  const index = required.flatMap((file) => file.index ?? [])[0];
  const placesOf = manifestPlaces(beside);
  const entries: Entry[] = [];
  const lines = new Map<Span, Asking>();
  const asks: Asked[] = [];
  let project: string | undefined;
  let isKnown = false;
  let isLinked = false;
  for (const file of required) {
    const ways = await waysIn(file, placesOf);
    project ??= ways.project;
    isKnown ||= ways.asks !== undefined;
    isLinked ||= ways.wants.size > 0;
    for (const one of file.requirements) {
      if (entries.length >= MAX_PACKAGES) break;
      const allowed = one.version === undefined && one.url === undefined ? constrained.get(one.name) : undefined;
      const span = spanIn(file, one);
      const resolved = one.source === 'registry' ? index : one.address;
      lines.set(span, one);
      entries.push({
        name: one.name,
        version: one.version ?? allowed?.version,
        source: one.source,
        integrity: one.integrity ?? allowed?.integrity,
        resolved: resolved === undefined ? undefined : openAddress(resolved),
        span,
        unhashed,
        wants: ways.wants.get(one.name) ?? [],
        extras: new Map(),
      });
    }
    for (const ask of ways.asks ?? []) asks.push(ask);
  }
  if (entries.length >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));
  const tree = treeOf(entries, isKnown ? [{ name: project ?? folder, asks }] : undefined, () =>
    gaps.push(gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has')),
  );
  return {
    packages: packagesOf({ ...tree, unlinked: !isLinked }),
    gaps,
    spanOf: ({ entry }, member) => {
      const one = lines.get(entry);
      const sought = one === undefined ? undefined : { version: one.version, integrity: '--hash', resolved: one.url }[member];
      const at = sought === undefined || one === undefined ? -1 : entry.source.text.indexOf(sought, entry.start);
      const isWithin = at >= 0 && sought !== undefined && at + sought.length <= (one?.line.last ?? 0);
      return isWithin ? { start: at, end: at + sought.length } : { start: entry.start, end: entry.end };
    },
  };
};

/** Whether a text under another name is a file of requirements: its first lines are, and one of them says which versions. */
const recognizes = (text: string): boolean => {
  const { requirements, odd, unnamed, templated } = parseFile(
    text.length > 10_000 ? text.slice(0, text.lastIndexOf('\n', 10_000) + 1) : text,
  );
  const saysVersions = requirements.some(({ spec }) => spec !== undefined);
  return saysVersions && odd.length + unnamed.length + templated.length === 0;
};

/** Files of requirements for pip, whether people write them or pip-compile and uv compile them. */
export const requirements: LockfileFormat = {
  format: 'requirements',
  names: [/^requirements[^/]*\.(?:txt|lock)$/i, /^[^/]*[-_.]requirements\.txt$/i, /^requirements\/(?!constraints)[^/]+\.txt$/i],
  recognizes,
  says: {
    of: 'pip',
    files: '`requirements*.txt`, `requirements*.lock`, `*requirements.txt`, `requirements/*.txt`',
    versions: 'what pip reads, and the comments of pip-compile and uv',
    beside: 'the files that it includes, those that it was compiled from for the lines that ask for a package',
    dev: false,
    optional: false,
    direct: 'where people write it, or comments say what each line is there for',
    paths: 'where comments say what each line is there for',
    integrity: true,
    resolved: 'of addresses, or where it names an index',
    installScript: false,
    deprecated: false,
  },
  read,
};
