import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Gap } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import type { Advisories } from '../facts.ts';
import { advisoriesOf } from './index.ts';
import { type Records, recordsAbout } from './records.ts';
import { isZip, readZip, type ZipLimits } from './zip.ts';

/** What was found at a path. Without `advisories` there was no record to read. */
export interface Loaded {
  readonly advisories?: Advisories;
  readonly gaps: readonly Gap[];
}

const MiB = 1024 ** 2;
const MAX_RECORD = 16 * MiB;
const MAX_FILE = 1024 * MiB;
const MAX_LIST = 256 * MiB;
const MAX_DEPTH = 32;
const MAX_FILES = 1_000_000;
/** OSV's archive of everything unpacks to a few GiB; one that unpacks to more is made to hold a scan up. */
const ZIP: ZipLimits = { entries: MAX_FILES, entry: MAX_RECORD, total: 4 * 1024 * MiB };

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown error');

/**
 * Reads the advisories about some packages from a folder (every `*.json` below it), a zip archive, or a file with one record or a
 * list of them. What cannot be read among them is a gap; a path with nothing to read is a `UserError`.
 */
export const loadAdvisories = async (
  path: string,
  cwd: string,
  packages: readonly Pick<Package, 'ecosystem' | 'name'>[],
): Promise<Loaded> => {
  const at = resolve(cwd, path);
  const name = (file: string) => relative(cwd, file).split(sep).join('/') || '.';
  const records = recordsAbout(packages);
  const kind = await stat(at).catch((cause: unknown) => {
    throw new UserError(`--advisories ${path} cannot be read (${codeOf(cause)})`, { cause });
  });
  if (kind.isDirectory()) readFolder(at, records, name);
  else if (!kind.isFile()) throw new UserError(`--advisories ${path} is neither a file nor a folder`);
  else if (kind.size > MAX_FILE) throw new UserError(`--advisories ${path} is larger than ${MAX_FILE / MiB} MiB`);
  else {
    const content = await readFile(at).catch((cause: unknown) => {
      throw new UserError(`--advisories ${path} cannot be read (${codeOf(cause)})`, { cause });
    });
    if (isZip(content)) unpack(content, records, name(at), path);
    else if (content.length > MAX_LIST) throw new UserError(`--advisories ${path} is larger than ${MAX_LIST / MiB} MiB`);
    else records.add(content.toString('utf8'), { file: name(at) });
  }
  if (records.count === 0) return { gaps: records.gaps };
  return { advisories: advisoriesOf(records.wanted, records.newest, records.unreadable), gaps: records.gaps };
};

const unpack = (archive: Buffer, records: Records, file: string, path: string): void => {
  const entries = readZip(archive, ZIP);
  if ('unreadable' in entries) throw new UserError(`--advisories ${path} is no zip archive that can be read: ${entries.unreadable}`);
  for (const entry of entries) {
    if (!entry.name.endsWith('.json')) continue;
    const content = entry.read();
    if ('unreadable' in content) records.lose({ file, member: entry.name }, content.unreadable);
    else records.add(content.toString('utf8'), { file, member: entry.name });
  }
};

/**
 * Links are not followed: a folder of advisories has none, and one that leads upwards has no end. There may be hundreds of thousands
 * of small files, which take several times as long when each is waited for.
 */
const readFolder = (root: string, records: Records, name: (file: string) => string): void => {
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  let files = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      records.lose({ file: name(folder) }, `the folder cannot be opened (${codeOf(error)})`);
      continue;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) open.push({ folder: path, depth: depth + 1 });
        else records.lose({ file: name(path) }, `it lies deeper than ${MAX_DEPTH} folders`);
        continue;
      }
      if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
      files += 1;
      if (files > MAX_FILES) {
        records.lose({ file: name(root) }, `it holds more than ${MAX_FILES} files`);
        return;
      }
      readRecordFile(path, records, name(path));
    }
  }
};

const readRecordFile = (path: string, records: Records, file: string): void => {
  try {
    const { size } = statSync(path);
    if (size > MAX_RECORD) records.lose({ file }, `it is larger than ${MAX_RECORD / MiB} MiB`);
    else records.add(readFileSync(path, 'utf8'), { file });
  } catch (error) {
    records.lose({ file }, `it cannot be opened (${codeOf(error)})`);
  }
};
