import { Chalk, type ChalkInstance } from 'chalk';
import type { Severity } from '../check.ts';

type Paint = (text: string) => string;

/** What is printed how. Nothing is told by colour alone. */
export interface Palette {
  readonly severity: Readonly<Record<Severity, Paint>>;
  readonly bold: Paint;
  readonly dim: Paint;
  /** Line numbers, bars and arrows. */
  readonly gutter: Paint;
  readonly related: Paint;
  readonly good: Paint;
  readonly caution: Paint;
  readonly plain: Paint;
}

/** The colours of the terminal report; all are plain without colour. */
export const paletteOf = (color: boolean): Palette => {
  const chalk: ChalkInstance = new Chalk({ level: color ? 1 : 0 });
  return {
    severity: { critical: chalk.bold.magenta, high: chalk.bold.red, medium: chalk.bold.yellow, low: chalk.bold.cyan },
    bold: chalk.bold,
    dim: chalk.dim,
    gutter: chalk.blue,
    related: chalk.blue,
    good: chalk.green,
    caution: chalk.yellow,
    plain: (text) => text,
  };
};
