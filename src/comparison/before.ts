import type { Base, Before } from '../facts/facts.ts';
import { groupedBy } from '../grouped.ts';
import type { Package } from '../model/package.ts';
import { orderOf } from '../versions/orders/index.ts';
import { hiddenIn, pairing, type Side } from './sides.ts';

type Groups = ReturnType<typeof groupedBy<Package>>;

const keyOf = (file: string | undefined, { ecosystem, name }: Package): string => JSON.stringify([file, ecosystem, name]);

/** The version that one came in place of: the highest that is not above it, else the lowest. What is no version is as good as any. */
export const nearest = (version: string | undefined, packages: readonly Package[]): Package | undefined => {
  const { compare } = orderOf(packages[0]?.ecosystem ?? 'npm');
  const order = (a: string | undefined, b: string | undefined): number => compare(a ?? '', b ?? '') ?? 0;
  const sorted = packages.toSorted((a, b) => order(b.version, a.version));
  return sorted.find((other) => order(other.version, version) <= 0) ?? sorted.at(-1);
};

/** What stood in the place of each package before, by what lockfiles held then. */
export const baseOf = (head: Side, base: Side): Base => {
  const { toBase } = pairing(head, base);
  const [now, then] = [head, base].map(({ packages }) => groupedBy(packages, (pkg) => keyOf(pkg.origin.file, pkg))) as [Groups, Groups];
  const hidden = hiddenIn(base);
  const before = (pkg: Package): Before => {
    const { file } = pkg.origin;
    if (file === undefined) return { kind: 'new' };
    const was = toBase(file);
    const all = then.get(keyOf(was, pkg)) ?? [];
    const same = all.find(({ purl, source }) => purl === pkg.purl && source === pkg.source);
    if (same !== undefined) return { kind: 'same', pkg: same };
    const gap = hidden.get(was);
    if (all.length === 0 && gap !== undefined)
      return {
        kind: 'unknown',
        reason: { kind: 'missing-fact', fact: 'base', why: 'unreadable', message: `What ${base.name} held cannot be told: ${gap}` },
      };
    const kept = new Set((now.get(keyOf(file, pkg)) ?? []).map(({ purl }) => purl));
    const replaced = all.filter(({ purl }) => !kept.has(purl));
    const from = nearest(pkg.version, replaced.length === 0 ? all : replaced);
    return from === undefined ? { kind: 'new' } : { kind: 'changed', from };
  };
  return { name: base.name, before };
};
