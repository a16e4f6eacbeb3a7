import sax from 'sax';
import type { SourceFile } from '../text/source-file.ts';

/** An element of an XML document. Names are without the prefixes of namespaces. UTF-16 offsets; ends are exclusive. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The texts directly in it, joined and trimmed. */
  readonly text: string;
  /** Whether its end was read. */
  readonly complete: boolean;
  /** The whole element, its tags included. */
  readonly start: number;
  readonly end: number;
  /** What stands between its tags. */
  readonly inner: { readonly start: number; readonly end: number };
}

/** What a text says as XML. With a `failure`, the elements that were complete before it. */
export interface XmlText {
  readonly root: XmlElement | undefined;
  readonly failure?: { readonly offset: number; readonly message: string };
}

// Comments of any length are XML; files are bounded before they are read.
Object.assign(sax, { MAX_BUFFER_LENGTH: Number.POSITIVE_INFINITY });

/** Levels and elements that are kept: real documents have a dozen of the one and a few thousand of the other. */
const MAX_LEVELS = 200;
const MAX_ELEMENTS = 2_000_000;

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly texts: string[];
  readonly start: number;
  readonly inside: number;
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

const closed = (
  { name, attributes, children, texts, start, inside }: Open,
  before: number,
  end: number,
  complete: boolean,
): XmlElement => ({
  name,
  attributes,
  children,
  text: texts.join('').trim(),
  complete,
  start,
  end,
  inner: { start: Math.min(inside, before), end: before },
});

/**
 * Reads XML strictly and without its external parts: a document type is passed over, entities that it declares are errors, nothing is
 * fetched. A byte order mark is no error.
 */
export const readXml = ({ text }: SourceFile): XmlText => {
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let failure: XmlText['failure'];
  let elements = 0;
  const parser = sax.parser(true, { position: true });
  const fail = (message: string): void => {
    failure ??= { offset: Math.min(text.length, Math.max(0, parser.position - 1)), message: `Not valid XML: ${message}` };
  };
  parser.onerror = (error) => {
    fail((error.message.split('\n', 1)[0] ?? '').toLowerCase().replace(/\.$/, ''));
  };
  parser.onopentag = ({ name, attributes }) => {
    elements += 1;
    if (failure !== undefined) return;
    if (stack.length >= MAX_LEVELS || elements > MAX_ELEMENTS) return fail('more elements than any document has');
    stack.push({
      name: bare(name),
      attributes: new Map(Object.entries(attributes).map(([key, value]) => [bare(key), String(value)])),
      children: [],
      texts: [],
      start: parser.startTagPosition - 1,
      inside: parser.position,
    });
  };
  const onText = (piece: string): void => {
    if (failure === undefined) stack.at(-1)?.texts.push(piece);
  };
  parser.ontext = onText;
  parser.oncdata = onText;
  const finish = (before: number, end: number, complete: boolean): void => {
    const top = stack.pop();
    if (top === undefined) return;
    const element = closed(top, before, end, complete);
    const parent = stack.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  };
  parser.onclosetag = () => {
    if (failure === undefined) finish(parser.startTagPosition - 1, parser.position, true);
  };
  const PIECE = 65_536;
  for (let at = 0; at < text.length && failure === undefined; at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (failure === undefined) {
    parser.close();
    if (root === undefined) fail('there is no element');
  }
  const stop = failure?.offset ?? text.length;
  while (stack.length > 0) finish(stop, stop, false);
  return { root, ...(failure === undefined ? {} : { failure }) };
};

/** The first child of a name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** All children of a name. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** What the first child of a name says; `undefined` where there is none or it is empty. */
export const textOf = (element: XmlElement | undefined, name: string): string | undefined => {
  const text = childOf(element, name)?.text;
  return text === '' ? undefined : text;
};

/** Where the tag stands that begins an element. */
export const tagOf = ({ start, end, inner }: XmlElement): { readonly start: number; readonly end: number } => ({
  start,
  end: inner.start > start ? inner.start : end,
});
