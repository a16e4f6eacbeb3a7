import { describe, expect, it } from 'vitest';
import { collected, type Made, planOf, references, resourceOf, shown } from './reading.ts';

/** A plan whose data sources are those of which the address begins with `data.`. */
const planWith = (...made: readonly Made[]) => {
  const plan = planOf(...made);
  const isData = ({ address }: { readonly address: string }) => address.startsWith('data.');
  const asData = <T extends { readonly address: string }>(each: T): T => (isData(each) ? { ...each, mode: 'data' } : each);
  const { root_module: planned } = plan.planned_values;
  const { root_module: configured } = plan.configuration;
  return {
    ...plan,
    planned_values: { root_module: { resources: planned.resources.map(asData) } },
    resource_changes: plan.resource_changes.map(asData),
    configuration: {
      root_module: {
        resources: configured.resources.map((each, at) =>
          isData(planned.resources[at] as Made) ? { ...each, address: `data.${each.address}`, mode: 'data' } : each,
        ),
      },
    },
  };
};

const DOCUMENT = 'data.aws_iam_policy_document.orders';
const queue: Made = { address: 'aws_sqs_queue.orders', values: { name: 'orders' }, unknown: { arn: true, url: true } };
const policy = (name = `${DOCUMENT}.json`): Made => ({
  address: 'aws_sqs_queue_policy.orders',
  unknown: { policy: true, queue_url: true },
  expressions: {
    policy: references(name, name.replace(/\.\w+$/, '')),
    queue_url: references('aws_sqs_queue.orders.url', 'aws_sqs_queue.orders'),
  },
});
const arn = {
  $unknown: {
    kind: 'intrinsic',
    expression: 'aws_sqs_queue.orders.arn',
    target: { id: 'aws_sqs_queue.orders', attribute: 'Arn' },
    present: true,
  },
};
const NOT_KNOWN = { $unknown: { kind: 'intrinsic', expression: '(known after apply)' } };
const document = (more: Partial<Made> = {}): Made => ({
  address: DOCUMENT,
  values: {
    version: null,
    source_policy_documents: null,
    statement: [
      {
        sid: 'Open',
        effect: null,
        actions: ['sqs:SendMessage'],
        resources: [null],
        principals: [
          { type: 'Service', identifiers: ['sns.amazonaws.com'] },
          { type: 'AWS', identifiers: ['*', null] },
        ],
        condition: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['111122223333'] },
          { test: 'StringEquals', variable: 'aws:PrincipalOrgID', values: ['o-1'] },
        ],
        not_principals: [],
      },
      { effect: 'Deny', not_actions: ['sqs:*'], resources: ['*'], principals: [{ type: '*', identifiers: ['*'] }] },
    ],
  },
  unknown: {
    json: true,
    id: true,
    statement: [{ resources: [true], principals: [{ identifiers: [false] }, { identifiers: [false, true] }] }, {}],
  },
  expressions: {
    statement: [
      {
        actions: { constant_value: ['sqs:SendMessage'] },
        resources: references('aws_sqs_queue.orders.arn', 'aws_sqs_queue.orders'),
        // In the order of the configuration, which is not that of the values.
        principals: [
          { type: { constant_value: 'AWS' }, identifiers: references('aws_iam_role.sender.arn', 'aws_iam_role.sender') },
          { type: { constant_value: 'Service' }, identifiers: { constant_value: ['sns.amazonaws.com'] } },
        ],
        condition: [{}, {}],
      },
      { effect: { constant_value: 'Deny' } },
    ],
  },
  ...more,
});
const documentIn = (from: Awaited<ReturnType<typeof collected>>) =>
  resourceOf(from, 'aws_sqs_queue_policy.orders').properties.PolicyDocument;

