import type { Advisory, Affected, Range, RangeEvent } from './osv.ts';

type Members = Readonly<Record<string, unknown>>;

/** Says in words what keeps a value from being an OSV record. */
class Malformed extends Error {}

const refuse = (what: string): never => {
  throw new Malformed(what);
};

const object = (value: unknown, what: string): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : refuse(`${what} is no object`);

const text = (value: unknown, what: string): string => (typeof value === 'string' ? value : refuse(`${what} is no text`));

/** Absent and null are the same. */
const list = <T>(value: unknown, what: string, item: (value: unknown, what: string) => T): readonly T[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map((each, index) => item(each, `${what}[${index}]`)) : refuse(`${what} is no list`);
};

const optional = <K extends string, T>(members: Members, key: K, what: string, read: (value: unknown, what: string) => T) => {
  const value = members[key];
  return (value === undefined || value === null ? {} : { [key]: read(value, `${what}${key}`) }) as { readonly [key in K]?: T };
};

/** What is read of what a database says in its own words; the rest is most of some records. */
const SPECIFIC = ['severity', 'last_known_affected_version_range'] as const;

const specific = (value: unknown, what: string): Members => {
  const members = object(value, what);
  return Object.fromEntries(SPECIFIC.flatMap((key) => (Object.hasOwn(members, key) ? [[key, members[key]]] : [])));
};

const severities = (value: unknown, what: string): NonNullable<Advisory['severity']> =>
  list(value, what, (each, at) => {
    const { type, score } = object(each, at);
    return { type: text(type, `${at}.type`), score: text(score, `${at}.score`) };
  });

const texts = (value: unknown, what: string): readonly string[] => list(value, what, text);

const event = (value: unknown, what: string): RangeEvent => {
  const members = object(value, what);
  const read = {
    ...optional(members, 'introduced', `${what}.`, text),
    ...optional(members, 'fixed', `${what}.`, text),
    ...optional(members, 'last_affected', `${what}.`, text),
    ...optional(members, 'limit', `${what}.`, text),
  };
  return Object.keys(read).length === 0 ? refuse(`${what} is no event that OSV knows`) : read;
};

const range = (value: unknown, what: string): Range => {
  const members = object(value, what);
  const { type } = members;
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM' && type !== 'GIT') return refuse(`${what}.type is none that OSV knows`);
  return { type, events: list(members.events, `${what}.events`, event), ...optional(members, 'database_specific', `${what}.`, specific) };
};

const packageOf = (value: unknown, what: string): NonNullable<Affected['package']> => {
  const members = object(value, what);
  return { ecosystem: text(members.ecosystem, `${what}.ecosystem`), name: text(members.name, `${what}.name`) };
};

const affected = (value: unknown, what: string): Affected => {
  const members = object(value, what);
  return {
    ...optional(members, 'package', `${what}.`, packageOf),
    ranges: list(members.ranges, `${what}.ranges`, range),
    versions: texts(members.versions, `${what}.versions`),
    ...optional(members, 'severity', `${what}.`, severities),
    ...optional(members, 'database_specific', `${what}.`, specific),
  };
};

const record = (value: unknown): Advisory => {
  const members = object(value, 'the record');
  const id = text(members.id, 'id');
  if (id.trim() === '') refuse('id is empty');
  return {
    id,
    ...optional(members, 'modified', '', text),
    ...optional(members, 'withdrawn', '', text),
    ...optional(members, 'summary', '', text),
    ...optional(members, 'severity', '', severities),
    ...optional(members, 'database_specific', '', specific),
    aliases: texts(members.aliases, 'aliases'),
    affected: list(members.affected, 'affected', affected),
  };
};

/** What parapet reads of an OSV record, or what is wrong with it. */
export const readRecord = (value: unknown): Advisory | { readonly malformed: string } => {
  try {
    return record(value);
  } catch (error) {
    if (error instanceof Malformed) return { malformed: error.message };
    throw error;
  }
};
