import { CommanderError } from 'commander';
import { UserError } from '../errors.ts';
import { visible } from '../reporters/escape.ts';
import type { Io } from './io.ts';

/** Writes a message of one or more lines. Later lines are indented, so that no text of a file can look like a message of its own. */
export const say = (io: Io, kind: 'error' | 'hint' | 'note', message: string): void => {
  const [first = '', ...more] = message.split('\n').map(visible);
  io.stderr.write([`${kind}: ${first}`, ...more.map((line) => `  ${line}`), ''].join('\n'));
};

/** Commander's words for wrong usage as one sentence: `unknown option --formt; did you mean --format?` */
export const usageSentence = ({ message }: CommanderError): string =>
  message
    .replace(/^error: /, '')
    .replace(/\n?\(Did you mean ([\s\S]*)\?\)$/, '; did you mean $1?')
    .replaceAll("'", '')
    .replace(/\.$/, '');

/** Says what went wrong and returns the exit code. Nobody sees a stack who did not ask for it. */
export const complain = (io: Io, error: unknown, verbose: boolean): number => {
  if (error instanceof UserError) {
    say(io, 'error', error.message);
    if (error.hint !== undefined) say(io, 'hint', error.hint);
  } else if (error instanceof CommanderError) say(io, 'error', usageSentence(error));
  else {
    say(io, 'error', `internal error: ${error instanceof Error ? error.message : String(error)}; please report it`);
    if (verbose && error instanceof Error && error.stack !== undefined)
      io.stderr.write(`${error.stack.split('\n').map(visible).join('\n')}\n`);
    else say(io, 'hint', 'Once more with --verbose shows where.');
  }
  return 2;
};
