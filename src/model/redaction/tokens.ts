import { type Confidence, formats, type TokenFormat } from './formats.ts';
import { decodeText, looksOf } from './text.ts';
import { isPlaceholder, isReference } from './values.ts';

/** A credential in a text. Without `confidence` it has the shape of one, and is only hidden. */
export interface Found {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly confidence?: Confidence;
}

/** A value that a person typed in order of the keyboard, or of very few characters: a sample. */
const isSample = (secret: string): boolean => /0123456789|1234567890|abcdefghij|a1b2c3d4/i.test(secret) || new Set(secret).size < 9;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The formats' marks, those first that begin with another. */
const MARKS = [...new Set(formats.map(({ hint }) => hint))].sort((a, b) => b.length - a.length);
/** Where a mark stands; one may begin inside of another. */
const MARK = new RegExp(`(?=(${MARKS.map(escaped).join('|')}))`, 'g');
/** The formats of which a text with a mark may hold a token. */
const MARKED = new Map(MARKS.map((mark) => [mark, formats.filter(({ hint }) => mark.startsWith(hint))]));
/** No token of a service is shorter. */
const SHORTEST = 20;

/** The formats whose marks a text holds, in their order. */
const markedIn = (text: string): readonly TokenFormat[] => {
  const marks = new Set(Array.from(text.matchAll(MARK), ([, mark = '']) => mark));
  const [only] = marks;
  if (marks.size === 1) return MARKED.get(only ?? '') ?? [];
  return formats.filter(({ hint }) => [...marks].some((mark) => mark.startsWith(hint)));
};

function* published(text: string): Generator<Found> {
  if (text.length < SHORTEST) return;
  for (const { kind, pattern, judge } of markedIn(text)) {
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      if (isPlaceholder(secret)) continue;
      const confidence = judge(secret, match[0]);
      if (confidence === undefined) continue;
      const start = match.index + match[0].indexOf(secret);
      yield { kind, start, end: start + secret.length, confidence: isSample(secret) ? 'low' : confidence };
    }
  }
}

const PEM = /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3})PRIVATE KEY( BLOCK)?-----/g;

