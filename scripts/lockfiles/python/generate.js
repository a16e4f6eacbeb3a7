// Lets Python's package managers write lockfiles, for fixtures/lockfiles. Run by hand: node scripts/lockfiles/python/generate.js [NAME...]
// Needs python3 with venv; what is installed lies in .tools, which git ignores. `expected.json` beside a lockfile is checked by hand against
// what the manager lists (`uv export`, `poetry show --tree`, `pdm list`).
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MANAGERS } from './managers.js';
import { layOut } from './project.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const tools = fileURLToPath(new URL('../.tools/python', import.meta.url));
const wanted = process.argv.slice(2);

const run = ([command, ...args], cwd, env = {}) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 500_000,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Error(`${[command, ...args].join(' ')} in ${cwd}: ${error ?? ''}\n${stdout.slice(-1500)}\n${stderr.slice(-1500)}`);
  return stdout;
};

/** The folder with the commands of some packages in an environment of their own. */
const installed = (packages) => {
  const folder = join(tools, packages.join(' ').replaceAll(/[^\w.]+/g, '_'));
  if (!existsSync(join(folder, 'done'))) {
    mkdirSync(tools, { recursive: true });
    run(['python3', '-m', 'venv', folder], tools);
    run([join(folder, 'bin/python'), '-m', 'pip', 'install', '-q', ...packages], tools);
    layOut(folder, { done: '' });
  }
  return join(folder, 'bin');
};

for (const { format, name, install, files, commands, lockfiles } of MANAGERS) {
  if (wanted.length > 0 && !wanted.includes(`${format}/${name}`)) continue;
  try {
    const bin = installed(install);
    const project = mkdtempSync(join(tmpdir(), 'parapet-lockfile-'));
    layOut(project, files);
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      PIP_FIND_LINKS: '',
      PDM_CHECK_UPDATE: '0',
      // It keeps what it knows of a project's own metadata as well.
      PDM_CACHE_DIR: join(project, '.pdm-cache'),
      PIPENV_IGNORE_VIRTUALENVS: '1',
      PIPENV_PYTHON: join(bin, 'python'),
      VIRTUAL_ENV: '',
    };
    for (const command of commands) run(command, project, env);
    const target = join(root, 'fixtures/lockfiles', format, name);
    for (const file of [...lockfiles, ...Object.keys(files)]) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      copyFileSync(join(project, file), join(target, file));
    }
    for (const file of lockfiles) {
      const hosts = [...readFileSync(join(project, file), 'utf8').matchAll(/https?:\/\/([^/\s"']+)/g)].map(([, host]) => host);
      const odd = hosts.filter((host) => host !== 'pypi.org' && host !== 'files.pythonhosted.org');
      if (odd.length > 0) throw new Error(`${file} names other hosts than PyPI's: remove them by hand`);
      if (readFileSync(join(project, file), 'utf8').includes(project)) throw new Error(`${file} names a folder of this machine`);
    }
    rmSync(project, { recursive: true, force: true });
    console.log(`${format}/${name}: locked`);
  } catch (error) {
    console.error(`${format}/${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
