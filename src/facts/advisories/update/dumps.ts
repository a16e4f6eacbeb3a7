import { setMaxListeners } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { bytesIn } from '../../../archive/zip.ts';
import type { Refusal } from '../../../http/patient.ts';
import type { Collecting } from '../database/content.ts';
import type { Source } from '../database/format.ts';
import { readArchive } from '../read.ts';
import type { Site } from '../site.ts';
import { instantOf, isLater, type RecordSink, readText } from '../texts.ts';
import { download } from './download.ts';

/** What an ecosystem's records are collected in, and where from. */
export interface Refresh {
  readonly ecosystem: string;
  readonly site: Site;
  /** Where downloads are kept that may break off. */
  readonly folder: string;
  readonly collected: Collecting;
  /** Where records go, whatever brings them. */
  readonly sink: RecordSink;
  /** What the database said of this source, where it was made of the same; `collected` then holds all of it. */
  readonly before?: Source;
  /** Records of other sources, which the list of ids does not know. */
  readonly others: ReadonlySet<string>;
  /** Told what is being read, and how many bytes or records of it. */
  readonly onProgress?: (done: number, what: string) => void;
}

/** What came of it. `failed`: not all, for this reason; what came counts all the same, and the rest comes with the next update. */
export interface Refreshed {
  readonly source: Source;
  readonly failed?: string;
}

/** More records than these come faster in the archive of all. */
const MANY = 2_000;
/** So many records may vanish without raising the question whether the list is whole. */
const FEW = 50;
const PARALLEL = 16;

/** The list of an ecosystem's ids with the dates of their records: `modified_id.csv`. */
const listOf = async ({ site, ecosystem }: Refresh, etag: string | undefined) => {
  const headers = { accept: 'text/csv', ...(etag === undefined ? {} : { 'if-none-match': etag }) };
  const answer = await site.ask(`${ecosystem}/modified_id.csv`, (url) => site.get(url, headers));
  if ('refused' in answer) return answer;
  if (answer.status === 304) return 'unchanged';
  if (answer.status === 404) return 'missing';
  if (answer.status !== 200) return unusable(site, `answers with ${answer.status}`);
  const dates = new Map<string, string>();
  for (const line of answer.body.split(/\r?\n/)) {
    if (line === '') continue;
    const at = line.indexOf(',');
    const [modified, id] = [instantOf(line.slice(0, at)), line.slice(at + 1)];
    if (at < 0 || modified === '' || id === '') return unusable(site, 'sends a list of ids that is none');
    dates.set(id, modified);
  }
  return { dates, ...(answer.headers.etag === undefined ? {} : { etag: answer.headers.etag }) };
};

const unusable = ({ name }: Site, what: string): Refusal => ({ refused: 'unusable', message: `${name} ${what}` });

/** Collects all records from the archive of an ecosystem; a reason where that cannot be. */
const fetchAll = async (
  refresh: Refresh,
  known: string | undefined,
): Promise<{ readonly ids: ReadonlySet<string>; readonly etag?: string } | 'unchanged' | 'missing' | Refusal> => {
  const { site, ecosystem, folder, collected, sink, onProgress } = refresh;
  const found = await download(site, `${ecosystem}/all.zip`, {
    folder,
    ...(known === undefined ? {} : { known }),
    onProgress: (bytes) => onProgress?.(Math.floor(bytes / 2 ** 20), `MiB of ${ecosystem}`),
  });
  if (found === 'unchanged' || found === 'missing' || 'refused' in found) return found;
  const ids = new Set<string>();
  const all: RecordSink = {
    take: (record) => {
      ids.add(record.id);
      sink.take(record);
      // A record that names no package of the ecosystem is listed all the same.
      if (!collected.has(record.id)) collected.date(record.id, instantOf(record.modified));
    },
    lose: sink.lose,
  };
  const descriptor = openSync(found.file, 'r');
  let broken: string | undefined;
  try {
    broken = readArchive(bytesIn(descriptor), `${site.address}${ecosystem}/all.zip`, all);
  } finally {
    closeSync(descriptor);
  }
  await found.discard();
  return broken === undefined
    ? { ids, ...(found.etag === undefined ? {} : { etag: found.etag }) }
    : unusable(site, `sends an archive that cannot be read: ${broken}`);
};

