import fc from 'fast-check';

const MOST_DROPPED = 400;

/** A text that was tampered with at up to four places: something was cut out, and a piece or any other text put there. */
export const tampered = (whole: string, pieces: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(MOST_DROPPED),
    put: fc.oneof(pieces, fc.string({ maxLength: 6 })),
  });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    edits.reduce((text, { at, drop, put }) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + put + text.slice(from + drop);
    }, whole),
  );
};
