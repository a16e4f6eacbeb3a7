import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Head, Take } from '../../../http/connections.ts';
import type { Refusal } from '../../../http/patient.ts';
import type { Site } from '../site.ts';

/** A file that was downloaded whole. */
export interface Downloaded {
  readonly file: string;
  /** The server's mark of this content, where it has one that two contents never share. */
  readonly etag?: string;
  /** Removes what is kept of it. */
  discard(): Promise<void>;
}

/** What broke off longer ago than this is not gone on with, in milliseconds. */
const STALE = 7 * 24 * 60 * 60_000;
/** The same of a download on another machine or in another container, where nobody can see whether it still runs. */
const IDLE = 10 * 60_000;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

const machine = digest(hostname()).slice(0, 8);
/** Downloads of this process that are under way. */
const active = new Set<string>();

/** A strong entity tag: a weak one may stand for several contents. */
const strong = (etag: string | undefined): string | undefined => (etag?.startsWith('"') && etag.length < 200 ? etag : undefined);

/** Parts of downloads are named by what they are a part of and by who is at work on it: `content.machine.process.random.part`. */
const partFor = (folder: string, content: string): string => join(folder, `${content}.${machine}.${process.pid}.${randomUUID()}.part`);

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Takes over what a process left that is gone, the most of it; removes what is too old. */
const adopt = async (folder: string, content: string): Promise<{ readonly file: string; readonly size: number } | undefined> => {
  const left: { readonly name: string; readonly size: number }[] = [];
  for (const name of await readdir(folder)) {
    const [what, where, pid] = name.split('.');
    const found = name.endsWith('.part') ? await stat(join(folder, name)).catch(() => undefined) : undefined;
    if (found === undefined || active.has(join(folder, name))) continue;
    const age = Date.now() - found.mtimeMs;
    const own = Number(pid) === process.pid;
    const abandoned = where === machine ? own || !isRunning(Number(pid)) : age > IDLE;
    if (age > STALE) await rm(join(folder, name), { force: true });
    else if (abandoned && what === content && found.size > 0) left.push({ name, size: found.size });
  }
  for (const { name, size } of left.sort((a, b) => b.size - a.size)) {
    const file = partFor(folder, content);
    // Of two that want it, one finds it gone.
    if (
      await rename(join(folder, name), file).then(
        () => true,
        () => false,
      )
    )
      return { file, size };
  }
  return undefined;
};

/** What is there of a download. */
interface Part {
  readonly file: string;
  /** Bytes that came so far, and that there are. */
  size: number;
  total?: number;
  readonly etag?: string;
  readonly md5?: string;
}

type Closing = Take & { close(): Promise<void> };

/** `x-goog-hash: crc32c=…,md5=…` of Google's storage. */
const md5In = ({ headers }: Head): string | undefined =>
  /(?:^|[\s,])md5=([A-Za-z0-9+/]{22}==)/.exec(String(headers['x-goog-hash'] ?? ''))?.[1];

/**
 * Downloads a file below a site, going on where an earlier download of the same content broke off: in this process or in one that was
 * killed. `unchanged` where the server says that it is what `known` stands for. What comes is checked against what the server says of it.
 */
export const download = async (
  site: Site,
  path: string,
  { folder, known, onProgress }: { readonly folder: string; readonly known?: string; readonly onProgress?: (bytes: number) => void },
): Promise<Downloaded | 'unchanged' | 'missing' | Refusal> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const state: { part?: Part } = {};

  const drop = async (): Promise<void> => {
    const { part } = state;
    delete state.part;
    if (part === undefined) return;
    active.delete(part.file);
    await rm(part.file, { force: true });
  };

  /** Writes what comes behind what is there. */
  const append = async (part: Part): Promise<Closing> => {
    const handle = await open(part.file, 'a', 0o600);
    const take = async (chunk: Buffer): Promise<void> => {
      await handle.writeFile(chunk);
      part.size += chunk.length;
      onProgress?.(part.size);
    };
    return Object.assign(take, { close: () => handle.close() });
  };

  const begin = async (url: URL, head: Head): Promise<Closing | 'resume' | undefined> => {
    const { status, headers } = head;
    const { part: before } = state;
    if (status === 206 && before !== undefined) {
      const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
      if (Number(from) === before.size) {
        before.total = Number(total);
        return append(before);
      }
    }
    // The part is longer than the content, or of another.
    if (status === 206 || status === 416) await drop();
    if (status !== 200) return undefined;
    await drop();
    const etag = strong(headers.etag);
    const md5 = md5In(head);
    const content = digest(`${url.href}\n${etag ?? randomUUID()}`);
    const left = etag === undefined ? undefined : await adopt(folder, content);
    const part: Part = {
      ...(left ?? { file: partFor(folder, content), size: 0 }),
      ...(etag === undefined ? {} : { etag }),
      ...(md5 === undefined ? {} : { md5 }),
    };
    state.part = part;
    active.add(part.file);
    return left === undefined ? append(part) : 'resume';
  };

  const once = async (url: URL): Promise<Head> => {
    for (;;) {
      const from = state.part;
      const resuming = from?.etag !== undefined && from.size > 0;
      const headers = {
        'accept-encoding': 'identity',
        ...(resuming
          ? { range: `bytes=${from.size}-`, 'if-range': from.etag as string }
          : known === undefined
            ? {}
            : { 'if-none-match': known }),
      };
      let begun: Awaited<ReturnType<typeof begin>>;
      let head: Head;
      try {
        head = await site.stream(url, headers, async (first) => {
          begun = await begin(url, first);
          return typeof begun === 'function' ? begun : undefined;
        });
      } finally {
        if (typeof begun === 'function') await begun.close();
      }
      const again = begun === 'resume' || (resuming && begun === undefined && [206, 416].includes(head.status));
      if (!again) return head;
    }
  };

  for (;;) {
    const head = await site.ask(path, once);
    const { part } = state;
    if ('refused' in head) {
      // What came is gone on with by whoever asks next, where it can be told from another.
      if (part?.etag === undefined) await drop();
      else active.delete(part.file);
      return head;
    }
    if (head.status === 304) return 'unchanged';
    if (part === undefined || ![200, 206].includes(head.status)) {
      await drop();
      return head.status === 404 ? 'missing' : { refused: 'unusable', message: `${site.name} answers with ${head.status}` };
    }
    if (await isWhole(part)) return { file: part.file, ...(part.etag === undefined ? {} : { etag: part.etag }), discard: drop };
    await drop();
    // What was left of an earlier download may have been spoilt: once more, from its beginning.
    if (head.status === 200) return { refused: 'unusable', message: `what ${site.name} sent is not what it says of it` };
  }
};

const isWhole = async ({ file, size, total, md5 }: Part): Promise<boolean> => {
  if (total !== undefined && size !== total) return false;
  if (md5 === undefined) return true;
  const hash = createHash('md5');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('base64') === md5;
};
