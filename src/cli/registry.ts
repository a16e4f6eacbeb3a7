import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { AnyCheck } from '../check.ts';
import type { Settings } from '../config.ts';
import type { Base, Registry } from '../facts/facts.ts';
import { closedRegistry } from '../facts/registry/closed.ts';
import type { RegistryOptions } from '../facts/registry/load.ts';
import type { TrustRoot } from '../facts/registry/signatures/embedded.ts';
import type { Gap } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import type { Collected } from '../sources/source.ts';
import { concerns } from '../triage.ts';
import type { Io } from './io.ts';
import type { CommonOptions, GateOptions, JudgeOptions } from './options.ts';
import { progressOf } from './progress.ts';

/** Who asks for completeness is waited for: an auditor, a strict gate, one who names the check. */
type Wishes = Pick<JudgeOptions, 'offline' | 'persona' | 'check'> & Partial<Pick<GateOptions, 'strict'>> & Pick<CommonOptions, 'quiet'>;

/** In milliseconds: what a run may take for direct dependencies, and for the many others. */
const TIME = { direct: 60_000, others: 15_000 };
const PATIENT = { direct: 300_000, others: 300_000 };

/** The folder of what is kept from run to run. https://specifications.freedesktop.org/basedir-spec/latest/ */
export const cacheFolder = ({ PARAPET_CACHE, XDG_CACHE_HOME, HOME }: Io['env'], cwd: string): string | undefined => {
  if ((PARAPET_CACHE ?? '') !== '') return join(isAbsolute(PARAPET_CACHE as string) ? '' : cwd, PARAPET_CACHE as string);
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'parapet');
  return HOME === undefined || HOME === '' ? undefined : join(HOME, '.cache', 'parapet');
};

/** npm's settings: the user's own, and those where a package's lockfile is. */
export const npmSettingsFor = async (
  packages: readonly Package[],
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<Pick<RegistryOptions, 'own' | 'settingsFor'>> => {
  const { folderOf, readNpmSettings } = await import('../facts/registry/files.ts');
  const settings = await readNpmSettings(io.env, dirname(dirname(process.execPath)));
  const folders = [...new Set(packages.map(({ origin }) => folderOf(origin.file, io.cwd)))];
  const within = new Map(await Promise.all(folders.map(async (folder) => [folder, await settings.within(folder)] as const)));
  return { own: settings.own, settingsFor: ({ origin }) => within.get(folderOf(origin.file, io.cwd)) ?? settings.own };
};

const asksRegistry = ({ facts }: AnyCheck): boolean => facts?.includes('registry') === true;

/** What decides which long answers are asked for: what the checks look at, on which ISO date, and what the lockfiles held before. */
interface Span {
  readonly today: string;
  readonly settings: Settings;
  readonly base?: Base | undefined;
}

/** The instant since which one of the checks that somebody reads has to know when releases were published, in milliseconds. */
const datesSince = (asking: readonly AnyCheck[], { persona }: Wishes, { today, settings }: Span): number | undefined => {
  const heard = asking.filter((check) => concerns(check.persona ?? 'regular', persona));
  const days = heard.map(({ datesWithin }) => datesWithin?.(settings) ?? 0).filter((count) => count > 0);
  // What was published on the first day of the span is already old enough.
  return days.length === 0 ? undefined : Date.parse(today) - (Math.max(...days) - 1) * 86_400_000;
};

/** The packages in another version than before, if a check that somebody reads holds them against that. */
const changedSince = (packages: readonly Package[], asking: readonly AnyCheck[], { persona }: Wishes, base: Base | undefined) =>
  base !== undefined && asking.some((check) => check.consults?.includes('base') === true && concerns(check.persona ?? 'regular', persona))
    ? new Set(packages.filter((pkg) => base.before(pkg).kind === 'changed'))
    : undefined;

/** What the user trusts in place of Sigstore's own. The audited tree has no say in it. */
const trustRootFor = async ({ env: { PARAPET_TRUSTED_ROOT: file = '' }, cwd }: Pick<Io, 'env' | 'cwd'>): Promise<TrustRoot | undefined> => {
  if (file === '') return undefined;
  const { givenTrustRoot } = await import('../facts/registry/signatures/given.ts');
  return givenTrustRoot(resolve(cwd, file));
};

/** What registries say of the packages that a check asks about; nothing is sent with --offline, and nothing where nobody asks. */
export const registryFor = async (
  collected: Pick<Collected, 'packages'>,
  checks: readonly AnyCheck[],
  wishes: Wishes,
  span: Span,
  io: Io,
): Promise<Registry> => {
  if (wishes.offline) return closedRegistry('offline', 'No package was looked up in its registry, as --offline says');
  const packages = collected.packages.filter(({ source, version }) => source === 'registry' && version !== undefined);
  const asking = checks.filter(asksRegistry);
  if (packages.length === 0 || asking.length === 0) return closedRegistry('not-asked', 'No package was looked up in its registry');

  const { loadRegistry } = await import('../facts/registry/load.ts');
  const settings = await npmSettingsFor(packages, io);
  const cache = cacheFolder(io.env, io.cwd);
  const patient = wishes.persona === 'auditor' || wishes.strict === true || asking.some(({ id }) => wishes.check.includes(id));
  const since = datesSince(asking, wishes, span);
  const publishersOf = changedSince(packages, asking, wishes, span.base);
  const verifies = asking.some((check) => check.verifies === true);
  const trustRoot = verifies ? await trustRootFor(io) : undefined;
  const [progress, verified] = [progressOf(io, wishes.quiet, 'looking up'), progressOf(io, wishes.quiet, 'verifying')];
  try {
    return await loadRegistry(packages, {
      env: io.env,
      ...settings,
      ...(cache === undefined ? {} : { cache }),
      time: patient ? PATIENT : TIME,
      ...(since === undefined ? {} : { datesSince: since }),
      ...(publishersOf === undefined ? {} : { publishersOf }),
      verifies,
      ...(trustRoot === undefined ? {} : { trustRoot }),
      onProgress: progress,
      onVerified: verified,
    });
  } finally {
    progress.done();
    verified.done();
  }
};

/** That attestations were verified by what may be out of date, which may have let something pass. */
export const outdatedOf = ({ trust }: Registry): readonly Gap[] =>
  trust?.stale === undefined
    ? []
    : [
        {
          source: 'facts',
          scope: {},
          reason: 'trust-root-stale',
          message: `Attestations were verified by the trust root of ${trust.asOf}, which could not be brought up to date: ${trust.stale}`,
        },
      ];
