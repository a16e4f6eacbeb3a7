import type { SourceFile } from '../../text/source-file.ts';
import type { Files } from '../files.ts';
import { member, type Node, textOf } from '../node.ts';
import type { Assembly, Stack } from './assembly.ts';

/** The construct that a resource is. */
export interface Construct {
  /** `Shop/Api/Default/orders/GET/Resource`; absent where nothing tells it. */
  readonly path: string | undefined;
  /** What the application said of it: a list of entries with a type. */
  readonly metadata: Node | undefined;
}

/** What the application said of the constructs of a stack, by their paths with a slash before them. */
const metadataOf = ({ metadata, metadataFile }: Stack, assembly: Assembly, files: Files): readonly Node[] => {
  const beside = metadataFile && files.beside(assembly.source, metadataFile.path);
  return [metadata, beside && 'document' in beside ? beside.document.root : undefined].filter((node) => node !== undefined);
};

/** The paths of constructs by the logical ids that the metadata gives them; where two have one, as in nested stacks, none. */
const pathsById = (metadata: readonly Node[]): ReadonlyMap<string, string | undefined> => {
  const paths = new Map<string, string | undefined>();
  for (const [path, { value }] of metadata.flatMap((node) => (node.kind === 'map' ? [...node.entries] : []))) {
    const entries = value.kind === 'list' ? value.items : [];
    const id = textOf(
      member(
        entries.find((entry) => textOf(member(entry, 'type')) === 'aws:cdk:logicalId'),
        'data',
      ),
    );
    if (id !== undefined) paths.set(id, paths.has(id) ? undefined : path.replace(/^\//, ''));
  }
  return paths;
};

/** The constructs of a template. */
export interface Constructs {
  /** What the application said of them, by their paths: a map for each stack that may have them. */
  readonly metadata: readonly Node[];
  /** The construct of a resource: by the path that the template gives it, else by its logical id. */
  of(id: string, resource: Node | undefined): Construct;
}

/** Finds out the constructs of a template of an assembly. */
export const constructsOf = (source: SourceFile, assembly: Assembly | undefined, files: Files): Constructs => {
  const name = source.file.slice(source.file.lastIndexOf('/') + 1);
  const stacks = assembly?.stacks ?? [];
  const own = stacks.filter(({ template }) => template.path === name);
  // A nested stack is a part of the stack around it, whose metadata has its constructs.
  const metadata = assembly === undefined ? [] : (own.length === 0 ? stacks : own).flatMap((stack) => metadataOf(stack, assembly, files));
  let byId: ReadonlyMap<string, string | undefined> | undefined;
  return {
    metadata,
    of: (id, resource) => {
      let path = textOf(member(member(resource, 'Metadata'), 'aws:cdk:path'));
      if (path === undefined) {
        byId ??= pathsById(metadata);
        path = byId.get(id);
      }
      return { path, metadata: metadata.map((node) => member(node, `/${path}`)).find((node) => node !== undefined) };
    },
  };
};
