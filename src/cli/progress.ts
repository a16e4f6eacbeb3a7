import { visible } from '../reporters/escape.ts';
import type { Io } from './io.ts';

/** What a long read tells about itself. */
export interface Progress {
  (read: number, file: string): void;
  /** Wipes the line before anything else is printed. */
  done(): void;
}

/** In milliseconds: a run that is done before nobody has to wait for. */
const PATIENCE = 300;
const EVERY = 100;

/** One line on stderr that says how far it is; nothing unless a person watches, and nobody asked for silence. */
export const progressOf = (io: Io, quiet: boolean, doing = 'reading'): Progress => {
  const shown = io.stderr.isTTY && !quiet && io.env.TERM !== 'dumb' && (io.env.CI ?? '') === '';
  let next = io.now().getTime() + PATIENCE;
  let written = false;
  const show = (read: number, file: string): void => {
    const now = io.now().getTime();
    if (!shown || now < next) return;
    next = now + EVERY;
    written = true;
    const text = `${doing} ${read}: ${visible(file)}`;
    io.stderr.write(`\r\u001b[K${text.slice(0, Math.max(10, (io.stderr.columns ?? 80) - 1))}`);
  };
  return Object.assign(show, {
    done: () => {
      if (written) io.stderr.write('\r\u001b[K');
      written = false;
    },
  });
};
