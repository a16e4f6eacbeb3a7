import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { type Locked, lockedFor } from '../locked.ts';
import { manifestReader } from '../manifests.ts';
import { gapAt, MAX_PACKAGES } from '../node.ts';
import { readYaml } from '../yaml/index.ts';
import { type MemberNames, memberPlace } from '../yaml/places.ts';
import { mapIn, memberOf, membersOf, textOf, type YamlValue } from '../yaml/tree.ts';
import { addDocument, type Collected } from './document.ts';
import { isLockfile } from './projects.ts';

/** Where members of a package stand in its entry. */
const MEMBERS: MemberNames = {
  version: ['version'],
  deprecated: ['deprecated'],
  installScript: ['requiresBuild'],
  dev: ['dev'],
  optional: ['optional'],
  resolved: ['resolution.tarball', 'resolution.repo', 'resolution.directory', 'resolution.url'],
  integrity: ['resolution.integrity'],
};

/** Names that pnpm writes otherwise than the manifests do: https://pnpm.io/settings#overrides */
const overriddenIn = (document: YamlValue): readonly string[] => {
  const ignored = memberOf(document, 'ignoredOptionalDependencies');
  const selectors = [...mapIn(document, 'overrides').keys()].map((selector) => selector.slice(selector.lastIndexOf('>') + 1));
  return [
    ...selectors.map((selector) => selector.replace(/(?!^)@.*$/s, '')),
    ...(ignored?.kind === 'list' ? ignored.items.flatMap((item) => textOf(item) ?? []) : []),
  ];
};

/** What was written for which projects; unknown where a hook of the user's own changed what they ask for. */
const lockedIn = (documents: readonly YamlValue[], { written }: Collected): { readonly locked?: Locked } =>
  documents.length === 0 || documents.some((document) => membersOf(document).has('pnpmfileChecksum'))
    ? {}
    : { locked: lockedFor(written, documents.flatMap(overriddenIn)) };

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const gaps: Gap[] = [];
  // Of an entry of `packages`, which the document holds, nothing is kept that is not whole.
  const { documents, failure } = readYaml(source, 2);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, failure.reason, failure.message));
  const lockfiles = documents.filter((document) => document !== undefined && isLockfile(document));
  if (lockfiles.length === 0 && failure === undefined)
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile: it has no lockfileVersion'));
  const collected: Collected = {
    ...{ source, gaps, drafts: [], asked: [], written: [], projects: [], entries: new Map() },
    manifestOf: manifestReader(beside, gaps),
    folder,
  };
  // The last document is the project, which goes first; one before it is what sets up the package manager.
  for (const document of lockfiles.reverse()) await addDocument(document as YamlValue, collected);
  const { drafts, projects, entries } = collected;
  if (drafts.length >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));
  const packages = packagesOf({ ecosystem: 'npm', purlType: 'npm', installed: drafts, projects });
  const whole = failure === undefined && drafts.length < MAX_PACKAGES ? (lockfiles as readonly YamlValue[]) : [];
  return {
    packages,
    gaps,
    ...lockedIn(whole, collected),
    spanOf: (located, member) => memberPlace(entries.get(located.entry.start), located, member, MEMBERS),
  };
};

/** pnpm's pnpm-lock.yaml. https://github.com/pnpm/spec/tree/master/lockfile */
export const pnpm: LockfileFormat = {
  format: 'pnpm',
  names: ['pnpm-lock.yaml'],
  recognizes: (text) =>
    /^lockfileVersion: '?\d/m.test(text) && /^(?:importers|packages|dependencies|devDependencies|specifiers):/m.test(text),
  says: {
    of: 'pnpm',
    versions: '5 to 9, several documents included',
    beside: '`package.json` of the project and of its workspaces',
    dev: true,
    optional: true,
    direct: true,
    paths: true,
    integrity: true,
    resolved: 'what no registry has, and tarballs at unusual addresses',
    installScript: 'up to version 6',
    deprecated: true,
  },
  read,
};
