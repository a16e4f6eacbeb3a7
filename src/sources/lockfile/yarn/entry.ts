import type { Installed } from '../graph.ts';
import type { YamlMember } from '../yaml/tree.ts';

/** A package that another one asks for: the name that it is known by, and the range or place. */
export interface Want {
  readonly name: string;
  readonly range: string;
  readonly optional: boolean;
}

/** An entry of a yarn.lock, whichever version wrote it. */
export interface Entry {
  /** `name@range`, each as others ask for it. */
  readonly descriptors: readonly string[];
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Installed['source'];
  readonly integrity: string | undefined;
  readonly resolved: string | undefined;
  readonly wants: readonly Want[];
  /** The folder of a workspace; `''` is the project's own. */
  readonly folder?: string;
  /** What it resolves to, where others bind descriptors to it. */
  readonly locator?: string;
  /** It is for some systems alone: Yarn writes its hash only where it fetched it. */
  readonly conditional?: boolean;
  /** It is another one with a patch. */
  readonly patched?: boolean;
  readonly at: YamlMember;
}

/** `@scope/name@range` in its parts. */
export const descriptorParts = (descriptor: string): { readonly name: string; readonly range: string } => {
  const at = descriptor.indexOf('@', 1);
  return at < 0 ? { name: descriptor, range: '' } : { name: descriptor.slice(0, at), range: descriptor.slice(at + 1) };
};

/** `npm:name@range` in its parts: an alias. What has no range is a version or a tag, as in `npm:1.0.0` and `npm:latest`. */
export const aliasIn = (range: string): { readonly name: string; readonly range: string } | undefined => {
  const [, name, aliased] = /^npm:((?:@[^@/]+\/)?[^@/]+)@(.*)$/s.exec(range) ?? [];
  return name === undefined ? undefined : { name, range: aliased ?? '' };
};
