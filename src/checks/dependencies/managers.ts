import type { Package } from '../../model/package.ts';

/** How a package manager is told to take another version. */
export interface Manager {
  /** The command that asks for another version of a package than the manifest does. */
  readonly require?: (name: string, version: string, dev: boolean) => string;
  /** What to write where there is no such command, and into which file, if not the one that the package stands in. */
  readonly ask?: (name: string, version: string) => readonly [text: string, file?: string];
  /** The command that renews the lockfile's entry within what everybody asks for. */
  readonly renew?: (name: string, from: string, to: string) => string;
  /** What makes it take a version, whoever asks for another: what to write, and into which file. */
  readonly pin?: (name: string, from: string, to: string) => readonly [text: string, file: string];
}

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#overrides */
const npm: Manager = {
  require: (name, version) => `npm install ${name}@${version}`,
  renew: (name) => `npm update ${name}`,
  pin: (name, from, to) => [`"overrides": { "${name}@${from}": "${to}" }`, 'package.json'],
};

/** Since version 10 in a file of its own: https://pnpm.io/settings#overrides */
const pnpm: Manager = {
  require: (name, version) => `pnpm update ${name}@${version}`,
  renew: (name) => `pnpm update --depth Infinity ${name}`,
  pin: (name, from, to) => [`overrides: { "${name}@${from}": "${to}" }`, 'pnpm-workspace.yaml'],
};

/** The same in all of its versions: https://yarnpkg.com/configuration/manifest#resolutions */
const yarn: Manager = {
  require: (name, version, dev) => `yarn add ${dev ? '--dev ' : ''}${name}@${version}`,
  pin: (name, _, to) => [`"resolutions": { "${name}": "${to}" }`, 'package.json'],
};

/** https://yarnpkg.com/cli/up */
const berry: Manager = { ...yarn, renew: (name) => `yarn up --recursive ${name}` };

/** https://bun.com/docs/install/overrides */
const bun: Manager = {
  require: (name, version, dev) => `bun add ${dev ? '--dev ' : ''}${name}@${version}`,
  pin: (name, _, to) => [`"overrides": { "${name}": "${to}" }`, 'package.json'],
};

/** https://docs.astral.sh/uv/concepts/resolution/#dependency-overrides */
const uv: Manager = {
  require: (name, version, dev) => `uv add ${dev ? '--dev ' : ''}"${name}>=${version}"`,
  renew: (name, _, to) => `uv lock --upgrade-package ${name}==${to}`,
  pin: (name, _, to) => [`override-dependencies = ["${name}>=${to}"]`, 'pyproject.toml below [tool.uv]'],
};

const poetry: Manager = {
  require: (name, version) => `poetry add "${name}>=${version}"`,
  renew: (name) => `poetry update ${name}`,
};

/** https://pdm-project.org/latest/usage/dependency/#dependency-overrides */
const pdm: Manager = {
  require: (name, version) => `pdm add "${name}>=${version}"`,
  renew: (name) => `pdm update ${name}`,
  pin: (name, _, to) => [`${name} = ">=${to}"`, 'pyproject.toml below [tool.pdm.resolution.overrides]'],
};

const pipenv: Manager = {
  require: (name, version, dev) => `pipenv install ${dev ? '--dev ' : ''}"${name}>=${version}"`,
  renew: (name) => `pipenv update ${name}`,
};

const cargo: Manager = {
  require: (name, version, dev) => `cargo add ${dev ? '--dev ' : ''}${name}@${version}`,
  renew: (name, from, to) => `cargo update ${name}@${from} --precise ${to}`,
};

/** Minimal version selection takes what anybody asks for at least: https://go.dev/ref/mod#minimal-version-selection */
const goGet = (name: string, version: string): string =>
  name === 'stdlib' ? `go get go@${version}` : `go get ${name}@${version.replace(/^v?/, 'v')}`;
const go: Manager = { require: goGet, renew: (name, _, to) => goGet(name, to) };

const composer: Manager = {
  require: (name, version, dev) => `composer require ${dev ? '--dev ' : ''}"${name}:^${version.replace(/^v/, '')}"`,
  renew: (name) => `composer update ${name}`,
};

const bundler: Manager = {
  ask: (name, version) => [`gem "${name}", ">= ${version}"`, 'Gemfile'],
  renew: (name) => `bundle update --conservative ${name}`,
};

/** A direct reference counts more than one that another package brings: https://learn.microsoft.com/nuget/concepts/dependency-resolution */
const dotnet: Manager = {
  require: (name, version) => `dotnet add package ${name} --version ${version}`,
};

const pip: Manager = {
  ask: (name, version) => [`${name}==${version}`],
};

const maven: Manager = {
  ask: (name, version) => [`<version>${version}</version> for ${name}`],
};

const BY_FILE: readonly (readonly [RegExp, Manager])[] = [
  [/^(?:package-lock|npm-shrinkwrap)\.json$/, npm],
  [/^pnpm-lock\.yaml$/, pnpm],
  [/^bun\.lock$/, bun],
  [/^uv\.lock$/, uv],
  [/^poetry\.lock$/, poetry],
  [/^pdm\.lock$/, pdm],
  [/^Pipfile\.lock$/, pipenv],
  [/^Cargo\.lock$/, cargo],
  [/^go\.(?:mod|sum)$/, go],
  [/^composer\.lock$/, composer],
  [/^(?:Gemfile\.lock|gems\.locked)$/, bundler],
  [/^packages\.lock\.json$/, dotnet],
  [/requirements[^/]*\.(?:txt|in)$/i, pip],
  [/^pom\.xml$/, maven],
];

const NONE: Manager = {};

/** The package manager whose lockfile names a package. Of what is none (a bill of materials, deployed code) nobody can say. */
export const managerOf = ({ origin: { file = '' }, integrity }: Package): Manager => {
  const name = file.slice(file.lastIndexOf('/') + 1);
  // Yarn has written hashes without their algorithm since version 2.
  if (name === 'yarn.lock') return integrity === undefined || /^sha\d+-/.test(integrity) ? yarn : berry;
  return BY_FILE.find(([pattern]) => pattern.test(name))?.[1] ?? NONE;
};
