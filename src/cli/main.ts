import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Io, Sink } from './io.ts';
import { version } from './version.ts';

// V8 optimizes a function after it has run for a while, on another thread: in a run of seconds that costs more CPU than it gains.
// Later versions of Node do not know the flag by this name, and would say so.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000');

/**
 * A stream as a sink. When whoever reads it has gone (`parapet scan | head`), the rest is not written, and the exit code is
 * what it would have been; when it cannot take what is written (a full disk), the run has failed.
 */
const sinkOf = (stream: NodeJS.WriteStream): Sink => {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (open && error.code !== 'EPIPE') {
      if (stream !== process.stderr) process.stderr.write(`error: the output cannot be written: ${error.message}\n`);
      process.once('exit', () => {
        process.exitCode = 2;
      });
    }
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
};

// Past runCli's own net: a working directory that is gone, a plugin's timer. Node's own exit code 1 would read as findings.
process.on('uncaughtException', (error) => {
  process.stderr.write(`error: internal error: ${JSON.stringify(error.message)}; please report it\n`);
  process.exit(2);
});

// The AWS SDK warns of Node releases that it will leave behind: what our own package says in `engines` is our matter, not the user's.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const argv = process.argv.slice(2);

// Nothing listens to SIGINT: a listener would have to wait until the judging is done, where the default ends the process at once.
// A shell calls that 130.
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
    thread: new URL(`./thread${extname(import.meta.url)}`, import.meta.url),
    now: () => new Date(),
  };
  // Not process.exit(): what a pipe has not taken yet would be lost.
  process.exitCode = await runCli(argv, io);
}
