import { expect, it } from 'vitest';
import { collected, references, resourceOf, shown } from './reading.ts';

const managed = (address: string, type: string, name: string, values: object) => ({
  address,
  mode: 'managed',
  type,
  name,
  values,
  sensitive_values: {},
});
const change = (address: string, unknown: object) => ({ address, change: { actions: ['create'], after: {}, after_unknown: unknown } });

const plan = {
  format_version: '1.2',
  terraform_version: '1.9.8',
  planned_values: {
    root_module: {
      child_modules: [
        {
          address: 'module.queue["eu"]',
          resources: [
            managed('module.queue["eu"].aws_sqs_queue.jobs[0]', 'aws_sqs_queue', 'jobs', { name: 'a' }),
            managed('module.queue["eu"].aws_sqs_queue.jobs[1]', 'aws_sqs_queue', 'jobs', { name: 'b' }),
          ],
        },
        {
          address: 'module.policy',
          resources: [managed('module.policy.aws_sqs_queue_policy.jobs', 'aws_sqs_queue_policy', 'jobs', { policy: '{"Statement":[]}' })],
        },
      ],
    },
  },
  resource_changes: [change('module.policy.aws_sqs_queue_policy.jobs', { queue_url: true })],
  configuration: {
    root_module: {
      module_calls: {
        queue: {
          source: './modules/queue',
          module: {
            outputs: { url: { expression: references('aws_sqs_queue.jobs[1].url', 'aws_sqs_queue.jobs[1]', 'aws_sqs_queue.jobs') } },
            resources: [{ address: 'aws_sqs_queue.jobs', mode: 'managed', type: 'aws_sqs_queue', name: 'jobs', expressions: {} }],
          },
        },
        policy: {
          source: '../elsewhere',
          expressions: { url: references('module.queue["eu"].url', 'module.queue["eu"]', 'module.queue') },
          module: {
            resources: [
              {
                address: 'aws_sqs_queue_policy.jobs',
                mode: 'managed',
                type: 'aws_sqs_queue_policy',
                name: 'jobs',
                expressions: { queue_url: references('var.url') },
              },
            ],
          },
        },
      },
    },
  },
};

it('follows references through variables and outputs of modules, to the instance that is meant', async () => {
  const from = await collected({
    'plan.json': plan,
    'modules/queue/main.tf': '\nresource "aws_sqs_queue" "jobs" {\n  count = 2\n}\n',
  });
  expect(resourceOf(from, 'module.policy.aws_sqs_queue_policy.jobs').properties.Queues).toMatchObject([
    { $unknown: { target: { id: 'module.queue["eu"].aws_sqs_queue.jobs[1]' } } },
  ]);
  expect(shown(from, 'module.queue["eu"].aws_sqs_queue.jobs[0]')).toBe('modules/queue/main.tf:2 resource "aws_sqs_queue" "jobs"');
  expect(shown(from, 'module.policy.aws_sqs_queue_policy.jobs')).toMatch(/^plan\.json:/);
});

it('quotes nothing of a plan that stands on one endless line, and still reads it', async () => {
  const text = JSON.stringify({ ...plan, padding: 'x'.repeat(200_000) });
  const from = await collected({ 'plan.json': text });
  expect(from.resources).toHaveLength(3);
  expect(from.quote('plan.json', 1)).toBeUndefined();
});

it('does not follow variables for ever, however many each of a chain of modules refers to', async () => {
  const all = references(...Array.from({ length: 40 }, (_, index) => `var.v${index}`));
  const expressions = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`v${index}`, all]));
  const deepest = {
    resources: [{ address: 'aws_sqs_queue_policy.p', expressions: { queue_url: all } }],
  };
  const modules = Array.from({ length: 12 }).reduce<object>((module) => ({ module_calls: { m: { expressions, module } } }), deepest);
  const address = Array.from({ length: 12 }, () => 'module.m').join('.');
  const resources = [managed(`${address}.aws_sqs_queue_policy.p`, 'aws_sqs_queue_policy', 'p', {})];
  const nest = (depth: number): object => {
    const own = { address: Array.from({ length: depth }, () => 'module.m').join('.') };
    return depth === 12 ? { ...own, resources } : { ...own, child_modules: [nest(depth + 1)] };
  };
  const from = await collected({
    'plan.json': {
      format_version: '1.2',
      terraform_version: '1.9.8',
      planned_values: { root_module: { child_modules: [nest(1)] } },
      resource_changes: [change(`${address}.aws_sqs_queue_policy.p`, { queue_url: true })],
      configuration: { root_module: modules },
    },
  });
  expect(resourceOf(from, `${address}.aws_sqs_queue_policy.p`).properties.Queues).toMatchObject({ $unknown: { kind: 'intrinsic' } });
});
