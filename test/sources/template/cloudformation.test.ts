import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explore, holds, settleDeep } from '../../../src/model/world.ts';
import { isTemplate, mayBeTemplate, meansTemplate } from '../../../src/sources/template/detect.ts';
import { spanOf } from '../../../src/sources/template/locate.ts';
import { parseDocument } from '../../../src/sources/template/parse.ts';
import { quoter } from '../../../src/sources/template/quote.ts';
import { locationOf } from '../../../src/sources/text/location.ts';
import { parsed, propertiesOf, reading, underlined } from './reading.ts';

const gapsOf = (text: string) => reading(text).gaps.map(({ reason, scope, types }) => [reason, scope.line, types]);

describe('odd inputs', () => {
  test.each([
    ['Resources: []', [['malformed', 1, undefined]]],
    ['Resources:\n  A: x', [['malformed', 2, undefined]]],
    ['Resources:\n  A: {Properties: {}}', [['malformed', 2, undefined]]],
    ['Resources:\n  A: {Type: {Ref: X}}', [['malformed', 2, undefined]]],
    ['Resources:\n  A: {Type: AWS::SQS::Queue, Properties: [1]}', [['malformed', 2, ['AWS::SQS::Queue']]]],
    ['Resources:\n  A: {Type: AWS::SQS::Queue, Properties: text}', [['malformed', 2, ['AWS::SQS::Queue']]]],
    [
      'Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {Fn::Transform: {Name: X}, QueueName: a}}',
      [['intrinsic', 2, ['AWS::SQS::Queue']]],
    ],
    ['Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {$if: 1}}', [['malformed', 2, ['AWS::SQS::Queue']]]],
    ['Resources:\n  Fn::ForEach::Qs: [Q, [a, b], {"Queue${Q}": {Type: AWS::SQS::Queue}}]', [['loop', 2, ['AWS::SQS::Queue']]]],
    ['Resources:\n  Fn::Transform: {Name: AWS::Include}', [['included', 2, undefined]]],
    ['Resources:\n  Fn::Transform: {Name: Mine}', [['macro', 2, undefined]]],
    ['Resources:\n  A: {Type: My::Queue::Small::MODULE}', [['module', 2, undefined]]],
    ['Transform: [AWS::LanguageExtensions, MyMacro]\nResources: {}', [['macro', 1, undefined]]],
    ['Resources:\n  A: {Type: AWS::SQS::Queue, Properties: }', []],
    ['Resources:\n  A: {Type: AWS::SQS::Queue}', []],
    ['AWSTemplateFormatVersion: 2010-09-09', []],
  ])('%s', (text, gaps) => expect(gapsOf(text)).toEqual(gaps));

  test('one that cannot be read keeps no other from being read', () =>
    expect(reading('Resources:\n  A: x\n  B: {Type: AWS::SQS::Queue}').resources.map(({ id }) => id)).toEqual(['B']));
  test('a runtime that is an object stays one', () =>
    expect(propertiesOf(reading('Resources: {A: {Type: AWS::Lambda::Function, Properties: {Runtime: {a: 1}}}}'), 'A').Runtime).toEqual({
      a: 1,
    }));
});

