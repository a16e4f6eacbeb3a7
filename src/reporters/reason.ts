import type { UnknownReason } from '../model/value.ts';

/** A reason in words: what kind of thing is missing, and what exactly. */
export interface Reason {
  /** The same for every reason of its kind that is worth counting together. */
  readonly what: string;
  readonly detail?: string;
}

/** Why something could not be determined, in words. */
export const reasonOf = (reason: UnknownReason): Reason => {
  switch (reason.kind) {
    case 'intrinsic':
      return { what: 'known only at deployment', detail: reason.expression };
    case 'access-denied':
      return { what: 'access denied', detail: reason.action };
    case 'call-failed':
      return { what: 'the call failed', detail: `${reason.action} (${reason.message})` };
    case 'not-returned':
      return { what: 'AWS did not return the value' };
    case 'not-asked':
      return { what: 'not asked for in the run that read the account', detail: reason.action };
    case 'malformed':
      return { what: 'malformed', detail: `expected ${reason.expected}` };
    case 'redacted':
      return { what: 'hidden because it may be a secret' };
    case 'unlisted':
      return {
        what: `not every ${reason.type} could be read`,
        detail: [reason.reason, reason.action].filter((text) => text !== undefined).join(', '),
      };
    case 'outside':
      return { what: 'not part of what was audited', detail: reason.what };
    case 'missing-fact':
      return { what: `no ${reason.fact} at hand`, ...(reason.message === undefined ? {} : { detail: reason.message }) };
    case 'not-in-table':
      return { what: `not in the table of ${reason.table}`, detail: reason.value };
    case 'too-many-worlds':
      return { what: 'depends on more conditions than can be tried', detail: reason.choices.join(', ') };
    case 'check-failed':
      return { what: 'the check itself failed, which is a bug in it', detail: reason.message };
    default: {
      // A report that was saved by another version may hold a reason that this one does not know.
      const other: { readonly kind: string } = reason satisfies never;
      return { what: other.kind };
    }
  }
};

/** The same as one phrase: `known only at deployment: !Ref Stage`. */
export const inWords = (reason: UnknownReason): string => {
  const { what, detail } = reasonOf(reason);
  return detail === undefined || detail === '' ? what : `${what}: ${detail}`;
};
