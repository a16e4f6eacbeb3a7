import { type Members, memberIn, membersIn, textIn } from '../members.ts';
import { type Standing, standingOf } from '../standing.ts';
import { objectsIn } from './hashes.ts';
import { pypiName } from './names.ts';
import { type Requirement, requirementOf } from './requirement.ts';

const listed = (list: unknown): readonly Requirement[] =>
  (Array.isArray(list) ? list : []).flatMap((text) => (typeof text === 'string' ? (requirementOf(text) ?? []) : []));

const inGroups = (groups: Members): readonly Requirement[] => Object.values(groups).flatMap(listed);

/** What a pyproject asks for by itself, where no build backend adds to it: https://docs.astral.sh/uv/concepts/projects/dependencies/ */
const askedIn = (pyproject: Members): readonly Requirement[] => {
  const project = membersIn(pyproject, 'project');
  const dynamic = memberIn(project, 'dynamic');
  const own = pypiName(textIn(project, 'name') ?? '');
  const isStatic = (key: string): boolean => !Array.isArray(dynamic) || !dynamic.includes(key);
  const asked = [
    ...(isStatic('dependencies') ? listed(memberIn(project, 'dependencies')) : []),
    ...(isStatic('optional-dependencies') ? inGroups(membersIn(project, 'optional-dependencies')) : []),
    ...inGroups(membersIn(pyproject, 'dependency-groups')),
    ...listed(memberIn(membersIn(membersIn(pyproject, 'tool'), 'uv'), 'dev-dependencies')),
  ];
  return asked.filter(({ name }) => name !== own);
};

/** Clauses in one order and without spaces; `undefined` where versions are not only numbers, as uv writes those in its own way. */
const clausesOf = (spec: string | undefined): string | undefined => {
  const clauses = (spec ?? '')
    .split(',')
    .map((clause) => clause.replaceAll(/\s+/g, ''))
    .filter((clause) => clause !== '');
  return clauses.every((clause) => /^[=~!<>]=?=?\d+(?:\.\d+)*(?:\.\*)?$/.test(clause)) ? clauses.sort().join(',') : undefined;
};

/**
 * How a uv.lock stands to its pyproject, by what it repeats of it (`requires-dist`, `requires-dev`); `undefined` where it repeats nothing, as
 * those of uv's first versions.
 */
export const uvStanding = (pyproject: Members, root: Members | undefined, manifest: Members): Standing | undefined => {
  const metadata = root === undefined ? undefined : membersIn(root, 'metadata');
  if (root !== undefined && !Object.hasOwn(root, 'metadata') && askedIn(pyproject).length > 0) return undefined;
  const written = [
    ...objectsIn(memberIn(metadata ?? {}, 'requires-dist')),
    ...[membersIn(metadata ?? {}, 'requires-dev'), membersIn(manifest, 'dependency-groups')].flatMap((groups) =>
      Object.values(groups).flatMap((group) => objectsIn(group)),
    ),
  ].map((one) => ({ name: pypiName(textIn(one, 'name') ?? ''), spec: textIn(one, 'specifier') }));
  const elsewhere = new Set(Object.keys(membersIn(membersIn(membersIn(pyproject, 'tool'), 'uv'), 'sources')).map(pypiName));
  const unmet = askedIn(pyproject).flatMap(({ name, spec, url }) => {
    const own = written.filter((one) => one.name === name);
    const [asked, isFree] = [clausesOf(spec), url !== undefined || elsewhere.has(name)];
    const holds = own.some((one) => {
      const had = clausesOf(one.spec);
      return isFree || asked === undefined || had === undefined || had === asked;
    });
    return holds ? [] : [[name, spec ?? ''].join(' ').trim()];
  });
  return standingOf('pyproject.toml', [...new Set(unmet)]);
};
