import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { Limits } from '../../../http/connections.ts';
import type { Patience } from '../../../http/patient.ts';
import type { Gap } from '../../../model/inventory.ts';
import { addressOf, isAddress } from '../address.ts';
import { type Base, type Collecting, collecting, newestTo } from '../database/content.ts';
import type { Header, Source } from '../database/format.ts';
import { fileOf } from '../database/load.ts';
import { openDatabase } from '../database/open.ts';
import { encode, publish } from '../database/write.ts';
import { readRecords } from '../read.ts';
import { type Site, siteOf } from '../site.ts';
import type { RecordSink } from '../texts.ts';
import { patientSignal, refresh } from './dumps.ts';

/** OSV's own dumps: https://google.github.io/osv.dev/data/#data-dumps */
export const DUMPS = 'https://osv-vulnerabilities.storage.googleapis.com';

/** What an update is made of. */
export interface UpdateOptions {
  /** The folder of the database. */
  readonly folder: string;
  /** Paths of records, and addresses of dumps; with none of both OSV's own. */
  readonly from: readonly string[];
  readonly ecosystems: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Told what is being read, and how much of it. */
  readonly onProgress?: (done: number, what: string) => void;
  readonly limits?: Limits;
  readonly patience?: Patience;
}

/** What became of an ecosystem's database. */
export interface Updated {
  readonly ecosystem: string;
  /** The database as it is now; absent where there is none, as before. */
  readonly header?: Header;
  /** What could not be read of its records. */
  readonly gaps: readonly Gap[];
  /** Why it is not, or not wholly, up to date: a sentence without its full stop. */
  readonly failed?: string;
  /** Nothing that was named has anything about it. */
  readonly missing?: true;
}

const LIMITS: Limits = { connect: 10_000, idle: 30_000, total: 60 * 60_000, bytes: 1024 ** 3 };
const HOURS = 2 * 60 * 60_000;
const PARALLEL = 16;

/** Makes or refreshes the databases of ecosystems, one after another. What fails leaves the database as it was. */
export async function* update(options: UpdateOptions): AsyncGenerator<Updated> {
  const from = options.from.length === 0 ? [DUMPS] : options.from;
  const paths = from.filter((each) => !isAddress(each));
  const sites = await sitesOf(from.filter(isAddress), options);
  try {
    if (sites.length === 0) yield* fromPaths(paths, options);
    else for (const ecosystem of options.ecosystems) yield await fromSites(ecosystem, paths, sites, options);
  } finally {
    for (const site of sites) site.close();
  }
}

const sitesOf = async (addresses: readonly string[], { env, limits = LIMITS, patience }: UpdateOptions): Promise<readonly Site[]> => {
  const stop = patientSignal(HOURS);
  const sites: Site[] = [];
  for (const text of addresses) {
    const address = addressOf(text);
    if (address === undefined) throw new UserError('--from names an address that is none of a server', { hint: `Write it as ${DUMPS}.` });
    if (address.pathname.endsWith('.zip/'))
      throw new UserError('--from takes the address of dumps, not of one archive', { hint: 'Download the archive and name the file.' });
    const site = await siteOf(address, { env, limits, parallel: PARALLEL, stop, ...(patience === undefined ? {} : { patience }) });
    if ('refused' in site) throw new UserError(site.refused);
    sites.push(site);
  }
  return sites;
};

/** The paths are read once for all ecosystems. */
async function* fromPaths(paths: readonly string[], options: UpdateOptions): AsyncGenerator<Updated> {
  const all = options.ecosystems.map((ecosystem) => ({ ecosystem, collected: collecting(ecosystem) }));
  await readPaths(paths, newestTo(all.map(({ collected }) => collected)), options);
  const sources = paths.map((path) => ({ from: path }));
  for (const { ecosystem, collected } of all) yield await write(collected, { ecosystem, asOf: collected.content.newest, sources }, options);
}

const readPaths = async (paths: readonly string[], sink: RecordSink, { cwd }: UpdateOptions): Promise<void> => {
  for (const path of paths) await readRecords(path, cwd, sink, '--from');
};

const fromSites = async (ecosystem: string, paths: readonly string[], sites: readonly Site[], options: UpdateOptions): Promise<Updated> => {
  const { folder, now, onProgress } = options;
  const asked = now().toISOString();
  const named = [...paths, ...sites.map(({ address }) => address)];
  const file = fileOf(folder, ecosystem);
  const adopted = sites.length === 1 ? adopt(file, named) : undefined;
  const before = adopted?.header;
  const collected = collecting(ecosystem, adopted?.base);
  const own = new Set<string>();
  const sink = newestTo([collected]);
  await readPaths(paths, noting(own, sink), options);

  const sources: Source[] = paths.map((path) => ({ from: path }));
  const failures: string[] = [];
  for (const site of sites) {
    const source = before?.sources.find(({ from }) => from === site.address);
    const others = sites.length === 1 ? own : new Set(collected.all());
    const found = await refresh({
      ecosystem,
      site,
      folder: join(folder, 'downloads'),
      collected,
      sink,
      others,
      ...(source === undefined ? {} : { before: source }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    if (found === 'missing') failures.push(`${site.name} has no ${ecosystem}`);
    else if ('refused' in found) return { ecosystem, gaps: collected.gaps, failed: found.message, ...headerIn(file) };
    else {
      sources.push(found.source);
      if (found.failed !== undefined) failures.push(found.failed);
    }
  }
  const [failed] = failures;
  const asOf = failed === undefined ? asked : (before?.asOf ?? collected.content.newest);
  return { ...(await write(collected, { ecosystem, asOf, sources }, options)), ...(failed === undefined ? {} : { failed }) };
};

/** The header of the database that stays in use. */
const headerIn = (file: string): { readonly header?: Header } => {
  const opened = openDatabase(file);
  if (opened === undefined || 'unreadable' in opened) return {};
  opened.close();
  return { header: opened.header };
};

const noting = (ids: Set<string>, sink: RecordSink): RecordSink => ({
  take: (record) => {
    ids.add(record.id);
    sink.take(record);
  },
  lose: sink.lose,
});

/** What a database holds that was made of the same sources, where it is one. */
const adopt = (file: string, sources: readonly string[]): { readonly header: Header; readonly base: Base } | undefined => {
  const opened = openDatabase(file);
  if (opened === undefined || 'unreadable' in opened) return undefined;
  try {
    const { header } = opened;
    if (header.sources.map(({ from }) => from).join('\n') !== sources.join('\n')) return undefined;
    const base = opened.everything();
    return base === 'damaged' ? undefined : { header, base };
  } finally {
    opened.close();
  }
};

/** Writes what was collected in place of an ecosystem's database; a database of nothing is none. */
const write = async (
  collected: Collecting,
  about: { readonly ecosystem: string; readonly asOf: string | null; readonly sources: readonly Source[] },
  { folder, now }: UpdateOptions,
): Promise<Updated> => {
  const { content } = collected;
  const { header, parts } = encode(content, { ...about, updated: now().toISOString() });
  if (header.records === 0 || !content.own) return { ecosystem: about.ecosystem, gaps: collected.gaps, missing: true };
  const file = fileOf(folder, about.ecosystem);
  await publish(file, parts).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be written (${cause.code ?? cause.message})`, { cause });
  });
  return { ecosystem: about.ecosystem, header, gaps: collected.gaps };
};
