import { basename, dirname, posix, resolve } from 'node:path';
import type { Gap, Input } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { maskScript } from '../../model/redaction.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import { decoded } from '../text/decode.ts';
import { lineRange } from '../text/lines.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import { maskAddresses } from './address.ts';
import { besideOf, foldersBeside } from './beside.ts';
import { chooseFrom, MAX_BYTES } from './choose.ts';
import type { ReadLockfile } from './format.ts';
import type { Located } from './graph.ts';
import type { Locked } from './locked.ts';
import type { Standing } from './standing.ts';
import { codeOf, diskOf, type Store } from './store.ts';

/** Longer lines are not quoted: a lockfile may be one line. */
const MAX_QUOTED = 10_000;

/** What the lockfiles among the files hold, and the files that are none. */
export interface CollectedLockfiles {
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  locate(pkg: Package, trail: Path): Location | undefined;
  quote(file: string, line: number): string | undefined;
  readonly others: readonly Candidate[];
  /** What each lockfile was written for, by its file. */
  readonly locked: ReadonlyMap<string, Locked>;
  /** How each stands to the manifest beside it, by its file, where that can be said. */
  readonly standing: ReadonlyMap<string, Standing>;
}

/** What bounds and follows the reading. */
export interface CollectLockfilesOptions {
  /** The folders that are audited: what a lockfile names is read only within them. */
  readonly tree: readonly string[];
  /** Where they are read from; the disk unless said. */
  readonly store?: Store;
  /** Told how many lockfiles were read, and which was the last. */
  readonly onProgress?: (read: number, file: string) => void;
}

/** Whether a thing was not found at this place before: a file that two others include is read with both. */
const isNew = (seen: Set<string>, { file, line, column }: Gap['scope'], what: string): boolean => {
  const key = `${file} ${line} ${column} ${what}`;
  return !seen.has(key) && seen.add(key) !== undefined;
};

/** Reads every lockfile among the files. One that is broken is a gap and keeps no other from being read. */
export const collectLockfiles = async (
  files: readonly Candidate[],
  { tree, store = diskOf(tree), onProgress = () => {} }: CollectLockfilesOptions,
): Promise<CollectedLockfiles> => {
  const { chosen, unread, others } = await chooseFrom(files, store);
  const sources = new Map<string, SourceFile>();
  const keep = (source: SourceFile) => void sources.set(source.file, source);
  const gaps: Gap[] = [];
  const inputs: Input[] = [];
  const locked = new Map<string, Locked>();
  const standing = new Map<string, Standing>();
  const located = new Map<Package, { readonly one: Located; readonly of: ReadLockfile }>();
  const packagesSeen = new Set<string>();
  const gapsSeen = new Set<string>();
  const besideTo = besideOf(store, keep, gaps);
  const foldersAt = foldersBeside(store);
  const gap = (file: string, reason: string, message: string): void =>
    void gaps.push({ source: 'lockfile', scope: { file }, reason, message, types: ['package'] });

  for (const { file } of unread) gap(file, 'unsupported', `${file} is not read: parapet does not know its format yet`);
  for (const [index, { candidate, format, text }] of chosen.entries()) {
    const { file, path } = candidate;
    try {
      const size = await store.sizeOf(path);
      if (size === undefined) {
        gap(file, 'unreadable', `${file} cannot be read: it is no file`);
        continue;
      }
      if (size > MAX_BYTES) {
        gap(file, 'too-large', `${file} is not read: it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`);
        continue;
      }
      const source = { file, text: text ?? decoded(await store.read(path)) };
      keep(source);
      const folder = basename(dirname(resolve(path)));
      const lockfile = await format.read(source, besideTo(candidate), folder, foldersAt(candidate));
      for (const one of lockfile.gaps) if (isNew(gapsSeen, one.scope, one.reason)) gaps.push(one);
      inputs.push({ source: 'lockfile', file, format: format.format });
      if (lockfile.locked !== undefined) locked.set(file, lockfile.locked);
      if (lockfile.standing !== undefined)
        standing.set(posix.join(posix.dirname(file), lockfile.standing.lockfile ?? posix.basename(file)), lockfile.standing);
      for (const one of lockfile.packages)
        if (isNew(packagesSeen, one.pkg.origin, `${one.pkg.source} ${one.pkg.purl}`)) located.set(one.pkg, { one, of: lockfile });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = codeOf(error);
      if (code !== undefined) gap(file, 'unreadable', `${file} cannot be read (${code})`);
      else gap(file, 'internal-error', `parapet failed on this file: ${message}`);
    }
    onProgress(index + 1, file);
  }

  return {
    packages: [...located.keys()],
    gaps,
    inputs,
    others,
    locked,
    standing,
    locate: (pkg, [member, index]) => {
      const found = located.get(pkg);
      if (found === undefined) return undefined;
      const { one, of } = found;
      const asked = member === 'requiredBy' && typeof index === 'number' ? one.requiredBy[index] : undefined;
      if (asked !== undefined) return locationOf(asked);
      const span = typeof member === 'string' ? of.spanOf(one, member) : one.entry;
      return locationOf({ source: one.entry.source, ...span });
    },
    quote: (file, line) => {
      const source = sources.get(file);
      const range = source === undefined ? undefined : lineRange(source, line);
      if (source === undefined || range === undefined || range.end - range.start > MAX_QUOTED) return undefined;
      // What stands alone on a line of a lockfile is a coordinate or a hash, however random it looks.
      return maskScript(maskAddresses(source.text.slice(range.start, range.end)));
    },
  };
};
