import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { delimiter, isAbsolute, parse } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { UserError } from '../../errors.ts';

/**
 * What keeps git from running anything that an audited repository names: monitors, hooks and pagers, and transports, by which a partial
 * clone fetches what it lacks (`remote.NAME.uploadpack` is a command). Whoever owns the repository, nothing of it is run.
 * https://git-scm.com/docs/git-config https://git-scm.com/docs/git#_environment_variables
 */
const SETTINGS: readonly string[] = [
  'core.fsmonitor=',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.askPass=',
  'protocol.allow=never',
  'safe.directory=*',
  'safe.bareRepository=explicit',
];
const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
};

type Env = Readonly<Record<string, string | undefined>>;

/** What of the environment git needs to start; nothing of `GIT_*`, which would lead it to another repository. */
const environment = (env: Env): NodeJS.ProcessEnv => ({
  ...FIXED,
  // A relative folder of programs may lie in the audited tree.
  PATH: (env.PATH ?? env.Path ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .join(delimiter),
  ...(env.SystemRoot === undefined ? {} : { SystemRoot: env.SystemRoot }),
});

/** In milliseconds: what all that is asked of a repository may take together. */
const TIME = 60_000;
/** Answers other than what files hold: names of files, at most. */
const MAX_ANSWER = 256 << 20;

/** git, asked about the repository that holds a folder. */
export interface Git {
  /** What it answers, in bytes; `undefined` where it refuses. */
  ask(args: readonly string[]): Promise<Buffer | undefined>;
  /** A command that goes on answering. */
  start(args: readonly string[]): ChildProcessByStdio<Writable, Readable, null>;
}

/** git for the repository that holds a folder. It reads objects and names, and never the working tree. */
export const gitIn = (folder: string, env: Env): Git => {
  const stop = AbortSignal.timeout(TIME);
  const words = [
    '--no-pager',
    '--no-optional-locks',
    '--literal-pathspecs',
    '-C',
    folder,
    ...SETTINGS.flatMap((setting) => ['-c', setting]),
  ];
  const start = (args: readonly string[]) =>
    spawn('git', [...words, ...args], {
      // Where nothing that is audited is taken for a program.
      cwd: parse(folder).root,
      env: environment(env),
      stdio: ['pipe', 'pipe', 'ignore'],
      signal: stop,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
  return {
    start,
    ask: (args) =>
      new Promise((resolve, reject) => {
        const child = start(args);
        const parts: Buffer[] = [];
        let size = 0;
        child.stdin.end();
        child.stdout.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= MAX_ANSWER) parts.push(part);
          else child.kill('SIGKILL');
        });
        child.once('error', (cause: NodeJS.ErrnoException) => reject(failure(cause)));
        child.once('close', (code) => resolve(code === 0 ? Buffer.concat(parts) : undefined));
      }),
  };
};

const failure = (cause: NodeJS.ErrnoException): UserError => {
  if (cause.name === 'AbortError') return new UserError(`git did not answer within ${TIME / 1000} seconds`, { cause });
  const missing = cause.code === 'ENOENT';
  return new UserError(missing ? 'a revision is read by git, which is not installed' : `git cannot be started (${cause.code})`, {
    hint: 'Name a lockfile, or a folder of lockfiles, in its place.',
    cause,
  });
};
