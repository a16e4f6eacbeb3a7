/** Replaces the value at some place of a document by one of the strange ones, so often and there as `steps` say. */
export const mutate = (root: unknown, strange: readonly unknown[], steps: readonly (readonly [number, number])[]): unknown => {
  const copy = structuredClone(root);
  for (const [where, what] of steps) {
    const places: (readonly [Record<string, unknown>, string])[] = [];
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        visit((node as Record<string, unknown>)[key]);
      }
    };
    visit(copy);
    const place = places[where % Math.max(places.length, 1)];
    if (place) place[0][place[1]] = structuredClone(strange[what % strange.length]);
  }
  return copy;
};
