import { rcompare, satisfies, valid, validRange } from 'semver';
import { type Members, membersIn } from '../members.ts';
import type { Draft } from '../scopes.ts';
import { aliasIn, descriptorParts, type Entry } from './entry.ts';

/** The name that a pattern of `resolutions` is about: its last one, as in `parent/name` and `name@range`. */
export const subjectOf = (pattern: string): string => {
  const last = /(?:^|\/)((?:@[^/]+\/)?[^/]+)$/.exec(pattern)?.[1] ?? pattern;
  return descriptorParts(last).name;
};

/** Which versions the root's manifest forces on whom. https://yarnpkg.com/configuration/manifest#resolutions */
const resolutionsIn = (manifest: Members): ReadonlyMap<string, readonly string[]> => {
  const forced = new Map<string, string[]>();
  for (const [pattern, range] of Object.entries(membersIn(manifest, 'resolutions'))) {
    if (typeof range !== 'string') continue;
    const name = subjectOf(pattern);
    forced.set(name, [...(forced.get(name) ?? []), range]);
  }
  return forced;
};

/** Far more versions than are compared for any project, and than a project has of one package. */
const MAX_COMPARED = 100_000;
const MAX_VERSIONS = 200;

/**
 * Finds what a descriptor means: its own entry, else (as `resolutions` may have replaced it) what is forced, else what fits the range best
 * among those that have the name.
 */
export const lookupOf = (entries: ReadonlyMap<Entry, Draft>, manifest: Members | undefined) => {
  const byDescriptor = new Map<string, Draft>();
  const byName = new Map<string, Set<Draft>>();
  for (const [entry, draft] of entries)
    for (const descriptor of entry.descriptors) {
      byDescriptor.set(descriptor, draft);
      const { name } = descriptorParts(descriptor);
      const known = byName.get(name);
      if (known === undefined) byName.set(name, new Set([draft]));
      else known.add(draft);
    }
  const forced = resolutionsIn(manifest ?? {});
  let compared = 0;
  const best = (name: string, range: string): Draft | undefined => {
    const { size } = byName.get(name) ?? { size: 0 };
    if (size > 1) compared += size;
    if (size > MAX_VERSIONS || compared > MAX_COMPARED) return undefined;
    const there = [...(byName.get(name) ?? [])];
    const plain = (aliasIn(range)?.range ?? range).replace(/^npm:/, '');
    const versioned = there.filter(({ version }) => valid(version ?? null) !== null);
    const fitting = versioned.filter(({ version }) => satisfies(version ?? '', plain, { includePrerelease: true }));
    // Without the manifest nobody knows what was forced, and what a tag means only its registry.
    if (fitting.length === 0 && size === 1 && (manifest === undefined || validRange(plain) === null)) return there[0];
    return fitting.sort((a, b) => rcompare(a.version ?? '', b.version ?? ''))[0];
  };
  const found = new Map<string, Draft | undefined>();
  const nearest = (name: string, range: string): Draft | undefined => {
    const key = `${name}@${range}`;
    if (!found.has(key)) found.set(key, best(name, range));
    return found.get(key);
  };
  return (
    name: string,
    range: string,
    descriptors: readonly string[],
    toDescriptors: (range: string) => readonly string[],
  ): Draft | undefined => {
    for (const descriptor of descriptors) {
      const found = byDescriptor.get(descriptor);
      if (found !== undefined) return found;
    }
    for (const other of forced.get(name) ?? [])
      for (const descriptor of toDescriptors(other)) {
        const found = byDescriptor.get(descriptor);
        if (found !== undefined) return found;
      }
    return nearest(name, range);
  };
};
