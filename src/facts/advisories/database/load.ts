import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Gap } from '../../../model/inventory.ts';
import type { Package } from '../../../model/package.ts';
import { advisoriesOf } from '../index.ts';
import type { Loaded } from '../load.ts';
import { keyOf } from '../names.ts';
import type { Advisory } from '../osv.ts';
import { lossOf } from '../texts.ts';
import { nameIn, unpacked } from './content.ts';
import { openDatabase } from './open.ts';

const SUFFIX = '.advisories';

/** The file of an ecosystem in a database's folder. */
export const fileOf = (folder: string, ecosystem: string): string => join(folder, ecosystem + SUFFIX);

/** The ecosystems of the database in a folder; none where there is no such folder, or it is no database. */
export const ecosystemsIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  } catch {
    return [];
  }
};

type Wanted = Pick<Package, 'ecosystem' | 'name'>;

/** What a database in a folder holds about some packages. `update` is the command that mends it. */
export const loadDatabase = (folder: string, packages: readonly Wanted[], update: string): Loaded => {
  const names = new Map<Package['ecosystem'], Set<string>>();
  for (const { ecosystem, name } of packages) names.set(ecosystem, (names.get(ecosystem) ?? new Set()).add(nameIn(ecosystem, name)));
  const records: Advisory[] = [];
  const unreadable = new Map<string, readonly string[]>();
  const lost = new Map<string, string>();
  const gaps: Gap[] = [];
  const dates: string[] = [];

  for (const [ecosystem, wanted] of names) {
    const lose = (name: string, message: string) => void lost.set(keyOf(ecosystem, name), message);
    const opened = openDatabase(fileOf(folder, ecosystem));
    if (opened === undefined || 'unreadable' in opened) {
      const why =
        opened === undefined
          ? `The database of advisories has none of ${ecosystem}`
          : `The database of ${ecosystem}'s advisories cannot be used: ${opened.unreadable}`;
      for (const name of wanted) lose(name, `${why}; \`${update}\` makes it anew`);
      continue;
    }
    try {
      const { header } = opened;
      if (header.asOf !== null) dates.push(header.asOf);
      if (header.unreadable > 0)
        gaps.push(lossOf(undefined, `${header.unreadable} of the records about ${ecosystem} could not be read when the database was made`));
      for (const [name, held] of opened.lookup([...wanted])) {
        if (held === 'damaged') {
          lose(name, `The database of ${ecosystem}'s advisories is damaged; \`${update}\` makes it anew`);
          continue;
        }
        const [, packed, ids] = held;
        const read = packed.map((value) => unpacked(value, ecosystem, name));
        for (const record of read)
          if (record === undefined) lose(name, `The database of ${ecosystem}'s advisories is damaged; \`${update}\` makes it anew`);
          else records.push(record);
        if (ids.length > 0) unreadable.set(keyOf(ecosystem, name), ids);
      }
    } finally {
      opened.close();
    }
  }
  return { advisories: advisoriesOf(records, dates.sort()[0] ?? null, unreadable, lost), gaps };
};
