import { describe, expect, it, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { defaultConfig } from '../../../src/config.ts';
import { audit } from '../../../src/run.ts';
import type { CollectedTemplates } from '../../../src/sources/template/index.ts';
import { trees } from './tree.ts';

const tree = trees();

/** What every check says, in short; a check that breaks is none of its words. */
const said = (collected: CollectedTemplates) => {
  const { report, failures } = audit(
    { ...collected, packages: [] },
    {
      today: '2026-11-22',
      version: '0.0.0',
      checks,
      catalogue: checks,
      config: defaultConfig,
      ignores: false,
      persona: 'auditor',
      minSeverity: 'low',
      minConfidence: 'low',
      started: new Date('2026-11-22'),
    },
  );
  expect(failures).toEqual([]);
  return report.findings.map(({ check, subject }) => `${check} ${subject.id}`);
};

const GOOD = 'Resources:\n  Good: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs16.x, Handler: a.b, Code: {ZipFile: x}}}\n';

/** What is said of a template, beside which another lies that is judged whatever stands in it. */
const beside = async (file: string, text: string | Buffer) => {
  const collected = await tree.collect({ 'good.yaml': GOOD, [file]: text });
  const findings = said(collected);
  expect(findings).toContain('lambda-deprecated-runtime Good');
  return { collected, findings, gaps: collected.gaps.map(({ scope, reason }) => `${scope.file} ${reason}`) };
};

describe('a template that is no template of anyone’s', () => {
  const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\nResources: ';
  it.each([
    ['flow lists', 'bad.yaml', `${HEAD}${'['.repeat(100_000)}`],
    ['flow maps', 'bad.yaml', `${HEAD}${'{a: '.repeat(100_000)}`],
    ['block lists', 'bad.yaml', `${HEAD}\n  ${'- '.repeat(100_000)}a`],
    ['JSON', 'bad.json', `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['functions', 'bad.yaml', `${HEAD}${'!Sub '.repeat(3)}${'{Fn::Sub: '.repeat(100_000)}a`],
  ])('is a gap where it is 100,000 deep: %s', async (_, file, text) => {
    const { gaps } = await beside(file, text);
    expect(gaps).toEqual([expect.stringMatching(new RegExp(`^${file} (?:too-deep|syntax)$`))]);
  });

  it('is a gap where aliases make billions of events of it', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => `  e${level + 1}: &e${level + 1} [${Array(10).fill(`*e${level}`).join()}]`);
    const { gaps } = await beside('bad.yaml', `Metadata:\n  e0: &e0 {Type: Api}\n${levels.join('\n')}\n${GOOD}`);
    expect(gaps).toEqual(['bad.yaml too-large']);
  });
});

const MEGABYTE = 1_000_000;

describe('a text of 1 MB', () => {
  const sam = (properties: readonly string[], events: string, more = '') => `
Transform: AWS::Serverless-2016-10-31
${more}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs16.x
      InlineCode: x
      ${properties.join('\n      ')}
      Events: {E: {Type: Api, Properties: {Method: get, ${events}}}}
`;
  it.each([
    ['a name', 'a'],
    ['placeholders', '${'],
    ['braces', '{'],
    ['slashes', '/'],
    ['stars', '*'],
    ['spaces', ' '],
    ['quotes', "'"],
    ['dots', 'a.'],
    ['key words', 'resolve:'],
    ['addresses', 'http://'],
  ])(
    'of %s is read wherever it stands',
    async (_, part) => {
      const text = JSON.stringify(part.repeat(MEGABYTE / part.length));
      const { collected, findings } = await beside(
        'bad.yaml',
        sam(
          [
            'Description: *text',
            'Environment: {Variables: {A: *text, PASSWORD: {Fn::Sub: *text}}}',
            'Role: {Fn::Sub: *text}',
            'Policies: [{Statement: [{Effect: Allow, Action: *text, Resource: *text}]}]',
            'FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: [*text]}}',
          ],
          `Path: ${JSON.stringify(`/${part.repeat(1000)}`)}, Auth: {ApiKeyRequired: *text}`,
          `Parameters: {P: {Type: String, Default: &text ${text}}}\nConditions: {C: !Equals [!Ref P, *text]}`,
        ),
      );
      expect(collected.gaps.filter(({ reason }) => reason === 'internal-error')).toEqual([]);
      expect(findings).toContain('lambda-deprecated-runtime F');
    },
    60_000,
  );
});

test('names of what every object has are names', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__'];
  const each = (text: (name: string) => string): string => names.map(text).join('\n');
  const { collected } = await beside(
    'bad.yaml',
    `Transform: AWS::Serverless-2016-10-31
Parameters:
${each((name) => `  ${name}: {Type: String, Default: ${name}, AllowedValues: [${name}, other]}`)}
Mappings:
${each((name) => `  ${name}: {${name}: {${name}: a}}`)}
Conditions:
${each((name) => `  ${name}: !Equals [!Ref ${name}, ${name}]`)}
Globals: {Function: {Environment: {Variables: {__proto__: a, constructor: b}}}}
Resources:
${each((name) => `  ${name}: {Type: AWS::SQS::Queue, Condition: ${name}, Properties: {${name}: {__proto__: {polluted: yes}}, QueueName: !FindInMap [${name}, !Ref ${name}, ${name}]}}`)}
  A: {Type: AWS::Serverless::Api, Properties: {StageName: __proto__, Auth: {DefaultAuthorizer: !Ref __proto__, Authorizers: {__proto__: {UserPoolArn: a}, constructor: {FunctionArn: f}}}}}
  F: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: constructor, InlineCode: x, Events: {${names.map((name) => `${name}: {Type: Api, Properties: {RestApiId: !Ref A, Path: /${name}, Method: get, Auth: {Authorizer: ${name}}}}`).join()}}}}
  T: {Type: __proto__, Properties: {}}
`,
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(collected.gaps.filter(({ reason }) => reason === 'internal-error')).toEqual([]);
  expect(collected.resources.filter(({ type }) => type === 'AWS::SQS::Queue').map(({ id }) => id)).toEqual(names);
});

test('how lines end and a file begins changes nothing that is said', async () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs16.x
      InlineCode: |
        one
        two
      Events:
        E: {Type: Api, Properties: {Path: /a, Method: get}}
`;
  const plain = (await beside('other.yaml', text)).findings;
  expect(plain.length).toBeGreaterThan(3);
  const crlf = text.replaceAll('\n', '\r\n');
  for (const other of [
    crlf,
    text.replaceAll('\n', '\r'),
    `\uFEFF${text}`,
    Buffer.from(`\uFEFF${crlf}`, 'utf16le'),
    Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  ])
    expect((await beside('other.yaml', other)).findings).toEqual(plain);
});

test('parameters and conditions without number are bounded work', async () => {
  const count = 60;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const text = `Transform: AWS::Serverless-2016-10-31
Parameters:
${numbers.map((n) => `  P${n}: {Type: String, AllowedValues: [a, b, c]}`).join('\n')}
Conditions:
${numbers.map((n) => `  C${n}: ${n === 0 ? '!Equals [!Ref P0, a]' : `!And [!Equals [!Ref P${n}, a], !Condition C${n - 1}]`}`).join('\n')}
Resources:
  A: {Type: AWS::Serverless::Api, Properties: {StageName: v1, Auth: {DefaultAuthorizer: !Ref P0, ApiKeyRequired: !Ref P1, InvokeRole: !Ref P2, UsagePlan: {CreateUsagePlan: !Ref P3}, Authorizers: {${numbers.map((n) => `a${n}: {FunctionArn: f, FunctionPayloadType: !Ref P${n}, Identity: {Headers: [!Ref P${n}]}}`).join()}}}}}
  F: {Type: AWS::Serverless::Function, Condition: C${count - 1}, Properties: {Handler: a.b, Runtime: ${numbers
    .map((n) => `!If [C${n}, a${n}, `)
    .slice(0, 60)
    .join(
      '',
    )}z${']'.repeat(count)}, InlineCode: x, Events: {${numbers.map((n) => `E${n}: {Type: Api, Properties: {RestApiId: !Ref A, Path: /${n}, Method: get}}`).join()}}}}
`;
  const { collected } = await beside('bad.yaml', text);
  expect(collected.gaps.filter(({ reason }) => reason === 'internal-error')).toEqual([]);
}, 60_000);
