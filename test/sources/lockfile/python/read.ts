import type { Package } from '../../../../src/model/package.ts';
import type { LockfileFormat } from '../../../../src/sources/lockfile/format.ts';

/** The files beside a lockfile: paths to texts. */
export type Files = Readonly<Record<string, string>>;

/** Reads a lockfile without a disk. */
export const read = (format: LockfileFormat, text: string, files: Files = {}) => {
  const name = format.names.find((each) => typeof each === 'string') ?? 'requirements.txt';
  return format.read(
    { file: String(name), text },
    async (path) => (Object.hasOwn(files, path) ? { file: path, text: files[path] ?? '' } : undefined),
    'folder',
  );
};

/** The packages alone. */
export const packagesIn = async (format: LockfileFormat, text: string, files: Files = {}): Promise<readonly Package[]> =>
  (await read(format, text, files)).packages.map(({ pkg }) => pkg);

/** A package in short: `name@version source dev optional direct`. */
export const inShort = ({ name, version, source, dev, optional, direct }: Package): string =>
  [`${name}${version === undefined ? '' : `@${version}`}`, source, dev && 'dev', optional && 'optional', direct && 'direct']
    .filter(Boolean)
    .join(' ');
