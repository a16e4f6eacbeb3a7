import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { type Bytes, bytesIn, isZip, readZip, type ZipLimits } from '../../archive/zip.ts';
import { UserError } from '../../errors.ts';
import { type RecordSink, readText } from './texts.ts';

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
 * Reads every record of a folder (each `*.json` below it), a zip archive, or a file with one record or a list of them. `option` is what
 * named the path. What cannot be read among them is lost to the sink; a path with nothing to read is a `UserError`.
 */
export const readRecords = async (path: string, cwd: string, sink: RecordSink, option: string): Promise<void> => {
  const at = resolve(cwd, path);
  const name = (file: string) => relative(cwd, file).split(sep).join('/') || '.';
  const kind = await stat(at).catch((cause: unknown) => {
    throw new UserError(`${option} ${path} cannot be read (${codeOf(cause)})`, { cause });
  });
  if (kind.isDirectory()) return readFolder(at, sink, name);
  if (!kind.isFile()) throw new UserError(`${option} ${path} is neither a file nor a folder`);
  if (kind.size > MAX_FILE) throw new UserError(`${option} ${path} is larger than ${MAX_FILE / MiB} MiB`);
  const descriptor = openFile(at, `${option} ${path}`);
  try {
    const start = Buffer.alloc(4);
    readSync(descriptor, start, 0, start.length, 0);
    if (isZip(start)) {
      const broken = readArchive(bytesIn(descriptor), name(at), sink);
      if (broken !== undefined) throw new UserError(`${option} ${path} is no zip archive that can be read: ${broken}`);
    } else if (kind.size > MAX_LIST) throw new UserError(`${option} ${path} is larger than ${MAX_LIST / MiB} MiB`);
    else readText(readFileSync(descriptor, 'utf8'), { file: name(at) }, sink);
  } finally {
    closeSync(descriptor);
  }
};

const openFile = (file: string, what: string): number => {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw new UserError(`${what} cannot be read (${codeOf(cause)})`, { cause });
  }
};

/** Reads every record of a zip archive; returns what keeps it from being read at all. */
export const readArchive = (archive: Bytes, file: string, sink: RecordSink): string | undefined => {
  const entries = readZip(archive, ZIP);
  if ('unreadable' in entries) return entries.unreadable;
  for (const entry of entries) {
    if (!entry.name.endsWith('.json')) continue;
    const content = entry.read();
    if ('unreadable' in content) sink.lose({ file, member: entry.name }, content.unreadable);
    else readText(content.toString('utf8'), { file, member: entry.name }, sink);
  }
  return undefined;
};

/**
 * Links are not followed: a folder of advisories has none, and one that leads upwards has no end. There may be hundreds of thousands
 * of small files, which take several times as long when each is waited for.
 */
const readFolder = (root: string, sink: RecordSink, name: (file: string) => string): void => {
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  let files = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      sink.lose({ file: name(folder) }, `the folder cannot be opened (${codeOf(error)})`);
      continue;
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) open.push({ folder: path, depth: depth + 1 });
        else sink.lose({ file: name(path) }, `it lies deeper than ${MAX_DEPTH} folders`);
        continue;
      }
      if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
      files += 1;
      if (files > MAX_FILES) {
        sink.lose({ file: name(root) }, `it holds more than ${MAX_FILES} files`);
        return;
      }
      readRecordFile(path, sink, name(path));
    }
  }
};

const readRecordFile = (path: string, sink: RecordSink, file: string): void => {
  try {
    const { size } = statSync(path);
    if (size > MAX_RECORD) sink.lose({ file }, `it is larger than ${MAX_RECORD / MiB} MiB`);
    else readText(readFileSync(path, 'utf8'), { file }, sink);
  } catch (error) {
    sink.lose({ file }, `it cannot be opened (${codeOf(error)})`);
  }
};
