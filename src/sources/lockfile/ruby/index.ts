import { posix } from 'node:path';
import type { Gap } from '../../../model/inventory.ts';
import type { Package } from '../../../model/package.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Project, packagesOf } from '../graph.ts';
import { gapAt, linkerIn, MAX_PACKAGES, type Node, nodeOf, oddEntries, reachedFrom } from '../node.ts';
import { standingOf } from '../standing.ts';
import { type Gemfile, readGemfile } from './gemfile.ts';
import { type GemfileLock, readGemfileLock, type Section, type Spec } from './sections.ts';

const sourceOf = ({ kind, remotes }: Section): Package['source'] => {
  if (kind === 'GIT') return 'git';
  if (kind !== 'PATH') return 'registry';
  // The gem whose folder this is: `gemspec` in a Gemfile.
  return remotes[0] === '.' ? 'workspace' : 'link';
};

/** Of several registries in one section nobody says which one has a gem. */
const addressOf = ({ kind, remotes, revision }: Section): string | undefined => {
  const [remote] = remotes;
  if (remote === undefined || remotes.length > 1) return undefined;
  return openAddress(kind === 'GIT' && revision !== undefined ? `${remote}#${revision}` : remote);
};

const clausesOf = (range: string): string =>
  range
    .split(',')
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '' && clause !== '>= 0')
    .sort()
    .join(', ');

/** What a Gemfile asks for whatever happens, and its lockfile was not written for. */
const unmetIn = (surely: NonNullable<Gemfile['surely']>, asked: NonNullable<GemfileLock['asked']>): readonly string[] =>
  surely.flatMap(({ name, range }) => {
    const locked = asked.filter((one) => one.name === name);
    const holds = locked.some((one) => range === undefined || clausesOf(one.range ?? '') === clausesOf(range));
    return holds ? [] : [[name, range ?? ''].join(' ').trim()];
  });

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { sections, asked, checksums, unreadable } = readGemfileLock(source);
  const gaps: Gap[] = [...oddEntries(source, unreadable, 'A line cannot be read')];
  if (sections.length === 0 && asked === undefined && gaps.length === 0 && source.text.trim() !== '')
    gaps.push(gapAt(source, 0, 'malformed', 'Not a Gemfile.lock: it has no sections'));

  const nodes: { readonly spec: Spec; readonly node: Node }[] = [];
  const byName = new Map<string, Node[]>();
  const hashAt = new Map<number, Span>();
  for (const section of sections)
    for (const spec of section.specs) {
      if (nodes.length >= MAX_PACKAGES) break;
      const { name, version, platform, span } = spec;
      const sum = checksums.get(`${name} ${version}${platform === undefined ? '' : `-${platform}`}`);
      if (sum !== undefined) hashAt.set(span.start, sum.span);
      const node = nodeOf({
        name,
        version,
        source: sourceOf(section),
        integrity: sum?.integrity,
        unhashed: checksums.size === 0,
        resolved: addressOf(section),
        span,
      });
      nodes.push({ spec, node });
      void (byName.get(name)?.push(node) ?? byName.set(name, [node]));
    }
  const link = linkerIn(source, gaps);
  for (const { spec, node } of nodes)
    for (const { name, range } of spec.wants) for (const to of byName.get(name) ?? []) link(node, to, range);
  const file = (await beside('Gemfile')) ?? (await beside('gems.rb'));
  const gemfile = file === undefined ? undefined : readGemfile(file);
  const requires = (asked ?? []).flatMap(({ name, range }) => {
    const at = gemfile?.placeOf(name);
    return (byName.get(name) ?? []).map((to) => ({
      to,
      ...(at === undefined ? {} : { at }),
      ...(range === undefined ? {} : { range }),
    }));
  });
  if (gemfile !== undefined && asked !== undefined) {
    const needed = reachedFrom(requires.flatMap(({ to }) => (gemfile.isForDevelopment(to.name) ? [] : [to])));
    for (const { node } of nodes) node.dev = !needed.has(node);
  }
  const projects: readonly Project[] = [{ name: folder, requires }];
  return {
    packages: packagesOf({
      ecosystem: 'RubyGems',
      purlType: 'gem',
      installed: nodes.map(({ node }) => node),
      ...(asked === undefined ? {} : { projects }),
    }),
    gaps,
    ...(asked === undefined || file === undefined || gemfile?.surely === undefined || gaps.length > 0
      ? {}
      : { standing: standingOf(posix.basename(file.file), unmetIn(gemfile.surely, asked)) }),
    spanOf: ({ entry }, member) => {
      if (member === 'integrity') return hashAt.get(entry.start) ?? entry;
      const at = source.text.slice(entry.start, entry.end).indexOf('(');
      return member === 'version' && at >= 0 ? { start: entry.start + at + 1, end: entry.end - 1 } : entry;
    },
  };
};

/** Bundler's `Gemfile.lock` and `gems.locked`. */
export const bundler: LockfileFormat = {
  format: 'bundler',
  names: ['Gemfile.lock', 'gems.locked'],
  recognizes: (text) => /^(?:GEM|GIT|PATH)\r?\n {2}remote: /m.test(text),
  says: {
    of: 'Bundler',
    versions: 'all',
    beside: '`Gemfile`',
    dev: 'with a `Gemfile` that is a plain list: the groups `development` and `test`',
    optional: false,
    direct: true,
    paths: true,
    integrity: 'where it has `CHECKSUMS`',
    resolved: 'the registry or repository',
    installScript: false,
    deprecated: false,
  },
  read,
};
