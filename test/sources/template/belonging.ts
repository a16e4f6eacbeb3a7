import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import type { Report } from '../../../src/report.ts';
import { reporters } from '../../../src/reporters/index.ts';
import { audit, describeCheck, type RunResult } from '../../../src/run.ts';
import { collect } from '../../../src/sources/collect.ts';
import { runOf } from '../../options.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** Every check, for those who want to hear all. */
export const options = runOf(checks, { persona: 'auditor' });

/** What all templates come to that are held and judged at once. */
export const atOnce = async (paths: readonly string[], cwd: string): Promise<RunResult> => audit(await collect(paths, { cwd }), options);

/** Every format of a report, but for when it was made. */
export const written = ({ report, quote }: RunResult): readonly string[] => {
  const dated: Report = { ...report, run: { ...report.run, finished: '' } };
  const render = { quote, color: false, width: 100, links: false, verbose: true, checks: checks.map(describeCheck) };
  return [reporters.json(dated, render), reporters.sarif(dated, render), reporters.terminal(dated, render)];
};

/** A folder with these files, which goes when the tests end. */
export const treeOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-batches-'));
  made.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
};

/** A queue that is a finding. */
export const QUEUE = (id: string) => `  ${id}: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}\n`;
/** A template that belongs to no other. */
export const plain = (id: string) => `Resources:\n${QUEUE(id)}`;

/** Exports a queue's values. */
const exporter = (name: string, id = 'Shared') => `Resources:
${QUEUE(id)}Outputs:
  Arn: {Value: !GetAtt ${id}.Arn, Export: {Name: ${name}}}
  Url: {Value: !Ref ${id}, Export: {Name: ${name}-url}}
`;
/** Says who may use a queue of another template. */
const importer = (name: string) => `Resources:
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!ImportValue ${name}-url]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: !ImportValue ${name}}]
`;
/** Nests a template, and hides a secret. */
const parent = (url: string) => `Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}, Parameters: {Sealed: true}}}
  Secret: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {PASSWORD: correct-horse-battery}}}}
`;
const child = `Parameters: {Sealed: {Type: String, Default: false}}
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: !Ref Sealed}}
`;
/** Templates that belong together, beside others and in whichever order; and what goes wrong. */
export const TREES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
