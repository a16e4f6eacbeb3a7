import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { linesOf } from '../lines.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { manifestGap } from '../node.ts';
import { readToml } from '../toml.ts';

/** A dependency as a manifest asks for it, under the crate's real name. */
export interface Asked {
  readonly name: string;
  /** `0.8`, which is `^0.8`; absent where a workspace or an address says. */
  readonly range: string | undefined;
  readonly dev: boolean;
  readonly span: Span | undefined;
}

/** What a `Cargo.toml` says. */
export interface CargoManifest {
  /** The crate that it is of; absent where it is a workspace's alone. */
  readonly name: string | undefined;
  readonly asked: readonly Asked[];
  /** Folders that hold more manifests, relative to it: members of its workspace (with `*` as they are written), and dependencies by path. */
  readonly folders: readonly string[];
}

/** https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html; the spellings with `_` are old ones. */
const KINDS = [
  { keys: ['dependencies', 'build-dependencies', 'build_dependencies'], dev: false },
  { keys: ['dev-dependencies', 'dev_dependencies'], dev: true },
];

/** Where a manifest asks for what: `name = ...` in a table of dependencies, or a table of its own. */
const placesIn = (source: SourceFile): ReadonlyMap<string, Span> => {
  const places = new Map<string, Span>();
  let inside = false;
  for (const { text, start } of linesOf(source)) {
    const [header, table = ''] = /^\s*\[\[?\s*(.+?)\s*\]\]?\s*(?:#.*)?$/.exec(text) ?? [];
    const own = /(?:^|[._-])dependencies\s*\.\s*["']?([\w-]+)["']?$/.exec(table)?.[1];
    const key = header === undefined && inside ? /^\s*["']?([\w-]+)["']?\s*[.=]/.exec(text)?.[1] : own;
    if (header !== undefined) inside = /(?:^|[._-])dependencies$/.test(table) && !/^patch|^workspace/.test(table);
    if (key === undefined || places.has(key)) continue;
    const from = start + (text.length - text.trimStart().length);
    places.set(key, { source, start: from, end: start + text.trimEnd().length });
  }
  return places;
};

const askedIn = (table: Members, dev: boolean, spanOf: (key: string) => Span | undefined): readonly Asked[] =>
  Object.entries(table).map(([key, value]) => ({
    name: (isMembers(value) ? textIn(value, 'package') : undefined) ?? key,
    range: typeof value === 'string' ? value : isMembers(value) ? textIn(value, 'version') : undefined,
    dev,
    span: spanOf(key),
  }));

/** Reads a `Cargo.toml`. What it lacks because it is broken is a gap that hides no package. */
export const readCargoManifest = (source: SourceFile, gaps: Gap[]): CargoManifest => {
  const { members, failure } = readToml(source);
  if (failure !== undefined) gaps.push(manifestGap(source, failure.offset, 'syntax', failure.message));
  const workspace = membersIn(members, 'workspace');
  const inherited = membersIn(workspace, 'dependencies');
  const tables = [members, ...Object.values(membersIn(members, 'target')).filter(isMembers)];
  const places = placesIn(source);
  const asked: Asked[] = [];
  const folders: string[] = [];
  for (const table of tables)
    for (const { keys, dev } of KINDS)
      for (const key of keys) {
        asked.push(...askedIn(membersIn(table, key), dev, (name) => places.get(name)));
        for (const value of Object.values(membersIn(table, key)))
          folders.push(...((isMembers(value) && textIn(value, 'path')) || '').split('\n', 1));
      }
  for (const value of Object.values(inherited)) folders.push((isMembers(value) && textIn(value, 'path')) || '');
  const listed = memberIn(workspace, 'members');
  for (const folder of Array.isArray(listed) ? listed : []) if (typeof folder === 'string') folders.push(folder);
  const inheritedNames = new Map(
    Object.entries(inherited).map(([key, value]) => [key, (isMembers(value) && textIn(value, 'package')) || key]),
  );
  return {
    name: textIn(membersIn(members, 'package'), 'name') ?? textIn(membersIn(members, 'project'), 'name'),
    asked: asked.map((one) => ({ ...one, name: inheritedNames.get(one.name) ?? one.name })),
    folders: folders
      .filter((folder) => folder !== '' && folder.length < 1024)
      .map((folder) => folder.replace(/^\.\//, '').replace(/\/+$/, '')),
  };
};
