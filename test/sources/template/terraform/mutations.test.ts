import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filesWithin } from '../../../../src/sources/template/files.ts';
import { parseDocument } from '../../../../src/sources/template/parse.ts';
import { terraform } from '../../../../src/sources/template/terraform/index.ts';

const PLAN = readFileSync(new URL('../../../../fixtures/apps/orders-terraform/plan.json', import.meta.url), 'utf8');

const HOSTILE = [
  null,
  true,
  0,
  -1,
  '',
  '$unknown',
  '__proto__',
  [],
  [[]],
  {},
  { Ref: 'x' },
  { $unknown: {} },
  { 'Fn::If': [1] },
  [null, {}],
];

/** Puts a value at a place that is found by walking down at random. */
const mutate = (value: unknown, steps: readonly number[], replacement: unknown): unknown => {
  const [step, ...rest] = steps;
  if (typeof value !== 'object' || value === null || step === undefined) return replacement;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return replacement;
  const changed = mutate((value as Record<string, unknown>)[key], rest, replacement);
  return Array.isArray(value) ? value.map((item, index) => (String(index) === key ? changed : item)) : { ...value, [key]: changed };
};

it('never throws, whatever a plan is made of', () => {
  const plan: unknown = JSON.parse(PLAN);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(fc.nat(60), { minLength: 1, maxLength: 9 }), fc.constantFrom(...HOSTILE)), { minLength: 1, maxLength: 4 }),
      (mutations) => {
        const mutated = mutations.reduce((whole, [steps, replacement]) => mutate(whole, steps, replacement), plan);
        const source = { file: 'plan.json', text: JSON.stringify(mutated) };
        const { root } = parseDocument(source);
        if (root === undefined || !terraform.is(root, source.file)) return;
        const read = terraform.read({ source, root }, { given: new Map(), files: filesWithin([]) });
        read.hidden();
        expect(JSON.stringify(read.resources)).not.toContain('q7Vd2xTn9Kc4RbWm8ZsLf3Hy');
      },
    ),
    { numRuns: 60 },
  );
});
