import type { Gap } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import type { Advisories } from '../facts.ts';
import { advisoriesOf } from './index.ts';
import { keyOf } from './names.ts';
import { readRecords } from './read.ts';
import { recordsAbout } from './records.ts';

/** What was found at a path. Without `advisories` there was no record to read. */
export interface Loaded {
  readonly advisories?: Advisories;
  readonly gaps: readonly Gap[];
}

/**
 * Reads the advisories about some packages from a folder (every `*.json` below it), a zip archive, or a file with one record or a
 * list of them. What cannot be read among them is a gap; a path with nothing to read is a `UserError`.
 */
export const loadAdvisories = async (
  path: string,
  cwd: string,
  packages: readonly Pick<Package, 'ecosystem' | 'name'>[],
): Promise<Loaded> => {
  const records = recordsAbout(packages);
  await readRecords(path, cwd, records, '--advisories');
  if (records.count === 0) return { gaps: records.gaps };
  const lost = new Map(
    packages
      .filter(({ ecosystem }) => !records.ecosystems.has(ecosystem))
      .map(({ ecosystem, name }) => [keyOf(ecosystem, name), `${path} holds no advisories of ${ecosystem}`]),
  );
  return { advisories: advisoriesOf(records.wanted, records.newest, records.unreadable, lost), gaps: records.gaps };
};
