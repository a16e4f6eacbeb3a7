import { expect, it } from 'vitest';
import { collected, planOf } from './reading.ts';

const BUCKET = 'resource "aws_s3_bucket" "b" {}\n';

it('is said of each folder of configuration that has no plan, how to make one', async () => {
  const { gaps } = await collected({
    'shop/main.tf': BUCKET,
    'shop/other.tf': BUCKET,
    'back/api.tofu': BUCKET,
    'back/.terraform/modules/x/main.tf': BUCKET,
  });
  expect(gaps.map(({ scope, reason }) => `${reason} ${scope.file}`)).toEqual(['not-planned back/api.tofu', 'not-planned shop/main.tf']);
  expect(gaps[0]?.message).toContain('terraform show -json p > plan.json');
});

/** A plan whose root module has these, and calls the modules. */
const plan = (names: readonly string[], modules: readonly string[] = []) => {
  const made = planOf(...names.map((address) => ({ address, values: { bucket: 'b' } })));
  const { root_module } = made.configuration;
  const calls = { module_calls: Object.fromEntries(modules.map((name) => [name, { source: `./${name}`, module: {} }])) };
  return { ...made, configuration: { root_module: { ...root_module, ...calls } } };
};
const said = ({ gaps }: Awaited<ReturnType<typeof collected>>) =>
  gaps.map(({ reason, scope, message }) => `${reason} ${scope.file}${scope.line === undefined ? '' : `:${scope.line} ${message}`}`);

it('is said of nothing that a plan is about, of no module, and of no other provider', async () => {
  const { gaps } = await collected({
    'shop/main.tf': `module "storage" {\n  source = "./modules/storage"\n}\n`,
    'shop/modules/storage/main.tf': BUCKET,
    'shop/out/plan.json': plan([], ['storage']),
    'cloud/main.tf': 'resource "google_storage_bucket" "b" {}\n',
  });
  expect(gaps).toEqual([]);
});

it('is said of the folder that calls a module, not of the module', async () => {
  const { gaps } = await collected({
    'main.tf': `module "storage" {\n  source = "./storage"\n}\n`,
    'storage/main.tf': BUCKET,
  });
  expect(gaps.map(({ scope }) => scope.file)).toEqual(['main.tf']);
});

it('is not said of a folder whose plan lies elsewhere, and is said of one around or beside the plan of another', async () => {
  const files = {
    'main.tf': BUCKET.replace('"b"', '"root"'),
    'infra/shop/main.tf': BUCKET,
    'infra/back/main.tf': BUCKET.replace('"b"', '"c"'),
  };
  expect(said(await collected({ ...files, 'plans/p.json': plan(['aws_s3_bucket.b']) }))).toEqual([
    'not-planned infra/back/main.tf',
    'not-planned main.tf',
  ]);
});

it('is said of as many folders as have no plan where they are written alike', async () => {
  const files = Object.fromEntries(['a', 'dev', 'prod'].map((name) => [`${name}/main.tf`, BUCKET]));
  const same = plan(['aws_s3_bucket.b']);
  expect(said(await collected({ ...files, 'out/prod.json': same }))).toEqual(['not-planned a/main.tf', 'not-planned dev/main.tf']);
  expect(said(await collected({ ...files, 'out/1.json': same, 'out/2.json': same }))).toEqual(['not-planned prod/main.tf']);
  expect(said(await collected({ ...files, 'dev/p.json': same, 'out/p.json': same }))).toEqual(['not-planned prod/main.tf']);
});

it('is said of what was written since the plan, and of what a state has not made', async () => {
  const main = `${BUCKET}resource "aws_sqs_queue" "new" {}\nresource "null_resource" "n" {}\nresource "aws_sns_topic" "many" {\n  count = 0\n}\n`;
  const old = plan(['aws_s3_bucket.b', 'aws_sns_topic.many']);
  expect(said(await collected({ 'main.tf': main, 'plan.json': old }))).toEqual([
    'stale main.tf:2 plan.json does not know aws_sqs_queue.new: plan again',
  ]);
  const { gaps } = await collected({ 'main.tf': main, 'plan.json': old });
  expect(gaps[0]?.types).toEqual(['AWS::SQS::Queue', 'AWS::SQS::QueueInlinePolicy']);
  const resource = { address: 'aws_s3_bucket.b', mode: 'managed', type: 'aws_s3_bucket', name: 'b', values: {} };
  const queue = { address: 'aws_sqs_queue.new[0]', mode: 'managed', type: 'aws_sqs_queue', name: 'new', values: {} };
  const state = { format_version: '1.0', terraform_version: '1.9.8', values: { root_module: { resources: [resource, queue] } } };
  expect(said(await collected({ 'main.tf': main, 'state.json': state }))).toEqual([]);
  expect(
    said(
      await collected({
        'main.tf': `${main}module "m" {\n  source = "./m"\n}\n`,
        'p.json': plan(['aws_s3_bucket.b', 'aws_sqs_queue.new', 'aws_sns_topic.many']),
      }),
    ),
  ).toEqual(['stale main.tf:7 p.json does not know module.m: plan again']);
});

it('reads configuration in JSON, and takes none for planned by a plan of something else in its own folder', async () => {
  const json = { resource: { aws_s3_bucket: { b: { bucket: 'b' } } } };
  expect(said(await collected({ 'main.tf.json': json, 'out/p.json': plan(['aws_s3_bucket.b']) }))).toEqual([]);
  expect(said(await collected({ 'main.tf.json': json, 'p.json': plan(['aws_s3_bucket.other']) }))).toEqual(['not-planned main.tf.json']);
});
