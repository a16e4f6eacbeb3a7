import { createHash } from 'node:crypto';
import { memoryOf } from './memory.ts';
import { telling } from './redaction/names.ts';
import { pairsOf } from './redaction/pairs.ts';
import { decodeText } from './redaction/text.ts';
import { type Found, findTokens } from './redaction/tokens.ts';
import { judgeLiteral } from './redaction/values.ts';
import type { Redacted } from './value.ts';

/** The most characters that are examined of one text. What is longer is hidden whole, as nobody looked at it. */
const LIMIT = 65_536;
/** A secret that the limit cuts begins no further before it. */
const OVERLAP = 512;
const PAIR_LIMIT = 4_000;

type Hidden = Pick<Redacted['$redacted'], 'kind' | 'confidence'>;

const ORDER = { high: 3, medium: 2, low: 1 } as const;
const rank = ({ confidence }: Hidden): number => (confidence === undefined ? 0 : ORDER[confidence]);
const best = <Each extends Hidden>(found: readonly Each[]): Each | undefined =>
  found.reduce<Each | undefined>((one, next) => (one === undefined || rank(next) > rank(one) ? next : one), undefined);

/** What hides a text of several parts: the part that is most surely a credential. */
export const surestOf = (parts: readonly Redacted[]): Redacted | undefined => {
  const hidden = best(parts.map(({ $redacted }) => $redacted));
  return hidden && { $redacted: hidden };
};

/** The surest of what was found; called by its format, where it has one, rather than by its looks. */
const surest = (all: readonly Hidden[]): Hidden | undefined => {
  const found = best(all);
  if (found?.kind !== 'high-entropy') return found;
  const format = all.find(({ kind, confidence }) => confidence !== undefined && kind !== 'high-entropy');
  return format === undefined ? found : { ...found, kind: format.kind };
};

/** Tells two secrets apart, and cannot be turned back. */
export const fingerprintOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** What a literal under this name has to be hidden as, if it has. */
const judge = (name: string, value: string): Hidden | undefined => {
  const tells = telling(name);
  const verdict = tells === undefined ? 'open' : judgeLiteral(tells, value);
  return verdict === 'open' ? undefined : verdict === 'hidden' || verdict === 'plain' ? { kind: verdict } : verdict;
};

/** Names that say nothing of their value: its own name stands elsewhere, as in a list of `Name` and `Value`. */
const SILENT = /^(?:value|default|parametervalue|stringvalue|content|data|text)$/i;

/** Dynamic references (`{{resolve:...}}`) and template variables hold colons and names of their own, and no secret. */
const blank = (text: string): string =>
  text.includes('{{') ? text.replace(/\{\{(?:[^{}]|\$\{[^{}]{0,200}\}){1,2048}\}\}/g, (reference) => ' '.repeat(reference.length)) : text;

const inside = (name: string, whole: string): readonly Hidden[] => {
  const value = blank(whole);
  const found: Hidden[] = [...findTokens(value, name)];
  for (const line of value.includes('\n') ? value.split('\n') : [value]) {
    for (const pair of pairsOf(line)) {
      const hidden = judge(pair.name, pair.value);
      if (hidden !== undefined) found.push(hidden);
    }
    if (found.length > 50) break;
  }
  const decoded = value.length >= 24 ? decodeText(value.trim()) : undefined;
  if (decoded !== undefined) found.push(...findTokens(decoded, name));
  return found;
};

/** What a template holds stands there many times mostly: names of actions, parts of ARNs. */
const judged = memoryOf<Hidden | 'harmless'>(1_000_000);

/** What a value under a name is at worst, by what stands in it and by what it is called. */
const worst = (name: string, value: string): Hidden | undefined => {
  const verdict = judged(`${name.length} ${name}${value}`, () => {
    const called = judge(name, value);
    return surest(called === undefined ? inside(name, value) : [...inside(name, value), called]) ?? 'harmless';
  });
  return verdict === 'harmless' ? undefined : verdict;
};

