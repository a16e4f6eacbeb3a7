import { UserError } from '../errors.ts';
import type { Location, Report } from '../report.ts';
import { isFormat, piecesOf } from '../reporters/index.ts';
import { describeCheck, type RunResult } from '../run.ts';
import { say } from './complain.ts';
import { requireWritable, writeWhole } from './files.ts';
import { colorOf, type Io, linksOf, widthOf } from './io.ts';
import type { CommonOptions, FormatOption } from './options.ts';
import type { Session } from './session.ts';

/** The formats of a run, those to be written to files checked for it. Without any there is the one for people. */
export const planOf = async (formats: readonly FormatOption[], byDefault: string, cwd: string): Promise<readonly FormatOption[]> => {
  const toStdout = formats.filter(({ file }) => file === undefined).map(({ format }) => format);
  if (toStdout.length > 1)
    throw new UserError(`--format ${toStdout.join(' and ')} cannot both go to stdout`, { hint: `Write --format ${toStdout.at(-1)}=FILE.` });
  const files = formats.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) throw new UserError(`two formats cannot both go to ${twice}`);
  for (const file of files) await requireWritable(file, cwd);
  return formats.length === 0 ? [{ format: byDefault }] : formats;
};

const placeOf = (location: Location | null): string => (location === null ? '' : `${location.file}:${location.startLine}: `);

/** More than a person reads; the report has them all. */
const NOTICES = 20;

const sayNotices = ({ notices }: Report, io: Io): void => {
  const all = notices.filter(({ kind }) => kind !== 'check-failed');
  for (const { message, location } of all.slice(0, NOTICES)) say(io, 'note', placeOf(location) + message);
  if (all.length > NOTICES) say(io, 'note', `… and ${all.length - NOTICES} more notices in the report`);
};

/** Writes a report in every format that was asked for: to files first, so that a reader of stdout finds them there. */
export const writeReports = async (
  { report, quote, failures }: RunResult,
  plan: readonly FormatOption[],
  session: Session,
  options: CommonOptions,
  io: Io,
): Promise<void> => {
  const checks = session.catalogue.map(describeCheck);
  const inTurn = [...plan].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
  for (const { format, file } of inTurn) {
    if (!isFormat(format)) throw new UserError(`there is no format ${format}`);
    const toStdout = file === undefined;
    const text = piecesOf(format, report, {
      quote,
      color: toStdout && colorOf(io.stdout, io.env, options.color),
      width: toStdout ? widthOf(io.stdout) : widthOf({ ...io.stdout, isTTY: false }),
      links: toStdout && linksOf(io.stdout, io.env, options.color),
      verbose: options.verbose,
      checks,
    });
    if (toStdout) for (const piece of typeof text === 'string' ? [text] : text) io.stdout.write(piece);
    else await writeWhole(file, io.cwd, text);
  }
  // The report for people has the notices in it; where none goes to stdout they would be seen by nobody.
  const seen = plan.some(({ format, file }) => format === 'terminal' && file === undefined);
  if (!seen && !options.quiet) sayNotices(report, io);
  for (const id of new Set(failures.map(({ check }) => check))) {
    const all = failures.filter(({ check }) => check === id);
    const times = all.length === 1 ? '' : ` (${all.length} subjects)`;
    say(io, 'error', `internal error in ${id}${times}, please report: ${all[0]?.message ?? ''}`);
  }
};
