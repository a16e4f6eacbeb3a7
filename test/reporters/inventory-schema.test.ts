import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { closed, compile, schemaOf } from './schemas.ts';

const inventory: Inventory = {
  version: 1,
  resources: [
    {
      type: 'AWS::Lambda::Function',
      id: 'Checkout',
      properties: {
        Runtime: {
          $if: {
            condition: {
              named: 'Prod',
              is: {
                equals: [{ $parameter: { name: 'Stage', options: ['prod', 'dev'], byDefault: true } }, 'prod'],
                expression: '!Equals [!Ref Stage, prod]',
              },
            },
            then: 'nodejs22.x',
          },
        },
        Role: { $unknown: { kind: 'intrinsic', expression: '!GetAtt Role.Arn', target: { id: 'Role', attribute: 'Arn' }, present: true } },
        Environment: {
          Variables: {
            KEY: { $redacted: { kind: 'aws-access-key', length: 20, fingerprint: 'ab12', confidence: 'high' } },
            $plain: 'a name is free',
          },
        },
        FunctionName: {
          $text: {
            parts: ['checkout-', { $parameter: { name: 'Stage', options: ['prod'], open: true } }],
            expression: '!Join [-, [checkout, !Ref Stage]]',
          },
        },
        Layers: ['arn:aws:lambda:eu-west-1:111122223333:layer:a:1', { $unknown: { kind: 'not-returned' } }],
        Timeout: 3,
        TracingConfig: null,
      },
      origin: { source: 'template', file: 'template.yaml', line: 4, column: 3 },
      condition: { all: [{ not: { named: 'Prod', is: { undecided: '!Equals [!Ref A, b]' } } }, { any: [] }] },
      attributes: {
        Arn: {
          $unknown: {
            kind: 'intrinsic',
            expression: '!GetAtt Checkout.Arn',
            text: ['arn:', { pseudo: 'AWS::Partition' }, { target: { id: 'X' }, expression: '!Ref X' }, { expression: '!Ref Y' }],
          },
        },
      },
      metadata: { parapet: { ignore: [] } },
      madeBy: 'Api',
    },
  ],
  packages: [
    {
      ecosystem: 'npm',
      name: 'lodash',
      version: '4.17.15',
      purl: 'pkg:npm/lodash@4.17.15',
      source: 'registry',
      integrity: 'sha512-x',
      resolved: 'https://registry.example/lodash.tgz',
      dev: false,
      optional: false,
      direct: true,
      dependencies: [],
      paths: [['app', 'lodash']],
      requiredBy: [{ source: 'lockfile', file: 'package.json', line: 4, column: 5 }],
      requirements: [{ by: 'app', range: '^4.17.0' }, { by: 'pkg:npm/a@1.0.0' }],
      installScript: true,
      deprecated: 'use another',
      bundled: false,
      unhashed: false,
      origin: { source: 'lockfile', file: 'package-lock.json', line: 12 },
    },
  ],
  gaps: [
    {
      source: 'live',
      scope: { account: '111122223333', region: 'eu-west-1', service: 'sqs' },
      action: 'sqs:ListQueues',
      reason: 'access-denied',
      message: 'denied',
      types: ['AWS::SQS::Queue'],
    },
  ],
  inputs: [
    { source: 'template', file: 'template.yaml', format: 'sam' },
    { source: 'live', account: '111122223333', region: 'eu-west-1' },
  ],
};

const withProperties = (properties: unknown) => ({ ...inventory, resources: [{ ...inventory.resources[0], properties }] });

describe('the schema of the inventory', () => {
  const open = compile(schemaOf('inventory'));
  const strict = compile(closed(schemaOf('inventory')));

  it('describes everything that the model has', () => {
    strict(inventory);
    expect(strict.errors).toBeNull();
  });

  it('takes null for absent and accepts members that it does not know', () => {
    const [resource] = inventory.resources;
    expect(open({ ...inventory, resources: [{ ...resource, arn: null, condition: null, madeBy: null, later: 1 }] })).toBe(true);
  });

  it.each([
    ['another version', { ...inventory, version: 2 }],
    ['a resource without a type', { ...inventory, resources: [{ id: 'x', properties: {}, origin: {} }] }],
    ['properties that are a list', withProperties([])],
    ['an unknown without a reason', withProperties({ Role: { $unknown: {} } })],
    ['a reason that nobody knows', withProperties({ Role: { $unknown: { kind: 'mood' } } })],
    ['a broken marker far down', withProperties({ A: [{ B: { $parameter: { name: 'P', options: [1] } } }] })],
    ['a condition that asks nothing', withProperties({ A: { $if: { condition: {} } } })],
    ['a line before the first', { ...inventory, gaps: [{ source: 'template', scope: { line: 0 }, reason: 'syntax' }] }],
  ])('refuses %s', (_, given) => {
    expect(open(given)).toBe(false);
  });
});
