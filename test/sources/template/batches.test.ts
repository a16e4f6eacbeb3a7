import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import type { Report } from '../../../src/report.ts';
import { reporters } from '../../../src/reporters/index.ts';
import { audit, auditInBatches, describeCheck, type RunResult } from '../../../src/run.ts';
import { collect, collectInBatches } from '../../../src/sources/collect.ts';
import { runOf } from '../../options.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

const options = runOf(checks, { persona: 'auditor' });

/** A run whose batches are as small as they can be: each file is one. */
const inBatches = async (paths: readonly string[], cwd: string, batch = 1): Promise<RunResult & { readonly batches: number }> => {
  const found = await collectInBatches(paths, { cwd, quotes: true, batch });
  const result = await auditInBatches(found, { ...options, gaps: [] });
  return { ...result, batches: found.templates?.work.batches.length ?? 0 };
};

const atOnce = async (paths: readonly string[], cwd: string): Promise<RunResult> => audit(await collect(paths, { cwd }), options);

/** Every format of a report, but for when it was made. */
const written = ({ report, quote }: RunResult): readonly string[] => {
  const dated: Report = { ...report, run: { ...report.run, finished: '' } };
  const render = { quote, color: false, width: 100, links: false, verbose: true, checks: checks.map(describeCheck) };
  return [reporters.json(dated, render), reporters.sarif(dated, render), reporters.terminal(dated, render)];
};

const treeOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-batches-'));
  made.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
};

const QUEUE = (id: string) => `  ${id}: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}\n`;
const plain = (id: string) => `Resources:\n${QUEUE(id)}`;

describe('templates that are let go one by one are judged as all at once', () => {
  test.each([
    ['the applications', 'fixtures/apps', 10],
    ['the fixtures of all checks', 'fixtures/checks', 200],
  ])('%s', { timeout: 240_000 }, async (_, folder, least) => {
    const batches = await inBatches([folder], root);
    expect(batches.batches).toBeGreaterThanOrEqual(least);
    const whole = await atOnce([folder], root);
    expect(whole.report.findings.length).toBeGreaterThan(20);
    expect(written(batches)).toEqual(written(whole));
  });

  const exporter = (name: string, id = 'Shared') => `Resources:
${QUEUE(id)}Outputs:
  Arn: {Value: !GetAtt ${id}.Arn, Export: {Name: ${name}}}
  Url: {Value: !Ref ${id}, Export: {Name: ${name}-url}}
`;
  const importer = (name: string) => `Resources:
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!ImportValue ${name}-url]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: !ImportValue ${name}}]
`;
  const parent = (url: string) => `Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}, Parameters: {Sealed: true}}}
  Secret: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {PASSWORD: correct-horse-battery}}}}
`;
  const child = `Parameters: {Sealed: {Type: String, Default: false}}
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: !Ref Sealed}}
`;
  const TREES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'an import before the export': { 'a.yaml': importer('q'), 'b.yaml': plain('Other'), 'c.yaml': exporter('q') },
    'an export before the import': { 'a.yaml': exporter('q'), 'b.yaml': plain('Other'), 'c.yaml': importer('q') },
    'a name that two export': { 'a.yaml': exporter('q'), 'b.yaml': importer('q'), 'c.yaml': exporter('q', 'Second') },
    'a name that two export, both of them first': { 'a.yaml': exporter('q'), 'b.yaml': exporter('q', 'Second'), 'c.yaml': importer('q') },
    'an export of an import': {
      'a.yaml': importer('again'),
      'b.yaml': `Resources:\n${QUEUE('Own')}Outputs:\n  A: {Value: !ImportValue q, Export: {Name: again}}\n  B: {Value: !ImportValue q-url, Export: {Name: again-url}}\n`,
      'c.yaml': exporter('q'),
    },
    'a child before its parent': { 'a-child.yaml': child, 'b.yaml': plain('Other'), 'c.yaml': parent('a-child.yaml') },
    'a child of two parents': { 'a.yaml': parent('m.yaml'), 'm.yaml': child, 'z.yaml': parent('m.yaml') },
    'a child that is no file of its own folder': { 'a.yaml': plain('Other'), 'b/c.yaml': parent('../z/y.yaml'), 'z/y.yaml': child },
    'templates that nest each other': { 'a.yaml': parent('c.yaml'), 'b.yaml': plain('Other'), 'c.yaml': parent('a.yaml') },
    'a template that is a part of a later one': {
      'a.yaml': plain('Part'),
      'b.yaml': plain('Other'),
      'c.yaml': 'Fn::Transform: {Name: AWS::Include, Parameters: {Location: a.yaml}}\nResources:\n  Own: {Type: AWS::SNS::Topic}\n',
    },
    'templates that are parts of each other': {
      'a.yaml': 'Fn::Transform: {Name: AWS::Include, Parameters: {Location: c.yaml}}\nResources:\n  A: {Type: AWS::SNS::Topic}\n',
      'b.yaml': plain('Other'),
      'c.yaml': 'Fn::Transform: {Name: AWS::Include, Parameters: {Location: a.yaml}}\nResources:\n  C: {Type: AWS::SNS::Topic}\n',
    },
    'what is broken, and ignores': {
      'a.template.yaml': 'Resources: [',
      'b.yaml':
        'Resources:\n  # parapet: ignore[queue-unencrypted] for a test\n  A: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}\n',
      'c.yaml': `${plain('C')}# parapet: ignore[queue-unencrypted] unused\n# parapet: ignore[no-such]\n`,
    },
  };

  test.each(Object.entries(TREES))('%s', async (_, files) => {
    const cwd = treeOf(files);
    const batches = await inBatches(['.'], cwd);
    expect(batches.batches).toBeGreaterThan(1);
    expect(written(batches)).toEqual(written(await atOnce(['.'], cwd)));
  });

  test('what one template hides in a file is hidden in the lines that are quoted for another', async () => {
    const service = (name: string, settings: string) =>
      `service: ${name}\nprovider: {name: aws}\nfunctions:\n  f: {handler: a.b, ${settings}}\n`;
    const cwd = treeOf({
      'a/serverless.yml': service('a', "runtime: nodejs24.x, environment: {PASSWORD: '${file(../shared.yml):one}'}"),
      'shared.yml': '{one: correct-horse-battery, run: nodejs12.x}\n',
      'z/serverless.yml': service('z', "runtime: '${file(../shared.yml):run}'"),
    });
    const { report, quote, batches } = await inBatches(['.'], cwd);
    expect(batches).toBeGreaterThan(1);
    const found = report.findings.filter(({ location }) => location?.file === 'shared.yml').map(({ check }) => check);
    expect(found).toContain('lambda-deprecated-runtime');
    expect(quote('shared.yml', 1)).toBe('{one: *********************, run: nodejs12.x}');
  });
});

test('no file of a template that names no other is opened or parsed twice', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `${at}.yaml`);
  const cwd = treeOf(Object.fromEntries(names.map((name, at) => [name, plain(`Queue${at}`)])));
  const seen: [number, string][] = [];
  const found = await collectInBatches(['.'], {
    cwd,
    quotes: false,
    batch: 1,
    credentials: false,
    onProgress: (read, file) => void seen.push([read, file]),
  });
  const { report } = await auditInBatches(found, { ...options, gaps: [] });
  expect(seen.map(([read]) => read)).toEqual(names.map((_, at) => at + 1));
  expect(seen.map(([, file]) => file).sort()).toEqual([...names].sort());
  expect(report.inputs.map(({ file }) => file).sort()).toEqual([...names].sort());
});
