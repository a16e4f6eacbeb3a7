import { expect, test } from 'vitest';
import { parseDocument } from '../../../src/sources/template/parse.ts';
import { parsed, plain } from './reading.ts';

const read = (text: string): unknown => plain(parsed(text, 'template.json'));

test('tabs, comments and trailing commas', () =>
  expect(read('{\t"a": [1, 2,], // why\n\t/* and */ "b": true,\n}')).toEqual({ a: [1, 2], b: true }));
test('of duplicate keys the last counts', () => expect(read('{"a": 1, "a": 2}')).toEqual({ a: 2 }));
test('a byte order mark keeps the places right', () => {
  const text = '\uFEFF{"a": "b"}';
  const root = parsed(text, 'template.json');
  const value = root.kind === 'map' ? root.entries.get('a') : undefined;
  expect([text.slice(value?.key.start, value?.key.end), text.slice(value?.value.span.start, value?.value.span.end)]).toEqual([
    '"a"',
    '"b"',
  ]);
});
test('a number that would lose digits keeps its text', () =>
  expect(read('{"a": 12345678901234567890, "b": 1.0, "c": 300}')).toEqual({ a: '12345678901234567890', b: '1.0', c: 300 }));
test('keys of the prototype are keys', () =>
  expect(Object.keys(read('{"__proto__": 1, "constructor": 2}') as object)).toEqual(['__proto__', 'constructor']));
test('YAML that begins with a brace is YAML', () =>
  expect(plain(parsed('{a: !Ref B, c: yes}', 'template.yaml'))).toEqual({ a: { Ref: 'B' }, c: true }));
test('a JSON file is refused as JSON', () =>
  expect(parseDocument({ file: 'template.json', text: '{"a": 1,, "b": }' }).failure).toMatchObject({
    reason: 'syntax',
    message: expect.stringContaining('Not valid JSON: '),
  }));
