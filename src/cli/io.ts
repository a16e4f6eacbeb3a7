/** Where text goes. */
export interface Sink {
  write(text: string): void;
  /** Whether a person reads it as it is written. */
  readonly isTTY: boolean;
  /** Columns, where it is a terminal. */
  readonly columns: number | undefined;
}

/** Everything of the process that a command may touch: `main.ts` gives the real one, tests give their own. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The module that further threads run (`thread.ts`); where there is none, all is done in this one. */
  readonly thread?: URL;
  now(): Date;
}

/** Where there is no terminal to ask. */
const TERMINAL_WIDTH = 80;
const FILE_WIDTH = 100;

/**
 * Whether to colour what goes to a sink. What was said on the command line counts most, then NO_COLOR (https://no-color.org),
 * then FORCE_COLOR (https://force-color.org), then what the terminal is.
 */
export const colorOf = (sink: Sink, env: Io['env'], asked: boolean): boolean => {
  if (!asked || (env.NO_COLOR ?? '') !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return sink.isTTY && env.TERM !== 'dumb';
};

/** OSC 8 links: only for a person at a terminal that is no CI log, and never without colour, which is what such terminals lack too. */
export const linksOf = (sink: Sink, env: Io['env'], asked: boolean): boolean =>
  sink.isTTY && (env.CI ?? '') === '' && env.TERM !== 'dumb' && colorOf(sink, env, asked);

/** The columns to write for. */
export const widthOf = (sink: Sink): number => (sink.isTTY ? (sink.columns ?? TERMINAL_WIDTH) : FILE_WIDTH);
