import { basename, dirname, join, posix } from 'node:path';
import type { Candidate } from '../discover.ts';
import { decoded } from '../text/decode.ts';
import type { LockfileFormat } from './format.ts';
import { FORMATS, UNREAD } from './formats.ts';
import type { Store } from './store.ts';

/** The largest real ones have a few megabytes. */
export const MAX_BYTES = 64_000_000;

/** A file, and what it is read as. */
export interface Chosen {
  readonly candidate: Candidate;
  readonly format: LockfileFormat;
  /** As far as it had to be read to be recognized. */
  readonly text?: string;
}

/** The formats by the names of their files, as a tree may hold two hundred thousand. */
const BY_NAME: ReadonlyMap<string, { readonly format: LockfileFormat; readonly rank: number }> = new Map(
  FORMATS.flatMap((format) => format.names.flatMap((name, rank) => (typeof name === 'string' ? [[name, { format, rank }] as const] : []))),
);
/** Patterns of names, and of those with their folder's. */
const PATTERNS = FORMATS.flatMap((format) =>
  format.names.flatMap((name) => (typeof name === 'string' ? [] : [{ format, name, withFolder: name.source.includes('\\/') }])),
);
const MAY_BE = FORMATS.flatMap(({ mayBe = [] }) => mayBe);

/** Tells lockfiles by their names; of several for one package manager in a folder, the one that it reads. */
export const chooseFrom = async (files: readonly Candidate[], store: Store) => {
  const chosen = new Map<string, Chosen & { readonly rank: number }>();
  const unread: Candidate[] = [];
  const others: Candidate[] = [];
  for (const candidate of files) {
    const name = posix.basename(candidate.file);
    const named = BY_NAME.get(name);
    const within = `${basename(dirname(candidate.path))}/${name}`;
    const like = named === undefined ? PATTERNS.find((pattern) => pattern.name.test(pattern.withFolder ? within : name)) : undefined;
    const unknown = named === undefined && like === undefined && !UNREAD.has(name);
    const given =
      unknown && (candidate.explicit || MAY_BE.some((pattern) => pattern.test(name))) ? await recognized(candidate, store) : undefined;
    if (named !== undefined) {
      const key = `${named.format.format} ${posix.dirname(candidate.file)}`;
      const other = chosen.get(key);
      if (other === undefined || named.rank < other.rank) chosen.set(key, { candidate, ...named });
    } else if (like !== undefined) chosen.set(candidate.file, { candidate, format: like.format, rank: 0 });
    else if (given !== undefined) chosen.set(candidate.file, { ...given, rank: 0 });
    else if (unknown) others.push(candidate);
    else unread.push(candidate);
  }
  const all = [...chosen.values()];
  return { chosen: all.filter((one) => !yields(one, all)), unread, others };
};

const yields = ({ candidate, format }: Chosen, all: readonly Chosen[]): boolean => {
  const { yieldsTo } = format;
  if (yieldsTo === undefined) return false;
  const above = dirname(dirname(candidate.path));
  return all.some(({ candidate: { path } }) => yieldsTo.test(basename(path)) && path.startsWith(join(above, '/')));
};

/** A file whose name does not say what it is, if it is a lockfile. */
const recognized = async (candidate: Candidate, store: Store): Promise<Chosen | undefined> => {
  const size = await store.sizeOf(candidate.path).catch(() => undefined);
  if (size === undefined || size > MAX_BYTES) return undefined;
  const text = await store.read(candidate.path).then(decoded, () => undefined);
  const format = text === undefined ? undefined : FORMATS.find((each) => each.recognizes?.(text) === true);
  return text === undefined || format === undefined ? undefined : { candidate, format, text };
};
