import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isZip, readZip, type ZipLimits } from '../../archive/zip.ts';
import { codeOf } from '../lockfile/store.ts';

/** A file of deployed code, and what it holds or what keeps it from being read. */
export interface CodeFile {
  /** Its path within the archive or folder, with forward slashes. */
  readonly name: string;
  read(): Promise<Buffer | { readonly unreadable: string }>;
}

/** The files of deployed code that matter, and what could not be searched. */
export interface CodeFiles {
  readonly files: readonly CodeFile[];
  readonly unread: readonly { readonly name: string; readonly why: string }[];
}

/** Lambda takes 250 MB of code and layers, unpacked: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ARCHIVE = 300_000_000;
const MAX_FILES = 300_000;
const MAX_DEPTH = 64;
/** Of what is read alone, and that is what packages say of themselves. */
const LIMITS: ZipLimits = { entries: MAX_FILES, entry: 4_000_000, total: 256_000_000 };
/** No name that anybody meant has such characters. */
const UNPRINTABLE = /\p{Cc}/gu;

/** Whether a file is an archive, by its first bytes. */
export const isArchive = async (path: string): Promise<boolean> => {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return isZip(buffer.subarray(0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
};

/** The files of an archive, of several of one name the last, as it is unpacked over the others. */
export const filesOfArchive = async (
  path: string,
  matters: (name: string) => boolean,
): Promise<CodeFiles | { readonly unreadable: string }> => {
  const { size } = await lstat(path);
  if (size > MAX_ARCHIVE) return { unreadable: `it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_ARCHIVE / 1e6} MB` };
  const entries = readZip(await readFile(path), LIMITS);
  if ('unreadable' in entries) return entries;
  const files = new Map<string, CodeFile>();
  for (const entry of entries) {
    const steps = entry.name.split(/[\\/]/).filter((step) => step !== '' && step !== '.' && step !== '..');
    const name = steps.join('/').replace(UNPRINTABLE, '\ufffd');
    if (!/[\\/]$/.test(entry.name) && matters(name)) files.set(name, { name, read: async () => entry.read() });
  }
  return { files: [...files.values()], unread: [] };
};

/** The files below a folder; links are not followed. */
export const filesOfFolder = async (folder: string, matters: (name: string) => boolean): Promise<CodeFiles> => {
  const files: CodeFile[] = [];
  const unread: { name: string; why: string }[] = [];
  let seen = 0;
  const read = (path: string) => async (): Promise<Buffer | { readonly unreadable: string }> => {
    try {
      const found = await lstat(path);
      if (found.size > LIMITS.entry) return { unreadable: `it has more than ${LIMITS.entry} bytes` };
      return await readFile(path);
    } catch (error) {
      return { unreadable: codeOf(error) ?? String(error) };
    }
  };
  const walk = async (within: string, depth: number): Promise<void> => {
    let entries: Awaited<ReturnType<typeof list>>;
    try {
      entries = await list(join(folder, within));
    } catch (error) {
      return void unread.push({ name: within, why: codeOf(error) ?? String(error) });
    }
    for (const entry of entries) {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      seen += 1;
      if (seen > MAX_FILES) return;
      if (entry.isFile() && matters(name)) files.push({ name, read: read(join(folder, name)) });
      else if (entry.isDirectory() && depth < MAX_DEPTH) await walk(name, depth + 1);
      else if (entry.isDirectory()) unread.push({ name, why: `it lies deeper than ${MAX_DEPTH} folders` });
    }
  };
  await walk('', 0);
  if (seen > MAX_FILES) unread.push({ name: '', why: `it holds more than ${MAX_FILES.toLocaleString('en')} files` });
  return { files, unread };
};

const list = async (folder: string) =>
  (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
