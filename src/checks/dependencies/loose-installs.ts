import type { Resource } from '../../check.ts';
import type { Command } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';

/** A lockfile of the repository, as far as it says what an install may change. */
export type Lockfile = Resource<'lockfile', 'Manager' | 'Generation' | 'Hashed'>;

/** A command that takes other packages than those that were locked. */
export interface Loose {
  readonly manager: string;
  readonly message: string;
  readonly fix: string;
}

const flagged = (words: readonly string[], ...flags: readonly string[]): boolean =>
  words.some((word) => flags.some((flag) => word === flag || word.startsWith(`${flag}=`)) && !/=(?:false|0|no)$/i.test(word));

const isSet = ({ environment }: Command, ...names: readonly string[]): boolean =>
  names.some((name) => environment.has(name) && !/^(?:false|0|no)?$/i.test(environment.get(name) ?? ''));

/** The arguments that are no options, those of options that take one left out. */
const operands = (words: readonly string[], withValue: readonly string[] = []): readonly string[] =>
  words.filter((word, index) => !word.startsWith('-') && !withValue.includes(words[index - 1] ?? ''));

const NPM_VALUES = ['--prefix', '-C', '--workspace', '-w', '--cache', '--registry', '--loglevel', '--userconfig', '--omit', '--include'];

/** https://docs.npmjs.com/cli/commands/npm-ci */
const ofNpm = ({ words }: Command): Loose | undefined => {
  const [command, ...names] = operands(words, NPM_VALUES);
  if (command === 'update' || command === 'up' || command === 'upgrade')
    return flagged(words, '-g', '--global')
      ? undefined
      : { manager: 'npm', message: `npm ${command} chooses versions anew`, fix: 'Use npm ci.' };
  if (!['install', 'i', 'in', 'isntall', 'add'].includes(command ?? '') || names.length > 0) return undefined;
  if (flagged(words, '-g', '--global', '--package-lock-only', '--dry-run')) return undefined;
  return {
    manager: 'npm',
    message: `npm ${command} takes other versions where the lockfile does not fit the manifest, and writes it anew`,
    fix: 'Use npm ci.',
  };
};

/** Yarn 2 and later refuse to change the lockfile where they see that they run in CI: https://yarnpkg.com/configuration/yarnrc#enableImmutableInstalls */
const ofYarn = (command: Command, lockfiles: readonly Lockfile[], inCi: boolean): Loose | undefined => {
  const { words } = command;
  const [name, ...names] = operands(words, ['--cwd', '--network-timeout', '--cache-folder', '--registry', '--modules-folder', '--mutex']);
  if (name === 'upgrade' || name === 'up')
    return { manager: 'yarn', message: `yarn ${name} chooses versions anew`, fix: 'Use yarn install --immutable.' };
  if ((name !== undefined && name !== 'install') || names.length > 0 || flagged(words, '--version', '-v', '--help')) return undefined;
  if (flagged(words, '--frozen-lockfile', '--immutable', '--immutable-cache') || isSet(command, 'YARN_ENABLE_IMMUTABLE_INSTALLS'))
    return undefined;
  const classic = lockfiles.some((one) => textOf(one.get('Generation')) === 'classic');
  const loosened = words.some((word) => /^--(?:no-immutable|immutable=false)$/.test(word));
  if (!classic && inCi && !loosened) return undefined;
  const fix = classic ? 'Use yarn install --frozen-lockfile.' : 'Use yarn install --immutable.';
  return { manager: 'yarn', message: 'yarn install writes the lockfile anew where it does not fit the manifest', fix };
};

/** pnpm freezes by itself where it sees that it runs in CI: https://pnpm.io/cli/install#--frozen-lockfile */
const ofPnpm = (command: Command, inCi: boolean): Loose | undefined => {
  const { words } = command;
  const [name, ...names] = operands(words, ['--dir', '-C', '--filter', '-F', '--store-dir', '--reporter', '--registry']);
  if (name === 'update' || name === 'up' || name === 'upgrade')
    return flagged(words, '-g', '--global')
      ? undefined
      : { manager: 'pnpm', message: `pnpm ${name} chooses versions anew`, fix: 'Use pnpm install --frozen-lockfile.' };
  if (!['install', 'i'].includes(name ?? '') || names.length > 0 || flagged(words, '-g', '--global', '--lockfile-only')) return undefined;
  const loosened = words.some((word) => /^--(?:no-frozen-lockfile|frozen-lockfile=false|fix-lockfile|no-lockfile)$/.test(word));
  if (!loosened && (inCi || flagged(words, '--frozen-lockfile') || isSet(command, 'CI'))) return undefined;
  return {
    manager: 'pnpm',
    message: 'pnpm install writes the lockfile anew where it does not fit the manifest',
    fix: 'Use pnpm install --frozen-lockfile.',
  };
};

