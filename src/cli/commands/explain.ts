import type { AnyCheck } from '../../check.ts';
import { UserError } from '../../errors.ts';
import { frameworks } from '../../facts/frameworks/index.ts';
import { controlsNamed, unknownControls } from '../../frameworks/coverage.ts';
import { toJson, visible } from '../../reporters/escape.ts';
import { wrap } from '../../reporters/layout.ts';
import { paletteOf } from '../../reporters/palette.ts';
import { describeCheck } from '../../run.ts';
import { didYouMean } from '../../suggest.ts';
import { catalogueOf } from '../catalogue.ts';
import { writeWhole } from '../files.ts';
import { colorOf, type Io, widthOf } from '../io.ts';
import type { CommonOptions, FormatOption } from '../options.ts';
import { planOf } from '../output.ts';

/** The widest text that reads well. */
const MEASURE = 100;

interface ExplainOptions extends CommonOptions {
  readonly plugin: readonly string[];
  readonly format: readonly FormatOption[];
}

/** `parapet explain`: one check with everything that it says about itself. */
export const explain = async ([id = '']: readonly string[], options: ExplainOptions, io: Io): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const catalogue = await catalogueOf(options.plugin, io.cwd);
  const check = catalogue.find((known) => known.id === id);
  if (check === undefined) {
    const ids = catalogue.map((known) => known.id);
    throw new UserError(`there is no check ${id}${didYouMean(id, ids)}`, { hint: '`parapet checks` lists them all.' });
  }
  for (const { format, file } of plan) {
    const toStdout = file === undefined;
    const color = toStdout && colorOf(io.stdout, io.env, options.color);
    const width = Math.min(MEASURE, widthOf(toStdout ? io.stdout : { ...io.stdout, isTTY: false }));
    const text =
      format === 'json' ? toJson({ ...describeCheck(check), sources: check.sources, reads: check.reads }) : page(check, color, width);
    if (toStdout) io.stdout.write(text);
    else await writeWhole(file, io.cwd, text);
  }
  return 0;
};

const FORMATS: Readonly<Record<string, string>> = { sam: 'SAM', 'serverless-framework': 'Serverless Framework', terraform: 'Terraform' };

const page = (check: AnyCheck, color: boolean, width: number): string => {
  const { bold, dim, severity } = paletteOf(color);
  const about = describeCheck(check);
  const indented = (text: string, by = 2): readonly string[] => wrap(visible(text), width - by).map((line) => ' '.repeat(by) + line);
  const section = (title: string, lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', bold(title), ...lines]);
  const standards = frameworks.map((framework) => ({ ...framework, controls: controlsNamed(check, framework) }));
  return `${[
    `${severity[about.severity](`${about.severity}[${visible(about.id)}]`)}: ${visible(about.title)}`,
    dim(`family ${about.family} · confidence ${about.confidence} · persona ${about.persona} · judges ${check.sources.join(', ')}`),
    ...section('Why', indented(about.why)),
    ...section('Fix', [
      ...indented(about.fix),
      ...Object.entries(check.docs.fixIn ?? {}).flatMap(([format, fix]) => indented(`${FORMATS[format] ?? format}: ${fix}`)),
    ]),
    ...section('Limits', check.docs.limits === undefined ? [] : indented(check.docs.limits)),
    ...section(
      'Reads',
      Object.entries(check.reads).flatMap(([type, properties]) =>
        indented(`${type}${properties !== undefined && properties.length > 0 ? `: ${properties.join(', ')}` : ''}`),
      ),
    ),
    ...section(
      'Standards',
      standards
        .flatMap(({ title, version, controls }) => [
          ...(controls.length === 0 ? [] : [`  ${title} ${version}`]),
          ...controls.flatMap(({ id, title: asks }) => indented(`${id}  ${asks}`, 4)),
        ])
        .concat(unknownControls(check).flatMap((named) => indented(named))),
    ),
    ...section(
      'References',
      about.references.map((reference) => `  ${visible(reference)}`),
    ),
    ...section('Accept a finding', [
      `  # parapet: ignore[${visible(about.id)}] reason            ${dim('on its line, or alone on the line before')}`,
      `  ignores: [{ check: ${visible(about.id)}, resource: …, reason: … }]   ${dim('in parapet.yml')}`,
    ]),
  ].join('\n')}\n`;
};
