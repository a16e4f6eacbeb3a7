import type { FoldersIn } from '../format.ts';
import { membersIn } from '../members.ts';
import type { Manifest } from '../package-json.ts';
import { KINDS } from '../scopes.ts';
import { MAX_WORKSPACES, workspaceFolders } from '../workspaces.ts';
import type { Entry, Want } from './entry.ts';

interface ManifestWant extends Want {
  readonly dev: boolean | undefined;
}

/** What a manifest asks for; of several kinds the first counts. */
const wantsOf = ({ members }: Manifest): readonly ManifestWant[] => {
  const wants = new Map<string, ManifestWant>();
  for (const { key, dev, optional } of KINDS)
    for (const [name, range] of Object.entries(membersIn(members, key)))
      if (typeof range === 'string' && !wants.has(name)) wants.set(name, { name, range, dev, optional });
  return [...wants.values()];
};

/** What an entry of a workspace asks for, which does not say what is for development: its manifest does. */
const wantsOfWorkspace = (entry: Entry, manifest: Manifest | undefined): readonly ManifestWant[] => {
  const kinds = new Map((manifest === undefined ? [] : wantsOf(manifest)).map((want) => [want.name, want]));
  return entry.wants.map((want) => ({
    ...want,
    dev: kinds.get(want.name)?.dev,
    optional: kinds.get(want.name)?.optional ?? want.optional,
  }));
};

/** A project: who asks, in which folder, for what. */
export interface Asker {
  readonly folder: string;
  readonly manifest: Manifest | undefined;
  readonly wants: readonly ManifestWant[];
  readonly entry?: Entry;
}

/** The projects of a lockfile, its own first. `entries` are all of them. */
export const askersOf = async (
  entries: readonly Entry[],
  root: Manifest | undefined,
  manifestOf: (folder: string) => Promise<Manifest | undefined>,
  foldersIn: FoldersIn,
): Promise<readonly Asker[]> => {
  const workspaces = entries.filter(({ folder }) => folder !== undefined).slice(0, MAX_WORKSPACES);
  const askers: Asker[] = [];
  if (workspaces.length > 0) {
    for (const entry of workspaces) {
      const manifest = await manifestOf(entry.folder ?? '');
      askers.push({ folder: entry.folder ?? '', manifest, wants: wantsOfWorkspace(entry, manifest), entry });
    }
    return askers.sort((a, b) => Number(a.folder !== '') - Number(b.folder !== ''));
  }
  if (root === undefined) return [];
  // Yarn 1 has no entries for workspaces.
  for (const folder of ['', ...(await workspaceFolders(root.members, foldersIn))]) {
    const manifest = await manifestOf(folder);
    if (manifest !== undefined) askers.push({ folder, manifest, wants: wantsOf(manifest) });
  }
  return askers;
};
