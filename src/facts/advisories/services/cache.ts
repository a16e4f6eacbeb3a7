import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, objectIn } from '../../answer.ts';
import { keep } from '../../keep.ts';
import type { Advisory } from '../osv.ts';
import { readRecord } from '../record.ts';

/** Records of a service that are kept from run to run, by their ids. */
export interface RecordCache {
  /** The record as it was when the service listed it with this date. What cannot be read is not there. */
  read(id: string, modified: string): Promise<Advisory | undefined>;
  write(record: Advisory, modified: string): Promise<void>;
}

const VERSION = 1;

/** The records of a service below a folder; without one nothing is kept. */
export const keptIn = (folder: string | undefined, address: string): RecordCache => {
  if (folder === undefined) return { read: async () => undefined, write: async () => {} };
  const fileOf = (id: string): string => {
    const key = createHash('sha256').update(`${address}\n${id}`).digest('hex');
    return join(folder, 'osv', `v${VERSION}`, key.slice(0, 2), `${key}.json`);
  };
  return {
    read: async (id, modified) => {
      // One without a date may be of any.
      if (modified === '') return undefined;
      const text = await readFile(fileOf(id), 'utf8').catch(() => '');
      const kept = objectIn(text);
      if (kept?.address !== address || kept.modified !== modified || !isObject(kept.record)) return undefined;
      const record = readRecord(kept.record);
      return 'malformed' in record || record.id !== id ? undefined : record;
    },
    write: (record, modified) => keep(fileOf(record.id), JSON.stringify({ address, modified, record })),
  };
};
