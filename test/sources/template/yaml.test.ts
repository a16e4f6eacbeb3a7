import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../../src/sources/template/node.ts';
import { parseDocument } from '../../../src/sources/template/parse.ts';
import { parsed, plain } from './reading.ts';

const read = (text: string): unknown => plain(parsed(text));
const failure = (text: string) => parseDocument({ file: 'template.yaml', text }).failure;

describe('YAML as AWS reads it', () => {
  test.each([
    ['a: !Ref X', { a: { Ref: 'X' } }],
    ['a: !Condition X', { a: { Condition: 'X' } }],
    ['a: !GetAtt A.B', { a: { 'Fn::GetAtt': ['A', 'B'] } }],
    ['a: !GetAtt Nested.Outputs.Url', { a: { 'Fn::GetAtt': ['Nested', 'Outputs.Url'] } }],
    ['a: !GetAtt [A, B]', { a: { 'Fn::GetAtt': ['A', 'B'] } }],
    ['a: !If [C, !Ref X, !Sub "${Y}"]', { a: { 'Fn::If': ['C', { Ref: 'X' }, { 'Fn::Sub': '${Y}' }] } }],
    ['a: !Sub\n  - "${Y}"\n  - Y: 1', { a: { 'Fn::Sub': ['${Y}', { Y: 1 }] } }],
    ['a: !Cidr [x, 1, 8]', { a: { 'Fn::Cidr': ['x', 1, 8] } }],
    ['a: !SomethingNew x', { a: { 'Fn::SomethingNew': 'x' } }],
    ['a: !Ref 12', { a: { Ref: '12' } }],
    ['a: !!str 12', { a: '12' }],
    ['a: ! 12', { a: '12' }],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  test.each([
    ['yes', true],
    ['OFF', false],
    ['On', true],
    ['TRUE', true],
    ['y', 'y'],
    ['~', null],
    ['', null],
    ['null', null],
    ['2012-10-17', '2012-10-17'],
    ['012345678901', '012345678901'],
    ['123456789012', 123456789012],
    ['12345678901234567890', '12345678901234567890'],
    ['0755', '0755'],
    ['1.0', '1.0'],
    ['1.5', 1.5],
    ['-3', -3],
    ['1_000', 1000],
    ['22:30', '22:30'],
    ['.inf', '.inf'],
    ['1e3', '1e3'],
    ['"yes"', 'yes'],
    ["'12'", '12'],
    ['constructor', 'constructor'],
  ])('the plain scalar %s', (text, expected) => expect(read(`a: ${text}`)).toEqual({ a: expected }));

  test('keys are text, whatever they look like', () =>
    expect(Object.keys(read('Null: 1\n12: 2\non: 3\n__proto__: 4') as object)).toEqual(['12', 'Null', 'on', '__proto__']));
  test('of duplicate keys the last counts', () => expect(read('a: 1\nb: 2\na: 3')).toEqual({ a: 3, b: 2 }));
  test('the first of several documents is the template', () => expect(read('---\na: 1\n---\nb: 2\n')).toEqual({ a: 1 }));
  test('a byte order mark and CRLF change nothing', () =>
    expect(read('\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n')).toEqual({ a: 1, b: 'x\ny\n' }));
  test('anchors, aliases and merge keys', () =>
    expect(read('a: &x {p: 1, q: 1}\nb: {<<: *x, q: 2}\nc: {q: 3, <<: [*x, {r: 4}]}\nd: *x')).toEqual({
      a: { p: 1, q: 1 },
      b: { p: 1, q: 2 },
      c: { p: 1, q: 3, r: 4 },
      d: { p: 1, q: 1 },
    }));

  test('a flow collection may be indented less than the block around it, and keeps its places', () => {
    const text =
      'a:\n    policy: {\n  "Statement": [ # why [\n{"Effect": "Allow"},\n  "it\'s"\n]\n}\n    note: >-\n      [ not a\n      list\n    after: !Ref X\n';
    const root = parsed(text);
    expect(plain(root)).toEqual({ a: { policy: { Statement: [{ Effect: 'Allow' }, "it's"] }, note: '[ not a list', after: { Ref: 'X' } } });
    const after = (
      ((root as Extract<Node, { kind: 'map' }>).entries.get('a') as { value: Node }).value as Extract<Node, { kind: 'map' }>
    ).entries.get('after');
    expect(text.slice(after?.value.span.start, after?.value.span.end)).toBe('!Ref X');
  });
});

describe('what is no document', () => {
  test.each([
    ['a: [', 'syntax'],
    ['a:\n\t- b', 'syntax'],
    ['a: *b', 'syntax'],
    ['a: &x [*x]', 'syntax'],
    ['a: \u0000', 'syntax'],
    ['{"a": }', undefined],
    ['[['.repeat(5000), 'too-deep'],
    ['- '.repeat(5000), 'too-deep'],
    [`${'{"a":'.repeat(100_000)}`, 'too-deep'],
  ])('%.30s', (text, reason) => expect(failure(text)?.reason).toBe(reason));

  test('a few aliases cannot stand for billions of nodes', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(failure(lines.join('\n'))?.reason).toBe('too-large');
  });
  test('nor for a depth that no stack has', () => {
    const lines = ['a0: &a0 x'];
    for (let level = 1; level < 2000; level += 1) lines.push(`a${level}: &a${level} [*a${level - 1}]`);
    expect(failure(lines.join('\n'))?.reason).toBe('too-deep');
  });
  test('says where', () =>
    expect(failure('a: 1\nb: [1, 2\nc: 3')).toMatchObject({ reason: 'syntax', message: expect.stringMatching(/^Not valid YAML: \w/) }));
});

const inside = (node: Node, length: number): boolean =>
  node.span.start >= 0 &&
  node.span.start <= node.span.end &&
  node.span.end <= length &&
  (node.kind === 'scalar' ||
    (node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value)).every((child) => inside(child, length)));

test('any text is a tree within the text, or a failure with its place', () => {
  const words = [
    'a',
    'b:',
    ': ',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    '!Ref ',
    '!GetAtt ',
    '&x ',
    '*x',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '|\n',
    '>-\n',
    '# c',
    '<<: ',
    '---\n',
    '\t',
    '? ',
    '%',
    '\r\n',
    '\uFEFF',
    '\\',
    '0',
    '~',
  ];
  const soup = fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string() }), { maxLength: 60 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary' }), fc.json()), fc.constantFrom('a.yaml', 'a.json'), (text, file) => {
      const { root, failure: failed } = parseDocument({ file, text });
      if (root !== undefined) expect(inside(root, text.length)).toBe(true);
      else expect(failed.offset).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1500 },
  );
});

test('JSON is read as JSON.parse reads it', () =>
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify({ value });
      const numbers = (node: unknown): unknown =>
        typeof node === 'string' && node !== '' && Number.isFinite(Number(node))
          ? Number(node)
          : Array.isArray(node)
            ? node.map(numbers)
            : typeof node === 'object' && node !== null
              ? Object.fromEntries(Object.entries(node).map(([key, item]) => [key, numbers(item)]))
              : node;
      expect(numbers(plain(parsed(text, 'a.json')))).toEqual(numbers(JSON.parse(text)));
    }),
  ));
