import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import type { SourceFile } from '../text/source-file.ts';

/** Why a text is not JSON, and from where on. */
export interface JsonFailure {
  /** A UTF-16 offset into the text. */
  readonly offset: number;
  /** For people: one sentence without a full stop. */
  readonly message: string;
}

/** What a text says as JSON. With a `failure`, what stood complete before it. */
export interface JsonText {
  readonly value: unknown;
  readonly failure?: JsonFailure;
}

/** How many levels of a broken document are kept though they are not closed: the document, and a table of packages in it. */
const KEPT = 2;

/** `InvalidSymbol` as `invalid symbol`. */
const words = (code: ParseErrorCode): string =>
  printParseErrorCode(code)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();

/** Reads JSON as strictly as package managers do. A byte order mark is no error. */
export const readJson = ({ text }: SourceFile): JsonText => {
  const bare = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  try {
    return { value: JSON.parse(bare) as unknown };
  } catch {
    return whatStands(bare);
  }
};

class Stop extends Error {}

type Container = { readonly members: Record<string, unknown> | unknown[]; key: string };

/** Own properties only: a key such as `__proto__` is one like any other. */
const put = ({ members, key }: Container, value: unknown): void => {
  if (Array.isArray(members)) members.push(value);
  else Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
};

/** The members that are complete before the first error. Half an entry would say of a package that it lacks what is merely cut off. */
const whatStands = (text: string): JsonText => {
  const open: Container[] = [];
  let root: unknown;
  let failure: JsonFailure = { offset: 0, message: 'Not valid JSON' };
  const add = (value: unknown): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = value;
    else put(parent, value);
  };
  const close = (): void => {
    const closed = open.pop();
    if (closed !== undefined) add(closed.members);
  };
  try {
    visit(
      text,
      {
        onObjectBegin: () => void open.push({ members: {}, key: '' }),
        onArrayBegin: () => void open.push({ members: [], key: '' }),
        // Where the bracket is missing the parser says that the object ends, and only then that something is wrong.
        onObjectEnd: (offset) => (text[offset] === '}' ? close() : undefined),
        onArrayEnd: (offset) => (text[offset] === ']' ? close() : undefined),
        onObjectProperty: (name) => {
          const parent = open.at(-1);
          if (parent !== undefined) parent.key = name;
        },
        onLiteralValue: add,
        onError: (code, offset) => {
          failure = { offset, message: `Not valid JSON: ${words(code)}` };
          throw new Stop();
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch (error) {
    // A document of brackets alone exhausts the parser's stack.
    if (error instanceof RangeError) failure = { offset: 0, message: 'Not valid JSON: nested too deeply' };
    else if (!(error instanceof Stop)) throw error;
  }
  open.length = Math.min(open.length, KEPT);
  while (open.length > 0) close();
  return { value: root, failure };
};
