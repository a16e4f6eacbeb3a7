// Seeded choices: the same seed gives the same input.

/** Mulberry32, with what generators ask of it. */
export const choices = (seed) => {
  let state = (seed * 7919 + 17) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    pick: (options) => options[Math.floor(next() * options.length)],
    maybe: (share) => next() < share,
  };
};
