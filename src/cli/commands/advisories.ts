import { UserError } from '../../errors.ts';
import { ECOSYSTEMS } from '../../facts/advisories/database/ecosystems.ts';
import { ecosystemsIn, fileOf } from '../../facts/advisories/database/load.ts';
import { openDatabase } from '../../facts/advisories/database/open.ts';
import { type Updated, update as updateDatabase } from '../../facts/advisories/update/update.ts';
import { toJson, visible } from '../../reporters/escape.ts';
import { didYouMean } from '../../suggest.ts';
import { databaseFolder, UPDATE } from '../advisories.ts';
import { say } from '../complain.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, FormatOption } from '../options.ts';
import { planOf } from '../output.ts';
import { progressOf } from '../progress.ts';

interface UpdateOptions extends CommonOptions {
  readonly from: readonly string[];
  readonly ecosystem: readonly string[];
}

const folderFor = (io: Io): string => {
  const folder = databaseFolder(io);
  if (folder === undefined) throw new UserError('there is no folder for the database', { hint: 'Name one in PARAPET_CACHE.' });
  return folder;
};

/** Names of ecosystems, whatever their case, as OSV spells them. */
const ecosystemsOf = (names: readonly string[]): readonly string[] =>
  names.length === 0
    ? ECOSYSTEMS
    : names.map((name) => {
        const found = ECOSYSTEMS.find((each) => each.toLowerCase() === name.toLowerCase());
        if (found === undefined)
          throw new UserError(`--ecosystem has no ${name}${didYouMean(name, ECOSYSTEMS)}`, {
            hint: `It is one of ${ECOSYSTEMS.join(', ')}.`,
          });
        return found;
      });

const count = (number: number, what: string): string => `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`;

/** `parapet advisories update`: makes or refreshes the local database of advisories. */
export const update = async (_: readonly string[], options: UpdateOptions, io: Io): Promise<number> => {
  const folder = folderFor(io);
  const ecosystems = ecosystemsOf(options.ecosystem);
  const progress = progressOf(io, options.quiet);
  const updated: Updated[] = [];
  try {
    const all = updateDatabase({ folder, from: options.from, ecosystems, cwd: io.cwd, env: io.env, now: io.now, onProgress: progress });
    for await (const each of all) {
      progress.done();
      // Where nobody asked for an ecosystem, it need not be there.
      if (each.missing && options.ecosystem.length === 0) continue;
      tell(each, options, io);
      updated.push(each);
    }
  } finally {
    progress.done();
  }
  if (updated.length === 0) throw new UserError(`none of the sources holds a record about ${ecosystems.join(', ')}`);
  return updated.some(({ failed, missing }) => failed !== undefined || missing) ? 2 : 0;
};

const tell = ({ ecosystem, header, gaps, failed, missing }: Updated, { quiet }: CommonOptions, io: Io): void => {
  if (!quiet) for (const { message = '' } of gaps) say(io, 'note', message);
  if (missing) say(io, 'error', `${ecosystem}: none of the sources has a record about it`);
  const kept = header === undefined ? 'there is no database of it' : `the database is as of ${header.asOf ?? 'an unknown date'}`;
  if (failed !== undefined) say(io, 'error', `${ecosystem}: ${failed}; ${kept}`);
  if (failed !== undefined || header === undefined) return;
  const newest = header.newest === null ? '' : `, the newest of ${header.newest.slice(0, 10)}`;
  io.stdout.write(`${ecosystem}: ${count(header.records, 'record')} about ${count(header.packages, 'package')}${newest}\n`);
};

/** `parapet advisories status`: what the local database holds. */
export const status = async (
  _: readonly string[],
  options: CommonOptions & { readonly format: readonly FormatOption[] },
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const folder = folderFor(io);
  const found = ecosystemsIn(folder).map((ecosystem) => {
    const opened = openDatabase(fileOf(folder, ecosystem)) ?? { unreadable: 'it is gone' };
    if ('unreadable' in opened) return { ecosystem, unreadable: opened.unreadable };
    opened.close();
    const { asOf, newest, updated, records, packages, unreadable, sources } = opened.header;
    return { ecosystem, asOf, newest, updated, records, packages, unreadableRecords: unreadable, sources: sources.map(({ from }) => from) };
  });
  const lines = found.map((each) =>
    'unreadable' in each
      ? `${each.ecosystem}: cannot be used, as ${each.unreadable}; \`${UPDATE}\` makes it anew`
      : `${each.ecosystem}: ${count(each.records, 'record')} about ${count(each.packages, 'package')}, as of ${each.asOf ?? 'an unknown date'}, from ${each.sources.join(' and ')}`,
  );
  const text =
    found.length === 0
      ? `There is no database in ${folder}: \`${UPDATE}\` makes one.\n`
      : [`The database in ${folder}`, ...lines.map((line) => `  ${line}`), ''].map(visible).join('\n');
  for (const { format, file } of plan) {
    const written = format === 'json' ? toJson({ folder, ecosystems: found }) : text;
    if (file === undefined) io.stdout.write(written);
    else await writeWhole(file, io.cwd, written);
  }
  if (found.some((each) => 'unreadable' in each)) return 2;
  return found.length === 0 ? 3 : 0;
};
