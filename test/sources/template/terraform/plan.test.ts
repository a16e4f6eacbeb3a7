import { describe, expect, it } from 'vitest';
import { collected, type Made, planOf, references, resourceOf, shown } from './reading.ts';

describe('a plan', () => {
  it('gives resources in the words of CloudFormation', async () => {
    const from = await collected({
      'tfplan.json': planOf({
        address: 'aws_sqs_queue.orders',
        values: { name: 'orders', sqs_managed_sse_enabled: false, visibility_timeout_seconds: 30, kms_master_key_id: null, policy: null },
      }),
    });
    expect(from.inputs).toEqual([{ source: 'template', file: 'tfplan.json', format: 'terraform' }]);
    expect(resourceOf(from, 'aws_sqs_queue.orders')).toMatchObject({
      type: 'AWS::SQS::Queue',
      properties: { QueueName: 'orders', SqsManagedSseEnabled: false, VisibilityTimeout: 30 },
    });
    expect(resourceOf(from, 'aws_sqs_queue.orders').properties).not.toHaveProperty('KmsMasterKeyId');
    expect(from.gaps).toEqual([]);
  });

  it('is told by its content, not by its name, and only the resources that there will be count', async () => {
    const plan = planOf({ address: 'aws_sqs_queue.orders', values: { name: 'orders' } });
    const gone = { address: 'aws_sqs_queue.old', mode: 'managed', type: 'aws_sqs_queue', name: 'old', change: { actions: ['delete'] } };
    const data = { address: 'data.aws_region.here', mode: 'data', type: 'aws_region', name: 'here', values: {} };
    const other = { address: 'random_id.suffix', mode: 'managed', type: 'random_id', name: 'suffix', values: {} };
    plan.planned_values.root_module.resources.push(data as never, other as never);
    plan.resource_changes.push(gone as never);
    const from = await collected({ 'out/anything.json': JSON.stringify(plan), 'other.json': { format_version: '1.0', values: 1 } });
    expect(from.resources.map(({ id }) => id)).toEqual(['aws_sqs_queue.orders']);
  });

  it('keeps what is known after apply unknown, with the resource that it refers to', async () => {
    const from = await collected({
      'plan.json': planOf(
        { address: 'aws_lambda_function.orders', values: { function_name: 'orders' }, unknown: { arn: true } },
        {
          address: 'aws_lambda_function_url.orders',
          values: { authorization_type: 'NONE' },
          unknown: { function_name: true, qualifier: true, invoke_mode: true },
          expressions: {
            function_name: references('aws_lambda_function.orders.arn', 'aws_lambda_function.orders'),
            qualifier: references('random_id.x.hex', 'random_id.x'),
          },
        },
      ),
    });
    const { properties } = resourceOf(from, 'aws_lambda_function_url.orders');
    expect(properties.TargetFunctionArn).toEqual({
      $unknown: {
        kind: 'intrinsic',
        expression: 'aws_lambda_function.orders.arn',
        target: { id: 'aws_lambda_function.orders', attribute: 'Arn' },
        present: true,
      },
    });
    expect(properties.Qualifier).toEqual({ $unknown: { kind: 'intrinsic', expression: 'random_id.x.hex' } });
    // The configuration says nothing of it: the provider computes the service's default.
    expect(properties).not.toHaveProperty('InvokeMode');
  });

  it('tells no sensitive value, and no secret that nobody called sensitive', async () => {
    const from = await collected({
      'plan.json': planOf({
        address: 'aws_lambda_function.orders',
        values: { environment: [{ variables: { TOKEN: 'plain-but-sensitive', API_KEY: 'q7Vd2xTn9Kc4RbWm8ZsLf3Hy', STAGE: 'dev' } }] },
        sensitive: { environment: [{ variables: { TOKEN: true } }] },
      }),
    });
    const { Environment } = resourceOf(from, 'aws_lambda_function.orders').properties;
    expect(Environment).toMatchObject({
      Variables: {
        TOKEN: { $unknown: { kind: 'intrinsic', expression: '(sensitive value)' } },
        API_KEY: { $redacted: { length: 24 } },
        STAGE: 'dev',
      },
    });
    const lines = Array.from({ length: 60 }, (_, index) => from.quote('plan.json', index + 1)).join('\n');
    expect(lines).toContain('STAGE');
    expect(lines).not.toContain('plain-but-sensitive');
    expect(lines).not.toContain('q7Vd2xTn9Kc4RbWm8ZsLf3Hy');
  });

  it('evaluates no literal as an intrinsic, and lets nobody forge a marker', async () => {
    const policy = { Statement: [{ Effect: 'Allow', Principal: { Ref: 'X' }, Condition: { 'Fn::GetAtt': ['a', 'b'] } }] };
    const from = await collected({
      'plan.json': planOf(
        { address: 'aws_sqs_queue_policy.a', values: { queue_url: 'q', policy: JSON.stringify(policy) } },
        { address: 'aws_sqs_queue_policy.b', values: { queue_url: 'q', policy: '{"$unknown":{"kind":"redacted"}}' } },
      ),
    });
    expect(resourceOf(from, 'aws_sqs_queue_policy.a').properties.PolicyDocument).toEqual(policy);
    expect(resourceOf(from, 'aws_sqs_queue_policy.b').properties.PolicyDocument).toMatchObject({ $unknown: { kind: 'malformed' } });
  });
});

