import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { discover } from '../../../src/sources/discover.ts';
import { collectTemplates } from '../../../src/sources/template/index.ts';

const QUEUE = 'Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}}\nParameters: {Name: {Type: String}}\n';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parapet-templates-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const collect = async (
  files: Readonly<Record<string, string | Buffer>>,
  paths: readonly string[] = ['.'],
  given: Readonly<Record<string, string>> = {},
) => {
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text);
  const { files: found } = await discover(paths, root);
  return collectTemplates(found, { parameters: new Map(Object.entries(given)) });
};

test('reads every template, whatever else lies beside', async () => {
  const { resources, inputs, gaps } = await collect({
    'a.yaml': QUEUE,
    'b.json': '{"Resources": {"R": {"Type": "AWS::SNS::Topic"}}}',
    'c.template': QUEUE,
    'd.yaml': 'a: [',
    'e.txt': QUEUE,
    'package.json': '{}',
  });
  expect(inputs.map(({ file }) => file)).toEqual(['a.yaml', 'b.json', 'c.template']);
  expect(resources.map(({ id, origin }) => [id, origin.file])).toEqual([
    ['Q', 'a.yaml'],
    ['R', 'b.json'],
    ['Q', 'c.template'],
  ]);
  expect(gaps).toEqual([]);
});

test('a broken template is a gap with its place, and the others are read', async () => {
  const { inputs, gaps } = await collect({
    'a.yaml': QUEUE,
    'broken.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: [\n',
    'template.yml': '{{ x',
  });
  expect(inputs.map(({ file }) => file)).toEqual(['a.yaml']);
  expect(gaps.map(({ scope, reason }) => [scope.file, scope.line, reason])).toEqual([
    ['broken.yaml', 4, 'syntax'],
    ['template.yml', 1, 'syntax'],
  ]);
});

test('a broken file that the user names is a gap, whatever it looks like', async () =>
  expect((await collect({ 'values.yaml': 'a: [' }, ['values.yaml'])).gaps).toMatchObject([
    { scope: { file: 'values.yaml', line: 1 }, reason: 'syntax' },
  ]));

test('a file that the user names is a template under any name', async () =>
  expect((await collect({ 'stack.txt': QUEUE }, ['stack.txt'])).inputs).toHaveLength(1));

test('a template that is too large is a gap', async () => {
  const padding = '#'.repeat(10_000_001);
  const { gaps, inputs } = await collect({ 'template.yaml': `${QUEUE}${padding}`, 'data.json': `{"a": "${padding}"}` });
  expect(inputs).toEqual([]);
  expect(gaps.map(({ scope, reason }) => [scope.file, reason])).toEqual([['template.yaml', 'too-large']]);
});

test('UTF-16 is read as such', async () =>
  expect((await collect({ 'a.yaml': Buffer.from(`\uFEFF${QUEUE}`, 'utf16le') })).resources).toHaveLength(1));

test('UTF-16 of the other order of bytes is read as such', async () => {
  const { resources, quote } = await collect({ 'a.yaml': Buffer.from(`\uFEFF${QUEUE} `, 'utf16le').swap16() });
  expect(resources).toHaveLength(1);
  expect(quote('a.yaml', 2)).toContain('Parameters');
});

test('bytes that are no text make no noise', async () =>
  expect(
    (
      await collect({
        'a.yaml': Buffer.from([0, 1, 2, 255, 254, 0]),
        'b.json': Buffer.from([255, 254, 1]),
        'c.yaml': Buffer.from([254, 255, 1]),
      })
    ).gaps,
  ).toEqual([]));

test('a file that vanished or may not be read is a gap', async () => {
  const { gaps } = await collectTemplates([{ path: join(root, 'gone.yaml'), file: 'gone.yaml', explicit: false }]);
  expect(gaps).toEqual([
    { source: 'template', scope: { file: 'gone.yaml' }, reason: 'unreadable', message: 'gone.yaml cannot be read (ENOENT)' },
  ]);
});

test('places and lines of what was read', async () => {
  const { resources, locate, quote } = await collect({ 'a.yaml': QUEUE });
  const [queue] = resources;
  if (queue === undefined) throw new Error('no queue');
  const at = QUEUE.indexOf('!Ref Name') + 1;
  expect(locate(queue, ['QueueName'])).toEqual({
    file: 'a.yaml',
    startLine: 1,
    startColumn: at,
    endLine: 1,
    endColumn: at + '!Ref Name'.length,
  });
  expect(locate({ ...queue }, ['QueueName'])).toBeUndefined();
  expect(quote('a.yaml', 2)).toBe('Parameters: {Name: {Type: String}}');
  expect([quote('a.yaml', 99), quote('b.yaml', 1)]).toEqual([undefined, undefined]);
});

test('a parameter that no template has is refused with the one that was meant', async () => {
  const refused = await collect({ 'a.yaml': QUEUE }, ['.'], { Nmae: 'x' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect(refused).toMatchObject({ message: "No template has a parameter 'Nmae'", hint: "Did you mean 'Name'?" });
});

test('a parameter that is given is read', async () =>
  expect((await collect({ 'a.yaml': QUEUE }, ['.'], { Name: 'jobs' })).resources[0]?.properties).toMatchObject({ QueueName: 'jobs' }));
