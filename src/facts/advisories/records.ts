import type { Gap } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { keyOf } from './names.ts';
import type { Advisory } from './osv.ts';
import { readRecord } from './record.ts';

/** What was read so far: the records about the packages that are asked for, and what could not be read. */
export interface Records {
  /** Takes a file that holds a record or a list of them. */
  add(text: string, what: Origin): void;
  /** Notes that something could not be read at all. */
  lose(what: Origin, message: string): void;
  /** How many records there were, whichever package they are about. */
  readonly count: number;
  readonly newest: string | null;
  readonly wanted: readonly Advisory[];
  /** By package: what is about it and could not be read. */
  readonly unreadable: ReadonlyMap<string, readonly string[]>;
  readonly gaps: readonly Gap[];
}

/** The file that the user knows, and within it the member of an archive. */
interface Origin {
  readonly file: string;
  readonly member?: string;
}

/** More than anyone reads one by one. */
const LISTED = 20;

/** Collects records, and keeps those about some packages: of 200,000 a run needs a few hundred. */
export const recordsAbout = (packages: readonly Pick<Package, 'ecosystem' | 'name'>[]): Records => {
  const keys = new Set<string>();
  const keysByName = new Map<string, Set<string>>();
  for (const { ecosystem, name } of packages) {
    const key = keyOf(ecosystem, name);
    keys.add(key);
    keysByName.set(name, (keysByName.get(name) ?? new Set()).add(key));
  }
  /** Every record's newest version: one that no longer names a package must not leave an older one that does. */
  const seen = new Map<string, { readonly modified: string; readonly record: Advisory | undefined }>();
  const unreadable = new Map<string, string[]>();
  const gaps: Gap[] = [];
  const state = { count: 0, newest: null as string | null, lost: 0 };

  const isWanted = ({ affected = [] }: Advisory) =>
    affected.some(({ package: of }) => of !== undefined && keys.has(keyOf(of.ecosystem, of.name)));

  const take = (value: unknown, what: Origin): void => {
    const record = readRecord(value);
    if ('malformed' in record) {
      lose(what, `it is no OSV record: ${record.malformed}`, namesIn(value));
      return;
    }
    state.count += 1;
    const modified = instantOf(record.modified);
    if (modified > (state.newest ?? '')) state.newest = modified;
    const known = seen.get(record.id);
    if (known === undefined || known.modified < modified) seen.set(record.id, { modified, record: isWanted(record) ? record : undefined });
  };

  const lose = (what: Origin, message: string, names: ReadonlySet<string> = new Set()): void => {
    const name = what.member === undefined ? what.file : `${what.member} in ${what.file}`;
    for (const key of [...names].flatMap((each) => [...(keysByName.get(each) ?? [])]))
      unreadable.set(key, [...(unreadable.get(key) ?? []), what.member ?? what.file]);
    state.lost += 1;
    if (state.lost <= LISTED) gaps.push(gapOf(what.file, `${name} cannot be read as an advisory: ${message}`));
  };

  return {
    add: (text, what) => {
      let value: unknown;
      try {
        value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
      } catch {
        lose(what, 'it is no JSON', namesInText(text));
        return;
      }
      if (!Array.isArray(value)) take(value, what);
      else for (const [index, each] of value.entries()) take(each, { ...what, member: `${what.member ?? ''}[${index}]` });
    },
    lose: (what, message) => lose(what, message),
    get count() {
      return state.count;
    },
    get newest() {
      return state.newest;
    },
    get wanted() {
      return [...seen.values()].flatMap(({ record }) => record ?? []);
    },
    unreadable,
    get gaps() {
      const more = state.lost - LISTED;
      return more <= 0 ? gaps : [...gaps, gapOf(gaps[0]?.scope.file, `${more} more cannot be read as advisories`)];
    },
  };
};

const gapOf = (file: string | undefined, message: string): Gap => ({
  source: 'facts',
  scope: file === undefined ? {} : { file },
  reason: 'unreadable',
  message,
});

/** A text that is an instant; one that is none is older than all. */
const instantOf = (text = ''): string => (/^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}Z$/.test(text) ? text : '');

/** The packages that a malformed record names, as far as it does. */
const namesIn = (value: unknown): ReadonlySet<string> => {
  const affected =
    typeof value === 'object' && value !== null && 'affected' in value && Array.isArray(value.affected) ? value.affected : [];
  return new Set(
    affected.flatMap((entry: unknown) => {
      const name = (entry as { readonly package?: { readonly name?: unknown } } | null)?.package?.name;
      return typeof name === 'string' ? name : [];
    }),
  );
};

/** The same for a text that is no JSON. */
const namesInText = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/"name"\s*:\s*"([^"\\\n]{1,214})"/g)].map(([, name = '']) => name));
