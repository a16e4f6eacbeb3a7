import { expect, it } from 'vitest';
import { collected, type Made, planOf, references, resourceOf } from './reading.ts';

const api = 'aws_api_gateway_rest_api.orders';
const ofApi = { rest_api_id: references(`${api}.id`, api) };

it('gives methods the path that their resources make', async () => {
  const part = (name: string, path: string, parent: string, attribute: string): Made => ({
    address: `aws_api_gateway_resource.${name}`,
    values: { path_part: path },
    unknown: { rest_api_id: true, parent_id: true, id: true },
    expressions: { ...ofApi, parent_id: references(`${parent}.${attribute}`, parent) },
  });
  const from = await collected({
    'plan.json': planOf(
      { address: api, values: { name: 'orders' }, unknown: { id: true, root_resource_id: true, policy: true }, expressions: { name: {} } },
      part('orders', 'orders', api, 'root_resource_id'),
      part('one', '{id}', 'aws_api_gateway_resource.orders', 'id'),
      {
        address: 'aws_api_gateway_method.show',
        values: { authorization: 'NONE', http_method: 'GET' },
        unknown: { rest_api_id: true, resource_id: true },
        expressions: { ...ofApi, resource_id: references('aws_api_gateway_resource.one.id', 'aws_api_gateway_resource.one') },
      },
      {
        address: 'aws_api_gateway_integration.show',
        values: { http_method: 'GET', type: 'HTTP', uri: 'http://orders.example.com/' },
        unknown: { rest_api_id: true, resource_id: true },
        expressions: { ...ofApi, resource_id: references('aws_api_gateway_resource.one.id', 'aws_api_gateway_resource.one') },
      },
    ),
  });
  expect(resourceOf(from, 'aws_api_gateway_method.show')).toMatchObject({
    type: 'AWS::ApiGateway::Method',
    attributes: { Method: 'GET', Path: '/orders/{id}' },
    properties: { AuthorizationType: 'NONE', Integration: { Type: 'HTTP', Uri: 'http://orders.example.com/' } },
  });
  expect(from.resources.map(({ id }) => id)).not.toContain('aws_api_gateway_integration.show');
});

it('does the same in a state, where everything has an id', async () => {
  const resources = [
    { type: 'aws_api_gateway_rest_api', name: 'orders', values: { id: 'a1', root_resource_id: 'r0', name: 'orders' } },
    { type: 'aws_api_gateway_resource', name: 'orders', values: { id: 'r1', rest_api_id: 'a1', parent_id: 'r0', path_part: 'orders' } },
    {
      type: 'aws_api_gateway_method',
      name: 'list',
      values: { rest_api_id: 'a1', resource_id: 'r1', http_method: 'GET', authorization: 'NONE' },
    },
  ].map((each) => ({ ...each, mode: 'managed', address: `${each.type}.${each.name}`, sensitive_values: {} }));
  const from = await collected({
    'state.json': { format_version: '1.0', terraform_version: '1.9.8', values: { root_module: { resources } } },
  });
  expect(resourceOf(from, 'aws_api_gateway_method.list').attributes).toMatchObject({ Method: 'GET', Path: '/orders' });
});

it('reads what the body of an API holds', async () => {
  const body = JSON.stringify({
    openapi: '3.0.1',
    paths: { '/orders': { get: { responses: {} }, post: { security: [{ key: [] }], responses: {} } } },
    components: { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } },
  });
  const from = await collected({ 'plan.json': planOf({ address: api, values: { name: 'orders', body } }) });
  expect(from.resources.map(({ id }) => id)).toEqual([api, `${api} GET /orders`, `${api} POST /orders`]);
  expect(resourceOf(from, `${api} POST /orders`).properties).toMatchObject({ ApiKeyRequired: true });
  const unknown = await collected({
    'plan.json': planOf({
      address: api,
      values: { name: 'orders' },
      unknown: { body: true },
      expressions: { body: references('aws_lambda_function.orders.invoke_arn', 'aws_lambda_function.orders') },
    }),
  });
  expect(unknown.gaps).toMatchObject([{ types: expect.arrayContaining(['AWS::ApiGateway::Method']) }]);
});

it('puts the settings of methods into their stage, and the web ACL on it', async () => {
  const stage = 'aws_api_gateway_stage.prod';
  const from = await collected({
    'plan.json': planOf(
      { address: api, values: { name: 'orders' }, unknown: { id: true } },
      { address: stage, values: { stage_name: 'prod' }, unknown: { rest_api_id: true, arn: true }, expressions: ofApi },
      {
        address: 'aws_api_gateway_method_settings.all',
        values: {
          stage_name: 'prod',
          method_path: '*/*',
          settings: [{ throttling_rate_limit: 100, throttling_burst_limit: -1, data_trace_enabled: false }],
        },
        unknown: { rest_api_id: true, settings: [{ logging_level: true }] },
        expressions: { ...ofApi, settings: [{ throttling_rate_limit: { constant_value: 100 } }] },
      },
      {
        address: 'aws_wafv2_web_acl_association.prod',
        unknown: { resource_arn: true, web_acl_arn: true },
        expressions: { resource_arn: references(`${stage}.arn`, stage), web_acl_arn: references('aws_wafv2_web_acl.x.arn') },
      },
    ),
  });
  expect(resourceOf(from, stage).properties.MethodSettings).toEqual([
    { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 100, DataTraceEnabled: false },
  ]);
  expect(resourceOf(from, 'aws_wafv2_web_acl_association.prod').properties.ResourceArn).toMatchObject({
    $text: { parts: [expect.anything(), { $unknown: { target: { id: api } } }, '/stages/prod'] },
  });
});

it('reads the rules of a web ACL', async () => {
  const from = await collected({
    'plan.json': planOf({
      address: 'aws_wafv2_web_acl.orders',
      values: {
        name: 'orders',
        default_action: [{ allow: [{ custom_request_handling: [] }], block: [] }],
        rule: [
          {
            name: 'rate',
            priority: 1,
            action: [{ allow: [], block: [{ custom_response: [] }], count: [] }],
            override_action: [],
            statement: [{ rate_based_statement: [{ limit: 500, scope_down_statement: [] }], and_statement: [] }],
          },
          {
            name: 'both',
            action: [{ count: [{}] }],
            statement: [{ and_statement: [{ statement: [{ geo_match_statement: [{ country_codes: ['CH'] }] }] }] }],
          },
        ],
      },
    }),
  });
  expect(resourceOf(from, 'aws_wafv2_web_acl.orders').properties).toMatchObject({
    DefaultAction: { Allow: {} },
    Rules: [
      { Name: 'rate', Priority: 1, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 500 } } },
      {
        Name: 'both',
        Action: { Count: {} },
        Statement: { AndStatement: { Statements: [{ GeoMatchStatement: { CountryCodes: ['CH'] } }] } },
      },
    ],
  });
});
