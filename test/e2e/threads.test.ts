import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, parapet } from './parapet.ts';

/** So long that each file is a batch of its own. */
const PADDING = `# ${'x'.repeat(98)}\n`.repeat(6_000);
const QUEUE = 'Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}';
const FILES: Readonly<Record<string, string>> = {
  'a-child.yaml':
    'Parameters: {Sealed: {Type: String, Default: false}}\nResources:\n  Jobs: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: !Ref Sealed}}\n',
  'b-imports.yaml':
    'Resources:\n  Policy:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!ImportValue q]\n      PolicyDocument:\n        Statement: [{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: !ImportValue arn}]\n',
  'c-broken.template.yaml': 'Resources: [',
  'd-plain.yaml': `Parameters: {Stage: {Type: String}}\nResources:\n  # parapet: ignore[queue-unencrypted] for a test\n  Ignored: {${QUEUE}}\n  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Stage}}\n  Plain: {${QUEUE}}\n`,
  'e-exports.yaml': `Resources:\n  Shared: {${QUEUE}}\nOutputs:\n  Q: {Value: !Ref Shared, Export: {Name: q}}\n  A: {Value: !GetAtt Shared.Arn, Export: {Name: arn}}\n`,
  'f-parent.yaml':
    'Resources:\n  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: a-child.yaml, Parameters: {Sealed: true}}}\n  Fn: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs12.x, Environment: {Variables: {PASSWORD: correct-horse-battery}}}}\n',
};
const PLUGIN = `export default { id: 'acme/queue-throws', title: 'Throws', family: 'messaging', severity: 'high', confidence: 'high', sources: ['template'],
  subject: 'AWS::SQS::Queue', reads: { 'AWS::SQS::Queue': ['QueueName'] }, docs: { why: 'Why.', fix: 'Fix.', references: [] },
  *check(queue) { if (queue.id === 'Plain') throw new Error('no way'); } };\n`;

/** A check that goes on in the first thread when another has judged something, and notes which has. */
const WAITS = `import { readdirSync, writeFileSync } from 'node:fs';
import { isMainThread, threadId } from 'node:worker_threads';
const until = Date.now() + 60_000;
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
export default { id: 'acme/queue-waits', title: 'Waits', family: 'messaging', severity: 'high', confidence: 'high', sources: ['template'],
  subject: 'AWS::SQS::Queue', reads: { 'AWS::SQS::Queue': ['QueueName'] }, docs: { why: 'Why.', fix: 'Fix.', references: [] },
  *check() {
    if (!isMainThread) writeFileSync('threads/' + threadId, '');
    else while (readdirSync('threads').length === 0 && Date.now() < until) pause();
  } };\n`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-threads-'));
  for (const [file, text] of Object.entries(FILES)) {
    const path = join(folder, 'app', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text + PADDING);
  }
  writeFileSync(join(folder, 'plugin.mjs'), PLUGIN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dated = (text: string): string =>
  text.replace(/"(?:started|finished|startTimeUtc|endTimeUtc)": ?"[^"]*"/g, '').replace(/ · \d+(?:\.\d+)? m?s\b/, '');

const scan = (jobs: number, ...args: readonly string[]): Ended => {
  const all = ['scan', 'app', '--offline', '--today', '2026-11-22', '--persona', 'auditor', '--jobs', String(jobs), ...args];
  const ended = parapet(all, { cwd: folder });
  return { ...ended, stdout: dated(ended.stdout) };
};

it.each(['json', 'sarif', 'terminal'])('writes the same report in several threads: %s', (format) => {
  const one = scan(1, '--format', format);
  expect({ status: one.status, stderr: one.stderr }).toEqual({ status: 1, stderr: '' });
  expect(one.stdout).toContain('queue-unencrypted');
  expect(one.stdout).not.toContain('correct-horse-battery');
  for (const jobs of [2, 3, 6]) expect(scan(jobs, '--format', format)).toEqual(one);
});

it('reads parameters alike, and refuses those that no template has', () => {
  const one = scan(1, '--format', 'json', '--parameter', 'Stage=jobs');
  expect(scan(3, '--format', 'json', '--parameter', 'Stage=jobs')).toEqual(one);
  expect(scan(3, '--parameter', 'Stgae=jobs')).toEqual({
    status: 2,
    stdout: '',
    stderr: "error: No template has a parameter 'Stgae'\nhint: Did you mean 'Stage'?\n",
  });
});

it('runs the checks of plugins, and says of one that failed what it says in one thread', () => {
  const [one, three] = [1, 3].map((jobs) => scan(jobs, '--format', 'json', '--plugin', './plugin.mjs'));
  expect(one?.status).toBe(2);
  expect(one?.stderr).toBe('error: internal error in acme/queue-throws, please report: no way\n');
  expect(three).toEqual(one);
  expect(three?.stdout).toContain('internal error in acme/queue-throws on Plain: no way');
});

it('has other threads judge', () => {
  const threads = join(folder, 'threads');
  mkdirSync(threads);
  writeFileSync(join(folder, 'waits.mjs'), WAITS);
  expect(scan(3, '--format', 'json', '--plugin', './waits.mjs').stderr).toBe('');
  expect(readdirSync(threads).length).toBeGreaterThan(0);
});

it('writes the same baseline', () => {
  const written = [1, 3].map((jobs) => {
    const output = `baseline-${jobs}.json`;
    expect(parapet(['baseline', 'app', '--offline', '--output', output, '--jobs', String(jobs)], { cwd: folder }).status).toBe(0);
    return readFileSync(join(folder, output), 'utf8');
  });
  expect(written[0]).toContain('queue-unencrypted');
  expect(written[1]).toBe(written[0]);
});

it.each(['0', '65', 'many', '-1'])('refuses --jobs %s', (jobs) => {
  const { status, stderr } = parapet(['scan', 'app', '--jobs', jobs], { cwd: folder });
  expect(status).toBe(2);
  expect(stderr).toContain('is no number of threads');
});
