import { posix } from 'node:path';
import type { Candidate } from '../../discover.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { Files } from '../files.ts';
import { member, type Node, textOf } from '../node.ts';
import { blocksOf } from './hcl.ts';

/** What Terraform and OpenTofu take for configuration. */
const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;

const LOCAL_MODULE = /\bsource"?[ \t]{0,20}[=:][ \t]{0,20}"(\.\.?\/[^"\r\n]{1,500})"/g;
const MODULE = /^[ \t]{0,100}module[ \t]{1,20}"([\w-]{1,200})"[ \t]{0,20}\{/gm;
const AWS = /\baws(?:_|\b)/;

/** Whether a file is configuration, which says what there is only once it is planned. */
export const isConfiguration = ({ file }: Candidate): boolean => CONFIGURATION.test(file);

/** Something that a folder's configuration makes: a resource, or a module that it calls. */
export interface Declared {
  readonly span: Span;
  /** There may be none of it, or several, as its `count` or `for_each` says; unknown of a module. */
  readonly counted: boolean;
}

/** A folder of configuration, which is planned as a whole. */
export interface Folder {
  readonly files: readonly string[];
  readonly aws: boolean;
  /** The folders whose modules it calls. */
  readonly calls: readonly string[];
  /** By address: `aws_sqs_queue.orders`, `module.storage`. */
  readonly declared: ReadonlyMap<string, Declared>;
}

const inJson = (root: Node, source: SourceFile): readonly (readonly [string, Declared])[] => {
  const entries = (node: Node | undefined) => (node?.kind === 'map' ? [...node.entries] : []);
  const declared = (key: Span, value: Node): Declared => ({
    span: { ...key, source },
    counted: member(value, 'count') !== undefined || member(value, 'for_each') !== undefined,
  });
  return [
    ...entries(member(root, 'resource')).flatMap(([type, { value }]) =>
      entries(value).map(([name, entry]) => [`${type}.${name}`, declared(entry.key, entry.value)] as const),
    ),
    ...entries(member(root, 'module')).map(([name, { key }]) => [`module.${name}`, { span: key, counted: true }] as const),
  ];
};

const declaredIn = (source: SourceFile, files: Files): readonly (readonly [string, Declared])[] => {
  if (source.file.endsWith('.json')) {
    const { root, failure } = files.parse(source);
    return failure === undefined ? inJson(root, source) : [];
  }
  return [
    ...blocksOf(source)
      .filter(({ address }) => !address.startsWith('data.'))
      .map(({ address, span, members }) => [address, { span, counted: members.has('count') || members.has('for_each') }] as const),
    ...[...source.text.matchAll(MODULE)].map(
      ({ 0: found, 1: name, index }) =>
        [`module.${name}`, { span: { source, start: index, end: index + found.length }, counted: true }] as const,
    ),
  ];
};

/** A file as text; `undefined` where it cannot be read. */
const sourceOf = (candidate: Candidate, files: Files): SourceFile | undefined => {
  try {
    return files.open(candidate).source;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return undefined;
  }
};

/** The folders of configuration among files, by their names. */
export const foldersOf = (candidates: readonly Candidate[], files: Files): ReadonlyMap<string, Folder> => {
  const folders = new Map<string, Folder>();
  for (const candidate of candidates.filter(isConfiguration)) {
    const name = posix.dirname(candidate.file);
    const source = sourceOf(candidate, files);
    // One that cannot be read may be about AWS.
    const text = source?.text ?? 'aws';
    const there = folders.get(name);
    folders.set(name, {
      files: [...(there?.files ?? []), candidate.file],
      aws: there?.aws === true || AWS.test(text),
      calls: [
        ...(there?.calls ?? []),
        ...[...text.matchAll(LOCAL_MODULE)].map(([, path]) => posix.join(name, path as string).replace(/\/$/, '')),
      ],
      declared: new Map([...(there?.declared ?? []), ...(source === undefined ? [] : declaredIn(source, files))]),
    });
    if (source !== undefined) files.forget(source);
  }
  return folders;
};

/** What a plan or state knows of the configuration that it was made of. */
export interface Known {
  readonly file: string;
  /** Addresses in the root module, without the keys of instances. */
  readonly names: ReadonlySet<string>;
  /** It names all that there is, made or not: a plan does, a state only what has been made. */
  readonly whole: boolean;
}

const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);
const keysOf = (node: Node | undefined): readonly string[] => (node?.kind === 'map' ? [...node.entries.keys()] : []);
const withoutKey = (address: string): string => address.replace(/\[.*$/s, '');
const addressesOf = (nodes: readonly Node[]): readonly string[] => nodes.flatMap((node) => textOf(member(node, 'address')) ?? []);
const managed = (node: Node): boolean => textOf(member(node, 'mode')) !== 'data';

/** What a plan or state knows. */
export const knownBy = (file: string, root: Node): Known => {
  const configuration = member(member(root, 'configuration'), 'root_module');
  if (configuration !== undefined) {
    const resources = addressesOf(itemsOf(member(configuration, 'resources')).filter(managed));
    const modules = keysOf(member(configuration, 'module_calls')).map((name) => `module.${name}`);
    return { file, names: new Set([...resources, ...modules]), whole: true };
  }
  const values = member(member(root, 'planned_values') ?? member(root, 'values'), 'root_module');
  const resources = addressesOf(itemsOf(member(values, 'resources')).filter(managed));
  const modules = addressesOf(itemsOf(member(values, 'child_modules')));
  return { file, names: new Set([...resources, ...modules].map(withoutKey)), whole: false };
};
