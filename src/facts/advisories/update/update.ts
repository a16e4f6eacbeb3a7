import { UserError } from '../../../errors.ts';
import type { Gap } from '../../../model/inventory.ts';
import { type Collecting, collecting, newestTo } from '../database/content.ts';
import type { Header, Source } from '../database/format.ts';
import { fileOf } from '../database/load.ts';
import { encode, publish } from '../database/write.ts';
import { readRecords } from '../read.ts';

/** What an update is made of. */
export interface UpdateOptions {
  /** The folder of the database. */
  readonly folder: string;
  /** Paths of records: folders, zip archives, files. */
  readonly paths: readonly string[];
  readonly ecosystems: readonly string[];
  readonly cwd: string;
  now(): Date;
}

/** What became of an ecosystem's database. */
export interface Updated {
  readonly ecosystem: string;
  readonly header: Header;
  /** What could not be read of its records. */
  readonly gaps: readonly Gap[];
}

/** Writes what was collected in place of an ecosystem's database. */
export const write = async (
  { folder, now }: Pick<UpdateOptions, 'folder' | 'now'>,
  collected: Collecting,
  { ecosystem, asOf, sources }: { readonly ecosystem: string; readonly asOf: string | null; readonly sources: readonly Source[] },
): Promise<Updated> => {
  const { header, parts } = encode(collected.content, { ecosystem, asOf, updated: now().toISOString(), sources });
  const file = fileOf(folder, ecosystem);
  await publish(file, parts).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`${file} cannot be written (${cause.code ?? cause.message})`, { cause });
  });
  return { ecosystem, header, gaps: collected.gaps };
};

/** Makes the databases of the ecosystems that paths hold records about. */
export const updateFromPaths = async (options: UpdateOptions): Promise<readonly Updated[]> => {
  const { paths, ecosystems, cwd } = options;
  const all = ecosystems.map((ecosystem) => ({ ecosystem, collected: collecting(ecosystem) }));
  for (const path of paths) await readRecords(path, cwd, newestTo(all.map(({ collected }) => collected)), '--from');
  const updated: Updated[] = [];
  for (const { ecosystem, collected } of all) {
    const { content } = collected;
    if (content.packages.size === 0) continue;
    updated.push(await write(options, collected, { ecosystem, asOf: content.newest, sources: paths.map((from) => ({ from })) }));
  }
  return updated;
};
