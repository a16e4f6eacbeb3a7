import type { Path } from '../../../src/model/value.ts';
import { cloudformation } from '../../../src/sources/template/cloudformation.ts';
import { filesWithin } from '../../../src/sources/template/files.ts';
import type { ReadTemplate } from '../../../src/sources/template/format.ts';
import { spanOf } from '../../../src/sources/template/locate.ts';
import type { Node } from '../../../src/sources/template/node.ts';
import { parseDocument } from '../../../src/sources/template/parse.ts';
import { locationOf } from '../../../src/sources/text/location.ts';
import type { SourceFile } from '../../../src/sources/text/source-file.ts';

/** A node as plain JSON. */
export const plain = (node: Node): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
};

/** Parses a text that is a document. */
export const parsed = (text: string, file = 'template.yaml'): Node => {
  const { root, failure } = parseDocument({ file, text });
  if (failure !== undefined) throw new Error(`${failure.message} at ${failure.offset}`);
  return root;
};

/** What the template source makes of a text. */
export const reading = (text: string, given: Readonly<Record<string, string>> = {}): ReadTemplate & { readonly source: SourceFile } => {
  const source: SourceFile = { file: 'template.yaml', text };
  const { root, failure } = parseDocument(source);
  if (failure !== undefined) throw new Error(`${failure.message} at ${failure.offset}`);
  return { ...cloudformation.read({ source, root }, { given: new Map(Object.entries(given)), files: filesWithin([]) }), source };
};

/** The properties of a resource. */
export const propertiesOf = (read: ReadTemplate, id: string): Readonly<Record<string, unknown>> => {
  const found = read.resources.find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no resource ${id}`);
  return found.properties;
};

/** The text that a trail of a resource leads to, and its line. */
export const underlined = (read: ReturnType<typeof reading>, id: string, trail: Path): string => {
  const resource = read.resources.find((one) => one.id === id);
  const place = resource === undefined ? undefined : read.places.get(resource);
  if (place === undefined) throw new Error(`no resource ${id}`);
  const { startLine, startColumn, endColumn } = locationOf(spanOf(place, trail));
  return `${startLine}: ${(read.source.text.split(/\r\n|\n|\r/)[startLine - 1] ?? '').slice(startColumn - 1, endColumn - 1)}`;
};
