import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { collect } from '../../../../src/sources/collect.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folderOf = (files: Readonly<Record<string, string>>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-python-'));
  folders.push(cwd);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), content);
  }
  return cwd;
};

it('takes files for requirements by their names and folders', async () => {
  const read = [
    'requirements.txt',
    'requirements-dev.txt',
    'requirements_ci.txt',
    'dev-requirements.txt',
    'requirements/prod.txt',
    'requirements.lock',
  ];
  const left = [
    'constraints.txt',
    'requirements/constraints.txt',
    'requirements.in',
    'requirements/dev.in',
    'notes.txt',
    'myrequirements.md',
  ];
  const cwd = folderOf(Object.fromEntries([...read, ...left].map((file, n) => [file, `p${n}==1.0\n`])));
  const { packages, inputs, gaps } = await collect(['.'], { cwd });
  expect(
    inputs
      .filter(({ source }) => source === 'lockfile')
      .map(({ file }) => file)
      .sort(),
  ).toEqual([...read].sort());
  expect(packages.map(({ name }) => name).sort()).toEqual(read.map((_, n) => `p${n}`));
  expect(gaps).toEqual([]);
  const named = await collect(['constraints.txt'], { cwd });
  expect(named.packages.map(({ name }) => name)).toEqual(['p6']);
});

it('lists what several files include once, and reads no include outside of the audited tree', async () => {
  const cwd = folderOf({
    'app/requirements.txt': 'a==1\n',
    'app/requirements-dev.txt': '-r requirements.txt\nb==1\n-r ../secret.txt\n',
    'app/requirements/all.txt': '-r ../requirements-dev.txt\n-r link.txt\n',
    'secret.txt': 'secret==1\n',
  });
  symlinkSync(join(cwd, 'secret.txt'), join(cwd, 'app/requirements/link.txt'));
  const { packages, gaps } = await collect(['.'], { cwd: join(cwd, 'app') });
  expect(packages.map(({ name, origin }) => `${name} ${origin.file}:${origin.line}`).sort()).toEqual([
    'a requirements.txt:1',
    'b requirements-dev.txt:2',
  ]);
  expect(gaps.map(({ reason, scope }) => `${scope.file}:${scope.line} ${reason}`).sort()).toEqual([
    'requirements-dev.txt:3 missing',
    'requirements/all.txt:2 missing',
  ]);
});
