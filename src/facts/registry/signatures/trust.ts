import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnknownReason } from '../../../model/value.ts';
import { isObject, memberOf, objectIn } from '../../answer.ts';
import type { Cache } from '../cache.ts';
import type { Client } from '../client.ts';
import { embedded, type TrustRoot } from './embedded.ts';
import table from './trust-root.json' with { type: 'json' };

/** A TUF repository that hands out a trust root, and the root of its own that it is believed by: https://theupdateframework.github.io/specification/latest/ */
export interface Repository {
  /** With a slash at the end. */
  readonly url: URL;
  /** The metadata file `root.json`. */
  readonly root: string;
}

/** Sigstore's own: https://docs.sigstore.dev/about/security/#sigstores-root-of-trust */
export const PUBLIC: Repository = {
  url: new URL('https://tuf-repo-cdn.sigstore.dev/'),
  root: Buffer.from(table.tufRoot, 'base64').toString('utf8'),
};

/** How long nobody asks again, in milliseconds: after an answer, and after none, which may have taken many seconds. */
const DAY = 86_400_000;
const HOUR = 3_600_000;

const METADATA = ['root', 'timestamp', 'snapshot', 'targets'] as const;
type Metadata = Readonly<Partial<Record<(typeof METADATA)[number], string>>>;

/** What is kept of a repository. */
interface Kept {
  /** When it was asked last, in milliseconds. */
  readonly at: number;
  readonly metadata: Metadata;
  readonly root: TrustRoot;
}

const keptIn = (kept: { readonly at: number; readonly answer: unknown } | undefined): Kept | undefined => {
  const [metadata, root] = [memberOf(kept?.answer, 'metadata'), memberOf(kept?.answer, 'root')];
  if (kept === undefined || !isObject(metadata) || !isObject(root)) return undefined;
  const { asOf, trustedRoot, npmKeys } = root;
  if (typeof asOf !== 'string' || !METADATA.every((name) => typeof metadata[name] === 'string')) return undefined;
  return { at: kept.at, metadata: metadata as Metadata, root: { asOf, trustedRoot, npmKeys } };
};

/** When a repository's word ends to be its last, in milliseconds. */
const expiryOf = ({ timestamp = '' }: Metadata): number => {
  const expires = memberOf(memberOf(objectIn(timestamp), 'signed'), 'expires');
  return typeof expires === 'string' ? Date.parse(expires) : Number.NaN;
};

/** Brings what is known of a repository up to date, in a folder of its own: the library reads and writes files. Throws what keeps it from that. */
const refreshed = async (repository: Repository, before: Metadata, download: (url: URL) => Promise<Buffer>) => {
  const { Updater } = await import('tuf-js');
  const folder = await mkdtemp(join(tmpdir(), 'parapet-tuf-'));
  const fileOf = (name: string): string => join(folder, `${name}.json`);
  try {
    await mkdir(join(folder, 'targets'));
    for (const name of METADATA) {
      const text = before[name];
      if (text !== undefined) await writeFile(fileOf(name), text);
    }
    const bounded = async (url: string, longest: number): Promise<Buffer> => {
      const bytes = await download(new URL(url));
      if (bytes.length > longest) throw new Error(`${url} is too large`);
      return bytes;
    };
    const updater = new Updater({
      metadataDir: folder,
      metadataBaseUrl: repository.url.href,
      targetDir: join(folder, 'targets'),
      targetBaseUrl: new URL('targets', repository.url).href,
      fetcher: {
        downloadBytes: bounded,
        downloadFile: async (url, longest, handle) => {
          const file = join(folder, 'download');
          await writeFile(file, await bounded(url, longest));
          return handle(file);
        },
      },
    });
    await updater.refresh();
    const target = async (name: string): Promise<unknown> => {
      const info = await updater.getTargetInfo(name);
      if (info === undefined) throw new Error(`it has no ${name}`);
      return JSON.parse(await readFile(await updater.downloadTarget(info), 'utf8'));
    };
    const [trustedRoot, npmKeys] = [await target('trusted_root.json'), await target('registry.npmjs.org/keys.json')];
    const metadata = Object.fromEntries(
      await Promise.all(METADATA.map(async (name) => [name, await readFile(fileOf(name), 'utf8')] as const)),
    );
    return { metadata: metadata as Metadata, trustedRoot, npmKeys };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const sentenceOf = (reason: UnknownReason): string => ('message' in reason && reason.message !== undefined ? reason.message : reason.kind);

/** What is written of an error into a report. */
const LONGEST = 200;

/**
 * The trust root of a repository, brought up to date once a day. Never fails: where that does not work it is what was kept, or what parapet
 * ships with, and `stale` says why once the repository's own word on it has expired.
 */
export const trustRootOf = async (
  client: Client,
  cache: Cache,
  now: () => number,
  stop: AbortSignal,
  repository: Repository = PUBLIC,
): Promise<TrustRoot> => {
  const key = new URL('#trust-root', repository.url);
  const found = keptIn(await cache.read(key));
  // A newer parapet may ship with a newer one.
  const kept = found !== undefined && found.root.asOf >= embedded.asOf ? found : undefined;
  const age = kept === undefined ? Number.NaN : now() - kept.at;
  if (kept !== undefined && age >= 0 && age < DAY) return kept.root;
  const without = (stale: string): TrustRoot => {
    if (kept !== undefined && expiryOf(kept.metadata) > now()) return kept.root;
    return { ...(kept?.root ?? embedded), stale };
  };
  const failure = new URL('#trust-root-failed', repository.url);
  const failed = await cache.read(failure);
  if (failed !== undefined && typeof failed.answer === 'string' && now() - failed.at >= 0 && now() - failed.at < HOUR)
    return without(failed.answer);
  const download = async (url: URL): Promise<Buffer> => {
    const answer = await client(() => undefined, url, 'application/json', undefined, stop);
    if ('unavailable' in answer) throw new Error(sentenceOf(answer.unavailable));
    if (answer.status === 200) return Buffer.from(answer.body, 'utf8');
    const { DownloadHTTPError } = await import('tuf-js/dist/error.js');
    throw new DownloadHTTPError(`answered with ${answer.status}`, answer.status);
  };
  try {
    const { metadata, trustedRoot, npmKeys } = await refreshed(repository, kept?.metadata ?? { root: repository.root }, download);
    const root: TrustRoot = { asOf: new Date(now()).toISOString().slice(0, 10), trustedRoot, npmKeys };
    await cache.write(key, { at: now(), answer: { metadata, root } });
    return root;
  } catch (error) {
    const stale = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST);
    // That this run had no time left says nothing about the next one.
    if (!stop.aborted) await cache.write(failure, { at: now(), answer: stale });
    return without(stale);
  }
};
