import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { gapsOf, quoted, resourceOf, trees } from './tree.ts';

const tree = trees();
const include = (path: string): string => `{Name: AWS::Include, Parameters: {Location: ${path}}}`;

test('resources of another file, and what stands in both', async () => {
  const collected = await tree.collect({
    'template.yaml': `Resources:\n  Fn::Transform: ${include('parts/queues.yaml')}\n  B: {Type: AWS::SNS::Topic}\n`,
    'parts/queues.yaml': 'A:\n  Type: AWS::SQS::Queue\n  Properties:\n    QueueName: !Sub "${B}-jobs"\nB: {Type: AWS::SQS::Queue}\n',
  });
  expect(collected.gaps).toEqual([]);
  expect(collected.resources.map(({ id, type }) => [id, type])).toEqual([
    ['A', 'AWS::SQS::Queue'],
    ['B', 'AWS::SNS::Topic'],
  ]);
  expect(quoted(collected, 'A', ['QueueName'])).toBe('parts/queues.yaml:4: QueueName: !Sub "${B}-jobs"');
  expect(resourceOf(collected, 'A').origin).toEqual({
    source: 'template',
    file: 'parts/queues.yaml',
    line: 1,
    column: 1,
    template: 'template.yaml',
  });
});

test('properties, values, sections and what an included file includes', async () => {
  const collected = await tree.collect({
    'template.yaml': [
      `Transform: ${include('all.yaml')}`,
      'Resources:',
      '  A:',
      '    Type: AWS::SQS::Queue',
      `    Properties: {DelaySeconds: 1, "Fn::Transform": ${include('deep/a.json')}}`,
      '  S: {Type: AWS::SNS::Topic, Properties: {TopicName: !FindInMap [M, a, b]}}',
    ].join('\n'),
    'all.yaml': 'Mappings: {M: {a: {b: c}}}\nResources: {Q: {Type: AWS::SQS::Queue}, S: {Type: AWS::SQS::Queue}}\n',
    'deep/a.json': `{"DelaySeconds": 9, "Tags": [{"Key": "k", "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "tag.yaml"}}}]}`,
    'deep/tag.yaml': 'Value: v',
  });
  expect(collected.gaps).toEqual([]);
  expect(resourceOf(collected, 'A').properties).toEqual({ DelaySeconds: 1, Tags: [{ Key: 'k', Value: 'v' }] });
  expect(resourceOf(collected, 'S')).toMatchObject({ type: 'AWS::SNS::Topic', properties: { TopicName: 'c' } });
  expect(resourceOf(collected, 'Q').type).toBe('AWS::SQS::Queue');
});

test.each([
  ['s3://bucket/a.yaml', 'template.yaml:2 included: What AWS::Include adds from s3://bucket/a.yaml is not read: it stands in a bucket'],
  ['!Sub "s3://${B}/a"', 'template.yaml:2 included: What AWS::Include adds is not read: no path of a file is its Location'],
  ['../a.yaml', 'template.yaml:2 outside: ../a.yaml lies outside of the audited tree'],
  ['/etc/passwd', 'template.yaml:2 outside: /etc/passwd lies outside of the audited tree'],
  ['link.yaml', 'template.yaml:2 outside: link.yaml lies outside of the audited tree'],
  ['loop.yaml', 'template.yaml:2 unreadable: loop.yaml does not exist'],
  ['pipe.yaml', 'template.yaml:2 unreadable: pipe.yaml is no file'],
  ['gone.yaml', 'template.yaml:2 unreadable: gone.yaml does not exist'],
  ['list.yaml', 'template.yaml:2 malformed: list.yaml holds no map, so that nothing can be included of it'],
  ['broken.yaml', 'broken.yaml:2 syntax: Not valid YAML: deficient indentation'],
  ['self.yaml', 'self.yaml:1 cyclic: self.yaml includes itself'],
  ['template.yaml', 'template.yaml:2 cyclic: template.yaml includes itself'],
])('%s is not included, and that is said', async (path, gap) => {
  await symlink('/etc/hosts', tree.path('link.yaml'));
  await symlink('loop.yaml', tree.path('loop.yaml'));
  execFileSync('mkfifo', [tree.path('pipe.yaml')]);
  const collected = await tree.collect({
    'template.yaml': `Resources:\n  Fn::Transform: ${include(path)}\n  B: {Type: AWS::SNS::Topic}\n`,
    'list.yaml': '[1]',
    'broken.yaml': 'A: [\n',
    'self.yaml': `Fn::Transform: ${include('self.yaml')}`,
  });
  expect(gapsOf(collected)).toEqual([gap]);
  expect(resourceOf(collected, 'B').type).toBe('AWS::SNS::Topic');
});

test('what is not included in time or depth is a gap', async () => {
  const files: Record<string, string> = { 'template.yaml': `Resources: {"Fn::Transform": ${include('f0.yaml')}}` };
  for (let at = 0; at < 40; at += 1) {
    const next = `{"Fn::Transform": ${include(`f${at + 1}.yaml`)}}`;
    files[`f${at}.yaml`] = `A: [${next}, ${next}, ${next}, ${next}]`;
  }
  files['f40.yaml'] = 'B: c';
  const { gaps } = await tree.collect(files);
  expect(new Set(gaps.map(({ reason }) => reason))).toEqual(new Set(['too-large']));
});

test('the body of an API and the definition of a state machine that stand in files of their own', async () => {
  const collected = await tree.collect({
    'template.yaml': [
      'Transform: AWS::Serverless-2016-10-31',
      'Resources:',
      '  Plain: {Type: AWS::ApiGateway::RestApi, Properties: {BodyS3Location: api.json}}',
      '  Rest: {Type: AWS::Serverless::Api, Properties: {StageName: a, DefinitionUri: ./api.json}}',
      '  Http: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: http.yaml}}',
      '  Steps: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: steps.json, Role: arn}}',
      '  Gone: {Type: AWS::ApiGateway::RestApi, Properties: {BodyS3Location: gone.json}}',
    ].join('\n'),
    'api.json': '{\n"swagger": "2.0",\n"paths": {"/a": {\n"get": {}}}}',
    'http.yaml': 'openapi: 3.0.1\npaths:\n  /b:\n    post: {security: [{Ours: []}]}\n',
    'steps.json': '{"StartAt": "A"}',
  });
  expect(resourceOf(collected, 'Steps').properties.Definition).toEqual({ StartAt: 'A' });
  expect(resourceOf(collected, 'Rest GET /a').origin).toEqual({
    source: 'template',
    file: 'api.json',
    line: 4,
    column: 1,
    template: 'template.yaml',
  });
  expect(resourceOf(collected, 'Plain GET /a').type).toBe('AWS::ApiGateway::Method');
  expect(quoted(collected, 'Http POST /b', [])).toBe('http.yaml:4: post: {security: [{Ours: []}]}');
  expect(gapsOf(collected)).toEqual(['template.yaml:7 unreadable: gone.json does not exist']);
  expect(collected.gaps[0]?.types).toContain('AWS::ApiGateway::Method');
});

test('a secret in an included file is masked where it is quoted', async () => {
  const secret = `Hk3${'x7Qp9'.repeat(5)}`;
  const collected = await tree.collect({
    'template.yaml': `Resources: {"Fn::Transform": ${include('f.yaml')}}`,
    'f.yaml': `F: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {DB_PASSWORD: ${secret}}}}}`,
  });
  expect(collected.quote('f.yaml', 1)).not.toContain(secret);
});
