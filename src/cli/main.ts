import type { Io, Sink } from './io.ts';
import { version } from './version.ts';

/**
 * A stream as a sink. When whoever reads it has gone (`parapet scan | head`), the rest is not written, and the exit code is
 * what it would have been.
 */
const sinkOf = (stream: NodeJS.WriteStream): Sink => {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== 'EPIPE') process.exitCode = 2;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
};

const argv = process.argv.slice(2);
process.once('SIGINT', () => process.exit(130));

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // What scripts and editors ask at every start: it pays for no import.
  sinkOf(process.stdout).write(`${version}\n`);
} else {
  const { runCli } = await import('./cli.ts');
  const io: Io = {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
  };
  // Not process.exit(): what a pipe has not taken yet would be lost.
  process.exitCode = await runCli(argv, io);
}
