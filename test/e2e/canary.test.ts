import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { parapet, run } from './parapet.ts';

/** Ends the process as soon as anything in it starts another. */
const guard = `data:text/javascript,${encodeURIComponent(`
  import child from 'node:child_process';
  import cluster from 'node:cluster';
  import { syncBuiltinESMExports } from 'node:module';
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) child[name] = () => process.exit(98);
  cluster.fork = () => process.exit(98);
  syncBuiltinESMExports();
`)}`;

let folder = '';
let app = '';
let sung = '';

/** A command of the shell, a script of Node and one of Python that leave a file behind, each named after what ran it. */
const shell = (name: string): string => `touch '${join(sung, name)}'`;
const node = (name: string): string => `require('node:fs').writeFileSync(${JSON.stringify(join(sung, name))}, '');`;
const esm = (name: string): string => `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(join(sung, name))}, '');\n`;
const python = (name: string): string => `open(${JSON.stringify(join(sung, name))}, 'w').close()\n`;
const script = (name: string): string => `#!/bin/sh\n${shell(name)}\nexit 0\n`;

/** Everything that some tool runs, or loads as code, where it finds it in a project. */
const planted = (): Readonly<Record<string, string>> => ({
  'package.json': JSON.stringify({
    name: 'app',
    version: '1.0.0',
    packageManager: 'yarn@4.0.0',
    bin: './bin.js',
    dependencies: { local: 'file:./local', 'left-pad': '1.3.0' },
    scripts: Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'test', 'build', 'preversion'].map((name) => [
        name,
        shell(`npm-${name}`),
      ]),
    ),
    parapet: { plugins: ['./plugin.js'] },
    prettier: './prettier.config.js',
  }),
  'package-lock.json': JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', dependencies: { local: 'file:./local', 'left-pad': '1.3.0' } },
      local: { name: 'local', version: '1.0.0', hasInstallScript: true },
      'node_modules/local': { resolved: 'local', link: true },
      'node_modules/left-pad': {
        version: '1.3.0',
        resolved: `git+ssh://git@127.0.0.1/-oProxyCommand=${shell('ssh')}`,
        hasInstallScript: true,
      },
    },
  }),
  'local/package.json': JSON.stringify({ name: 'local', version: '1.0.0', scripts: { install: shell('npm-local') } }),
  'local/binding.gyp': `{ 'targets': [{ 'target_name': '<!(${shell('gyp')})' }] }`,
  '.npmrc': [
    'script-shell=./git',
    'node-options=--require ./required.js',
    'git=./git',
    'editor=./git',
    'userconfig=./other.npmrc',
    'globalconfig=./other.npmrc',
    'onload-script=./required.js',
    'pnpmfile=./.pnpmfile.cjs',
    `//127.0.0.1/:tokenHelper=${join(app, 'git')}`,
    'https-proxy=http://127.0.0.1:9/',
  ].join('\n'),
  'other.npmrc': 'node-options=--require ./required.js\n',
  'required.js': node('required'),
  '.pnpmfile.cjs': node('pnpmfile'),
  'pnpmfile.js': node('pnpmfile-old'),
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\nimporters:\n  .: {}\n",
  '.yarnrc': 'yarn-path "./yarn.cjs"\n',
  '.yarnrc.yml': 'yarnPath: ./yarn.cjs\nplugins:\n  - ./yarn-plugin.cjs\nenableScripts: true\n',
  'yarn.cjs': node('yarn'),
  'yarn-plugin.cjs': node('yarn-plugin'),
  '.pnp.cjs': node('pnp'),
  '.pnp.loader.mjs': esm('pnp-loader'),
  'bunfig.toml': 'preload = ["./preload.ts"]\n',
  'preload.ts': esm('bun-preload'),
  'parapet.config.js': esm('config-js'),
  'parapet.config.mjs': esm('config-mjs'),
  'parapet.config.ts': esm('config-ts'),
  'plugin.js': esm('plugin'),
  'renovate.js': node('renovate'),
  '.renovaterc.js': node('renovaterc'),
  'renovate.json': JSON.stringify({ postUpgradeTasks: { commands: [shell('renovate-task')] } }),
  'prettier.config.js': esm('prettier'),
  'tsconfig.json': JSON.stringify({ extends: './required.js' }),
  '.env': 'NODE_OPTIONS=--require ./required.js\n',
  '.envrc': script('direnv'),
  // Templates, and what builds them.
  'serverless.yml': [
    'service: canary',
    "frameworkVersion: '3'",
    'plugins: [./serverless-plugin.js]',
    'provider: { name: aws, runtime: nodejs22.x }',
    'custom:',
    '  made: ${file(./serverless-file.js):made}',
    '  async: ${file(./serverless-file.js)}',
    'functions:',
    '  one: { handler: index.handler, environment: { VALUE: "${self:custom.made}" } }',
    '',
  ].join('\n'),
  'serverless-plugin.js': node('serverless-plugin'),
  'serverless-file.js': node('serverless-file'),
  'other/serverless.ts': `${esm('serverless-ts')}module.exports = { service: 'other', provider: { name: 'aws' } };\n`,
  'third/serverless.js': `${node('serverless-js')}\nmodule.exports = { service: 'third', provider: { name: 'aws' } };\n`,
  'cdk.json': JSON.stringify({ app: shell('cdk-app'), build: shell('cdk-build'), hotswap: true }),
  'sst.config.ts': esm('sst'),
  'samconfig.toml': `version = 0.1\n[default.build.parameters]\nhook_name = "evil"\n`,
  'template.yaml': [
    'Transform: [AWS::Serverless-2016-10-31, Evil]',
    'Resources:',
    '  One:',
    '    Type: AWS::Serverless::Function',
    '    Metadata: { BuildMethod: makefile }',
    '    Properties: { Handler: index.handler, Runtime: nodejs22.x, CodeUri: ., Role: !js/function "function () { process.exit(97) }" }',
    '',
  ].join('\n'),
  'js-tags.yaml': `Resources: !!js/function >\n  function () { ${node('yaml-tag')} }\n`,
  'python-tags.yaml': `Resources: !!python/object/apply:os.system ["${shell('python-tag')}"]\n`,
  'index.js': node('handler'),
  Makefile: `$(shell ${shell('make-parse')})\nbuild-One:\n\t${shell('make')}\n`,
  'main.tf': `data "external" "x" { program = ["sh", "-c", "${shell('terraform')}"] }\n`,
  Dockerfile: `FROM node:16\nRUN ${shell('docker')}\n`,
  // Other languages.
  'setup.py': python('setup-py'),
  'conftest.py': python('conftest'),
  'sitecustomize.py': python('sitecustomize'),
  'requirements.txt': `-e .\n--find-links ./wheels\npip @ file://${app}/setup.py\n`,
  'pyproject.toml':
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n[project]\nname = "x"\ndynamic = ["version"]\n',
  'backend.py': python('pep517'),
  Gemfile: `system("${shell('gemfile')}")\nsource "https://rubygems.org"\n`,
  'Gemfile.lock': 'GEM\n  remote: https://rubygems.org/\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n',
  'x.gemspec': `system("${shell('gemspec')}")\n`,
  'build.gradle': `["sh", "-c", "${shell('gradle')}"].execute()\n`,
  'gradle.lockfile': 'empty=\n',
  gradlew: script('gradlew'),
  mvnw: script('mvnw'),
  'pom.xml':
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><project><modelVersion>4.0.0</modelVersion></project>',
  'build.rs': 'fn main() {}',
  'Cargo.toml': '[package]\nname = "x"\nversion = "1.0.0"\nbuild = "build.rs"\n',
  'Cargo.lock': 'version = 4\n',
  '.cargo/config.toml': '[build]\nrustc-wrapper = "./git"\n',
  'composer.json': JSON.stringify({ scripts: { 'post-install-cmd': shell('composer') } }),
  'composer.lock': JSON.stringify({ packages: [], 'packages-dev': [] }),
  '.github/workflows/ci.yml': `on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${shell('workflow')}\n`,
  'buildspec.yml': `version: 0.2\nphases:\n  build:\n    commands:\n      - ${shell('buildspec')}\n`,
  '.pre-commit-config.yaml': `repos: [{ repo: local, hooks: [{ id: x, entry: ${JSON.stringify(shell('pre-commit'))}, language: system }] }]\n`,
  // Programs that a careless search of the path finds.
  git: script('git-in-tree'),
  'git.cmd': 'exit 0\n',
  npm: script('npm-in-tree'),
  sam: script('sam-in-tree'),
  'node_modules/.bin/git': script('git-in-bin'),
  '.gitattributes': '* diff=evil filter=evil\n',
});

