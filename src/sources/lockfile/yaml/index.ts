import type { Node } from '../../template/node.ts';
import { parseYaml } from '../../template/yaml.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { readPrinted } from './printed.ts';
import type { YamlMember, YamlValue } from './tree.ts';

/** A lockfile in YAML as far as it could be read. */
export interface YamlText {
  /** The documents; `undefined` for one that holds nothing. */
  readonly documents: readonly (YamlValue | undefined)[];
  readonly failure?: { readonly offset: number; readonly reason: string; readonly message: string };
}

/** Beyond this a text that no package manager printed is not given to a parser of all YAML, which takes a second for each few megabytes. */
const MAX_PARSED = 8_000_000;

const yamlOf = (node: Node): YamlValue => {
  const { start, end } = node.span;
  if (node.kind === 'scalar') return { kind: 'text', text: node.value === null ? '' : String(node.value), start, end };
  if (node.kind === 'list') return { kind: 'list', items: node.items.map(yamlOf), start };
  const members = new Map<string, YamlMember>();
  for (const [key, { key: at, value }] of node.entries) members.set(key, { keyStart: at.start, keyEnd: at.end, value: yamlOf(value) });
  return { kind: 'map', members, start };
};

const MAX_DOCUMENTS = 8;

/** Each document of a text, at its offsets: what stands before it is blank. */
const documentsIn = (text: string): readonly string[] | undefined => {
  const cuts = [0];
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    if (cuts.length > MAX_DOCUMENTS) return undefined;
    cuts.push(index);
  }
  return cuts
    .map((from, index) => text.slice(0, from).replace(/[^\r\n]/g, ' ') + text.slice(from, cuts[index + 1]))
    .filter((document, index) => index > 0 || document.replace(/^\s*#.*$/gm, '').trim() !== '');
};

/**
 * Reads a lockfile in YAML. One that no package manager printed is read by a parser of all YAML; if it is none, what stands before the
 * first error, less the member at level `keep` of the maps that the error is in.
 */
export const readYaml = (source: SourceFile, keep: number): YamlText => {
  const { text } = source;
  const printed = readPrinted(text, keep);
  const { documents, stopped } = printed;
  if (stopped === undefined) return { documents };
  if (stopped.tooLarge)
    return {
      documents,
      failure: { offset: stopped.offset, reason: 'too-large', message: 'The file has more lines than that of any project' },
    };
  const marker = /^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)/m.exec(text);
  if (marker !== null)
    return {
      documents,
      failure: {
        offset: Math.min(marker.index, stopped.offset),
        reason: 'syntax',
        message: 'Not valid YAML: it has the marks of a conflict of git',
      },
    };
  const notYaml = { offset: stopped.offset, reason: 'syntax', message: 'Not valid YAML' };
  if (text.length > MAX_PARSED) return { documents, failure: notYaml };
  const parts = documentsIn(text);
  if (parts === undefined) return { documents, failure: notYaml };
  const parsed: YamlValue[] = [];
  for (const part of parts) {
    const { root, failure } = parseYaml({ file: source.file, text: part });
    if (failure !== undefined) return { documents, failure };
    parsed.push(yamlOf(root));
  }
  return { documents: parsed };
};
