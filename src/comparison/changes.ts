import { groupedBy } from '../grouped.ts';
import { contradicts } from '../model/integrity.ts';
import type { Package } from '../model/package.ts';
import { orderOf } from '../versions/orders/index.ts';
import { nearest } from './before.ts';
import { hiddenIn, pairing, type Side } from './sides.ts';

/** What became of a package: `changed` where it has another source or hash, or where nobody can say which version is the later one. */
export type ChangeKind = 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed';

/** A package before and after; one of them is there at least. */
export type Change =
  | { readonly kind: 'added'; readonly from?: undefined; readonly to: Package }
  | { readonly kind: 'removed'; readonly from: Package; readonly to?: undefined }
  | { readonly kind: 'upgraded' | 'downgraded' | 'changed'; readonly from: Package; readonly to: Package };

/** What changed in one file. */
export interface ChangedFile {
  /** As the later side calls it, whether or not it is there. */
  readonly file: string;
  readonly changes: readonly Change[];
}

/** What a project's own parts are is no matter of what it takes from others. */
const isForeign = ({ source }: Package): boolean => source !== 'workspace' && source !== 'link';

const isSame = (one: Package, other: Package): boolean =>
  one.purl === other.purl &&
  one.source === other.source &&
  !(one.integrity !== undefined && other.integrity !== undefined && contradicts(one.integrity, other.integrity));

const kindOf = (from: Package, to: Package): 'upgraded' | 'downgraded' | 'changed' => {
  const { compare } = orderOf(to.ecosystem);
  const order = from.version === undefined || to.version === undefined ? undefined : compare(from.version, to.version);
  return order === undefined || order === 0 ? 'changed' : order < 0 ? 'upgraded' : 'downgraded';
};

/** What became of the packages of one name: each new one came in place of one that is gone, as long as there are any. */
const changesOf = (before: readonly Package[], after: readonly Package[]): readonly Change[] => {
  const left = before.filter((one) => !after.some((other) => isSame(one, other)));
  const came = after.filter((one) => !before.some((other) => isSame(one, other)));
  const changes = came.map((to): Change => {
    const from = left.find(({ purl }) => purl === to.purl) ?? nearest(to.version, left);
    if (from === undefined) return { kind: 'added', to };
    left.splice(left.indexOf(from), 1);
    return { kind: kindOf(from, to), from, to };
  });
  return [...changes, ...left.map((from): Change => ({ kind: 'removed', from }))];
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All that changed from one side to the other, file by file. A `UserError` where the two cannot be told to be of the same files. */
export const changesBetween = (base: Side, head: Side): readonly ChangedFile[] => {
  const { toBase, toHead } = pairing(head, base);
  const hidden = { added: hiddenIn(base), removed: hiddenIn(head) };
  const keyOf = (file: string | undefined, { ecosystem, name }: Package): string => JSON.stringify([file ?? '', ecosystem, name]);
  const before = groupedBy(base.packages.filter(isForeign), (pkg) => keyOf(toHead(pkg.origin.file ?? ''), pkg));
  const after = groupedBy(head.packages.filter(isForeign), (pkg) => keyOf(pkg.origin.file, pkg));
  const byFile = new Map<string, Change[]>();
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort(compareTexts)) {
    const [file] = JSON.parse(key) as [string];
    const unsure = { added: hidden.added.has(toBase(file)), removed: hidden.removed.has(file) };
    const changes = changesOf(before.get(key) ?? [], after.get(key) ?? []).filter(
      ({ kind }) => !(unsure as Partial<Record<ChangeKind, boolean>>)[kind],
    );
    byFile.set(file, [...(byFile.get(file) ?? []), ...changes]);
  }
  return [...byFile]
    .flatMap(([file, changes]) => (changes.length === 0 ? [] : [{ file, changes }]))
    .sort((a, b) => compareTexts(a.file, b.file));
};