describe('resources', () => {
  test('where they stand, and when they are made', () => {
    const { resources, input } = reading(
      'Conditions: {C: !Equals [a, b]}\nResources:\n  A:\n    Type: AWS::SQS::Queue\n    Condition: C\n',
    );
    expect(input).toEqual({ source: 'template', file: 'template.yaml', format: 'cloudformation' });
    expect(resources).toEqual([
      {
        type: 'AWS::SQS::Queue',
        id: 'A',
        properties: {},
        origin: { source: 'template', file: 'template.yaml', line: 3, column: 3 },
        condition: { named: 'C', is: { equals: ['a', 'b'], expression: '!Equals [a, b]' } },
      },
    ]);
  });
  test('SAM is recognised', () => expect(reading('Transform: AWS::Serverless-2016-10-31\nResources: {}').input?.format).toBe('sam'));
  test('a condition about all properties is one about each', () => {
    const read = reading(
      'Conditions: {C: !Equals [!Ref "AWS::Region", x]}\nResources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      Fn::If: [C, {QueueName: a, DelaySeconds: 1}, {QueueName: b}]\n',
    );
    expect(explore((world) => settleDeep(propertiesOf(read, 'A'), world)).worlds.map(({ result }) => result)).toEqual([
      { QueueName: 'a', DelaySeconds: 1 },
      { QueueName: 'b' },
    ]);
    expect(underlined(read, 'A', ['QueueName', '$then'])).toBe('6: a');
    expect(underlined(read, 'A', ['QueueName', '$else'])).toBe('6: b');
  });
  test('documented defaults are filled in, in each branch by itself', () => {
    const read = reading(
      'Conditions: {C: !Equals [!Ref "AWS::Region", x]}\nResources:\n  K:\n    Type: AWS::KMS::Key\n    Properties:\n      EnableKeyRotation: !If [C, true, !Ref AWS::NoValue]\n  S: {Type: AWS::Lambda::CodeSigningConfig, Properties: {CodeSigningPolicies: {}}}\n  Q: {Type: AWS::SQS::Queue}',
    );
    expect(explore((world) => settleDeep(propertiesOf(read, 'K').EnableKeyRotation, world)).worlds.map(({ result }) => result)).toEqual([
      true,
      false,
    ]);
    expect(propertiesOf(read, 'S')).toEqual({ CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' } });
    expect(propertiesOf(read, 'Q')).toEqual({});
  });
});

describe('places', () => {
  const read = reading(`Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: "nodejs16.x" # old
      Role: !GetAtt Role.Arn
      MemorySize: !If [C, 128, !If [D, 256, 512]]
      Environment:
        Variables:
          A: x
          EMPTY:
      Code:
        ZipFile: |
          line one
          line two
      Layers:
        - arn:one
        - !Ref Two
      Tags:
        - Key: a
          Value: b
      Policy: {Statement: [{Effect: Allow}]}
`);
  test.each([
    [[], '2: Fn'],
    [['Runtime'], '5: "nodejs16.x"'],
    [['Role'], '6: !GetAtt Role.Arn'],
    [['Timeout'], '2: Fn'],
    [['MemorySize'], '7: !If [C, 128, !If [D, 256, 512]]'],
    [['MemorySize', '$then'], '7: 128'],
    [['MemorySize', '$else', '$then'], '7: 256'],
    [['MemorySize', '$else', '$else'], '7: 512'],
    [['Environment'], '8: Environment'],
    [['Environment', 'Variables', 'A'], '10: x'],
    [['Environment', 'Variables', 'EMPTY'], '11: EMPTY'],
    [['Environment', 'Variables', 'B'], '9: Variables'],
    [['Code', 'ZipFile'], '13: ZipFile'],
    [['Layers', 1], '18: !Ref Two'],
    [['Layers', 7], '16: Layers'],
    [['Tags', 0], '20: Key: a'],
    [['Tags', 0, 'Value'], '21: b'],
    [['Policy', 'Statement', 0, 'Effect'], '22: Allow'],
    [['Role', 'x', 0, '$then'], '6: !GetAtt Role.Arn'],
  ] as const)('%j', (trail, place) => expect(underlined(read, 'Fn', trail)).toBe(place));

  test('JSON', () => {
    const json = reading(
      '{\r\n\t"Resources": {\r\n\t\t"A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::If": ["C", "a", "b"]}}}\r\n\t}\r\n}',
    );
    expect(underlined(json, 'A', [])).toBe('3: "A"');
    expect(underlined(json, 'A', ['QueueName', '$else'])).toBe('3: "b"');
  });
});

describe('ignores', () => {
  test('comments, on the line and above it', () => {
    const { ignores } = reading(`Resources:
  A: # parapet: ignore[one, two] because it is so [until: 2027-01-31]
    # parapet: ignore[three]
    # another comment

    Type: AWS::SQS::Queue
    Properties: {QueueName: "not# parapet: ignore[four] a comment"}
`);
    expect(ignores).toEqual([
      {
        by: 'comment',
        file: 'template.yaml',
        line: 2,
        appliesTo: 2,
        checks: ['one', 'two'],
        reason: 'because it is so',
        until: '2027-01-31',
      },
      { by: 'comment', file: 'template.yaml', line: 3, appliesTo: 6, checks: ['three'], reason: '' },
    ]);
  });
  test('metadata in each shape', () => {
    const { ignores } = reading(`Resources:
  A:
    Type: AWS::SQS::Queue
    Metadata:
      parapet:
        ignore:
          - {check: one, reason: r, until: 2027-01-31}
          - checks: [two, three]
          - 'four: some reason'
  B: {Type: AWS::SQS::Queue, Metadata: {parapet: {ignore: {check: five, reason: x}}}}
  C: {Type: AWS::SQS::Queue, Metadata: {parapet: {ignore: [{reason: x}, 7, []]}}}
`);
    expect(ignores.map(({ line, resource, checks, reason, until }) => [line, resource, checks, reason, until])).toEqual([
      [7, 'A', ['one'], 'r', '2027-01-31'],
      [8, 'A', ['two', 'three'], '', undefined],
      [9, 'A', ['four'], 'some reason', undefined],
      [10, 'B', ['five'], 'x', undefined],
    ]);
  });
});

describe('secrets', () => {
  // Not a credential of anyone: the form alone counts.
  const key = ['AKIA', 'Z7QXW4TNRB5K', 'J2VM'].join('');
  const password = 'kV9#tq2Lw8zR';
  const text = `Parameters:
  DbPassword: {Type: String, Default: '${password}'}
  Mode: {Type: String, Default: '${password}'}
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          DB_PASSWORD: "${password}"
          FROM_DEFAULT: !Ref DbPassword
          OTHER_PASSWORD: !Ref Mode
          URL: !Sub "postgres://admin:${password}@\${Host}/db"
          CHOSEN_SECRET: !If [C, '${password}', !Ref AWS::NoValue]
          LOG_LEVEL: info
      Description: uses ${key}
  Param:
    Type: AWS::SSM::Parameter
    Properties: {Name: /db/password, Type: String, Value: "${key}"}
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      Environment:
        EnvironmentVariables:
          - {Name: API_TOKEN, Value: '${password}'}
          - {Name: MODE, Value: fast}
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: |
        ${password}
`;
  const read = reading(text);

  test('never reach the inventory', () => {
    const inventory = JSON.stringify(read.resources);
    expect(inventory).not.toContain(password);
    expect(inventory).not.toContain(key);
    // Two of them are defaults of parameters, which stand in the inventory where they have to do with secrets.
    expect(inventory.match(/\$redacted/g)?.length).toBe(11);
    expect(inventory).toContain('"LOG_LEVEL":"info"');
    expect(inventory).toContain('"fast"');
  });
  test('nor the lines that are quoted', () => {
    const quote = quoter(read.source, read.hidden);
    const lines = text.split('\n').map((_, index) => quote(index + 1) ?? '');
    expect(lines.join('\n')).not.toContain(password);
    expect(lines.join('\n')).not.toContain(key);
    expect(lines.map(({ length }) => length)).toEqual(text.split('\n').map(({ length }) => length));
    expect(lines[9]).toBe(`          DB_PASSWORD: "${'*'.repeat(password.length)}"`);
    expect(lines[14]).toBe('          LOG_LEVEL: info');
    expect(quote(1000)).toBeUndefined();
  });
  test('nor what is said of intrinsics', () => {
    const { resources } = reading(
      `Resources: {A: {Type: A::B::C, Properties: {P: !Later "${key} x", Q: [!Select [0, !Split [',', !Later "${key}"]]]}}}`,
    );
    expect(JSON.stringify(resources)).not.toContain(key);
  });
});

describe('which files are templates', () => {
  const decide = (text: string, file = 'a.yaml') => {
    const { root } = parseDocument({ file, text });
    return [mayBeTemplate(text), root !== undefined && isTemplate(root)];
  };
  test.each([
    ['Resources: {A: {Type: AWS::SQS::Queue}}', true, true],
    ['Resources: {A: {Type: Custom::Thing}}', true, true],
    ['{"Resources": {"A": {"Type": "AWS::SQS::Queue"}}}', true, true],
    ['AWSTemplateFormatVersion: 2010-09-09', true, true],
    ['Transform: AWS::Serverless-2016-10-31', true, true],
    ['resources: {Resources: {A: {Type: AWS::SQS::Queue}}}', true, false],
    ['Resources: {A: {Type: Deployment}}', false, false],
    ['openapi: 3.0.0\ninfo: {title: Resources}', false, false],
    ['- Resources: AWS::SQS::Queue', true, false],
  ])('%s', (text, may, is) => expect(decide(text)).toEqual([may, is]));

  test.each([
    ['template.yaml', '{{ not yaml', true],
    ['infra/api.template.json', '{', true],
    ['stack.template', '', true],
    ['values.yaml', 'a: [', false],
    ['stack.yml', 'AWSTemplateFormatVersion: "2010-09-09"\na: [', true],
    ['stack.yml', 'Resources:\n  A:\n    Type: AWS::SQS::Queue\n   x: [', true],
    ['stack.json', '{"Resources": {"A": {"Type": "AWS::SQS::Queue"', true],
    ['chart.yaml', 'Resources: {{ .Values.resources }}', false],
  ])('%s, broken: %s', (file, text, means) => expect(meansTemplate(file, text)).toBe(means));
});

test('a template with anything in it never throws, and every place lies in it', () => {
  const piece: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>('A', 'C', 'P', 'A.Arn', '${A}', '${P.x}', '', 0, 1, true, null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'Ref',
          'Condition',
          'Type',
          'Properties',
          'Default',
          'AllowedValues',
          'Metadata',
          'A',
          'P',
          'Fn::If',
          'Fn::Sub',
          'Fn::Join',
          'Fn::Select',
          'Fn::Split',
          'Fn::GetAtt',
          'Fn::FindInMap',
          'Fn::Equals',
          'Fn::Not',
          'Fn::And',
          'Fn::Length',
          'Fn::Base64',
          'Fn::Transform',
          'Fn::X',
          '$if',
          '__proto__',
          'parapet',
          'ignore',
        ),
        tie('any'),
        { maxKeys: 3 },
      ),
    ),
  })).any;
  const section = fc.dictionary(fc.constantFrom('A', 'C', 'P', 'Fn::ForEach::X'), piece, { maxKeys: 3 });
  const resource = fc.record(
    { Type: fc.constantFrom('AWS::Lambda::Function', 'AWS::KMS::Key', 'A::B::C'), Properties: piece, Condition: piece, Metadata: piece },
    { requiredKeys: ['Type'] },
  );
  fc.assert(
    fc.property(
      fc.record({ Parameters: section, Conditions: section, Mappings: section, Transform: piece }, { requiredKeys: [] }),
      fc.dictionary(fc.constantFrom('A', 'C', 'P'), fc.oneof(resource, piece), { maxKeys: 3 }),
      (rest, Resources) => {
        const text = JSON.stringify({ ...rest, Resources }, null, 1);
        const source = { file: 'a.json', text };
        const read = reading(text);
        JSON.stringify(read.resources);
        for (const raw of read.resources) {
          explore((world) => settleDeep(raw.properties, world));
          const place = read.places.get(raw);
          expect(place).toBeDefined();
          if (place === undefined) continue;
          for (const name of Object.keys(raw.properties)) {
            const { startLine } = locationOf(spanOf(place, [name, '$then', 0, 'A']));
            expect(startLine).toBeLessThanOrEqual(text.split('\n').length);
          }
        }
        expect(parsed(source.text).kind).toBe('map');
      },
    ),
    { numRuns: 500 },
  );
});

