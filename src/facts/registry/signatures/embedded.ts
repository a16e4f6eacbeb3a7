import { npmKeysIn, type SigningKeys } from './keys.ts';
import table from './trust-root.json' with { type: 'json' };

/** npm's keys for releases, as Sigstore's TUF repository had them on the table's date. */
export const embeddedNpmKeys = (): SigningKeys => npmKeysIn(table.npmKeys, 'npm:signatures');
