import type { Limits } from '../../../http/connections.ts';
import type { Patience } from '../../../http/patient.ts';
import type { Package } from '../../../model/package.ts';
import { inParallel, isObject, objectIn, textIn } from '../../answer.ts';
import { advisoriesOf } from '../index.ts';
import type { Loaded } from '../load.ts';
import { keyOf } from '../names.ts';
import type { Advisory } from '../osv.ts';
import { readRecord } from '../record.ts';
import { type Site, siteOf } from '../site.ts';
import { losses } from '../texts.ts';
import { keptIn, type RecordCache } from './cache.ts';

export type Wanted = Pick<Package, 'ecosystem' | 'name' | 'source'>;

export interface ServiceOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stop: AbortSignal;
  /** The folder of what is kept from run to run; nothing is kept without one. */
  readonly cache?: string;
  now(): Date;
  readonly onProgress?: (done: number, what: string) => void;
  readonly limits?: Limits;
  readonly patience?: Patience;
}

const LIMITS: Limits = { connect: 5_000, idle: 15_000, total: 60_000, bytes: 64 << 20 };
/** What the API takes at a time: https://google.github.io/osv.dev/post-v1-querybatch/ */
const BATCH = 1_000;
const BATCHES = 4;
const PARALLEL = 16;
/** Pages of a list, each of up to a thousand records: more than there are records about any package. */
const PAGES = 1_000;

interface Query {
  readonly key: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly token?: string;
}

/** What lists say: by package the ids of its records, by id when it was changed, and what could not be listed. */
interface Listed {
  readonly ids: Map<string, Set<string>>;
  readonly dates: Map<string, string>;
  readonly lost: Map<string, string>;
}

/**
 * Asks an API like OSV's (https://google.github.io/osv.dev/api/) about packages: for the ids of all records about each, then for the
 * records. Names are sent, versions are not, and nothing of what is the project's own. What does not come leaves its packages without a
 * verdict, and no others.
 */
export const loadFromOsv = async (address: URL, packages: readonly Wanted[], options: ServiceOptions): Promise<Loaded> => {
  const { env, stop, cache, now, onProgress, limits = LIMITS, patience } = options;
  const queries = new Map<string, Query>();
  for (const { ecosystem, name, source } of packages) {
    const key = keyOf(ecosystem, name);
    if (source !== 'workspace' && source !== 'link') queries.set(key, { key, ecosystem, name });
  }
  // Some write the version of the API, some do not.
  const base = new URL(address.href.replace(/\/v1\/?$/, '/'));
  const site = await siteOf(base, { env, limits, parallel: PARALLEL, stop, ...(patience === undefined ? {} : { patience }) });
  const asOf = now().toISOString();
  if ('refused' in site)
    return { advisories: advisoriesOf([], asOf, new Map(), new Map([...queries.keys()].map((key) => [key, site.refused]))), gaps: [] };
  try {
    const listed = await list([...queries.values()], site, onProgress);
    const unread = losses();
    const records: Advisory[] = [];
    const missing = new Set<string>();
    const kept = keptIn(cache, site.address);
    let done = 0;
    await inParallel([...listed.dates], PARALLEL, async ([id, modified]) => {
      const record = await recordOf(id, modified, site, kept);
      if ('failed' in record) {
        missing.add(id);
        unread.add({ file: `${site.address}v1/vulns/${encodeURIComponent(id)}` }, record.failed);
      } else records.push(record);
      onProgress?.(++done, id);
    });
    const unreadable = new Map<string, readonly string[]>();
    for (const [key, ids] of listed.ids) {
      const own = [...ids].filter((id) => missing.has(id));
      if (own.length > 0) unreadable.set(key, own);
    }
    // Several at a time come in any order.
    records.sort((a, b) => (a.id < b.id ? -1 : 1));
    return { advisories: advisoriesOf(records, asOf, unreadable, listed.lost), gaps: unread.gaps };
  } finally {
    site.close();
  }
};

