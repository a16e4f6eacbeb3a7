import type { Reporter } from '../report.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every report format by the name that `--format` takes. */
export const reporters = { terminal, json, sarif } as const satisfies Readonly<Record<string, Reporter>>;

/** The name of a report format. */
export type Format = keyof typeof reporters;

/** Whether there is a report format of this name. */
export const isFormat = (name: string): name is Format => Object.hasOwn(reporters, name);
