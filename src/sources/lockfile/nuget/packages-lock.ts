import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Installed, packagesOf } from '../graph.ts';
import { readJson } from '../json.ts';
import { memberSpan, placesOfObjects, type ValuePlace, type Way, wayName } from '../json-spans.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, type Node, newerGap, nodeOf, oddEntries } from '../node.ts';

/** A package as one framework has it. */
interface Entry {
  readonly members: Members;
  readonly node: Node;
  /** What a framework calls it, in lower case: https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files */
  readonly id: string;
}

const isProject = (members: Members): boolean => textIn(members, 'type')?.toLowerCase() === 'project';

/** A framework for a runtime (`net8.0/linux-x64`) lists what that adds to the framework alone. */
const baseOf = (framework: string): string | undefined => {
  const at = framework.lastIndexOf('/');
  return at < 0 ? undefined : framework.slice(0, at);
};

const MEMBERS: Readonly<Record<string, readonly Way[]>> = { version: [['resolved']], integrity: [['contentHash']] };

const read = async (source: SourceFile, _: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { text } = source;
  const gaps: Gap[] = [];
  const { value, failure } = readJson(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  const lockfile = isMembers(value) ? value : {};
  if (failure === undefined && !isMembers(memberIn(lockfile, 'dependencies')))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a packages.lock.json: it has no dependencies'));
  const version = memberIn(lockfile, 'version');
  if (typeof version === 'number' && version > 2)
    gaps.push(newerGap(source, text.indexOf('"version"'), `Version ${version} of the format`));

  const places = placesOfObjects(text, failure?.offset ?? text.length, ([top, , , ...more]) => top === 'dependencies' && more.length === 0);
  const placeAt = new Map<number, ValuePlace>();
  const frameworks = new Map<string, Map<string, Entry>>();
  const entries: Entry[] = [];
  const odd: number[] = [];
  for (const [framework, table] of Object.entries(membersIn(lockfile, 'dependencies'))) {
    const byId = new Map<string, Entry>();
    frameworks.set(framework, byId);
    if (!isMembers(table)) odd.push(Math.max(0, text.indexOf(JSON.stringify(framework))));
    for (const [name, members] of Object.entries(isMembers(table) ? table : {})) {
      const place = places.get(wayName(['dependencies', framework, name]));
      const span = { source, ...(place?.key ?? { start: 0, end: 1 }) };
      const resolved = isMembers(members) ? textIn(members, 'resolved') : undefined;
      if (name === '' || !isMembers(members) || (resolved === undefined && !isProject(members))) {
        odd.push(span.start === 0 ? Math.max(0, text.indexOf(JSON.stringify(name))) : span.start);
        continue;
      }
      if (entries.length >= MAX_PACKAGES) break;
      if (place !== undefined) placeAt.set(span.start, place);
      const node = nodeOf({
        name,
        version: resolved,
        source: isProject(members) ? 'workspace' : 'registry',
        integrity: textIn(members, 'contentHash'),
        span,
      });
      const entry = { members, node, id: name.toLowerCase() };
      entries.push(entry);
      byId.set(entry.id, entry);
    }
  }
  gaps.push(...oddEntries(source, odd, 'A package without a resolved version'));

  const needed = new Set<Installed>();
  for (const [framework, byId] of frameworks) {
    const base = frameworks.get(baseOf(framework) ?? '');
    for (const { members, node } of byId.values())
      for (const [name, range] of Object.entries(membersIn(members, 'dependencies'))) {
        const to = (byId.get(name.toLowerCase()) ?? base?.get(name.toLowerCase()))?.node;
        if (to === undefined || to === node) continue;
        node.dependencies.push(to);
        needed.add(to);
        if (typeof range === 'string' && range.length <= 256) node.ranges.set(to, range);
      }
  }
  // Projects are listed alike whether the project refers to them or one of them does.
  const direct = entries.filter(
    ({ members, node }) => textIn(members, 'type')?.toLowerCase() === 'direct' || (isProject(members) && !needed.has(node)),
  );
  return {
    packages: packagesOf({
      ecosystem: 'NuGet',
      purlType: 'nuget',
      installed: entries.map(({ node }) => node),
      projects: [
        {
          name: folder,
          requires: direct.map(({ members, node }) => {
            const range = textIn(members, 'requested');
            return { to: node, ...(range === undefined || range.length > 256 ? {} : { range }) };
          }),
        },
      ],
    }),
    gaps,
    spanOf: ({ entry }, member) => {
      const place = placeAt.get(entry.start);
      const ways = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
      return (place === undefined || ways === undefined ? undefined : memberSpan(text, place, ways)) ?? entry;
    },
  };
};

/** NuGet's `packages.lock.json`, for each target framework. */
export const packagesLock: LockfileFormat = {
  format: 'nuget',
  names: [/^packages\.(?:.+\.)?lock\.json$/i],
  recognizes: (text) => /^\uFEFF?\s*\{/.test(text) && /"contentHash"\s*:/.test(text) && /"(?:Direct|Transitive)"/.test(text),
  says: {
    of: 'NuGet (`PackageReference`)',
    versions: '1, 2',
    files: '`packages.lock.json`, `packages.NAME.lock.json`',
    dev: false,
    optional: false,
    direct: true,
    paths: true,
    integrity: true,
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};
