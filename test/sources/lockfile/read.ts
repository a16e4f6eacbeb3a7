import type { Package } from '../../../src/model/package.ts';
import { npm } from '../../../src/sources/lockfile/npm/index.ts';

/** The files of a project: paths to texts, or to what is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

const textOf = (file: unknown): string => (typeof file === 'string' ? file : JSON.stringify(file, null, 2));

/** Reads a project's lockfile without a disk. */
export const read = async (lockfile: unknown, files: Files = {}) => {
  const source = { file: 'package-lock.json', text: textOf(lockfile) };
  return npm.read(
    source,
    async (path) => (Object.hasOwn(files, path) ? { file: path, text: textOf(files[path]) } : undefined),
    'folder',
    async () => [],
  );
};

/** The packages alone. */
export const packagesIn = async (lockfile: unknown, files: Files = {}): Promise<readonly Package[]> =>
  (await read(lockfile, files)).packages.map(({ pkg }) => pkg);

/** The one package of a name. */
export const only = (packages: readonly Package[], name: string): Package => {
  const found = packages.filter((pkg) => pkg.name === name);
  if (found.length !== 1) throw new Error(`there are ${found.length} packages ${name}`);
  return found[0] as Package;
};

/** A lockfile of version 3 around its entries. */
export const versionThree = (packages: Readonly<Record<string, unknown>>, root: Readonly<Record<string, unknown>> = {}) => ({
  name: 'app',
  lockfileVersion: 3,
  requires: true,
  packages: { '': { name: 'app', version: '1.0.0', ...root }, ...packages },
});

/** A lockfile of version 1 around its entries. */
export const versionOne = (dependencies: Readonly<Record<string, unknown>>) => ({
  name: 'app',
  version: '1.0.0',
  lockfileVersion: 1,
  requires: true,
  dependencies,
});

export const registry = (name: string, version: string, more: Readonly<Record<string, unknown>> = {}) => ({
  version,
  resolved: `https://registry.npmjs.org/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`,
  integrity: 'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==',
  ...more,
});