describe('the place of a resource', () => {
  const plan = planOf({
    address: 'aws_lambda_function.orders',
    values: { runtime: 'nodejs18.x', environment: [{ variables: { STAGE: 'dev' } }], timeout: 3 },
  });
  const tf = `# what takes orders
resource "aws_lambda_function" "orders" {
  runtime = "nodejs18.x" # old
  environment {
    variables = {
      STAGE = "dev"
    }
  }
}
`;

  it('is its line in the .tf file beside the plan, and that of an attribute where it is simple', async () => {
    const from = await collected({ 'plan.json': plan, 'main.tf': tf });
    const id = 'aws_lambda_function.orders';
    expect(shown(from, id)).toBe('main.tf:2 resource "aws_lambda_function" "orders"');
    expect(shown(from, id, 'Runtime')).toBe('main.tf:3 "nodejs18.x"');
    expect(shown(from, id, 'Environment', 'Variables', 'STAGE')).toBe('main.tf:6 "dev"');
    expect(shown(from, id, 'Timeout')).toBe('main.tf:2 resource "aws_lambda_function" "orders"');
    expect(resourceOf(from, id).origin).toMatchObject({ file: 'main.tf', line: 2, template: 'plan.json' });
  });

  it('is its address in the plan where there is no such file', async () => {
    const from = await collected({ 'plan.json': plan });
    expect(shown(from, 'aws_lambda_function.orders')).toMatch(/^plan\.json:\d+ "aws_lambda_function\.orders"$/);
    expect(shown(from, 'aws_lambda_function.orders', 'Runtime')).toMatch(/^plan\.json:\d+ "nodejs18\.x"$/);
  });
});

describe('a plan that is not whole', () => {
  const queue = { address: 'aws_sqs_queue.orders', values: { name: 'orders' } };
  const gapsOf = async (more: object, ...made: readonly Made[]) =>
    (await collected({ 'plan.json': { ...planOf(queue, ...made), ...more } })).gaps.map(({ reason, message, types }) => [
      reason,
      message,
      types,
    ]);

  it('says of what was put off that it is missing', async () =>
    expect(
      await gapsOf({
        complete: false,
        deferred_changes: [
          { reason: 'instance_count_unknown', resource_change: { address: 'aws_sqs_queue.more', mode: 'managed', type: 'aws_sqs_queue' } },
          { reason: 'instance_count_unknown', resource_change: { address: 'data.aws_region.x', mode: 'data', type: 'aws_region' } },
        ],
      }),
    ).toEqual([
      [
        'deferred',
        'aws_sqs_queue.more is not read: its planning was put off until more is known',
        ['AWS::SQS::Queue', 'AWS::SQS::QueueInlinePolicy'],
      ],
    ]));

  it('is a gap where it was made for some resources, or ended with an error', async () => {
    expect((await gapsOf({ complete: false, errored: false }))[0]?.[0]).toBe('incomplete');
    expect((await gapsOf({ errored: true }))[0]?.[1]).toContain('ended with an error');
    expect(await gapsOf({ complete: true, errored: false })).toEqual([]);
  });

  it('names what makes resources in other words', async () =>
    expect(
      await gapsOf({}, { address: 'aws_cloudformation_stack.s', values: {} }, { address: 'awscc_lambda_function.f', values: {} }),
    ).toEqual([
      ['nested', 'The resources of the stack aws_cloudformation_stack.s are not read', undefined],
      ['unread', 'awscc_lambda_function.f is not read: resources of the provider awscc are in none of the tables', undefined],
    ]));
});

it('text around references is known where a `.tf` file stands beside the plan', async () => {
  const api = { address: 'aws_apigatewayv2_api.shop', values: { name: 'shop' }, unknown: { execution_arn: true } };
  const names = references('aws_apigatewayv2_api.shop.execution_arn', 'aws_apigatewayv2_api.shop');
  const permission = { address: 'aws_lambda_permission.p', unknown: { source_arn: true }, expressions: { source_arn: names } };
  const sourceOf = async (expression?: string) => {
    const main = `resource "aws_lambda_permission" "p" {\n  source_arn = ${expression}\n}\nresource "aws_apigatewayv2_api" "shop" {}\n`;
    const files = expression === undefined ? {} : { 'main.tf': main };
    const { SourceArn } = resourceOf(
      await collected({ 'plan.json': planOf(api, permission), ...files }),
      'aws_lambda_permission.p',
    ).properties;
    return SourceArn as { readonly $unknown: { readonly target?: unknown; readonly text?: unknown } };
  };
  const target = { id: 'aws_apigatewayv2_api.shop' };
  expect((await sourceOf()).$unknown.target).toEqual(target);
  expect((await sourceOf('aws_apigatewayv2_api.shop.execution_arn')).$unknown.target).toEqual(target);
  expect(await sourceOf('"${aws_apigatewayv2_api.shop.execution_arn}/*/*"')).toMatchObject({
    $text: { parts: [{ $unknown: { expression: 'aws_apigatewayv2_api.shop.execution_arn', target } }, '/*/*'] },
  });
  // What the plan does not name was written since.
  expect((await sourceOf('"${aws_apigatewayv2_api.other.execution_arn}/*/*"')).$unknown.target).toEqual(target);
});
