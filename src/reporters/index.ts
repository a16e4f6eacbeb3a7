import type { RenderOptions, Report, Reporter } from '../report.ts';
import { json, jsonPieces } from './json.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every report format by the name that `--format` takes. */
export const reporters = { terminal, json, sarif } as const satisfies Readonly<Record<string, Reporter>>;

/** The name of a report format. */
export type Format = keyof typeof reporters;

/** Whether there is a report format of this name. */
export const isFormat = (name: string): name is Format => Object.hasOwn(reporters, name);

/** A report in a format, in as many pieces as it takes: a text is a single one. */
export const piecesOf = (format: Format, report: Report, options: RenderOptions): string | Iterable<string> =>
  format === 'json' ? jsonPieces(report) : reporters[format](report, options);
