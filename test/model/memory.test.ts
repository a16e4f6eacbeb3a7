import { expect, test } from 'vitest';
import { memoryOf } from '../../src/model/memory.ts';

test('what was made of a text is found again until the texts come to too many characters', () => {
  let made = 0;
  const lengthOf = memoryOf<number>(1000);
  const ask = (text: string) =>
    lengthOf(text, () => {
      made += 1;
      return text.length;
    });
  expect([ask('abc'), ask('abc'), ask('abcd')]).toEqual([3, 3, 4]);
  expect(made).toBe(2);
  for (let index = 0; index < 200; index += 1) ask(`text ${index}`);
  made = 0;
  ask('abc');
  expect(made).toBe(1);
});

test('a text that is long by itself is not kept', () => {
  let made = 0;
  const ask = memoryOf<number>(1000);
  for (let index = 0; index < 3; index += 1)
    ask('x'.repeat(11), () => {
      made += 1;
      return made;
    });
  expect(made).toBe(3);
});
