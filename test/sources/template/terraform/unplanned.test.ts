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

it('is said of nothing that a plan in or below the folder is about, of no module, and of no other provider', async () => {
  const plan = planOf({ address: 'aws_s3_bucket.b', values: { bucket: 'b' } });
  const { gaps } = await collected({
    'shop/main.tf': `module "storage" {\n  source = "./modules/storage"\n}\n`,
    'shop/modules/storage/main.tf': BUCKET,
    'shop/out/plan.json': plan,
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
