import { describe, expect, test } from 'vitest';
import { explore, settleDeep } from '../../../src/model/world.ts';
import { propertiesOf, reading } from './reading.ts';

const HEAD = `
Transform: Custom
Parameters:
  Plain: {Type: String}
  Stage: {Type: String, Default: dev}
  Size: {Type: Number, Default: 5, AllowedValues: [1, 5]}
  Names: {Type: CommaDelimitedList, Default: "a, b"}
  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /name/of/it}
Mappings:
  Map:
    dev: {memory: 128, names: [x, y], same: s}
    prod: {memory: 512, names: [z], same: s}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
`;

/** A value in the world of first answers. */
const first = (value: string, head = HEAD): unknown => {
  const read = reading(
    `${head}\nResources:\n  Queue: {Type: AWS::SQS::Queue}\n  R:\n    Type: AWS::Test::Type\n    Properties:\n      P: ${value}\n`,
  );
  return explore((world) => settleDeep(propertiesOf(read, 'R').P, world)).worlds[0]?.result;
};
/** The same in every world. */
const all = (value: string, head = HEAD): readonly unknown[] => {
  const read = reading(
    `${head}\nResources:\n  Queue: {Type: AWS::SQS::Queue}\n  R:\n    Type: AWS::Test::Type\n    Properties:\n      P: ${value}\n`,
  );
  return explore((world) => settleDeep(propertiesOf(read, 'R').P, world)).worlds.map(({ result }) => result);
};
const unknown = (expression: string, rest: object = {}) => ({ $unknown: { kind: 'intrinsic', expression, ...rest } });

describe('references', () => {
  test.each([
    ['!Ref Stage', 'dev'],
    ['!Ref Size', '5'],
    ['!Ref Names', ['a', 'b']],
    ['!Ref Plain', unknown('!Ref Plain')],
    ['!Ref Image', unknown('!Ref Image', { present: true })],
    ['!Ref Queue', unknown('!Ref Queue', { target: { id: 'Queue' }, present: true })],
    ['!GetAtt Queue.Arn', unknown('!GetAtt Queue.Arn', { target: { id: 'Queue', attribute: 'Arn' }, present: true })],
    ['{"Fn::GetAtt": "Queue.Arn"}', unknown('!GetAtt Queue.Arn', { target: { id: 'Queue', attribute: 'Arn' }, present: true })],
    ['!Ref AWS::NoValue', undefined],
    ['!Ref AWS::Region', unknown('!Ref AWS::Region', { text: [{ pseudo: 'AWS::Region' }], present: true })],
    ['!Ref [a]', { $unknown: { kind: 'malformed', expected: 'Ref with the name of a parameter or resource' } }],
    ['!GetAtt Queue', { $unknown: { kind: 'malformed', expected: 'Fn::GetAtt with a logical id and an attribute' } }],
  ])('%s', (value, expected) => expect(first(value)).toEqual(expected));

  test('a name that nothing defines is unknown, and a resource only where a transform may make it', () => {
    expect(first('!Ref Ghost')).toEqual(unknown('!Ref Ghost', { target: { id: 'Ghost' }, present: true }));
    expect(first('!Ref Ghost', '')).toEqual(unknown('!Ref Ghost'));
    expect(first('!GetAtt Ghost.Arn', '')).toEqual(unknown('!GetAtt Ghost.Arn'));
  });
});

