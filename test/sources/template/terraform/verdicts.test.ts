import { expect, it } from 'vitest';
import { checks } from '../../../../src/checks/index.ts';
import { audit } from '../../../../src/run.ts';
import { runOf } from '../../../options.ts';
import { collected, type Made, planOf, references } from './reading.ts';

/** Whom checks name for a plan of these resources, and the undetermined ones with a question mark. */
const said = async (ids: readonly string[], ...resources: readonly Made[]): Promise<readonly string[]> => {
  const from = await collected({ 'plan.json': planOf(...resources) });
  const chosen = checks.filter(({ id }) => ids.includes(id));
  const { report } = audit({ ...from, packages: [] }, runOf(chosen, { persona: 'auditor' }));
  return [
    ...report.findings.map(({ check, subject }) => `${check} ${subject.id}`),
    ...report.undetermined.map(({ check, subject }) => `${check} ${subject.id}?`),
  ].sort();
};

const toQueue = (name: string, attribute: string) => references(`aws_sqs_queue.${name}.${attribute}`, `aws_sqs_queue.${name}`);
const queue = (name: string): Made => ({
  address: `aws_sqs_queue.${name}`,
  values: { name },
  unknown: { id: true, arn: true },
  expressions: {},
});

it.each(['jobs', 'jobs[0]', 'jobs["a.b/c:d"]'])(
  'tells that the policy of %s, whose resource is a reference to it, lets anyone in',
  async (name) => {
    const statement = { effect: 'Allow', actions: ['sqs:SendMessage'], principals: [{ type: '*', identifiers: ['*'] }] };
    const document: Made = {
      address: 'data.aws_iam_policy_document.open',
      values: {},
    };
    const plan = planOf(queue(name), {
      address: 'aws_sqs_queue_policy.open',
      unknown: { queue_url: true, policy: true },
      expressions: {
        queue_url: toQueue(name, 'id'),
        policy: references('data.aws_iam_policy_document.open.json', 'data.aws_iam_policy_document.open'),
      },
    });
    const data = { address: document.address, mode: 'data', type: 'aws_iam_policy_document', name: 'open' };
    const expressions = {
      statement: [
        {
          effect: { constant_value: 'Allow' },
          actions: { constant_value: ['sqs:SendMessage'] },
          resources: toQueue(name, 'arn'),
          principals: [{ type: { constant_value: '*' }, identifiers: { constant_value: ['*'] } }],
        },
      ],
    };
    plan.planned_values.root_module.resources.push({ ...data, values: { statement: [statement] }, sensitive_values: {} });
    plan.resource_changes.push({
      ...data,
      change: {
        actions: ['read'],
        before: null,
        after: { statement: [statement] },
        after_unknown: { json: true, statement: [{ resources: true }] },
      },
    });
    plan.configuration.root_module.resources.push({ ...data, expressions });
    const from = await collected({ 'plan.json': plan });
    const chosen = checks.filter(({ id }) => id === 'queue-public');
    const { report } = audit({ ...from, packages: [] }, runOf(chosen));
    expect(report.findings.map(({ subject }) => subject.id)).toEqual([`aws_sqs_queue.${name}`]);
  },
);

it('tells a dead-letter queue by what names it before it has an ARN, and who may use it by a resource of its own', async () => {
  const redrive = (name: string, to: string): Made => ({
    address: `aws_sqs_queue_redrive_policy.${name}`,
    unknown: { queue_url: true, redrive_policy: true },
    expressions: { queue_url: toQueue(name, 'id'), redrive_policy: toQueue(to, 'arn') },
  });
  const allow: Made = {
    address: 'aws_sqs_queue_redrive_allow_policy.closed',
    values: { redrive_allow_policy: JSON.stringify({ redrivePermission: 'denyAll' }) },
    unknown: { queue_url: true },
    expressions: { queue_url: toQueue('closed', 'id') },
  };
  const inline: Made = { ...queue('c'), unknown: { redrive_policy: true }, expressions: { redrive_policy: toQueue('other', 'arn') } };
  const all = [queue('a'), queue('b'), inline, queue('open'), queue('closed'), queue('other')];
  await expect(said(['queue-open-redrive'], ...all, redrive('a', 'open'), redrive('b', 'closed'), allow)).resolves.toEqual([
    'queue-open-redrive aws_sqs_queue.open',
    'queue-open-redrive aws_sqs_queue.other',
  ]);
});

it('takes the rule groups that are associated with a web ACL for its rules', async () => {
  const acl = (name: string): Made => ({
    address: `aws_wafv2_web_acl.${name}`,
    values: { name, scope: 'REGIONAL', default_action: [{ allow: [{}], block: [] }], rule: [] },
    unknown: { arn: true, id: true },
  });
  const group = (name: string, override: string): Made => ({
    address: `aws_wafv2_web_acl_rule_group_association.${name}`,
    values: {
      rule_name: 'common',
      priority: 1,
      override_action: override,
      managed_rule_group: [{ name: 'AWSManagedRulesCommonRuleSet', vendor_name: 'AWS', version: null, rule_action_override: [] }],
      rule_group_reference: [],
    },
    unknown: { web_acl_arn: true },
    expressions: { web_acl_arn: references(`aws_wafv2_web_acl.${name}.arn`, `aws_wafv2_web_acl.${name}`) },
  });
  const all = [acl('stops'), acl('counts'), acl('nothing'), group('stops', 'none'), group('counts', 'count')];
  await expect(said(['waf-empty'], ...all)).resolves.toEqual(['waf-empty aws_wafv2_web_acl.counts', 'waf-empty aws_wafv2_web_acl.nothing']);
});

it('reads what a REST API answers with from the responses of its integrations', async () => {
  const api = { rest_api_id: references('aws_api_gateway_rest_api.a.id', 'aws_api_gateway_rest_api.a') };
  const at = { ...api, resource_id: references('aws_api_gateway_rest_api.a.root_resource_id', 'aws_api_gateway_rest_api.a') };
  const unknown = { rest_api_id: true, resource_id: true };
  const all: readonly Made[] = [
    { address: 'aws_api_gateway_rest_api.a', values: { name: 'a' }, unknown: { id: true, root_resource_id: true } },
    { address: 'aws_api_gateway_method.options', values: { http_method: 'OPTIONS', authorization: 'NONE' }, unknown, expressions: at },
    {
      address: 'aws_api_gateway_integration_response.options',
      values: {
        http_method: 'OPTIONS',
        status_code: '200',
        response_parameters: {
          'method.response.header.Access-Control-Allow-Origin': 'method.request.header.Origin',
          'method.response.header.Access-Control-Allow-Credentials': "'true'",
        },
      },
      unknown,
      expressions: at,
    },
    { address: 'aws_api_gateway_integration.options', values: { http_method: 'OPTIONS', type: 'MOCK' }, unknown, expressions: at },
  ];
  await expect(said(['api-cors-credentials'], ...all)).resolves.toEqual(['api-cors-credentials aws_api_gateway_rest_api.a']);
});
