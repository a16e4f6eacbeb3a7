import type { AnyCheck, Family, Persona } from '../../check.ts';
import { type FrameworkName, frameworkOf } from '../../facts/frameworks/index.ts';
import { clip, toJson } from '../../reporters/escape.ts';
import { widthOf as columnsOf, wrap } from '../../reporters/layout.ts';
import { paletteOf } from '../../reporters/palette.ts';
import { describeCheck } from '../../run.ts';
import { catalogueOf } from '../catalogue.ts';
import { writeWhole } from '../files.ts';
import { colorOf, type Io, widthOf } from '../io.ts';
import { type CommonOptions, FAMILIES, type FormatOption } from '../options.ts';
import { planOf } from '../output.ts';
import { coverageAsJson, coverageAsTable } from './coverage.ts';

interface ChecksOptions extends CommonOptions {
  readonly family: readonly Family[];
  readonly persona?: Persona;
  readonly framework?: FrameworkName;
  readonly plugin: readonly string[];
  readonly format: readonly FormatOption[];
}

/** `parapet checks`: the catalogue, or what it covers of a framework. */
export const checks = async (_: readonly string[], options: ChecksOptions, io: Io): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const shown = (await catalogueOf(options.plugin, io.cwd)).filter(
    ({ family, persona = 'regular' }) =>
      (options.family.length === 0 || options.family.includes(family)) && (options.persona === undefined || options.persona === persona),
  );
  for (const { format, file } of plan) {
    const toStdout = file === undefined;
    const color = toStdout && colorOf(io.stdout, io.env, options.color);
    const width = widthOf(toStdout ? io.stdout : { ...io.stdout, isTTY: false });
    const text = textOf(shown, options.framework, format, color, width);
    if (toStdout) io.stdout.write(text);
    else await writeWhole(file, io.cwd, text);
  }
  return 0;
};

const textOf = (shown: readonly AnyCheck[], named: FrameworkName | undefined, format: string, color: boolean, width: number): string => {
  if (named === undefined) return format === 'json' ? toJson(shown.map(asJson)) : table(shown, color, width);
  const framework = frameworkOf(named);
  return format === 'json' ? coverageAsJson(framework, shown) : coverageAsTable(framework, shown, color, width);
};

const asJson = (check: AnyCheck) => ({
  ...describeCheck(check),
  sources: check.sources,
  subject: [check.subject].flat(),
  reads: check.reads,
});

/** A column as wide as its widest cell. */
const padded = (cells: readonly string[]): readonly string[] => {
  const most = Math.max(0, ...cells.map(columnsOf));
  return cells.map((cell) => cell + ' '.repeat(most - columnsOf(cell)));
};

const table = (all: readonly AnyCheck[], color: boolean, width: number): string => {
  const palette = paletteOf(color);
  const order: readonly string[] = [...FAMILIES, ...new Set(all.map(({ family }) => family))];
  const rows = [...all].sort((a, b) => order.indexOf(a.family) - order.indexOf(b.family) || (a.id < b.id ? -1 : 1));
  const ids = padded(rows.map(({ id }) => clip(id, 60)));
  const severities = padded(rows.map(({ severity }) => severity));
  const personas = padded(rows.map(({ persona }) => persona ?? 'regular'));
  const sources = padded(rows.map((check) => check.sources.join(' ')));
  const lines: string[] = [];
  rows.forEach((check, i) => {
    if (check.family !== rows[i - 1]?.family) lines.push(...(i === 0 ? [] : ['']), palette.bold(clip(check.family, 60)));
    const [id = '', severity = '', persona = '', source = ''] = [ids[i], severities[i], personas[i], sources[i]];
    const before = [id, severity, persona, source].reduce((sum, cell) => sum + columnsOf(cell) + 2, 2);
    const narrow = before + 24 > width;
    const rest = narrow ? persona : `${persona}  ${source}`;
    const painted = `  ${palette.bold(id)}  ${palette.severity[check.severity](severity)}  ${palette.dim(rest)}  `;
    const title = clip(check.title, 200);
    // Where the table leaves no room for titles, each goes on a line of its own, with the sources.
    if (narrow)
      lines.push(painted.trimEnd(), ...wrap(`${title} (${source.trim()})`, Math.max(20, width - 6)).map((line) => `      ${line}`));
    else wrap(title, width - before).forEach((line, at) => void lines.push(at === 0 ? painted + line : ' '.repeat(before) + line));
  });
  const count = rows.length === 1 ? '1 check' : `${rows.length} checks`;
  return `${[...lines, ...(rows.length === 0 ? [] : ['']), `${count}; \`parapet explain ID\` says more about one`].join('\n')}\n`;
};
