import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { ReadBeside } from '../format.ts';
import { flag, isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { manifestGap } from '../node.ts';
import { readToml } from '../toml.ts';
import { pypiName } from './names.ts';
import { type Requirement, requirementOf } from './requirement.ts';
import type { Asked } from './tree.ts';

/** What a manifest says of a project; all of it is absent where there is no manifest. */
export interface PyProject {
  /** As it is written. */
  readonly name?: string;
  /** What it asks for; absent where there is no manifest, or one that cannot be read. */
  readonly asks?: readonly Asked[];
  /** The names of its groups, normalized: of extras, and of what is for development. */
  readonly extras: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  /** Where it asks for a package. */
  placeOf(name: string): Span | undefined;
}

/** The tables that ask for packages: by their keys, or in lists of texts. */
const ASKING =
  /^(?:project(?:\.optional-dependencies)?|dependency-groups|tool\.(?:poetry(?:\.group\.[^.]+)?\.(?:dev-)?dependencies|pdm(?:\.dev-dependencies)?|uv))$/;

/** A key of a table, or a text in a list. */
const NAMED = /^[ \t]*["']?([A-Za-z0-9][\w.-]*)["']?[ \t]*=|"([^"\n]*)"|'([^'\n]*)'/g;
const NAME = /^\s*([A-Za-z0-9][\w.-]*)/;
/** Longer lines ask for nothing that people would look for. */
const MAX_LINE = 10_000;

/** The line of each name that a manifest asks for, the first where there are several. A look at the text: parsers keep no places. */
export const placesIn = (source: SourceFile, isAsking: (table: string) => boolean): ReadonlyMap<string, Span> => {
  const places = new Map<string, Span>();
  let asking = false;
  for (const { 0: line, index } of source.text.matchAll(/[^\r\n]+/g)) {
    const header = /^[ \t]*\[{1,2}[ \t]*([^\]]+?)[ \t]*\]/.exec(line)?.[1];
    if (header !== undefined) {
      asking = isAsking(header.replaceAll(/["' \t]/g, ''));
      continue;
    }
    if (!asking || line.length > MAX_LINE) continue;
    const code = line.replace(/^[ \t]*#.*/, '');
    for (const match of code.matchAll(NAMED)) {
      const name = pypiName(NAME.exec(match[1] ?? match[2] ?? match[3] ?? '')?.[1] ?? '');
      if (name !== '' && !places.has(name))
        places.set(name, { source, start: index + match.index, end: index + match.index + match[0].length });
    }
  }
  return places;
};

const asking = (requirement: Requirement | undefined, scope: Asked['scope']): readonly Asked[] =>
  requirement === undefined ? [] : [{ name: requirement.name, extras: requirement.extras, spec: requirement.spec, scope }];

/** The requirements of a list of texts. */
const listed = (list: unknown, scope: Asked['scope']): readonly Asked[] =>
  (Array.isArray(list) ? list : []).flatMap((text) => (typeof text === 'string' ? asking(requirementOf(text), scope) : []));

const allListed = (groups: Members, scope: Asked['scope']): readonly Asked[] =>
  Object.values(groups).flatMap((list) => listed(list, scope));

/** A table of names: `name = "^1.0"`, or more of it in a table, or a list of those. Poetry and Pipenv write it so. */
export const named = (table: Members, scope: Asked['scope']): readonly Asked[] =>
  Object.entries(table).flatMap(([name, given]): readonly Asked[] => {
    if (name === 'python') return [];
    const all = Array.isArray(given) ? given : [given];
    return all.map((one: unknown) => {
      const members = isMembers(one) ? one : {};
      const extras = memberIn(members, 'extras');
      return {
        name: pypiName(name),
        extras: Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string').map(pypiName) : [],
        spec: typeof one === 'string' ? one : textIn(members, 'version'),
        scope: scope === 'main' && flag(members, 'optional') ? 'optional' : scope,
      };
    });
  });

const asksOf = (members: Members) => {
  const project = membersIn(members, 'project');
  const tool = membersIn(members, 'tool');
  const poetry = membersIn(tool, 'poetry');
  const pdm = membersIn(membersIn(tool, 'pdm'), 'dev-dependencies');
  const groups = membersIn(members, 'dependency-groups');
  const poetryGroups = membersIn(poetry, 'group');
  const asks = [
    ...listed(memberIn(project, 'dependencies'), 'main'),
    ...named(membersIn(poetry, 'dependencies'), 'main'),
    ...allListed(membersIn(project, 'optional-dependencies'), 'optional'),
    ...allListed(groups, 'dev'),
    ...named(membersIn(poetry, 'dev-dependencies'), 'dev'),
    ...Object.keys(poetryGroups).flatMap((name) =>
      named(membersIn(membersIn(poetryGroups, name), 'dependencies'), name === 'main' ? 'main' : 'dev'),
    ),
    ...allListed(pdm, 'dev'),
    ...listed(memberIn(membersIn(tool, 'uv'), 'dev-dependencies'), 'dev'),
  ];
  const name = textIn(project, 'name') ?? textIn(poetry, 'name');
  const own = name === undefined ? undefined : pypiName(name);
  return {
    ...(name === undefined ? {} : { name }),
    asks: asks.filter((ask) => ask.name !== own),
    extras: new Set(Object.keys(membersIn(project, 'optional-dependencies')).map(pypiName)),
    groups: new Set([...Object.keys(groups), ...Object.keys(pdm)].map(pypiName)),
  };
};

/** Reads `pyproject.toml`, each once, in a folder beside a lockfile: '' is the lockfile's own. */
export const manifestBeside =
  (beside: ReadBeside) =>
  async (folder: string): Promise<PyProject> => {
    const none = { extras: new Set<string>(), groups: new Set<string>() };
    const source = await beside(folder === '' ? 'pyproject.toml' : `${folder}/pyproject.toml`);
    if (source === undefined) return { ...none, gaps: [], placeOf: () => undefined };
    const { members, failure } = readToml(source);
    if (failure !== undefined)
      return { ...none, gaps: [manifestGap(source, failure.offset, 'syntax', failure.message)], placeOf: () => undefined };
    const places = placesIn(source, (table) => ASKING.test(table));
    const asked = asksOf(members);
    return {
      ...asked,
      asks: asked.asks.map((ask) => ({ ...ask, at: places.get(ask.name) })),
      gaps: [],
      placeOf: (name) => places.get(name),
    };
  };