describe('text', () => {
  test.each([
    ['!Sub "${Stage}-jobs"', 'dev-jobs'],
    ['!Sub "${!Literal}-${Size}"', '${Literal}-5'],
    ['!Sub ["${A}${Stage}", {A: !Ref Size}]', '5dev'],
    ['!Sub "${Queue.Arn}"', unknown('!Sub ${Queue.Arn}', { target: { id: 'Queue', attribute: 'Arn' }, present: true })],
    [
      '!Sub "arn:${AWS::Partition}:sqs:x:${Stage}"',
      unknown('!Sub arn:${AWS::Partition}:sqs:x:${Stage}', { text: ['arn:', { pseudo: 'AWS::Partition' }, ':sqs:x:dev'], present: true }),
    ],
    ['!Sub [1, 2, 3]', '1'],
    ['!Sub {a: b}', { $unknown: { kind: 'malformed', expected: 'Fn::Sub with a text' } }],
    ['!Join ["-", [a, !Ref Stage, 3]]', 'a-dev-3'],
    ['!Join [",", !Ref Names]', 'a,b'],
    ['!Join ["-", [a, !Ref "AWS::NoValue", b]]', 'a-b'],
    ['!Join ["-", [a, !If [IsProd, p, !Ref "AWS::NoValue"], b]]', 'a-b'],
    ['!Join [a]', { $unknown: { kind: 'malformed', expected: 'Fn::Join with a delimiter and a list' } }],
    ['!Split ["-", "a-b"]', ['a', 'b']],
    ['!Split ["-", !Sub "${Stage}-b"]', ['dev', 'b']],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select ["0", !Ref Names]', 'a'],
    ['!Select [1, !Split ["-", "x-y"]]', 'y'],
    ['!Select [7, [a]]', { $unknown: { kind: 'malformed', expected: 'an index below 1' } }],
    ['!Select [0, !GetAZs ""]', unknown('!Select [0, !GetAZs ""]')],
    ['!Base64 abc', 'YWJj'],
    ['!Length [a, b]', undefined],
    ['{"Fn::Length": [a, b]}', 2],
    ['!ImportValue other', unknown('!ImportValue other', { present: true })],
    [
      '{"Fn::ToJsonString": {a: [1, !Ref Stage], b: !Join ["", [x, y]]}}',
      unknown('!ToJsonString {a: [1, !Ref Stage], b: !Join ["", [x, y]]}', { present: true }),
    ],
    ['{"Fn::ToJsonString": {a: [1, true], b: !Join ["", [x, y]]}}', '{"a":[1,true],"b":"xy"}'],
    ['!Cidr [10.0.0.0/16, 1, 8]', unknown('!Cidr [10.0.0.0/16, 1, 8]', { present: true })],
    ['!Later x', unknown('!Later x')],
    ['"{{resolve:ssm:/db/name}}"', unknown('{{resolve:ssm:/db/name}}', { present: true })],
    ['!Sub "{{resolve:secretsmanager:${Stage}/db}}"', unknown('!Sub {{resolve:secretsmanager:${Stage}/db}}', { present: true })],
  ])('%s', (value, expected) => {
    if (value.startsWith('!Length')) expect(first(value)).toBe(2);
    else expect(first(value)).toEqual(expected);
  });
});

describe('choices', () => {
  test.each([
    ['!If [IsProd, a, b]', ['b', 'a']],
    ['!If [IsProd, a, !Ref "AWS::NoValue"]', [undefined, 'a']],
    ['!Ref Size', ['5', '1']],
    ['!FindInMap [Map, !Ref Stage, memory]', [128, 512]],
    ['!FindInMap [Map, prod, names]', [['z']]],
    ['!FindInMap [Map, !Ref Plain, memory]', [128, 512, 512]],
    ['!FindInMap [Map, !Ref "AWS::Region", same]', ['s']],
    ['!FindInMap [Map, !Ref "AWS::Region", memory]', [unknown('!FindInMap [Map, !Ref AWS::Region, memory]')]],
    ['!FindInMap [Map, nowhere, memory]', [unknown('!FindInMap [Map, nowhere, memory]')]],
    ['!FindInMap [Map, nowhere, memory, {DefaultValue: 7}]', [7]],
    ['!If [Ghost, a, b]', ['a', 'b']],
    ['!If [IsProd, a]', [{ $unknown: { kind: 'malformed', expected: 'Fn::If with a condition and two values' } }]],
    [
      '[!If [IsProd, a, b], !If [IsProd, c, d]]',
      [
        ['b', 'd'],
        ['a', 'c'],
      ],
    ],
  ])('%s', (value, expected) => expect(all(value)).toEqual(expected));

  test('a finding can name the parameter that a mapping is read by', () => {
    const read = reading(`${HEAD}\nResources:\n  R: {Type: A::B::C, Properties: {P: !FindInMap [Map, !Ref Stage, memory]}}`);
    expect(explore((world) => settleDeep(propertiesOf(read, 'R').P, world)).worlds.map(({ answers }) => [...answers])).toEqual([
      [['Stage', 'dev']],
      [['Stage', 'prod']],
    ]);
  });
});