/**
 * What is to stand in the inventory for a literal that must not leave its source: a credential, with how sure that is, or a value that its
 * name calls one (`DB_PASSWORD: hunter2`), without `confidence`: hidden to be safe, not a finding. `undefined` for everything else:
 * references, ARNs, paths, names of secrets, placeholders such as `<your-key>`, AWS's documentation keys. A checksum that fails lowers
 * the confidence and silences nothing.
 */
export const redact = (name: string, value: string): Redacted | undefined => {
  if (value === '') return undefined;
  const hidden = value.length > LIMIT ? { kind: 'unexamined' } : worst(name, value);
  if (hidden === undefined) return undefined;
  return {
    $redacted: {
      kind: hidden.kind,
      length: value.length,
      fingerprint: fingerprintOf(value),
      ...(hidden.confidence === undefined ? {} : { confidence: hidden.confidence }),
    },
  };
};

/** Text between quotes, or without them: what an intrinsic or a flow list in a value may hold. */
const SCALARS = /"((?:[^"\\]|\\.)*)"?|'([^']*)'?|[^\s,[\]{}"'!]+/g;

const ofPairs = (line: string, bare: boolean): readonly Pick<Found, 'start' | 'end'>[] => {
  const found: Pick<Found, 'start' | 'end'>[] = [];
  const add = (name: string, value: string, start: number, end: number, sure: boolean) => {
    const within = /aws|access/i.test(name) || (value.length >= 24 && decodeText(value) !== undefined);
    const hidden = within ? worst(name, value) : judge(name, value);
    if (hidden !== undefined && (!sure || hidden.confidence !== undefined)) found.push({ start, end });
  };
  const scalars = (name: string, from: number, to: number) => {
    for (const match of line.slice(from, to).matchAll(SCALARS)) {
      const value = match[1] ?? match[2] ?? match[0];
      const start = from + match.index + match[0].indexOf(value);
      if (value.length >= 8) add(name, value, start, start + value.length, true);
    }
  };
  let named: string | undefined;
  let any = 0;
  let done = 0;
  for (const { name, value, start, end } of pairsOf(line)) {
    any += 1;
    if (any > PAIR_LIMIT) return [...found, { start, end: line.length }];
    if (start < done) continue;
    if (/^(?:name|key)$/i.test(name)) named = value;
    const silent = SILENT.test(name);
    const meant = silent ? (named ?? 'secret') : name;
    if (/^[![{|>]/.test(value)) {
      if (telling(meant) === undefined) continue;
      scalars(meant, start, end);
      if (!value.startsWith('{')) done = end;
    } else add(meant, value, start, end, silent && named === undefined);
  }
  if (any === 0 && bare) scalars('secret', 0, line.length);
  return found;
};

/**
 * The same text with secrets as asterisks of the same length: credentials of a known form wherever they stand, values under a telling
 * name, and random text whose name is on another line. Line breaks stay.
 */
export const maskText = (text: string): string => masked(text, true);

/** As `maskText`, of a value whose name says that it is none: random words of a script stay. */
export const maskScript = (text: string): string => masked(text, false);

const masked = (text: string, bare: boolean): string => {
  const examined = blank(text.slice(0, LIMIT));
  const spans: Pick<Found, 'start' | 'end'>[] = [...findTokens(examined)];
  let offset = 0;
  for (const line of examined.split('\n')) {
    for (const { start, end } of ofPairs(line, bare)) spans.push({ start: start + offset, end: end + offset });
    offset += line.length + 1;
  }
  if (text.length > LIMIT) spans.push({ start: LIMIT - OVERLAP, end: text.length });
  let result = '';
  let at = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    result += text.slice(at, from) + text.slice(from, end).replace(/[^\r\n]/g, '*');
    at = end;
  }
  return result + text.slice(at);
};
