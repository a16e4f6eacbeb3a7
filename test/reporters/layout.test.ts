import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, widthOf, wrap } from '../../src/reporters/layout.ts';

describe('widthOf', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['한국어', 6],
    ['🚀', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['½ …', 3],
  ])('%s takes %i columns', (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });
});

describe('wrap', () => {
  it('breaks at spaces, and may have less room at first', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
    expect(wrap('the quick brown fox', 10, 5)).toEqual(['the', 'quick', 'brown fox']);
    expect(wrap('unbreakable', 20, 4)).toEqual(['', 'unbreakable']);
  });

  it('breaks what has no spaces anywhere', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrap('日本語', 4)).toEqual(['日本', '語']);
  });

  it('loses nothing and stays within the room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 60 }), (text, room) => {
        const lines = wrap(text, room);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(room);
      }),
    );
  });
});

describe('cellsOf', () => {
  it('knows where each character is printed', () => {
    expect(cellsOf('a\tb日\u200bc').map(({ text, offset, column }) => [text, offset, column])).toEqual([
      ['a', 0, 0],
      ['   ', 1, 1],
      ['b', 2, 4],
      ['日', 3, 5],
      ['\\u{200b}', 4, 7],
      ['c', 5, 15],
    ]);
  });
});
