/** Past this a word is no slip of the pen, and comparing it costs more than the answer is worth. */
const LONGEST = 80;

/** How many letters have to be added, dropped, changed or swapped with their neighbour to turn one word into the other. */
const distance = (a: string, b: string): number => {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** The candidate that was probably meant, if one is near enough: a slip or two, a part of it, or its words in another order. */
export const closest = (word: string, candidates: Iterable<string>): string | undefined => {
  const given = word.toLowerCase();
  if (given === '' || given.length > LONGEST) return undefined;
  const words = given.split(/[-_.]/).sort().join('-');
  const allowed = Math.max(1, Math.floor(given.length / 3));
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const partly = given.length >= 4 && known.includes(given);
    const slips = known.split(/[-_.]/).sort().join('-') === words ? 0 : distance(given, known);
    const score = slips <= allowed ? slips : partly ? allowed + 1 : Number.POSITIVE_INFINITY;
    if (score < least) [best, least] = [candidate, score];
  }
  return best;
};

/** `; did you mean x?` where something is near enough, else nothing: the end of a sentence that refuses a word. */
export const didYouMean = (word: string, candidates: Iterable<string>): string => {
  const meant = closest(word, candidates);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
};
