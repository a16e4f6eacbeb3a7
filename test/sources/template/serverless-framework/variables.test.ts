import { describe, expect, it, test } from 'vitest';
import { propertiesOf, serviceOf } from './services.ts';

/** What the environment of a function comes to. */
const environment = (
  lines: string,
  more = '',
  files: Readonly<Record<string, string>> = {},
  given: Readonly<Record<string, string>> = {},
) => {
  const text = `service: shop\nprovider: { name: aws, runtime: nodejs24.x }\n${more}\nfunctions:\n  fn:\n    handler: a.b\n    environment:\n${lines
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')}\n`;
  const read = serviceOf({ 'serverless.yml': text, ...files }, given);
  return {
    gaps: read.gaps.map(({ reason, message }) => `${reason}: ${message}`),
    ...(propertiesOf(read, 'FnLambdaFunction').Environment as { Variables: unknown }),
  };
};

describe('a variable', () => {
  it('is taken from the service, through other variables', () =>
    expect(
      environment(
        'A: ${self:custom.a}\nB: x-${self:custom.b}-y\nC: ${self:custom.${sls:stage}.c}\nD: ${self:service}\nE: ${self:custom.list.1}',
        'custom: { a: one, b: "${self:custom.a}${self:custom.a}", dev: { c: dev-c }, list: [p, q] }',
      ).Variables,
    ).toEqual({ A: 'one', B: 'x-oneone-y', C: 'dev-c', D: 'shop', E: 'q' }));

  it('is unknown where only a deployment knows it, and says so as it was written', () =>
    expect(
      environment(
        'A: ${env:HOST}\nB: ${opt:color}\nC: ${ssm:/a/b}\nD: ${cf:other.Url}\nE: https://${env:HOST}/x\nF: ${param:p}\nG: ${vault:x}',
      ).Variables,
    ).toEqual({
      A: '<${env:HOST}>',
      B: '<${opt:color}>',
      C: '<${ssm:/a/b}>',
      D: '<${cf:other.Url}>',
      E: '<https://${env:HOST}/x>',
      F: '<${param:p}>',
      G: '<${vault:x}>',
    }));

  it('takes what stands after a comma where nobody gives a value', () =>
    expect(
      environment(
        "A: ${env:HOST, 'none'}\nB: ${opt:color, self:custom.color}\nC: ${opt:a, ${env:B, 'deep'}}\nD: ${self:custom.missing, 3}\nE: ${opt:x, true}",
        'custom: { color: red }',
      ).Variables,
    ).toEqual({ A: 'none', B: 'red', C: 'deep', D: 3, E: true }));

  it('may be given', () =>
    expect(
      environment(
        'A: ${env:HOST}\nB: ${opt:color}\nC: ${sls:stage}\nD: ${ssm:/a/b}\nE: ${param:p}',
        'params: { prod: { p: of-prod }, default: { p: of-default } }',
        {},
        { 'env:HOST': 'h', color: 'red', stage: 'prod', 'ssm:/a/b': 's' },
      ).Variables,
    ).toEqual({ A: 'h', B: 'red', C: 'prod', D: 's', E: 'of-prod' }));

  it('knows the defaults of stage and Region, and turns text into truth', () =>
    expect(
      environment("A: ${sls:stage}\nB: ${aws:region}\nC: ${strToBool(${opt:x, 'true'})}\nD: ${self:provider.stage}").Variables,
    ).toEqual({
      A: 'dev',
      B: 'us-east-1',
      C: true,
      D: 'dev',
    }));

  it('takes documents, and texts, from files below the tree', () =>
    expect(
      environment(
        "A: ${file(./conf/a.yml):x.y}\nB: ${file(conf/b.json):z}\nC: ${file(c.txt)}\nD: ${file(no.yml):a, 'none'}\nE: ${file(./run.js):a}",
        '',
        { 'conf/a.yml': 'x: { y: "${self:service}" }', 'conf/b.json': '{"z": 1}', 'c.txt': 'text', 'run.js': 'module.exports = { a: 1 }' },
      ).Variables,
    ).toEqual({ A: 'shop', B: 1, C: 'text', D: 'none', E: '<${file(./run.js):a}>' }));

  it('leaves what is not its own', () =>
    expect(environment("A: ${AWS::Region}\nB: ${Queue.Arn}\nC: $${x}\nD: '\\${self:service}'\nE: '${self:'").Variables).toEqual({
      A: '${AWS::Region}',
      B: '${Queue.Arn}',
      C: '$${x}',
      D: '\\${self:service}',
      E: '${self:',
    }));
});

test('a path out of the tree is a gap, and so is a circle', () => {
  const read = environment(
    'A: ${file(../../secret.yml):a}\nB: ${self:custom.a}',
    'custom: { a: "${self:custom.b}", b: "${self:custom.a}" }',
  );
  expect(read.Variables).toEqual({ A: '<${file(../../secret.yml):a}>', B: expect.stringMatching(/^<\$\{self:custom\.[ab]\}>$/) });
  expect(read.gaps).toEqual(
    expect.arrayContaining([
      'outside: The file ../../secret.yml that a variable names lies outside of the audited tree',
      'circular: A variable refers to itself',
    ]),
  );
});

test('values that stand for billions are a gap', () => {
  const levels = Array.from({ length: 40 }, (_, at) => `  l${at}: ["\${self:custom.l${at + 1}}", "\${self:custom.l${at + 1}}"]`).join('\n');
  const read = environment('A: a', `custom:\n${levels}\n  l40: end`);
  expect(read.Variables).toEqual({ A: 'a' });
  expect(read.gaps.join()).toContain('too-large');
});

test('Fn::Sub keeps what a variable leaves unknown', () =>
  expect(environment('A: !Sub "${env:X}-${AWS::Region}-${self:service}"').Variables).toEqual({ A: expect.stringContaining('<') }));
