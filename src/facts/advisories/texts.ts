import type { Gap } from '../../model/inventory.ts';
import type { Advisory } from './osv.ts';
import { readRecord } from './record.ts';

/** Where a record stands: the file that the user knows, and within it the member of an archive. */
export interface Origin {
  readonly file: string;
  readonly member?: string;
}

/** Takes what texts hold. */
export interface RecordSink {
  take(record: Advisory): void;
  /** What cannot be read, with the names of the packages that it seems to be about. */
  lose(what: Origin, message: string, names?: ReadonlySet<string>): void;
}

/** Reads a text that holds a record or a list of them. */
export const readText = (text: string, what: Origin, sink: RecordSink): void => {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    sink.lose(what, 'it is no JSON', namesInText(text));
    return;
  }
  if (!Array.isArray(value)) takeValue(value, what, sink);
  else for (const [index, each] of value.entries()) takeValue(each, { ...what, member: `${what.member ?? ''}[${index}]` }, sink);
};

const takeValue = (value: unknown, what: Origin, sink: RecordSink): void => {
  const record = readRecord(value);
  if ('malformed' in record) sink.lose(what, `it is no OSV record: ${record.malformed}`, namesIn(value));
  else sink.take(record);
};

/** A text that is an instant; one that is none is older than all. */
export const instantOf = (text = ''): string => (/^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}Z$/.test(text) ? text : '');

/** Whether an instant is later than another, fractions of a second included. */
export const isLater = (a: string, b: string): boolean => (a.length === b.length ? a > b : a.replace('Z', '') > b.replace('Z', ''));

/** More than anyone reads one by one. */
const LISTED = 20;

/** Gaps about what could not be read: the first of them, and how many more there were. */
export const losses = () => {
  const gaps: Gap[] = [];
  let lost = 0;
  return {
    add: ({ file, member }: Origin, message: string): void => {
      lost += 1;
      const name = member === undefined ? file : `${member} in ${file}`;
      if (lost <= LISTED) gaps.push(lossOf(file, `${name} cannot be read as an advisory: ${message}`));
    },
    get count(): number {
      return lost;
    },
    get gaps(): readonly Gap[] {
      return lost <= LISTED ? gaps : [...gaps, lossOf(gaps[0]?.scope.file, `${lost - LISTED} more cannot be read as advisories`)];
    },
  };
};

/** A gap about advisories that could not be read. */
export const lossOf = (file: string | undefined, message: string): Gap => ({
  source: 'facts',
  scope: file === undefined ? {} : { file },
  reason: 'unreadable',
  message,
});

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
