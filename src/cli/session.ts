import { setFlagsFromString } from 'node:v8';
import type { Baseline } from '../baseline.ts';
import type { AnyCheck } from '../check.ts';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import type { Base } from '../facts/facts.ts';
import { loadFacts } from '../facts/index.ts';
import type { Assessable } from '../frameworks/assess.ts';
import { audit, auditInBatches, type BatchesOptions, type RunResult } from '../run.ts';
import type { InBatches } from '../sources/collect.ts';
import type { Collected } from '../sources/source.ts';
import { advisoriesFor, requireAdvisories } from './advisories.ts';
import { catalogueOf } from './catalogue.ts';
import { say } from './complain.ts';
import { exploitsFor } from './exploits.ts';
import { loadBaseline, loadConfig } from './files.ts';
import type { Io } from './io.ts';
import { type CommonOptions, type GateOptions, type JobOptions, type JudgeOptions, PERSONAS } from './options.ts';
import type { Progress } from './progress.ts';
import { outdatedOf, registryFor } from './registry.ts';
import { select } from './select.ts';
import { inThreads, threadsFor } from './threads.ts';
import { version } from './version.ts';

/** Everything that is settled before anything is read. */
export interface Session {
  readonly catalogue: readonly AnyCheck[];
  readonly checks: readonly AnyCheck[];
  readonly config: Config;
  readonly baseline: Baseline | undefined;
  readonly started: Date;
}

/** Reads what decides about a run, and refuses what is wrong before the work begins. */
export const openSession = async (options: JudgeOptions & CommonOptions, io: Io): Promise<Session> => {
  const catalogue = await catalogueOf(options.plugin, io.cwd);
  const { config, file } = await loadConfig(
    options.config,
    io.cwd,
    catalogue.map(({ id }) => id),
  );
  const selected = select(catalogue, config, options, options.ignores);
  if (selected.checks.length === 0)
    throw new UserError('no check is left to run', {
      hint: 'Look at --check, --skip and --family, and at what the configuration switches off.',
    });
  await requireAdvisories(options, io.cwd);
  const baseline = await loadBaseline(options.baseline, io.cwd);
  if (!options.quiet) {
    const { off } = selected;
    if (off.length > 0) say(io, 'note', `${file} switches off ${off.length === 1 ? 'a check' : `${off.length} checks`}: ${off.join(', ')}`);
    const unheard = selected.checks.filter(
      ({ id, persona = 'regular' }) => options.check.includes(id) && PERSONAS.indexOf(persona) > PERSONAS.indexOf(options.persona),
    );
    for (const { id, persona } of unheard) say(io, 'note', `${id} is for --persona ${persona}: what it finds may not be shown`);
  }
  return { catalogue, checks: selected.checks, config, baseline, started: io.now() };
};

type Judging = JudgeOptions & Partial<Pick<GateOptions, 'strict'>> & Partial<JobOptions> & Pick<CommonOptions, 'quiet'>;

/** Judges what was collected as the options say, after what its checks need was looked up. */
export const judgeAll = async (collected: Collected, session: Session, options: Judging, io: Io, base?: Base): Promise<RunResult> => {
  const { gaps, ...run } = await runOf(collected, session, options, io, base);
  const result = audit({ ...collected, gaps: [...collected.gaps, ...gaps] }, run);
  return withAssessments(result, collected, session, options.framework ?? []);
};

/** What was collected, templates but found, and what tells a watching person how far their reading is. */
export type Watched = InBatches & { readonly progress: Progress };

/** As `judgeAll`, of templates that are judged and let go while others are yet to be read. */
export const judgeInBatches = async (found: Watched, session: Session, options: Judging, io: Io, base?: Base): Promise<RunResult> => {
  const run = await runOf(found.rest, session, options, io, base);
  if ((found.templates?.work.batches.length ?? 0) > 1) keepSmall();
  const lost = (reasons: readonly string[]): void => {
    found.progress.done();
    if (!options.quiet)
      for (const reason of reasons) say(io, 'note', `a thread ended early (${reason}): what it left was judged without it`);
  };
  const threads = threadsFor(io, options.jobs);
  try {
    const result = await auditInBatches(found, run, inThreads(threads, { plugins: options.plugin, cwd: io.cwd, lost }));
    return await withAssessments(result, found.rest, session, options.framework ?? []);
  } finally {
    found.progress.done();
  }
};

/**
 * What was let go is no longer there only once it is collected, and by default that is when there is four times as much as is in use. Of
 * a run that reads much and holds little it is worth a few hundredths of its time.
 */
const keepSmall = (): void => setFlagsFromString('--heap-growing-percent=60');

/** What a run is told, with the facts about its packages. */
const runOf = async (
  found: Pick<Collected, 'packages'>,
  session: Session,
  options: Judging,
  io: Io,
  base: Base | undefined,
): Promise<BatchesOptions> => {
  const { advisories: bare, missing, gaps: unread } = await advisoriesFor(found, session.checks, options, io);
  const { advisories, gaps } = await exploitsFor(bare, options, io.cwd);
  const today = options.today ?? session.started.toISOString().slice(0, 10);
  const registry = await registryFor(found, session.checks, options, { today, settings: session.config.settings, base }, io);
  return {
    today,
    version,
    checks: session.checks,
    catalogue: session.catalogue,
    config: session.config,
    ignores: options.ignores,
    persona: options.persona,
    minSeverity: options.minSeverity,
    minConfidence: options.minConfidence,
    ...(session.baseline === undefined ? {} : { baseline: session.baseline }),
    started: session.started,
    facts: { ...loadFacts(), registry, ...(advisories === undefined ? {} : { advisories }), ...(base === undefined ? {} : { base }) },
    ...(missing === undefined ? {} : { missing }),
    gaps: [...unread, ...gaps, ...outdatedOf(registry)],
  };
};

/** The report with what it shows of the frameworks that were asked for. */
const withAssessments = async (
  result: RunResult,
  { packages, resources }: Pick<Collected, 'packages' | 'resources'>,
  { catalogue }: Session,
  names: readonly Assessable[],
): Promise<RunResult> => {
  if (names.length === 0) return result;
  const [{ assess }, { frameworkOf }] = await Promise.all([import('../frameworks/assess.ts'), import('../facts/frameworks/index.ts')]);
  const seen = { report: result.report, checks: catalogue, packages, resources };
  return { ...result, report: { ...result.report, frameworks: names.map((name) => assess(frameworkOf(name), seen)) } };
};
