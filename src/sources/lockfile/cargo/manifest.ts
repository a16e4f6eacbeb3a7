import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { linesOf } from '../lines.ts';
import { flag, isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
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
  /** What its workspace asks for in the place of its members. */
  readonly shared: Members;
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

/** `foo = "1"`, `foo = { version = "1", package = "real" }`, or `foo.workspace = true`, which stands for what the workspace says. */
const askedIn = (table: Members, dev: boolean, inherited: Members, spanOf: (key: string) => Span | undefined): readonly Asked[] =>
  Object.entries(table).map(([key, given]) => {
    const value = isMembers(given) && flag(given, 'workspace') ? memberIn(inherited, key) : given;
    return {
      name: (isMembers(value) ? textIn(value, 'package') : undefined) ?? key,
      range: typeof value === 'string' ? value : isMembers(value) ? textIn(value, 'version') : undefined,
      dev,
      span: spanOf(key),
    };
  });

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);

/** Reads a `Cargo.toml`; `inherited` is what its workspace's asks for. What it lacks because it is broken is a gap that hides no package. */
export const readCargoManifest = (source: SourceFile, gaps: Gap[], inherited?: Members): CargoManifest => {
  const { members, failure } = readToml(source);
  if (failure !== undefined) gaps.push(manifestGap(source, failure.offset, 'syntax', failure.message));
  const workspace = membersIn(members, 'workspace');
  const shared = inherited ?? membersIn(workspace, 'dependencies');
  const places = placesIn(source);
  const asked: Asked[] = [];
  const folders = [...texts(memberIn(workspace, 'members'))];
  const addFolders = (table: Members): void =>
    void folders.push(...Object.values(table).flatMap((value) => (isMembers(value) ? (textIn(value, 'path') ?? []) : [])));
  for (const of of [members, ...Object.values(membersIn(members, 'target')).filter(isMembers)])
    for (const { keys, dev } of KINDS)
      for (const key of keys) {
        const table = membersIn(of, key);
        asked.push(...askedIn(table, dev, shared, (name) => places.get(name)));
        addFolders(table);
      }
  addFolders(membersIn(workspace, 'dependencies'));
  return {
    name: textIn(membersIn(members, 'package'), 'name') ?? textIn(membersIn(members, 'project'), 'name'),
    asked,
    shared,
    folders: folders
      .filter((folder) => folder !== '' && folder.length < 1024)
      .map((folder) => folder.replace(/^\.\//, '').replace(/\/+$/, '')),
  };
};
