import { lstat, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, resolve } from 'node:path';
import type { Gap, Input } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { maskText } from '../../model/redaction.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import { lineRange } from '../template/lines.ts';
import { locationOf } from '../template/locate.ts';
import type { SourceFile } from '../template/node.ts';
import { maskAddresses } from './address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from './format.ts';
import type { Located } from './graph.ts';
import { npm } from './npm.ts';

/** Every kind of lockfile that is read. */
const FORMATS: readonly LockfileFormat[] = [npm];

/** Lockfiles that are known and not read yet: a project that has one is not a project without packages. */
const UNREAD: ReadonlySet<string> = new Set([
  ...['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'],
  ...['Pipfile.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'],
  ...['Cargo.lock', 'composer.lock', 'Gemfile.lock', 'gems.locked', 'packages.lock.json', 'gradle.lockfile'],
]);

/** The largest real ones have a few megabytes. */
const MAX_BYTES = 32_000_000;
const MAX_MANIFEST_BYTES = 4_000_000;
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
}

interface Chosen {
  readonly candidate: Candidate;
  readonly format: LockfileFormat;
  /** As far as it had to be read to be recognized. */
  readonly text?: string;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** Tells lockfiles by their names; of several for one package manager in a folder, the one that it reads. */
const chooseFrom = async (files: readonly Candidate[]) => {
  const chosen = new Map<string, Chosen & { readonly rank: number }>();
  const unread: Candidate[] = [];
  const others: Candidate[] = [];
  for (const candidate of files) {
    const name = posix.basename(candidate.file);
    const format = FORMATS.find(({ names }) => names.includes(name));
    const given = format === undefined && candidate.explicit && !UNREAD.has(name) ? await recognized(candidate) : undefined;
    if (format !== undefined) {
      const key = `${format.format} ${posix.dirname(candidate.file)}`;
      const rank = format.names.indexOf(name);
      const other = chosen.get(key);
      if (other === undefined || rank < other.rank) chosen.set(key, { candidate, format, rank });
    } else if (given !== undefined) chosen.set(candidate.file, { ...given, rank: 0 });
    else if (UNREAD.has(name)) unread.push(candidate);
    else others.push(candidate);
  }
  return { chosen: [...chosen.values()], unread, others };
};

/** A file under another name that the user gave himself, if it is a lockfile. */
const recognized = async (candidate: Candidate): Promise<Chosen | undefined> => {
  const found = await stat(candidate.path).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size > MAX_BYTES || !/\.json$/i.test(candidate.file)) return undefined;
  const text = await readFile(candidate.path, 'utf8').catch(() => undefined);
  const format = text === undefined ? undefined : FORMATS.find((each) => each.recognizes(text));
  return text === undefined || format === undefined ? undefined : { candidate, format, text };
};

/** Reads manifests beside a lockfile, each once and never outside of its folder. */
const besideOf = ({ path, file }: Candidate, keep: (source: SourceFile) => void, gaps: Gap[]): ReadBeside => {
  const manifests = new Map<string, SourceFile | undefined>();
  return async (relative) => {
    if (manifests.has(relative)) return manifests.get(relative);
    let source: SourceFile | undefined;
    const inside = !relative.includes('\0') && !posix.isAbsolute(relative) && !relative.split(/[\\/]/).includes('..');
    const name = posix.join(posix.dirname(file), relative);
    const gap = (reason: string, message: string) => void gaps.push({ source: 'lockfile', scope: { file: name }, reason, message });
    try {
      const at = join(dirname(path), relative);
      const found = inside ? await lstat(at) : undefined;
      if (found?.isFile() && found.size > MAX_MANIFEST_BYTES)
        gap('too-large', `${name} is not read: it has ${Math.round(found.size / 1e6)} MB`);
      else if (found?.isFile()) source = { file: name, text: await readFile(at, 'utf8') };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (!['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) gap('unreadable', `${name} cannot be read (${code})`);
    }
    if (source !== undefined) keep(source);
    manifests.set(relative, source);
    return source;
  };
};

/** Reads every lockfile among the files. One that is broken is a gap and keeps no other from being read. */
export const collectLockfiles = async (
  files: readonly Candidate[],
  onProgress: (read: number, file: string) => void = () => {},
): Promise<CollectedLockfiles> => {
  const { chosen, unread, others } = await chooseFrom(files);
  const sources = new Map<string, SourceFile>();
  const keep = (source: SourceFile) => void sources.set(source.file, source);
  const gaps: Gap[] = [];
  const inputs: Input[] = [];
  const located = new Map<Package, { readonly one: Located; readonly of: ReadLockfile }>();
  const gap = (file: string, reason: string, message: string): void =>
    void gaps.push({ source: 'lockfile', scope: { file }, reason, message, types: ['package'] });

  for (const { file } of unread) gap(file, 'unsupported', `${file} is not read: parapet does not know its format yet`);
  for (const [index, { candidate, format, text }] of chosen.entries()) {
    const { file, path } = candidate;
    try {
      const found = await stat(path);
      const { size } = found;
      if (!found.isFile()) {
        gap(file, 'unreadable', `${file} cannot be read: it is no file`);
        continue;
      }
      if (size > MAX_BYTES) {
        gap(file, 'too-large', `${file} is not read: it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`);
        continue;
      }
      const source = { file, text: text ?? (await readFile(path, 'utf8')) };
      keep(source);
      const folder = basename(dirname(resolve(path)));
      const lockfile = await format.read(source, besideOf(candidate, keep, gaps), folder);
      gaps.push(...lockfile.gaps);
      inputs.push({ source: 'lockfile', file, format: format.format });
      for (const one of lockfile.packages) located.set(one.pkg, { one, of: lockfile });
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
      return maskText(maskAddresses(source.text.slice(range.start, range.end)));
    },
  };
};
