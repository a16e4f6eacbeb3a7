import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../../errors.ts';
import { openerOf } from './bundles.ts';
import { embedded, type TrustRoot } from './embedded.ts';

const LARGEST = 4 << 20;

/** Reads a trust root that the user names in place of Sigstore's own (`trusted_root.json`). Throws a `UserError` for what is none. */
export const givenTrustRoot = async (file: string): Promise<TrustRoot> => {
  try {
    const { size, mtime } = await stat(file);
    if (size > LARGEST) throw new Error('it is too large');
    const root = {
      asOf: mtime.toISOString().slice(0, 10),
      trustedRoot: JSON.parse(await readFile(file, 'utf8')) as unknown,
      npmKeys: embedded.npmKeys,
    };
    openerOf(root);
    return root;
  } catch (cause) {
    throw new UserError(`PARAPET_TRUSTED_ROOT names no trust root of Sigstore: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};
