import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, toJson, visible } from '../../src/reporters/escape.ts';

describe('visible', () => {
  it.each([
    ['an ANSI escape', '\u001b[2J', '\\u{1b}[2J'],
    ['a C1 control sequence introducer', '\u009b31m', '\\u{9b}31m'],
    ['a carriage return', 'safe\rfake', 'safe\\rfake'],
    ['a newline', 'a\nerror: forged', 'a\\nerror: forged'],
    ['a backspace', 'a\b', 'a\\u{8}'],
    ['a right-to-left override', 'txt\u202eexe', 'txt\\u{202e}exe'],
    ['a bidi isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a zero-width space', 'lod\u200bash', 'lod\\u{200b}ash'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a variation selector', 'a\ufe0f', 'a\\u{fe0f}'],
    ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
  ])('shows %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves what people write', () => {
    const text = 'Größe: 日本語 – naïve café 🚀 "quoted" C:\\path';
    expect(visible(text)).toBe(text);
  });

  it('changes nothing when it is done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => visible(visible(text)) === visible(text)));
  });
});

describe('clip', () => {
  it('cuts what is long and says so', () => {
    expect(clip('abcdef', 3)).toBe('abc…');
    expect(clip('abc', 3)).toBe('abc');
  });
});

describe('toJson', () => {
  it('reads back as the same value and holds no control character but the newlines of its layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = toJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('ends in one newline', () => {
    expect(toJson({ a: 1 })).toBe('{\n  "a": 1\n}\n');
  });
});
