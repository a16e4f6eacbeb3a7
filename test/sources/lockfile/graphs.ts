import fc from 'fast-check';

/** Packages that need each other, and those that a project asks for, in production and for development. Numbers stand for packages. */
export interface Graph {
  readonly edges: readonly (readonly number[])[];
  readonly roots: readonly number[];
  readonly devRoots: readonly number[];
}

/** Packages p0, p1, ... that need each other at random, loops included. */
export const graph: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    edges: fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
    roots: fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }),
    devRoots: fc.uniqueArray(fc.nat(size - 1), { maxLength: 4 }),
  }),
);

/** Everything that can be reached, by following every edge until nothing is new. */
export const reach = ({ edges }: Graph, from: readonly number[]): ReadonlySet<number> => {
  const seen = new Set(from);
  for (let size = -1; size !== seen.size; ) {
    size = seen.size;
    for (const n of [...seen]) for (const next of edges[n] ?? []) seen.add(next);
  }
  return seen;
};

/** How far each package is from the manifest, by relaxing every edge as often as there are packages. */
export const distances = ({ edges, roots, devRoots }: Graph): ReadonlyMap<number, number> => {
  const far = new Map<number, number>();
  for (const n of [...roots, ...devRoots]) far.set(n, 2);
  for (const _ of edges)
    edges.forEach((to, from) => {
      for (const n of to) far.set(n, Math.min(far.get(n) ?? Number.POSITIVE_INFINITY, (far.get(from) ?? Number.POSITIVE_INFINITY) + 1));
    });
  return new Map([...far].filter(([, distance]) => Number.isFinite(distance)));
};
