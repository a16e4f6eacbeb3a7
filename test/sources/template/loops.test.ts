import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertiesOf, reading, underlined } from './reading.ts';

const HEAD = `Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "a, b-c"}
  Stage: {Type: String, AllowedValues: [dev, prod], Default: dev}
  Anything: {Type: CommaDelimitedList}
Mappings:
  Map: {dev: {names: [x, y]}, prod: {names: [z]}, x: {size: 1}, y: {size: 2}}
`;
const idsOf = (text: string) => reading(text).resources.map(({ id }) => id);
const gapsOf = (text: string) => reading(text).gaps.map(({ reason, scope, message, types }) => [reason, scope.line, message, types]);
const loop = (collection: string, body = '{"Q${N}": {Type: AWS::SQS::Queue}}') =>
  `${HEAD}Resources:\n  Fn::ForEach::Queues: [N, ${collection}, ${body}]\n`;

describe('a loop', () => {
  test.each([
    ['[A, B]', ['QA', 'QB']],
    ['[1, true]', ['Q1', 'Qtrue']],
    ['!Ref Names', ['Qa', 'Qb-c']],
    ['!FindInMap [Map, prod, names]', ['Qz']],
    ['!Split [",", "m,n"]', ['Qm', 'Qn']],
    ['[]', []],
  ])('goes through %s', (collection, ids) => {
    expect(idsOf(loop(collection))).toEqual(ids);
    expect(gapsOf(loop(collection))).toEqual([]);
  });

  test('names other resources by a text that it is a part of', () => {
    const read = reading(`${HEAD}Resources:
  Fn::ForEach::Queues: [N, [A, B], {"Q\${N}": {Type: AWS::SQS::Queue}}]
  Fn::ForEach::Policies:
    - N
    - [A, B]
    - "P\${N}":
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [{Ref: !Sub "Q\${N}"}]
          PolicyDocument: {Statement: [{Resource: {Fn::GetAtt: [!Sub "Q\${N}", Arn]}}]}
`);
    expect(propertiesOf(read, 'PB')).toMatchObject({
      Queues: [{ $unknown: { target: { id: 'QB' } } }],
      PolicyDocument: { Statement: [{ Resource: { $unknown: { target: { id: 'QB', attribute: 'Arn' } } } }] },
    });
  });

  test('says its value wherever it is named', () => {
    const read = reading(`${HEAD}Conditions:
  Fn::ForEach::Are: [N, !Ref Names, {"Is&{N}": !Equals ["\${N}", !Ref Stage]}]
Resources:
  Fn::ForEach::Queues:
    - N
    - !Ref Names
    - "Q&{N}":
        Type: AWS::SQS::Queue
        Condition: "Is&{N}"
        Properties:
          QueueName: !Sub "\${N}-\${AWS::Region}"
          DelaySeconds: !Ref N
          RedrivePolicy: {deadLetterTargetArn: !GetAtt "Q&{N}.Arn"}
          KmsMasterKeyId: "key-\${N}"
`);
    expect(read.gaps).toEqual([]);
    expect(read.resources.map(({ id }) => id)).toEqual(['Qa', 'Qbc']);
    expect(read.resources[1]?.condition).toMatchObject({ named: 'Isbc', is: { equals: ['b-c', { $parameter: { name: 'Stage' } }] } });
    expect(propertiesOf(read, 'Qbc')).toMatchObject({ DelaySeconds: 'b-c', KmsMasterKeyId: 'key-b-c' });
    expect(JSON.stringify(propertiesOf(read, 'Qbc').QueueName)).toContain('b-c-');
    expect(propertiesOf(read, 'Qbc').RedrivePolicy).toMatchObject({ deadLetterTargetArn: { $unknown: { target: { id: 'Qbc' } } } });
    expect(underlined(read, 'Qbc', ['KmsMasterKeyId'])).toBe(`21: "key-\${N}"`);
  });

  test('in a loop, and in properties', () => {
    const read = reading(`${HEAD}Resources:
  Fn::ForEach::Outer:
    - S
    - [dev, prod]
    - Fn::ForEach::Inner:
        - N
        - !FindInMap [Map, !Ref S, names]
        - "Q\${S}\${N}":
            Type: AWS::SQS::Queue
            Properties:
              Fn::ForEach::Settings: [P, [DelaySeconds, MessageRetentionPeriod], {"\${P}": 60}]
              QueueName: "\${S}-\${N}"
`);
    expect(read.gaps).toEqual([]);
    expect(read.resources.map(({ id, properties }) => [id, properties])).toEqual(
      [
        ['Qdevx', 'dev-x'],
        ['Qdevy', 'dev-y'],
        ['Qprodz', 'prod-z'],
      ].map(([id, QueueName]) => [id, { DelaySeconds: 60, MessageRetentionPeriod: 60, QueueName }]),
    );
  });

  test('that goes through what is given', () =>
    expect(reading(loop('!Ref Anything'), { Anything: 'p,q' }).resources.map(({ id }) => id)).toEqual(['Qp', 'Qq']));

  test.each([
    ['!Ref Anything', 'What Fn::ForEach::Queues makes is not read: it goes through !Ref Anything, which is not known', []],
    [
      '!FindInMap [Map, !Ref Stage, names]',
      'What Fn::ForEach::Queues makes is read for the first value of !FindInMap [Map, !Ref Stage, names] alone',
      ['Qx', 'Qy'],
    ],
  ])('through %s says what may be missing', (collection, message, ids) => {
    expect(gapsOf(loop(collection))).toEqual([['loop', 9, message, ['AWS::SQS::Queue']]]);
    expect(idsOf(loop(collection))).toEqual(ids);
  });

  test('that makes what it is told to', () =>
    expect(gapsOf(loop('!Ref Anything', '{"Q${N}": {Type: "AWS::${N}::Queue"}}'))[0]?.[3]).toBeUndefined());
  test('without the transform is none', () =>
    expect(gapsOf(loop('[A]').replace('Transform: AWS::LanguageExtensions', 'Description: x'))).toEqual([
      [
        'loop',
        9,
        'What Fn::ForEach::Queues makes is not read: CloudFormation takes loops only with the transform AWS::LanguageExtensions',
        ['AWS::SQS::Queue'],
      ],
    ]));
  test('that makes too much is a gap', () => {
    const hundred = `[${Array.from({ length: 100 }, (_, at) => at).join()}]`;
    const body = `{"Fn::ForEach::B": [M, ${hundred}, {"Fn::ForEach::C": [O, ${hundred}, {"Q\${N}x\${M}x\${O}": {Type: AWS::SQS::Queue}}]}]}`;
    expect(gapsOf(loop(hundred, body)).map(([reason]) => reason)).toContain('loop');
  });
  test('of any shape does not throw', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (first, second) => {
        for (const value of [first, [first, second], ['N', first, second], ['N', ['a'], { 'Q${N}': first, 'Fn::ForEach::x': second }]])
          reading(JSON.stringify({ Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::L': value, A: { Type: 'A::B::C' } } }));
      }),
    ));
});

test('SAM sees what loops make', () =>
  expect(
    idsOf(
      'Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources:\n  Fn::ForEach::F: [N, [A, B], {"F${N}": {Type: AWS::Serverless::Function, Properties: {Role: arn}}}]',
    ),
  ).toEqual(['FA', 'FB']));