test('a template that was mutilated is read or refused, and never throws', () => {
  const whole = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Condition: IsProd
    Properties:
      Runtime: !If [IsProd, nodejs22.x, nodejs16.x]
      Environment: {Variables: {A: !Sub "\${Stage}-x", B: !Join [",", [a, !Ref Stage]]}}
      Code:
        ZipFile: |
          exports.handler = () => {};
`;
  const edit = fc.record({
    at: fc.nat(whole.length),
    drop: fc.nat(12),
    put: fc.oneof(fc.constantFrom('', '  ', '\n', ':', '- ', '[', '}', '"', '!', '&a', '*a', '#'), fc.string({ maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce((result, { at, drop, put }) => result.slice(0, at) + put + result.slice(at + drop), whole);
      const { root, failure } = parseDocument({ file: 'template.yaml', text });
      if (root === undefined) expect(failure.message).toMatch(/^(Not valid|The document)/);
      else if (isTemplate(root)) for (const raw of reading(text).resources) explore((world) => settleDeep(raw.properties, world));
    }),
    { numRuns: 500 },
  );
});

describe('texts that are made to hold a scan up', () => {
  test('blank lines without end', () => {
    const text = `Resources:\n  A: {Type: AWS::SQS::Queue}${'\n'.repeat(1_000_000)}`;
    expect([mayBeTemplate(text), meansTemplate('a.yaml', text.replaceAll('AWS::', 'x')), reading(text).resources.length]).toEqual([
      true,
      false,
      1,
    ]);
  });
  test('placeholders that never close', () => {
    const text = '${'.repeat(200_000);
    expect(propertiesOf(reading(`Resources: {A: {Type: A::B::C, Properties: {P: !Sub "${text}"}}}`), 'A').P).toBe(text);
  });
  test('conditions that hang on each other one by one', () => {
    const chain = Array.from({ length: 3000 }, (_, at) => `  C${at}: !Not [{Condition: C${at + 1}}]`);
    const [raw] = reading(`Conditions:\n${chain.join('\n')}\nResources: {A: {Type: A::B::C, Condition: C0}}`).resources;
    expect(explore((world) => raw?.condition !== undefined && holds(raw.condition, world)).worlds.map(({ result }) => result)).toEqual([
      true,
      false,
    ]);
  });
  test('ignores above ignores', () =>
    expect(reading(`${'# parapet: ignore[a] b\n'.repeat(50_000)}Resources: {}`).ignores).toHaveLength(50_000));
  test('ignores that never close', () => expect(reading(`${'# parapet: ignore['.repeat(100_000)}\nResources: {}`).ignores).toEqual([]));
  test('thousands of secrets on one line', () => {
    const variables = Array.from({ length: 2500 }, (_, at) => [`P${at}_PASSWORD`, `kV9#tq2Lw8zR${at}`]);
    const text = JSON.stringify({
      Resources: { A: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: Object.fromEntries(variables) } } } },
    });
    const read = reading(text);
    expect(read.hidden().size).toBe(2500);
    expect(quoter(read.source, read.hidden)(1)).not.toContain('kV9');
  });
});

test('a path in place of code is what the packaging of a template takes', () => {
  const { resources } = reading(`Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Code: src/, Handler: a.b}}
  L: {Type: AWS::Lambda::LayerVersion, Properties: {Content: ./layer.zip}}
  Away: {Type: AWS::Lambda::Function, Properties: {Code: s3://bucket/key}}
  Known: {Type: AWS::Lambda::Function, Properties: {Code: {S3Bucket: b, S3Key: k}}}
`);
  expect(resources.map(({ id, properties, attributes }) => [id, properties.Code ?? properties.Content, attributes])).toEqual([
    ['F', undefined, { CodeUri: 'src/' }],
    ['L', undefined, { CodeUri: './layer.zip' }],
    ['Away', 's3://bucket/key', undefined],
    ['Known', { S3Bucket: 'b', S3Key: 'k' }, undefined],
  ]);
});