describe('what would forge or break the model', () => {
  test.each(['$unknown', '$redacted', '$if', '$parameter', '$text'])('a key %s', (key) =>
    expect(first(`{${key}: {kind: x}}`)).toEqual({ $unknown: { kind: 'malformed', expected: `an object without the key ${key}` } }),
  );
  test('keys of the prototype', () => {
    expect(Object.keys(first('{__proto__: 1, constructor: 2, toString: 3}') as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(first('!Ref constructor', '')).toEqual(unknown('!Ref constructor'));
    expect(first('!FindInMap [constructor, name, length]')).toEqual(unknown('!FindInMap [constructor, name, length]'));
  });
  test('a transform beside other keys may add any', () =>
    expect(first('{a: 1, "Fn::Transform": {Name: X}}')).toMatchObject({ $unknown: { kind: 'intrinsic' } }));
  test('mappings do not call themselves', () =>
    expect(first('!FindInMap [M, a, b]', 'Mappings: {M: {a: {b: !FindInMap [M, a, b]}}}')).toEqual({
      $unknown: { kind: 'malformed', expected: 'a literal in a mapping' },
    }));
});

describe('given parameters', () => {
  test('are just that value', () => {
    const read = reading(
      `${HEAD}\nResources:\n  R: {Type: A::B::C, Properties: {P: [!Ref Stage, !If [IsProd, yes, no], !Ref Names, !Ref Image]}}`,
      {
        Stage: 'prod',
        Names: 'x,y',
        Image: '/another',
      },
    );
    const { worlds } = explore((world) => settleDeep(propertiesOf(read, 'R').P, world));
    expect(worlds.map(({ result }) => result)).toEqual([['prod', true, ['x', 'y'], unknown('!Ref Image', { present: true })]]);
  });
});

describe('parameters in conditions', () => {
  const worlds = (parameter: string, condition: string, value: string) =>
    all(value, `Parameters:\n  P: ${parameter}\n  Q: {Type: String, Default: q}\nConditions:\n  C: ${condition}\n`);
  test.each([
    ['{Type: String}', '!Equals [!Ref P, a]', '!If [C, yes, no]', [true, false]],
    ['{Type: String, Default: a}', '!Equals [!Ref P, a]', '!If [C, yes, no]', [true, false]],
    ['{Type: String, Default: b}', '!Equals [!Ref P, a]', '!If [C, yes, no]', [false, true]],
    ['{Type: String, Default: b, AllowedValues: [b]}', '!Equals [!Ref P, a]', '!If [C, yes, no]', [false]],
    ['{Type: String, Default: ""}', '!Not [!Equals [!Ref P, ""]]', '!If [C, yes, no]', [false, true]],
    ['{Type: String, Default: a}', '!Equals [!Sub "${P}-x", a-x]', '!If [C, yes, no]', [true, true, false]],
    ['{Type: String}', '!Equals [!Ref P, !Ref Q]', '!If [C, yes, no]', [true, false, true, false]],
    ['{Type: CommaDelimitedList, Default: ""}', '!Equals [!Join ["", !Ref P], ""]', '!If [C, yes, no]', [true, false]],
    ['{Type: "AWS::SSM::Parameter::Value<String>", Default: a}', '!Equals [!Ref P, a]', '!If [C, yes, no]', [true, false]],
    ['{Type: String, Default: yes}', '!Equals [!Ref P, true]', '!If [C, a, b]', ['a', 'b']],
    [
      '{Type: String, Default: a}',
      '!Equals [!Ref P, a]',
      '[!Ref P, !If [C, 1, 2]]',
      [
        ['a', 1],
        [unknown('!Ref P'), 2],
      ],
    ],
  ])('%s compared by %s: %s', (parameter, condition, value, expected) =>
    expect(new Set(worlds(parameter, condition, value).map((one) => JSON.stringify(one)))).toEqual(
      new Set(expected.map((one) => JSON.stringify(one))),
    ),
  );

  test('the default is judged first', () =>
    expect(worlds('{Type: String, Default: b}', '!Equals [!Ref P, a]', '!If [C, yes, no]')[0]).toBe(false));
  test.each([
    ['a circle', '{A: !Not [{Condition: B}], B: !Not [{Condition: A}], C: {Condition: A}}'],
    ['a name that is not defined', '{C: !And [{Condition: Ghost}, {Condition: Ghost}]}'],
    ['an unknown function', '{C: !Maybe [a]}'],
    ['nothing', '{C: ~}'],
  ])('%s leaves both answers', (_, conditions) =>
    expect(new Set(all('!If [C, yes, no]', `Conditions: ${conditions}`))).toEqual(new Set([true, false])),
  );

  test('conditions that double each other do not explode', () => {
    const lines = ['  C0: !Equals [!Ref "AWS::Region", a]'];
    for (let at = 1; at < 60; at += 1) lines.push(`  C${at}: !And [{Condition: C${at - 1}}, {Condition: C${at - 1}}]`);
    expect(new Set(all('!If [C59, yes, no]', `Conditions:\n${lines.join('\n')}`))).toEqual(new Set([true, false]));
  });
});