const ofBun = ({ words }: Command): Loose | undefined => {
  const [name, ...names] = operands(words, ['--cwd', '--filter', '--registry', '--cache-dir', '-c', '--config']);
  if (name === 'update') return { manager: 'bun', message: 'bun update chooses versions anew', fix: 'Use bun install --frozen-lockfile.' };
  if (!['install', 'i'].includes(name ?? '') || names.length > 0 || flagged(words, '-g', '--global', '--frozen-lockfile')) return undefined;
  return {
    manager: 'bun',
    message: 'bun install writes the lockfile anew where it does not fit the manifest',
    fix: 'Use bun install --frozen-lockfile, or bun ci.',
  };
};

/** pip takes what a requirement without a hash resolves to at that moment: https://pip.pypa.io/en/stable/topics/secure-installs/ */
const ofPip = (command: Command, files: readonly Lockfile[]): Loose | undefined => {
  const { words } = command;
  const listed = words.flatMap((word, index) => {
    if (/^-r.|^--requirement=/.test(word)) return [word.replace(/^-r|^--requirement=/, '')];
    return ['-r', '--requirement'].includes(words[index - 1] ?? '') ? [word] : [];
  });
  if (operands(words)[0] !== 'install' || listed.length === 0) return undefined;
  if (flagged(words, '--require-hashes') || isSet(command, 'PIP_REQUIRE_HASHES', 'UV_REQUIRE_HASHES')) return undefined;
  const loose = listed.find((path) => {
    const meant = files.filter(
      ({ id }) => id === path.replace(/^\.\//, '') || id.endsWith(`/${path.replace(/^(?:\.{1,2}\/|[^/]*\$[^/]*\/)+/, '')}`),
    );
    return !meant.some((file) => textOf(file.get('Hashed')) === 'true');
  });
  if (loose === undefined) return undefined;
  return {
    manager: 'pip',
    message: `pip installs ${loose} without hashes`,
    fix: 'Compile it with hashes (pip-compile --generate-hashes, uv export) and install with --require-hashes.',
  };
};

const ofUv = (command: Command, files: readonly Lockfile[]): Loose | undefined => {
  const { words } = command;
  const [name, ...rest] = operands(words, ['--directory', '--project', '--python', '-p', '--extra', '--group', '--package']);
  if (name === 'pip') return ofPip({ ...command, words: words.slice(words.indexOf('pip') + 1) }, files);
  if (name !== 'sync' || rest.length > 0) return undefined;
  if (flagged(words, '--locked', '--frozen') || isSet(command, 'UV_LOCKED', 'UV_FROZEN')) return undefined;
  return { manager: 'uv', message: 'uv sync writes the lockfile anew where it does not fit the manifest', fix: 'Use uv sync --locked.' };
};

const simple = (manager: string, { words }: Command): Loose | undefined => {
  const [name] = operands(words);
  const updates = {
    poetry: ['update'],
    pdm: ['update'],
    composer: ['update', 'upgrade'],
    bundle: ['update'],
    cargo: ['update'],
    pipenv: ['update', 'lock'],
  };
  const frozen = {
    poetry: 'poetry install',
    pdm: 'pdm sync',
    composer: 'composer install',
    bundle: 'bundle install --frozen',
    cargo: 'cargo build --locked',
    pipenv: 'pipenv sync',
  };
  const key = manager as keyof typeof updates;
  if (updates[key].includes(name ?? ''))
    return { manager: key === 'bundle' ? 'bundler' : key, message: `${manager} ${name} chooses versions anew`, fix: `Use ${frozen[key]}.` };
  if (manager === 'pipenv' && name === 'install' && operands(words).length === 1 && !flagged(words, '--deploy', '--ignore-pipfile'))
    return {
      manager,
      message: 'pipenv install writes the lockfile anew where it does not fit the Pipfile',
      fix: 'Use pipenv sync, or pipenv install --deploy.',
    };
  return undefined;
};

/** What a command installs other than what was locked. `inCi`: package managers see that they run in a pipeline. */
export const looseness = (command: Command, lockfiles: (manager: string) => readonly Lockfile[], inCi: boolean): Loose | undefined => {
  const [program = '', ...words] = command.words;
  const rest = { ...command, words };
  if (program === 'python' || program === 'python3')
    return words[0] === '-m' && words[1] === 'pip' ? ofPip({ ...command, words: words.slice(2) }, lockfiles('pip')) : undefined;
  if (program === 'corepack') return words.length < 2 ? undefined : looseness({ ...command, words }, lockfiles, inCi);
  if (program === 'npm') return ofNpm(rest);
  if (program === 'yarn' || program === 'yarnpkg') return ofYarn(rest, lockfiles('yarn'), inCi);
  if (program === 'pnpm') return ofPnpm(rest, inCi);
  if (program === 'bun') return ofBun(rest);
  if (program === 'pip' || program === 'pip3') return ofPip(rest, lockfiles('pip'));
  if (program === 'uv') return ofUv(rest, lockfiles('pip'));
  return ['poetry', 'pdm', 'composer', 'bundle', 'cargo', 'pipenv'].includes(program) ? simple(program, rest) : undefined;
};
