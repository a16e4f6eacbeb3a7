import type { Registry } from '../facts.ts';

/** A registry that nobody asks, with the reason: a word and a sentence without its full stop. */
export const closedRegistry = (why: string, message: string): Registry => {
  const unavailable = { kind: 'missing-fact', fact: 'registry', why, message } as const;
  return { lookup: () => ({ unavailable }), verificationOf: () => ({ failures: [], unknown: [unavailable] }) };
};
