import { fingerprintOf, redact } from '../redaction.ts';
import type { Redacted } from '../value.ts';
import { BESIDE, calledBy, telling } from './names.ts';
import { pairsOf } from './pairs.ts';
import { findTokens } from './tokens.ts';

/** A credential in the text of a file. */
export interface Credential {
  readonly start: number;
  readonly end: number;
  readonly redacted: Redacted['$redacted'] & { readonly confidence: 'high' | 'medium' | 'low' };
}

/** How much of a file is looked for beside credentials of a known form: values under telling names, and whether these need quotes. */
export type Values = 'none' | 'quoted' | 'bare';

const NAME = String.raw`([A-Za-z_][\w.-]{0,80})\\?["'${'`'}]?[ \t]{0,10}(?:=>|:=|[:=])[ \t]{0,10}`;
const QUOTED = new RegExp(String.raw`${NAME}\\?(["'${'`'}])([^"'${'`'}\\\r\n]{12,256})\\?\2`, 'g');
const BARE = new RegExp(String.raw`${NAME}([A-Za-z0-9+/_=~-]{16,256})(?=[\s,;"'${'`'}]|$)`, 'g');
const RANK = { high: 3, medium: 2, low: 1 } as const;

/** The credentials in a text, in their order; of those that overlap the surest. */
export const credentialsIn = (text: string, values: Values): readonly Credential[] => {
  const found: Credential[] = [...(values === 'none' ? [] : named(text, QUOTED, 3)), ...(values === 'bare' ? named(text, BARE, 2) : [])];
  for (const { kind, start, end, confidence } of findTokens(text)) {
    if (confidence === undefined) continue;
    const secret = text.slice(start, end);
    found.push({ start, end, redacted: { kind, length: secret.length, fingerprint: fingerprintOf(secret), confidence } });
  }
  const sorted = found.sort((a, b) => a.start - b.start || RANK[b.redacted.confidence] - RANK[a.redacted.confidence]);
  return sorted.filter((one, index) => !sorted.slice(Math.max(0, index - 8), index).some(({ end }) => end > one.start));
};

/** Values that look made by a machine, under a name that calls them a credential; anything less sure is nothing. */
function* named(text: string, pattern: RegExp, group: number): Generator<Credential> {
  for (const match of text.matchAll(pattern)) {
    const [whole, pair = ''] = match;
    const value = match[group] ?? '';
    const start = match.index + whole.lastIndexOf(value);
    const name = calledBy(pair, text.slice(Math.max(0, match.index - BESIDE), match.index));
    if (telling(name) !== undefined) yield* judged(name, value, start);
    // Names and values in one: the parameters of a command, a connection string.
    else for (const inner of pairsOf(value)) yield* judged(inner.name, inner.value, start + inner.start);
  }
}

function* judged(name: string, value: string, start: number): Generator<Credential> {
  if (telling(name) === undefined) return;
  const hidden = redact(name, value)?.$redacted;
  if (hidden?.confidence !== 'high' && hidden?.confidence !== 'medium') return;
  yield { start, end: start + value.length, redacted: { ...hidden, confidence: hidden.confidence } };
}
