import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Gap, Input, RawResource } from '../../model/inventory.ts';
import { glance } from '../../model/redaction/glance.ts';
import { type Credential, credentialsIn } from '../../model/redaction/search.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import type { InlineIgnore } from '../source.ts';
import { commentIgnores } from '../template/ignores.ts';
import { type Place, spanOf } from '../template/locate.ts';
import { list, map, scalar } from '../template/node.ts';
import { quoter } from '../template/quote.ts';
import { decoded } from '../text/decode.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { type Handler, handlerIn } from './handlers.ts';
import { BINARY, SAMPLE, valuesIn } from './text-files.ts';

/** What the files of a repository hold besides what other sources read of them: credentials, and handlers of messages. */
export interface CollectedCredentials {
  readonly resources: readonly RawResource[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  readonly ignores: readonly InlineIgnore[];
  locate(resource: RawResource, trail: Path): Location | undefined;
  quote(file: string, line: number): string | undefined;
}

/** In bytes: of what is larger the beginning is searched. */
const MAX_BYTES = 8 * 1_048_576;
/** What all files together may cost: bytes that are looked over, close looks at them, and bytes that are read as text. */
const MAX_TOTAL = { seen: 512 * 1_048_576, closely: 10_000_000, read: 64 * 1_048_576 };
/** A byte that is in no text is looked for here. */
const HEAD_BYTES = 4_096;
/** Credentials in one file, and files that hold some: whoever has more knows it by then. */
const MAX_IN_FILE = 200;
const MAX_FILES = 1_000;
/** How many places of one credential are told. */
const MAX_PLACES = 20;

/** One read for all files: a buffer of its own for each would be most of the work. */
const BUFFER = Buffer.alloc(MAX_BYTES + 1);

/** The bytes of a file, as long as no other is read. */
const bytesOf = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < BUFFER.length; length += read)
      read = readSync(file, BUFFER, length, BUFFER.length - length, null);
    return BUFFER.subarray(0, length);
  } finally {
    closeSync(file);
  }
};

/** Bytes of text as UTF-8; `undefined` where they are none. */
const textBytes = (bytes: Buffer): Buffer | undefined => {
  const utf16 = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
  if (utf16) return Buffer.from(decoded(Buffer.from(bytes)));
  return bytes.subarray(0, HEAD_BYTES).includes(0) ? undefined : bytes;
};

interface Holder {
  readonly source: SourceFile;
  readonly sample: boolean;
  readonly credentials: readonly Credential[];
  readonly handler: Handler | undefined;
}

/** Searches text files for credentials, and source files for handlers. Each is read once, up to eight megabytes, and let go where it holds none. */
export const collectCredentials = (
  candidates: readonly Candidate[],
  repositoryOf: (path: string) => string,
  onProgress?: (read: number, file: string) => void,
): CollectedCredentials => {
  const holders = new Map<string, Holder & { readonly repository: string }>();
  const gaps: Gap[] = [];
  const cut = new Map<string, string[]>();
  const total = { seen: 0, closely: 0, read: 0 };
  const gap = (repository: string, scope: Gap['scope'], reason: string, message: string): void =>
    void gaps.push({ source: 'repository', scope: { ...scope, repository }, reason, message, types: ['file'] });

  for (const [index, { path, file, explicit }] of candidates.entries()) {
    // A pipe that the user names would be waited for.
    if (BINARY.test(file) || (explicit && !statSync(path).isFile())) continue;
    onProgress?.(index + 1, file);
    if (holders.size >= MAX_FILES || total.seen > MAX_TOTAL.seen || total.closely > MAX_TOTAL.closely || total.read > MAX_TOTAL.read) {
      const left = candidates.length - index;
      gap(
        repositoryOf(path),
        {},
        'too-many',
        `Credentials are not looked for in the last ${left.toLocaleString('en')} of the files: there are too many`,
      );
      break;
    }
    try {
      const raw = bytesOf(path);
      total.seen += raw.length;
      const bytes = textBytes(raw);
      if (bytes === undefined) continue;
      if (raw.length > MAX_BYTES) cut.set(repositoryOf(path), [...(cut.get(repositoryOf(path)) ?? []), file]);
      const sample = SAMPLE.test(file);
      const values = valuesIn(file, sample);
      const seen = glance(bytes, values !== 'none');
      total.closely += seen.closely;
      const handler = handlerIn(file, bytes);
      if (!seen.form && !seen.value && handler === undefined) continue;
      total.read += bytes.length;
      const source = { file, text: bytes.toString('utf8') };
      const credentials = credentialsIn(source.text, seen.value ? values : 'none').slice(0, MAX_IN_FILE);
      if (credentials.length > 0 || handler !== undefined)
        holders.set(file, { source, sample, credentials, handler, repository: repositoryOf(path) });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      gap(repositoryOf(path), { file }, 'unreadable', `${file} cannot be read (${String(error.code)})`);
    }
  }
  for (const [repository, files] of cut) {
    const some = files.slice(0, 5).join(', ');
    const named = files.length > 5 ? `${some} and ${files.length - 5} more` : some;
    gap(repository, {}, 'too-large', `Credentials are looked for in the first eight megabytes alone of ${named}`);
  }
  return { gaps, ...resourcesOf([...holders.values()]) };
};

