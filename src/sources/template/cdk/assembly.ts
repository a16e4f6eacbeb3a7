import type { SourceFile, Span } from '../../text/source-file.ts';
import type { Files } from '../files.ts';
import { member, type Node, textOf } from '../node.ts';

/** What an assembly's manifest is called: it says what a deployment deploys. */
export const MANIFEST = 'manifest.json';

/** A file or folder that a manifest names, and where. */
export interface Named {
  readonly path: string;
  readonly span: Span;
}

/**
 * What `cdk synth` makes of an application, or of one stage of it.
 * https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 */
export interface Assembly {
  readonly source: SourceFile;
  readonly stacks: readonly Stack[];
  /** The folders of its stages, which are assemblies themselves. */
  readonly stages: readonly Named[];
  /** What was not looked up in the account when it was made, so that values were made up instead. */
  readonly missing: readonly Named[];
}

/** A stack of an assembly. */
export interface Stack {
  /** What it is called: its id in the assembly, the name that it is deployed under, its path. */
  readonly names: readonly string[];
  readonly template: Named;
  /** The values that it gives its parameters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What the application said of its constructs, by their paths: a part of the manifest, in later releases a file beside it. */
  readonly metadata: Node | undefined;
  readonly metadataFile: Named | undefined;
}

/** Whether a document is a manifest: other things are called like it. */
export const isManifest = (root: Node): boolean =>
  textOf(member(root, 'version')) !== undefined && member(root, 'artifacts')?.kind === 'map';

const named = (node: Node | undefined): Named | undefined => {
  const path = textOf(node);
  return node === undefined || path === undefined || path === '' ? undefined : { path, span: node.span };
};

const textsOf = (node: Node | undefined): ReadonlyMap<string, string> =>
  new Map(
    node?.kind === 'map'
      ? [...node.entries].flatMap(([name, { value }]) =>
          value.kind === 'scalar' && value.value !== null ? [[name, String(value.value)] as const] : [],
        )
      : [],
  );

/** Reads a manifest. */
export const assemblyOf = (source: SourceFile, root: Node): Assembly => {
  const artifacts = member(root, 'artifacts');
  const lookups = member(root, 'missing');
  const entries = artifacts?.kind === 'map' ? [...artifacts.entries] : [];
  const ofType = (type: string): readonly (readonly [string, Node])[] =>
    entries.flatMap(([id, { value }]) => (textOf(member(value, 'type')) === type ? [[id, value] as const] : []));
  return {
    source,
    stacks: ofType('aws:cloudformation:stack').flatMap(([id, node]) => {
      const properties = member(node, 'properties');
      const template = named(member(properties, 'templateFile'));
      if (template === undefined) return [];
      const names = [id, textOf(member(properties, 'stackName')), textOf(member(node, 'displayName'))];
      return [
        {
          names: [...new Set(names.filter((name) => name !== undefined))],
          template,
          parameters: textsOf(member(properties, 'parameters')),
          metadata: member(node, 'metadata'),
          metadataFile: named(member(node, 'additionalMetadataFile')),
        },
      ];
    }),
    stages: ofType('cdk:cloud-assembly').flatMap(([, node]) => named(member(member(node, 'properties'), 'directoryName')) ?? []),
    missing: lookups?.kind === 'list' ? lookups.items.flatMap((each) => named(member(each, 'key')) ?? []) : [],
  };
};

/** The assembly that a file lies in, where its manifest can be read. */
export const assemblyBeside = (file: SourceFile, files: Files): Assembly | undefined => {
  const manifest = files.beside(file, MANIFEST);
  if ('refusal' in manifest || !isManifest(manifest.document.root)) return undefined;
  return assemblyOf(manifest.document.source, manifest.document.root);
};
