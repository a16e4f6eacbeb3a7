import { createHash } from 'node:crypto';
import { isMembers, type Members, membersIn } from '../members.ts';

/** What Composer's hash is about, in the order of its own sort: https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control */
const RELEVANT = [
  'conflict',
  'extra',
  'minimum-stability',
  'name',
  'prefer-stable',
  'provide',
  'replace',
  'repositories',
  'require',
  'require-dev',
  'version',
];

const text = (value: string): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * A value as PHP's `json_encode` writes what `json_decode` made of it: an empty object is an empty list. `undefined` where it holds a number
 * with a fraction, or keys that are numbers, whose order is lost here.
 */
const phpJson = (value: unknown): string | undefined => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  if (Array.isArray(value)) {
    const items = value.map(phpJson);
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`;
  }
  if (!isMembers(value)) return undefined;
  const members = Object.entries(value).map(([key, each]) => [key, phpJson(each)] as const);
  if (members.some(([key, written]) => written === undefined || /^-?\d+$/.test(key))) return undefined;
  return members.length === 0 ? '[]' : `{${members.map(([key, written]) => `${text(key)}:${written}`).join(',')}}`;
};

/** Whether a manifest holds a number that may have been written with a fraction: `1.0` is read as 1. */
const hasFractions = (source: string): boolean => /[:[,]\s*-?\d+(?:\.\d|[eE])/.test(source);

/** What Composer writes into `content-hash` for a `composer.json`; `undefined` where nobody can say. */
export const composerHash = (manifest: Members, source: string): string | undefined => {
  if (hasFractions(source)) return undefined;
  const { platform } = membersIn(manifest, 'config') as { readonly platform?: unknown };
  const relevant = Object.fromEntries([
    ...(platform === undefined || platform === null ? [] : [['config', { platform }] as const]),
    ...RELEVANT.filter((key) => Object.hasOwn(manifest, key)).map((key) => [key, manifest[key]] as const),
  ]);
  const ordered = Object.fromEntries(Object.entries(relevant).sort(([a], [b]) => (a < b ? -1 : 1)));
  const json = phpJson(ordered);
  return json === undefined ? undefined : createHash('md5').update(json).digest('hex');
};