/** Private keys with their body, whether its lines are real, escaped (`\n`) or joined by spaces. A header alone is none. */
function* privateKeys(text: string): Generator<Found> {
  if (!text.includes('PRIVATE KEY')) return;
  for (const match of text.matchAll(PEM)) {
    const from = match.index + match[0].length;
    const stop = text.indexOf('-----', from);
    const body = text.slice(from, stop === -1 ? Math.min(text.length, from + 16_384) : stop);
    const packed = body.replace(/\\+[nr]|[\s"',\\+]|^[A-Za-z-]+: .*$/gm, '');
    if (packed.length < 40 || isPlaceholder(body) || looksOf(packed) !== 'random') continue;
    const locked = match[1]?.includes('ENCRYPTED') || body.includes('Proc-Type: 4,ENCRYPTED');
    yield { kind: 'private-key', start: from, end: from + body.length, confidence: locked ? 'medium' : 'high' };
  }
}

const JWK = /"d"\s{0,5}:\s{0,5}"([A-Za-z0-9_-]{40,1400})"/g;
function* jwks(text: string): Generator<Found> {
  if (!text.includes('"kty"')) return;
  for (const match of text.matchAll(JWK)) {
    const secret = match[1] ?? '';
    yield {
      kind: 'private-key',
      start: match.index + match[0].lastIndexOf(secret),
      end: match.index + match[0].lastIndexOf(secret) + secret.length,
      confidence: 'high',
    };
  }
}

const ENCODED_PEM = /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,16000}={0,2}/g;
function* encodedKeys(text: string): Generator<Found> {
  if (!text.includes('LS0tLS1CRUdJTi')) return;
  for (const match of text.matchAll(ENCODED_PEM)) {
    const [key] = privateKeys(Buffer.from(match[0], 'base64').toString('latin1'));
    if (key) yield { ...key, start: match.index, end: match.index + match[0].length };
  }
}

// The user may be empty (redis://:password@host); the host may be missing where a reference follows.
const IN_URL =
  /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,30}:\/\/([^\s:@/?#'"<>`]{0,256}):([^\s@/'"<>`]{1,256})@([A-Za-z0-9_.-]{0,253})/g;
const WEAK =
  /^(?:p(?:ass)?w(?:or)?d|pass(?:word|wd)?|secret|admin|root|user(?:name)?|postgres|mysql|guest|test|token|x-oauth-basic|key|api_?key|redis|changeme)$/i;
const LOCAL =
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|host|hostname|host\.docker\.internal|db|database|postgres|mysql|redis|mongo|rabbitmq|(?:.+\.)?example\.(?:com|org|net))$/i;

function* inAddresses(text: string): Generator<Found> {
  if (!text.includes('://') || !text.includes('@')) return;
  for (const match of text.matchAll(IN_URL)) {
    const [whole, user = '', secret = '', host = ''] = match;
    const start = match.index + whole.indexOf('://') + 3 + user.length + 1;
    if (isReference(secret) || /^[*x.]+$/i.test(secret) || /^\{.*\}$/.test(secret)) continue;
    const sample = WEAK.test(secret) || secret === user || isPlaceholder(secret) || LOCAL.test(host);
    const strong = looksOf(secret) !== 'plain';
    yield { kind: 'url-credentials', start, end: start + secret.length, ...(sample ? {} : { confidence: strong ? 'high' : 'medium' }) };
  }
}

const AUTHORIZATION = /(?<![A-Za-z])(Basic|Bearer) ([A-Za-z0-9+/=_.~-]{12,2000})/gi;
function* authorizations(text: string): Generator<Found> {
  if (text.length < SHORTEST) return;
  for (const match of text.matchAll(AUTHORIZATION)) {
    const [whole, scheme = '', secret = ''] = match;
    const start = match.index + whole.length - secret.length;
    if (isPlaceholder(secret)) continue;
    if (scheme.toLowerCase() === 'bearer') {
      if (looksOf(secret) === 'random') yield { kind: 'bearer-token', start, end: start + secret.length, confidence: 'medium' };
      continue;
    }
    const pair = decodeText(secret);
    const cut = pair?.indexOf(':') ?? -1;
    if (pair === undefined || cut < 1 || isPlaceholder(pair) || WEAK.test(pair.slice(cut + 1))) continue;
    yield { kind: 'basic-credentials', start, end: start + secret.length, confidence: 'medium' };
  }
}

/** A secret access key has no marks of its own: it is one beside an access key id, or under a name that says so. */
const KEY_ID = /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** In characters: the lines of a profile, or of an object. */
const BESIDE = 400;
const SECRET_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
function* secretAccessKeys(text: string, name: string): Generator<Found> {
  if (text.length < 40) return;
  const named = /aws.{0,20}(?:secret|key)|secret.?access.?key|(?:access|secret).?key/i.test(name.slice(-200));
  if (!named && !text.includes('KIA') && !text.includes('SIA')) return;
  const ids = [...text.matchAll(KEY_ID)].map(({ index }) => index);
  if (!named && ids.length === 0) return;
  let near = 0;
  for (const match of text.matchAll(SECRET_KEY)) {
    while (near + 1 < ids.length && (ids[near + 1] ?? 0) <= match.index) near += 1;
    const beside = [ids[near], ids[near + 1]].some((id) => id !== undefined && Math.abs(id - match.index) < BESIDE);
    if ((named || beside) && !isPlaceholder(match[0]) && /[A-Z]/.test(match[0]) && looksOf(match[0]) === 'random')
      yield { kind: 'aws-secret-access-key', start: match.index, end: match.index + 40, confidence: 'high' };
  }
}

/** What all forms but that of a secret access key need: one look for them spares most texts seven searches. */
const SIGNS = new RegExp(
  `${MARKS.map(escaped).join('|')}|PRIVATE KEY|"kty"|LS0tLS1CRUdJTi|@|[Bb][Aa][Ss][Ii][Cc] |[Bb][Ee][Aa][Rr][Ee][Rr] `,
);

/** Every credential of a known form in a text, in no order; they may overlap. */
export const findTokens = (text: string, name = ''): readonly Found[] => {
  const secretKeys = [...secretAccessKeys(text, name)];
  return SIGNS.test(text) ? [...secretKeys, ...withSigns(text)] : secretKeys;
};

const withSigns = (text: string): readonly Found[] => [
  ...published(text),
  ...privateKeys(text),
  ...jwks(text),
  ...encodedKeys(text),
  ...inAddresses(text),
  ...authorizations(text),
];