/** A resource for each file. What stands in several places is told at the first, that of a sample only where there is no other. */
const resourcesOf = (holders: readonly (Holder & { readonly repository: string })[]): Omit<CollectedCredentials, 'gaps'> => {
  const byValue = new Map<string, { readonly File: string; readonly Index: number }[]>();
  for (const { source, credentials } of [...holders].sort((a, b) => Number(a.sample) - Number(b.sample)))
    for (const [Index, { redacted }] of credentials.entries()) {
      const places = byValue.get(redacted.fingerprint) ?? [];
      places.push({ File: source.file, Index });
      byValue.set(redacted.fingerprint, places);
    }
  const places = new Map<RawResource, Place>();
  const hidden = new Set<Span>();
  const quotes = new Map<string, ReturnType<typeof quoter>>();
  const ignores: InlineIgnore[] = [];
  for (const { source, sample, credentials, handler, repository } of holders) {
    const whole: Span = { source, start: 0, end: Math.min(1, source.text.length) };
    const spans = credentials.map(({ start, end }) => ({ source, start, end }));
    for (const span of spans) hidden.add(span);
    const told = credentials.map(({ redacted }, index) => {
      const [first, ...others] = byValue.get(redacted.fingerprint) ?? [];
      const isFirst = first?.File === source.file && first.Index === index;
      return {
        Value: { $redacted: redacted },
        ...(isFirst ? { Places: others.length + 1, Also: others.slice(0, MAX_PLACES) } : {}),
      };
    });
    const resource: RawResource = {
      type: 'file',
      id: source.file,
      properties: {
        Sample: sample,
        ...(told.length === 0 ? {} : { Credentials: told }),
        ...(handler === undefined ? {} : { Sender: handler.sender, Verifies: handler.verifies }),
      },
      origin: { source: 'repository', file: source.file, line: 1, column: 1, repository },
    };
    const properties = map(
      {
        Sender: handler === undefined ? undefined : scalar(handler.sender, { source, start: handler.start, end: handler.end }),
        Credentials: list(
          spans.map((span) => map({ Value: scalar('', span) }, span)),
          whole,
        ),
      },
      whole,
    );
    places.set(resource, { properties, span: whole });
    quotes.set(
      source.file,
      quoter(source, () => hidden),
    );
    ignores.push(...commentIgnores(source));
  }
  return {
    resources: [...places.keys()],
    inputs: holders.map(({ source: { file } }) => ({ source: 'repository', file, format: 'Text' })),
    ignores,
    locate: (resource, trail) => {
      const place = places.get(resource);
      return place === undefined ? undefined : locationOf(spanOf(place, trail));
    },
    quote: (file, line) => quotes.get(file)?.(line),
  };
};