describe('a policy document that is known after apply alone', () => {
  it('is read as far as its blocks are known', async () => {
    const from = await collected({ 'plan.json': planWith(queue, document(), policy()) });
    expect(documentIn(from)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Open',
          Effect: 'Allow',
          Action: ['sqs:SendMessage'],
          Resource: [arn],
          Principal: {
            Service: ['sns.amazonaws.com'],
            AWS: ['*', { $unknown: { kind: 'intrinsic', expression: 'aws_iam_role.sender.arn' } }],
          },
          Condition: { StringEquals: { 'aws:SourceAccount': ['111122223333'], 'aws:PrincipalOrgID': ['o-1'] } },
        },
        { Effect: 'Deny', NotAction: ['sqs:*'], Resource: ['*'], Principal: '*' },
      ],
    });
    expect(from.resources.map(({ id }) => id)).toEqual(['aws_sqs_queue.orders', 'aws_sqs_queue_policy.orders']);
  });

  it('stands where its blocks are written, also those that are dynamic', async () => {
    const main = [
      'resource "aws_sqs_queue" "orders" {}',
      'resource "aws_sqs_queue_policy" "orders" {',
      '  policy = data.aws_iam_policy_document.orders.json',
      '}',
      'data "aws_iam_policy_document" "orders" {',
      '  statement {',
      '    actions = ["sqs:SendMessage"]',
      '  }',
      '  dynamic "statement" {',
      '    for_each = var.more',
      '    content {',
      '      effect = "Deny"',
      '    }',
      '  }',
      '}',
    ].join('\n');
    const from = await collected({ 'plan.json': planWith(queue, document(), policy()), 'main.tf': main });
    expect(shown(from, 'aws_sqs_queue_policy.orders', 'PolicyDocument', 'Statement', 0, 'Action')).toBe('main.tf:7 ["sqs:SendMessage"]');
    expect(shown(from, 'aws_sqs_queue_policy.orders', 'PolicyDocument', 'Statement', 1, 'Effect')).toBe('main.tf:12 "Deny"');
  });

  it('is not known where it hangs on other documents, a text is made of it, or the blocks are not known', async () => {
    const read = async (made: Made, files: Readonly<Record<string, string>> = {}) =>
      documentIn(await collected({ 'plan.json': planWith(queue, made, policy()), ...files }));
    const nothing = { $unknown: { kind: 'intrinsic', expression: `${DOCUMENT}.json` } };
    const { values } = document();
    expect(await read(document({ values: { ...values, override_policy_documents: ['{}'] } }))).toEqual(nothing);
    expect(await read(document({ unknown: { json: true, source_policy_documents: [true] } }))).toEqual(nothing);
    expect(await read(document({ values: {}, unknown: { json: true, statement: true } }))).toEqual(nothing);
    const text =
      'resource "aws_sqs_queue_policy" "orders" {\n  policy = replace(data.aws_iam_policy_document.orders.json, "a", "b")\n}\nresource "aws_sqs_queue" "orders" {}\n';
    expect(await read(document(), { 'main.tf': text })).toEqual(nothing);
  });

  it('keeps a principal and a condition of which the kind is not known unknown', async () => {
    const statement = [
      {
        actions: ['sqs:*'],
        principals: [{ identifiers: ['*'] }],
        condition: [{ test: 'StringEquals', values: ['a'] }],
      },
    ];
    const unknown = { json: true, statement: [{ principals: [{ type: true }], condition: [{ variable: true }] }] };
    // Nothing is told of the blocks: they are dynamic.
    const from = await collected({ 'plan.json': planWith(queue, document({ values: { statement }, unknown, expressions: {} }), policy()) });
    expect(documentIn(from)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sqs:*'], Principal: NOT_KNOWN, Condition: NOT_KNOWN }],
    });
  });
});

describe('a dynamic block', () => {
  const url = (more: Partial<Made>): Made => ({
    address: 'aws_lambda_function_url.u',
    values: { authorization_type: 'NONE' },
    expressions: { function_name: {} },
    ...more,
  });
  const corsOf = async (made: Made, files: Readonly<Record<string, string>> = {}) =>
    resourceOf(await collected({ 'plan.json': planOf(made), ...files }), 'aws_lambda_function_url.u').properties.Cors;

  it('is unknown, not absent, where it is not known whether there is one', async () =>
    expect(await corsOf(url({ unknown: { cors: true } }))).toEqual(NOT_KNOWN));

  it('has parts that are unknown, not absent', async () =>
    expect(await corsOf(url({ values: { cors: [{ max_age: 1 }] }, unknown: { cors: [{ allow_origins: true }] } }))).toEqual({
      AllowOrigins: NOT_KNOWN,
      MaxAge: 1,
    }));

  it('is told from a block that the provider computes where there is none', async () => {
    const made = { address: 'aws_lambda_function.f', values: {}, unknown: { tracing_config: true }, expressions: { role: {} } };
    const read = async (main: string) =>
      resourceOf(await collected({ 'plan.json': planOf(made), 'main.tf': main }), 'aws_lambda_function.f').properties;
    expect(await read('resource "aws_lambda_function" "f" {\n}\n')).not.toHaveProperty('TracingConfig');
    const dynamic =
      'resource "aws_lambda_function" "f" {\n  dynamic "tracing_config" {\n    for_each = var.t\n    content {\n      mode = "Active"\n    }\n  }\n}\n';
    expect(await read(dynamic)).toMatchObject({ TracingConfig: NOT_KNOWN });
  });
});
