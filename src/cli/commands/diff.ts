import { baseOf } from '../../comparison/before.ts';
import { changesBetween } from '../../comparison/changes.ts';
import { type Review, reviewOf } from '../../comparison/review.ts';
import { UserError } from '../../errors.ts';
import { type ReviewFormat, reviews } from '../../reporters/review/index.ts';
import { SEVERITIES } from '../../severity.ts';
import { say } from '../complain.ts';
import { writeWhole } from '../files.ts';
import { colorOf, type Io, widthOf } from '../io.ts';
import type { CommonOptions, GateOptions, JudgeOptions } from '../options.ts';
import { planOf } from '../output.ts';
import { judgeAll, openSession } from '../session.ts';
import { type ReadSide, readSide, readWorkingTree } from '../sides.ts';

/** What `parapet diff` may be told. */
export interface DiffOptions extends GateOptions, CommonOptions, Pick<JudgeOptions, 'offline' | 'today' | 'config' | 'ignores'> {
  readonly path: readonly string[];
}

/** What is found of changes: whatever needs to know what was before. */
const CHECKS = ['package-install-script-added', 'package-publisher-changed', 'package-integrity-conflict'];

/** What a gate of changes has to say: as `scan` has it, by what was found of what changed. */
const exitCodeOf = ({ summary }: Review, { failOn, strict }: GateOptions, isOpen: boolean): number => {
  const at = SEVERITIES.indexOf(failOn as (typeof SEVERITIES)[number]);
  if (SEVERITIES.slice(0, at + 1).some((severity) => summary[severity] > 0)) return 1;
  return strict && isOpen ? 4 : 0;
};

/** Judges what the later side holds by what the earlier one did. */
const judge = async (base: ReadSide, head: ReadSide, options: DiffOptions, io: Io) => {
  const asked = {
    ...options,
    ...{ check: CHECKS, skip: [], family: [], plugin: [], exploited: [] },
    ...({ persona: 'regular', minSeverity: 'low', minConfidence: 'low' } as const),
  };
  const session = await openSession(asked, io);
  return judgeAll({ ...head, resources: [], ignores: [] }, session, asked, io, baseOf(head, base));
};

/** `parapet diff`: what changed of the packages from one state of lockfiles to another, for whoever reviews it. */
export const diff = async ([from = '', to]: readonly string[], options: DiffOptions, io: Io): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const paths = options.path.length === 0 ? ['.'] : options.path;
  const base = await readSide(from, paths, io);
  const head = to === undefined ? await readWorkingTree(paths, io) : await readSide(to, paths, io);
  if (base.inputs.length === 0 && head.inputs.length === 0 && base.gaps.length === 0 && head.gaps.length === 0) {
    say(io, 'error', `nothing to compare in ${paths.join(', ')}: there is no lockfile on either side`);
    return 3;
  }
  const files = changesBetween(base, head);
  const { report, failures } = await judge(base, head, options, io);
  const gaps = [
    ...base.gaps.map((gap) => ({ ...gap, message: `${gap.message ?? gap.reason} (${base.name})`, checks: [] })),
    ...report.gaps,
  ];
  const review = reviewOf(files, { ...report, gaps }, { base: from, head: to ?? null });
  for (const { format, file } of plan.toSorted((a, b) => Number(a.file === undefined) - Number(b.file === undefined))) {
    if (!Object.hasOwn(reviews, format)) throw new UserError(`there is no format ${format}`);
    const toStdout = file === undefined;
    const color = toStdout && colorOf(io.stdout, io.env, options.color);
    const text = reviews[format as ReviewFormat](review, { color, width: widthOf(toStdout ? io.stdout : { ...io.stdout, isTTY: false }) });
    if (toStdout) io.stdout.write(text);
    else await writeWhole(file, io.cwd, text);
  }
  for (const { check, message } of failures) say(io, 'error', `internal error in ${check}, please report: ${message}`);
  if (failures.length > 0) return 2;
  const open = report.undetermined.length > 0 || gaps.some(({ reason }) => reason !== 'offline');
  return exitCodeOf(review, options, open);
};