/** Lists the ids of the records about packages, page by page. */
const list = async (queries: readonly Query[], site: Site, onProgress: ServiceOptions['onProgress']): Promise<Listed> => {
  const listed: Listed = { ids: new Map(), dates: new Map(), lost: new Map() };
  let asked = queries;
  for (let page = 0; asked.length > 0 && page < PAGES; page += 1) {
    const more: Query[] = [];
    const batches = Array.from({ length: Math.ceil(asked.length / BATCH) }, (_, i) => asked.slice(i * BATCH, (i + 1) * BATCH));
    await inParallel(batches, BATCHES, async (batch) => {
      more.push(...(await listBatch(batch, site, listed)));
      onProgress?.(listed.dates.size, 'ids of advisories');
    });
    asked = more;
  }
  for (const { key } of asked) listed.lost.set(key, `${site.name} lists no end of advisories about the package`);
  return listed;
};

/** Lists a page for each query; returns the queries that have another. */
const listBatch = async (batch: readonly Query[], site: Site, listed: Listed): Promise<readonly Query[]> => {
  const lose = (message: string): readonly Query[] => {
    for (const { key } of batch) listed.lost.set(key, message);
    return [];
  };
  const body = JSON.stringify({
    queries: batch.map(({ ecosystem, name, token }) => ({
      package: { ecosystem, name },
      ...(token === undefined ? {} : { page_token: token }),
    })),
  });
  const answer = await site.ask('v1/querybatch', (url) => site.post(url, body));
  if ('refused' in answer) return lose(answer.message);
  if ([400, 413].includes(answer.status) && batch.length > 1) {
    // One query that the service does not take must not cost the others theirs.
    const half = batch.length >> 1;
    return [...(await listBatch(batch.slice(0, half), site, listed)), ...(await listBatch(batch.slice(half), site, listed))];
  }
  if (answer.status !== 200) return lose(`${site.name} answers with ${answer.status}`);
  const results = objectIn(answer.body)?.results;
  if (!Array.isArray(results) || results.length !== batch.length) return lose(`${site.name} answers with what is no list of advisories`);
  return batch.flatMap((query, index) => takePage(query, results[index], site, listed));
};

const takePage = (query: Query, result: unknown, site: Site, { ids, dates, lost }: Listed): readonly Query[] => {
  const { key } = query;
  const vulns = isObject(result) ? (result.vulns ?? []) : undefined;
  const token = isObject(result) ? result.next_page_token : undefined;
  const found = Array.isArray(vulns)
    ? vulns.map((each) => (isObject(each) ? { id: textIn(each, 'id'), modified: textIn(each, 'modified') ?? '' } : undefined))
    : [undefined];
  const own = ids.get(key) ?? new Set();
  ids.set(key, own);
  for (const each of found) {
    if (each?.id === undefined || each.id === '' || each.id.length > 200) {
      lost.set(key, `${site.name} answers with what is no list of advisories`);
      return [];
    }
    own.add(each.id);
    dates.set(each.id, each.modified);
  }
  if (token === undefined || token === null || token === '') return [];
  if (typeof token === 'string' && token !== query.token) return [{ ...query, token }];
  lost.set(key, `${site.name} lists the same advisories again and again`);
  return [];
};

/** One record, of the cache where it has not been changed since. */
const recordOf = async (id: string, modified: string, site: Site, cache: RecordCache): Promise<Advisory | { readonly failed: string }> => {
  const kept = await cache.read(id, modified);
  if (kept !== undefined) return kept;
  const answer = await site.ask(`v1/vulns/${encodeURIComponent(id)}`, (url) => site.get(url));
  if ('refused' in answer) return { failed: answer.message };
  if (answer.status !== 200) return { failed: `${site.name} answers with ${answer.status}` };
  const record = readRecord(objectIn(answer.body));
  if ('malformed' in record) return { failed: `it is no OSV record: ${record.malformed}` };
  if (record.id !== id) return { failed: 'the answer is about another' };
  await cache.write(record, modified);
  return record;
};
