import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { advisoriesOf } from '../../src/facts/advisories/index.ts';
import type { Advisory } from '../../src/facts/advisories/osv.ts';
import { readRecord } from '../../src/facts/advisories/record.ts';
import type { Facts } from '../../src/facts/facts.ts';

const SHARED = new URL('../../fixtures/advisories-by-ecosystem/', import.meta.url).pathname;

/**
 * The OSV records in a fixture's folder, as the fact that they are. A folder of packages without any is held against those that the
 * fixtures share.
 */
export const advisoriesIn = (folder: string): Pick<Facts, 'advisories'> => {
  const own = join(folder, 'advisories');
  const records = existsSync(own) ? own : SHARED;
  if (records === SHARED && !existsSync(join(folder, 'expected.json'))) return {};
  const read = readdirSync(records).map((file): Advisory => {
    const record = readRecord(JSON.parse(readFileSync(join(records, file), 'utf8')));
    if ('malformed' in record) throw new Error(`${file}: ${record.malformed}`);
    return record;
  });
  return { advisories: advisoriesOf(read, '2026-11-22T00:00:00Z') };
};
