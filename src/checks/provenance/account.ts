import type { Context, Field } from '../../check.ts';
import type { UnknownReason } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';

/** Whose a resource is that an ARN names. An account that nothing shows to be the own one is another's. */
export type Owner =
  | { readonly whose: 'own' }
  | { readonly whose: 'foreign'; readonly account: string; readonly trusted: boolean }
  | { readonly whose: 'unknown'; readonly reason: UnknownReason };

const HOLE = '\u0000';
const OWN = 'own';

/** The account of a function's role, which is the function's own: Lambda takes no role of another. */
export const accountOfRole = (role: Field<string>): readonly string[] => {
  const account = role.state === 'known' ? String(role.value).split(':')[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? [account] : [];
};

/** Reads the account of an ARN, known in full or but for references: a resource of the template is the own account's, and `own` are accounts that other things show to be. */
export const ownerOf = (arn: Field<string>, context: Pick<Context, 'ownAccounts' | 'settings'>, own: readonly string[] = []): Owner => {
  if (arn.state === 'redacted') return { whose: 'unknown', reason: { kind: 'redacted' } };
  if (arn.state === 'absent') return { whose: 'unknown', reason: { kind: 'malformed', expected: 'an ARN' } };
  const parts = arn.state === 'known' ? [String(arn.value)] : partsOf(arn.reason);
  // A text that begins with a reference to a resource is its ARN.
  if (typeof parts[0] === 'object' && 'target' in parts[0]) return { whose: 'own' };
  const text = parts
    .map((part) => (typeof part === 'string' ? part : 'pseudo' in part ? (part.pseudo === 'AWS::AccountId' ? OWN : 'pseudo') : HOLE))
    .join('');
  const account = text.split(':')[4];
  if (account === OWN) return { whose: 'own' };
  if (account === undefined || !/^\d{12}$/.test(account)) {
    const reason: UnknownReason = arn.state === 'unknown' ? arn.reason : { kind: 'malformed', expected: 'an ARN with an account' };
    return { whose: 'unknown', reason };
  }
  if (context.ownAccounts.has(account) || own.includes(account)) return { whose: 'own' };
  const { trustedAccounts } = context.settings;
  return { whose: 'foreign', account, trusted: trustedAccounts.includes(account) };
};