const GIT_CONFIG = (): string => `
[core]
	repositoryformatversion = 1
	bare = false
	fsmonitor = ${app}/git
	hooksPath = ${app}/hooks
	pager = ${app}/git
	editor = ${app}/git
	sshCommand = ${app}/git
	askPass = ${app}/git
	gitProxy = ${app}/git
	alternateRefsCommand = ${app}/git
[credential]
	helper = ${app}/git
[diff]
	external = ${app}/git
[diff "evil"]
	command = ${app}/git
	textconv = ${app}/git
[filter "evil"]
	smudge = ${app}/git
	clean = ${app}/git
	process = ${app}/git
	required = true
[gpg]
	program = ${app}/git
[log]
	showSignature = true
[pager]
	show = ${app}/git
[remote "origin"]
	url = ext::sh -c "${shell('git-remote')}"
	promisor = true
	partialclonefilter = blob:none
[protocol]
	allow = always
[extensions]
	partialClone = origin
[user]
	name = canary
	email = canary@example.org
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-canary-'));
  app = join(folder, 'app');
  sung = join(folder, 'sung');
  mkdirSync(sung);
  for (const [path, text] of Object.entries(planted())) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), text);
    chmodSync(join(app, path), 0o755);
  }
  const git = (...args: string[]) =>
    expect(
      run('git', ['-c', 'user.name=canary', '-c', 'user.email=canary@example.org', ...args], { cwd: app }).status,
      args.join(' '),
    ).toBe(0);
  git('init', '-q', '-b', 'main');
  git('add', '-A', '-f');
  git('commit', '-q', '-m', 'plant');
  git('checkout', '-q', '-b', 'lacking');
  writeFileSync(join(app, 'package-lock.json'), JSON.stringify({ name: 'app', lockfileVersion: 3, packages: {} }));
  git('commit', '-q', '-a', '-m', 'lack');
  const lost = run('git', ['rev-parse', 'lacking:package-lock.json'], { cwd: app }).stdout.trim();
  git('checkout', '-q', 'main');
  rmSync(join(app, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  for (const hook of ['pre-commit', 'post-checkout', 'post-index-change', 'reference-transaction', 'fsmonitor-watchman']) {
    mkdirSync(join(app, 'hooks'), { recursive: true });
    for (const at of [join(app, 'hooks', hook), join(app, '.git/hooks', hook)]) writeFileSync(at, script(`hook-${hook}`), { mode: 0o755 });
  }
  writeFileSync(join(app, '.git/config'), GIT_CONFIG());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sang = (): readonly string[] => readdirSync(sung).sort();
/** The tree's own programs come first on the path, as with a careless user. */
const around = () => ({
  cwd: app,
  env: { PATH: `${app}:${join(app, 'node_modules/.bin')}:${process.env.PATH}`, PARAPET_CACHE: join(folder, 'cache') },
});

describe('an audited repository', () => {
  it('has canaries that sing when somebody runs them', () => {
    expect(spawnSync('git', ['status'], { ...around(), env: { ...process.env, ...around().env } }).error).toBeUndefined();
    run(process.execPath, ['serverless-file.js'], { cwd: app });
    run(process.execPath, ['plugin.js'], { cwd: app, env: { NODE_OPTIONS: '--experimental-default-type=module' } });
    run('sh', ['./.git/hooks/pre-commit'], { cwd: app });
    expect(sang()).toEqual(expect.arrayContaining(['git-in-tree', 'hook-pre-commit', 'serverless-file']));
    rmSync(sung, { recursive: true });
    mkdirSync(sung);
  });

  it.each([
    ['a scan', ['scan', '.', '--offline', '--format', 'json', '--persona', 'auditor']],
    ['a scan with SARIF', ['scan', '.', '--offline', '--format', 'sarif']],
    ['a scan for people', ['scan', '.', '--offline']],
    ['a bill of materials', ['inventory', '.', '--offline', '--format', 'cyclonedx']],
    ['a baseline', ['baseline', '.', '--offline', '--output', '../baseline.json']],
  ])('runs nothing of its own in %s, and starts no process', (_, args) => {
    const { env, cwd } = around();
    const { status, stdout, stderr } = parapet(args, { cwd, env: { ...env, NODE_OPTIONS: `--import=${guard}` } });
    expect(sang()).toEqual([]);
    expect(status, stderr).not.toBe(98);
    expect(status, stderr).not.toBe(97);
    if (args.includes('json')) {
      const { gaps, findings } = JSON.parse(stdout) as Report;
      // It was read, all of it: what is code is a gap, the rest is judged.
      expect(gaps.map(({ scope }) => scope.file)).toEqual(expect.arrayContaining(['other/serverless.ts', 'third/serverless.js']));
      expect(findings.map(({ location }) => location?.file)).toEqual(expect.arrayContaining(['Dockerfile', 'package-lock.json']));
      expect(stdout).not.toContain('root:x:');
    }
  });

  it.each(['main', 'HEAD', 'lacking'])('runs nothing of its own where it is held against its revision %s', (revision) => {
    // Folders of the path that lie in whatever is audited, and what git would take of the environment.
    const path = `.:node_modules/.bin:${process.env.PATH}`;
    const env = { PATH: path, GIT_EXTERNAL_DIFF: join(app, 'git'), GIT_SSH_COMMAND: join(app, 'git'), GIT_DIR: join(folder, 'none') };
    const args = ['scan', '.', '--offline', '--base', revision, '--format', 'json'];
    const { status, stdout, stderr } = parapet(args, { cwd: app, env: { ...env, PARAPET_CACHE: join(folder, 'cache') } });
    expect(sang()).toEqual([]);
    // What a partial clone lacks is not fetched: its remote is a command.
    if (revision === 'lacking') expect(`${status} ${stdout}${stderr}`).toMatch(/lacking|unreadable|cannot be read|base/);
    else expect(status, stderr).toBeLessThan(2);
  });

  it('loads a plugin that its user names, and none other', () => {
    parapet(['scan', '.', '--offline', '--plugin', './plugin.js'], around());
    expect(sang()).toEqual(['plugin']);
  });
});
