import { connectionsOf, type Limits } from '../../../http/connections.ts';
import { PATIENCE, patientOf } from '../../../http/patient.ts';
import type { Package } from '../../../model/package.ts';
import type { UnknownReason } from '../../../model/value.ts';
import { inParallel, objectIn } from '../../answer.ts';
import type { RegistryOptions } from '../../registry/load.ts';
import { type Question, questionFor } from '../../registry/question.ts';
import { routeOf } from '../../registry/route.ts';
import { advisoriesOf } from '../index.ts';
import type { Loaded } from '../load.ts';
import { keyOf } from '../names.ts';
import type { Advisory } from '../osv.ts';
import { bulkAdvisory } from './bulk.ts';
import type { ServiceOptions } from './osv.ts';

type Asked = Exclude<Question, { readonly unavailable: UnknownReason }>;

/** What is asked of a registry in one request. */
interface Batch {
  readonly asked: Asked;
  readonly versions: Map<string, Set<string>>;
}

const LIMITS: Limits = { connect: 5_000, idle: 30_000, total: 60_000, bytes: 64 << 20 };
const PATH = '-/npm/v1/security/advisories/bulk';
const NAMES = 1_000;
const PARALLEL = 4;

/**
 * Asks the registries of packages for advisories as `npm audit` does: names and versions go to where npm would send them, and the
 * advisories that affect one of the versions come back. What does not come leaves its packages without a verdict, and no others.
 */
export const loadFromNpm = async (
  packages: readonly Package[],
  settings: Pick<RegistryOptions, 'own' | 'settingsFor'>,
  options: ServiceOptions,
): Promise<Loaded> => {
  const { env, stop, now, onProgress, limits = LIMITS, patience = PATIENCE } = options;
  const lost = new Map<string, string>();
  const unreadable = new Map<string, string[]>();
  const records: Advisory[] = [];
  const route = await routeOf(settings.own, env);
  if ('refused' in route) for (const { ecosystem, name } of packages) lost.set(keyOf(ecosystem, name), route.refused);
  const batches = 'refused' in route ? [] : batchesOf(packages, settings, lost);
  if ('refused' in route || batches.length === 0) return { advisories: advisoriesOf([], now().toISOString(), new Map(), lost), gaps: [] };

  const connections = connectionsOf(route, limits, PARALLEL);
  const ask = patientOf(Date.now, patience);
  let done = 0;
  try {
    await inParallel(batches, PARALLEL, async ({ asked, versions }) => {
      const body = JSON.stringify(Object.fromEntries([...versions].map(([name, all]) => [name, [...all]])));
      const lose = (message: string): void => {
        for (const name of versions.keys()) lost.set(keyOf('npm', name), message);
      };
      const host = asked.registry.host;
      const answer = await ask(
        new URL(PATH, asked.registry),
        (url) => connections.post(url, headersFor(asked, url, body), body, stop),
        stop,
      );
      done += versions.size;
      onProgress?.(done, host);
      if ('refused' in answer) return lose(answer.message);
      if ([400, 404, 405].includes(answer.status)) return lose(`${host} has no advisories to ask for (${answer.status})`);
      if (answer.status !== 200) return lose(`${host} answers with ${answer.status}`);
      const found = objectIn(answer.body);
      if (found === undefined) return lose(`${host} answers with what is no list of advisories`);
      for (const name of versions.keys()) {
        const all = Object.hasOwn(found, name) ? found[name] : [];
        for (const value of Array.isArray(all) ? all : [undefined]) {
          const advisory = bulkAdvisory(name, value);
          if ('malformed' in advisory)
            unreadable.set(keyOf('npm', name), [...(unreadable.get(keyOf('npm', name)) ?? []), advisory.malformed]);
          else records.push(advisory);
        }
      }
    });
  } finally {
    connections.close();
  }
  return { advisories: advisoriesOf(records, now().toISOString(), unreadable, lost), gaps: [] };
};

const headersFor = (asked: Asked, url: URL, body: string): Readonly<Record<string, string>> => {
  const authorization = asked.authorize(url);
  return {
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'parapet',
    ...(authorization === undefined ? {} : { authorization }),
  };
};

/** What goes to which registry. What goes to none is lost, with the reason. */
const batchesOf = (
  packages: readonly Package[],
  { settingsFor }: Pick<RegistryOptions, 'own' | 'settingsFor'>,
  lost: Map<string, string>,
): readonly Batch[] => {
  const open = new Map<string, Batch>();
  const full: Batch[] = [];
  for (const pkg of packages) {
    const { ecosystem, name, version, source } = pkg;
    if (source === 'workspace' || source === 'link' || version === undefined) continue;
    const lose = (message: string): void => void lost.set(keyOf(ecosystem, name), message);
    if (source !== 'registry') {
      lose(`What comes from a ${source} address is not asked about at a registry`);
      continue;
    }
    const question = questionFor(pkg, settingsFor(pkg));
    if ('unavailable' in question) {
      lose(
        question.unavailable.kind === 'missing-fact'
          ? (question.unavailable.message ?? 'No registry was asked')
          : 'It is no name that a registry is asked about',
      );
      continue;
    }
    const where = `${question.registry.href}\n${question.authorize(new URL(PATH, question.registry)) ?? ''}`;
    const batch = open.get(where) ?? { asked: question, versions: new Map<string, Set<string>>() };
    open.set(where, batch);
    batch.versions.set(name, (batch.versions.get(name) ?? new Set()).add(version));
    if (batch.versions.size >= NAMES) {
      full.push(batch);
      open.delete(where);
    }
  }
  return [...full, ...open.values()];
};
