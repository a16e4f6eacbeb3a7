import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { runCli } from '../../src/cli/cli.ts';
import type { Io } from '../../src/cli/io.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that goes when the test ends. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-cli-'));
  folders.push(folder);
  return folder;
};

interface Around {
  readonly cwd?: string;
  readonly env?: Io['env'];
  readonly tty?: boolean;
  readonly columns?: number;
}

/** An `io` that keeps what is written. */
export const ioOf = ({ cwd = '.', env = {}, tty = false, columns }: Around = {}) => {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: tty,
    columns,
  });
  const io: Io = { stdout: sink('stdout'), stderr: sink('stderr'), env, cwd, now: () => new Date('2026-11-22T10:00:00Z') };
  return { io, written };
};

/** Runs a command line in this process. */
export const run = async (argv: readonly string[], around: Around = {}): Promise<{ code: number; stdout: string; stderr: string }> => {
  const { io, written } = ioOf(around);
  const code = await runCli(argv, io);
  return { code, ...written };
};
