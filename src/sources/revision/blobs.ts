import type { Git } from './git.ts';

/** The content of a file as git keeps it; without `bytes` where it is larger than what is read. */
export interface Blob {
  readonly size: number;
  readonly bytes?: Buffer;
}

/** Reads the content of objects one after another. */
export interface Blobs {
  read(id: string): Promise<Blob | undefined>;
  close(): void;
}

const NEWLINE = 10;

/** The bytes of a stream, as much at a time as is asked for. */
const bytesOf = (stream: AsyncIterable<Buffer>) => {
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await chunks.next();
    if (done !== true) rest = value;
    return done !== true;
  };
  /** `keep` is false where nobody wants them. */
  const take = async (count: number, keep: boolean): Promise<Buffer | undefined> => {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      if (rest.length === 0 && !(await more())) return undefined;
      const part = rest.subarray(0, left);
      rest = rest.subarray(part.length);
      left -= part.length;
      if (keep) parts.push(part);
    }
    return Buffer.concat(parts);
  };
  const line = async (): Promise<string | undefined> => {
    let text = '';
    for (;;) {
      if (rest.length === 0 && !(await more())) return undefined;
      const end = rest.indexOf(NEWLINE);
      text += rest.toString('latin1', 0, end < 0 ? rest.length : end);
      rest = rest.subarray(end < 0 ? rest.length : end + 1);
      if (end >= 0) return text;
    }
  };
  return { take, line };
};

/** Reads objects of a repository, none larger than `limit` bytes, by one process. https://git-scm.com/docs/git-cat-file#_batch_output */
export const blobsIn = (git: Git, limit: number): Blobs => {
  const child = git.start(['cat-file', '--batch']);
  // A process that ends early ends its output: what is waited for is then not there.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const { take, line } = bytesOf(child.stdout);
  const next = async (id: string): Promise<Blob | undefined> => {
    child.stdin.write(`${id}\n`);
    const [, type, digits] = (await line().catch(() => undefined))?.split(' ') ?? [];
    const size = Number(digits);
    if (digits === undefined || !Number.isSafeInteger(size)) return undefined;
    const bytes = await take(size, size <= limit).catch(() => undefined);
    const end = await take(1, false).catch(() => undefined);
    if (bytes === undefined || end === undefined || type !== 'blob') return undefined;
    return size <= limit ? { size, bytes } : { size };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    read: (id) => {
      const answer = turn.then(() => next(id));
      turn = answer;
      return answer;
    },
    close: () => void child.kill('SIGKILL'),
  };
};