/** Collects single records; a reason where one does not come. */
const fetchEach = async (refresh: Refresh, ids: readonly (readonly [id: string, modified: string])[]): Promise<string | undefined> => {
  const { site, ecosystem, collected, sink, onProgress } = refresh;
  /** Takes one record in place of what was known of it, and remembers the date that it is listed with. */
  const replacing = ([id, modified]: (typeof ids)[number]): RecordSink => ({
    take: (record) => {
      if (record.id !== id) return sink.lose({ file: id }, `${site.name} sends ${record.id} in its place`);
      collected.remove(id);
      collected.take(record);
      if (isLater(modified, collected.dateOf(id))) collected.date(id, modified);
    },
    lose: sink.lose,
  });
  const queue = [...ids];
  let failed: string | undefined;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && failed === undefined; next = queue.shift()) {
      const [id] = next;
      const path = `${encodeURIComponent(ecosystem)}/${encodeURIComponent(id)}.json`;
      const answer = await site.ask(path, (url) => site.get(url));
      if ('refused' in answer) failed ??= answer.message;
      else if (answer.status !== 200) sink.lose({ file: `${site.address}${path}` }, `${site.name} answers with ${answer.status}`);
      else readText(answer.body, { file: `${site.address}${path}` }, replacing(next));
      onProgress?.(++done, `records of ${ecosystem}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, work));
  return failed;
};

/**
 * Brings what is collected of an ecosystem up to OSV's dumps (https://google.github.io/osv.dev/data/#data-dumps), or to what is laid out
 * like them: record by record where few have changed since, else from the archive of all. A reason where nothing can be said of them.
 */
export const refresh = async (options: Refresh): Promise<Refreshed | 'missing' | Refusal> => {
  const { site, collected, before, others, ecosystem } = options;
  const list = await listOf(options, before?.listEtag);
  if (list !== 'unchanged' && list !== 'missing' && 'refused' in list) return list;
  if (list === 'unchanged' && before !== undefined) return { source: before };
  if (list === 'unchanged') return unusable(site, 'says that nothing has changed where nothing is known');

  const changed = () => (list === 'missing' ? [] : [...list.dates].filter(([id, modified]) => isLater(modified, collected.dateOf(id))));
  const gone = (archive?: ReadonlySet<string>) =>
    list === 'missing' && archive === undefined
      ? []
      : collected.all().filter((id) => !others.has(id) && archive?.has(id) !== true && (list === 'missing' || !list.dates.has(id)));
  let etag = before?.etag;
  let archive: ReadonlySet<string> | undefined;
  if (before === undefined || list === 'missing' || changed().length > MANY || gone().length > Math.max(FEW, collected.all().length / 10)) {
    const found = await fetchAll(options, before?.etag);
    if (found === 'missing' || (found !== 'unchanged' && 'refused' in found)) return found;
    if (found !== 'unchanged') {
      etag = found.etag;
      archive = found.ids;
    }
  }
  for (const id of gone(archive)) collected.remove(id);
  const missing = changed();
  const failed =
    missing.length > MANY
      ? `${site.name} lists ${missing.length} records of ${ecosystem} that are not in its archive`
      : await fetchEach(options, missing);
  // What could not be read is asked for again, though nothing has changed.
  const settled = list !== 'missing' && failed === undefined && collected.content.unreadable === 0;
  const listEtag = settled ? list.etag : undefined;
  return {
    source: { from: site.address, ...(etag === undefined ? {} : { etag }), ...(listEtag === undefined ? {} : { listEtag }) },
    ...(failed === undefined ? {} : { failed }),
  };
};

/** Many requests listen to one signal. */
export const patientSignal = (milliseconds: number): AbortSignal => {
  const signal = AbortSignal.timeout(milliseconds);
  setMaxListeners(0, signal);
  return signal;
};
