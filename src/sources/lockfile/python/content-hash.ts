import { createHash } from 'node:crypto';
import { isMembers, type Members, memberIn, membersIn } from '../members.ts';
import { pypiName } from './names.ts';

/** Text as Python's `json` writes it: in ASCII. */
const ascii = (text: string): string =>
  JSON.stringify(text).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The order of Python's texts; that of JavaScript's is another beyond U+FFFF. */
const byCodePoint = (a: string, b: string): number => {
  const [ours, theirs] = [a, b].map((text) => [...text].map((char) => char.codePointAt(0) ?? 0)) as [number[], number[]];
  const at = ours.findIndex((code, index) => code !== theirs[index]);
  return at < 0 ? ours.length - theirs.length : (ours[at] ?? 0) - (theirs[at] ?? -1);
};

/**
 * A document as Python's `json.dumps` writes it with sorted keys (https://docs.python.org/3/library/json.html); `undefined` where it holds a
 * number or a date, of which nobody can say here how they were written.
 */
export const pythonJson = (value: unknown, [item, key]: readonly [string, string]): string | undefined => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return ascii(value);
  if (value instanceof Date) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((each) => pythonJson(each, [item, key]));
    return items.includes(undefined) ? undefined : `[${items.join(item)}]`;
  }
  if (!isMembers(value)) return undefined;
  const members = Object.keys(value)
    .sort(byCodePoint)
    .map((name) => [name, pythonJson(value[name], [item, key])] as const);
  return members.some(([, text]) => text === undefined)
    ? undefined
    : `{${members.map(([name, text]) => `${ascii(name)}${key}${text}`).join(item)}}`;
};

const hashed = (document: unknown, separators: readonly [string, string]): string | undefined => {
  const text = pythonJson(document, separators);
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex');
};

const all = (hashes: readonly (string | undefined)[]): readonly string[] | undefined => {
  const known = hashes.filter((hash) => hash !== undefined);
  return known.length === hashes.length ? known : undefined;
};

/** What every Pipfile without sources has: https://pipenv.pypa.io/en/latest/pipfile.html */
const SOURCES = [{ name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true }];
const SECTIONS: ReadonlySet<string> = new Set(['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipfile', 'pipenv']);

/** Names of packages as later versions of Pipenv compare them. */
const normalized = (section: unknown): unknown =>
  isMembers(section) ? Object.fromEntries(Object.entries(section).map(([name, value]) => [pypiName(name), value])) : section;

/**
 * What Pipenv writes into `_meta.hash` for a Pipfile: its versions before 2022 without other categories, its latest with normalized names.
 * `undefined` where nobody can say.
 */
export const pipfileHashes = (pipfile: Members): readonly string[] | undefined => {
  const meta = { sources: memberIn(pipfile, 'source') ?? SOURCES, requires: membersIn(pipfile, 'requires') };
  const main = { default: membersIn(pipfile, 'packages'), develop: membersIn(pipfile, 'dev-packages') };
  const others = Object.fromEntries(
    Object.entries(pipfile).filter(([key]) => !SECTIONS.has(key) && key !== 'default' && key !== 'develop'),
  );
  const whole = { ...main, ...others };
  const plain = Object.fromEntries(Object.entries(whole).map(([key, section]) => [key, normalized(section)] as const));
  return all([main, whole, plain].map((sections) => hashed({ _meta: meta, ...sections }, [',', ':'])));
};

const picked = (members: Members, keys: readonly string[]): Members =>
  Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(members, key) ? [[key, members[key]]] : [])));

const LEGACY = ['dependencies', 'source', 'extras', 'dev-dependencies'];

/**
 * What Poetry writes into `content-hash` for a pyproject: before 1.2 without groups, since 2.0 with what [project] asks for, since 2.2 with
 * [dependency-groups]. `undefined` where nobody can say.
 */
export const poetryHashes = (pyproject: Members): readonly string[] | undefined => {
  const poetry = membersIn(membersIn(pyproject, 'tool'), 'poetry');
  const project = picked(membersIn(pyproject, 'project'), ['requires-python', 'dependencies', 'optional-dependencies']);
  const groups = membersIn(pyproject, 'dependency-groups');
  const legacy = Object.fromEntries(LEGACY.map((key) => [key, memberIn(poetry, key)]));
  const own = picked(poetry, [...LEGACY, 'group']);
  const grouped = picked(poetry, ['group']);
  const documents = [
    legacy,
    { ...legacy, ...grouped },
    ...(Object.keys(project).length === 0 ? [] : [{ project, tool: { poetry: own } }]),
    ...(Object.keys(groups).length === 0
      ? []
      : [{ ...(Object.keys(project).length === 0 ? {} : { project }), 'dependency-groups': groups, tool: { poetry: own } }]),
  ];
  return all(documents.map((one) => hashed(one, [', ', ': '])));
};
