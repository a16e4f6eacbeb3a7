import { sriOf } from '../../../model/integrity.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { linesOf } from '../lines.ts';

/** A gem that a section locks: `name (version)`, or with a platform `name (version-platform)`. */
export interface Spec {
  readonly name: string;
  readonly version: string;
  readonly platform: string | undefined;
  /** `name (version-platform)` */
  readonly span: Span;
  readonly wants: readonly { readonly name: string; readonly range: string | undefined }[];
}

/** Where gems come from: what stands above their `specs`. */
export interface Section {
  readonly kind: 'GEM' | 'GIT' | 'PATH' | 'PLUGIN SOURCE';
  readonly remotes: readonly string[];
  readonly revision: string | undefined;
  readonly specs: readonly Spec[];
}

/** What a `Gemfile.lock` says, as far as it can be read. */
export interface GemfileLock {
  readonly sections: readonly Section[];
  /** What the Gemfile asks for; absent where the lockfile ends before it says so. */
  readonly asked: readonly { readonly name: string; readonly range: string | undefined }[] | undefined;
  /** By `name version`, a platform behind the version; empty where the lockfile has none. */
  readonly checksums: ReadonlyMap<string, { readonly integrity: string; readonly span: Span }>;
  /** Offsets of the lines that cannot be read. */
  readonly unreadable: readonly number[];
}

const SOURCES: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);

/** `name`, `name (requirement)`, both perhaps with a `!` for a source of its own. */
const REQUEST = /^(\S+?)(?: \(([^()]*)\))?!?$/;

/** Reads a lockfile as Bundler does, by how far lines are indented: https://bundler.io/man/gemfile.5.html */
export const readGemfileLock = (source: SourceFile): GemfileLock => {
  const sections: { kind: Section['kind']; remotes: string[]; revision?: string; specs: Spec[] }[] = [];
  const checksums = new Map<string, { readonly integrity: string; readonly span: Span }>();
  const unreadable: number[] = [];
  let asked: { name: string; range: string | undefined }[] | undefined;
  let heading = '';
  let wants: Spec['wants'][number][] | undefined;

  for (const { text, start } of linesOf(source)) {
    if (text.trim() === '') continue;
    const indent = /^ */.exec(text)?.[0].length ?? 0;
    const words = text.slice(indent).trimEnd();
    const from = start + indent;
    const section = SOURCES.has(heading) ? sections.at(-1) : undefined;
    // Headings that are yet to come are in capitals as all are.
    if (indent === 0 && !/^[A-Z][A-Z ]*$/.test(words)) unreadable.push(start);
    else if (indent === 0) {
      heading = words;
      wants = undefined;
      if (SOURCES.has(heading)) sections.push({ kind: heading as Section['kind'], remotes: [], specs: [] });
      else if (heading === 'DEPENDENCIES') asked ??= [];
    } else if (section !== undefined && indent === 2) {
      const [, key, value = ''] = /^([a-z]+):(?: (.*))?$/.exec(words) ?? [];
      if (key === undefined) unreadable.push(from);
      if (key === 'remote') section.remotes.push(value);
      if (key === 'revision') section.revision = value;
    } else if (section !== undefined && indent === 4) {
      const [, name, version, platform] = /^(\S+) \(([^()\s-]+)(?:-([^()\s]+))?\)!?$/.exec(words) ?? [];
      wants = name === undefined ? undefined : [];
      if (name === undefined || version === undefined || wants === undefined) unreadable.push(from);
      else section.specs.push({ name, version, platform, span: { source, start: from, end: from + words.length }, wants });
    } else if (section !== undefined && indent === 6) {
      const [, name, range] = REQUEST.exec(words) ?? [];
      if (name === undefined) unreadable.push(from);
      else wants?.push({ name, range });
    } else if (heading === 'DEPENDENCIES' && indent === 2) {
      const [, name, range] = REQUEST.exec(words) ?? [];
      if (name === undefined) unreadable.push(from);
      else asked?.push({ name, range });
    } else if (heading === 'CHECKSUMS' && indent === 2) {
      const [, name, version, hash] = /^(\S+) \(([^()\s]+)\)(?: (\S+))?$/.exec(words) ?? [];
      if (name === undefined) unreadable.push(from);
      else if (hash !== undefined) {
        const first = hash.split(',')[0] ?? hash;
        const at = from + words.length - hash.length;
        const [algorithm = '', hex] = first.split('=');
        const integrity = sriOf(algorithm, hex);
        if (integrity !== undefined)
          checksums.set(`${name} ${version}`, { integrity, span: { source, start: at, end: at + first.length } });
      }
    } else if (section !== undefined || heading === '') unreadable.push(from);
  }
  return { sections: sections.map((one) => ({ ...one, revision: one.revision })), asked, checksums, unreadable };
};
