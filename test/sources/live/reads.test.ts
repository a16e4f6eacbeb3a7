import { beforeAll, describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../../src/check.ts';
import { checks } from '../../../src/checks/index.ts';
import { defaultConfig } from '../../../src/config.ts';
import { toJson } from '../../../src/reporters/escape.ts';
import { audit } from '../../../src/run.ts';
import { planAccount } from '../../../src/sources/live/index.ts';
import { permissionsFor } from '../../../src/sources/live/permissions.ts';
import type { DeclaredAccount } from '../../aws/account.ts';
import { allows, type Statement } from '../../aws/iam.ts';
import type { Call } from '../../aws/server.ts';
import { collect, type Ran } from './collecting.ts';
import { DECLARED, SECRETS } from './declared.ts';
import { judgeCollected, LIVE_CHECKS, TODAY } from './verdicts.ts';

let whole: Awaited<ReturnType<typeof collect>>;
beforeAll(async () => {
  whole = await collect({ pageSize: 100 });
}, 60_000);

const counted = ({ calls }: Ran): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { service, operation } of calls) counts[`${service}:${operation}`] = (counts[`${service}:${operation}`] ?? 0) + 1;
  return counts;
};

describe('what a run asks for', () => {
  it('is the least that tells everything: lists first, then once for each resource that it is needed for', () => {
    const own = new Set(['sts', 'lambda', 'apigateway', 'apigatewayv2', 'kms', 'sqs', 'sns', 'signer']);
    const all = Object.entries(counted(whole));
    // Of a service that the account does not use: its lists, once.
    for (const [call, count] of all.filter(([name]) => !own.has(name.split(':')[0] ?? ''))) expect(count, call).toBe(1);
    expect(Object.fromEntries(all.filter(([name]) => own.has(name.split(':')[0] ?? '')))).toEqual({
      'sts:GetCallerIdentity': 1,
      'lambda:ListFunctions': 1,
      'lambda:ListCodeSigningConfigs': 1,
      'lambda:ListFunctionsByCodeSigningConfig': DECLARED.codeSigningConfigs.length,
      'lambda:ListAliases': DECLARED.functions.length,
      // One for each function, and one for the alias.
      'lambda:GetPolicy': DECLARED.functions.length + 1,
      // Of the functions whose policy lets somebody call a URL, which is one.
      'lambda:ListFunctionUrlConfigs': 1,
      'lambda:ListLayers': 1,
      'lambda:ListEventSourceMappings': 1,
      'lambda:GetRuntimeManagementConfig': DECLARED.functions.length,
      'lambda:ListFunctionEventInvokeConfigs': DECLARED.functions.length,
      'lambda:ListVersionsByFunction': DECLARED.functions.length,
      'apigateway:GetRestApis': 1,
      'apigateway:GetResources': DECLARED.restApis.length,
      'apigateway:GetAuthorizers': DECLARED.restApis.length,
      'apigateway:GetStages': DECLARED.restApis.length,
      'apigateway:GetUsagePlans': 1,
      'apigateway:GetDomainNames': 1,
      'apigatewayv2:GetApis': 1,
      'apigatewayv2:GetRoutes': DECLARED.apis.length,
      'apigatewayv2:GetAuthorizers': DECLARED.apis.length,
      'apigatewayv2:GetStages': DECLARED.apis.length,
      'apigatewayv2:GetIntegrations': DECLARED.apis.length,
      'apigatewayv2:GetDomainNames': 1,
      'kms:ListKeys': 1,
      'kms:ListAliases': 1,
      // The key of AWS's own is known by its alias, and nobody's to configure.
      'kms:DescribeKey': DECLARED.keys.length - 1,
      'kms:GetKeyRotationStatus': DECLARED.keys.length - 1,
      'kms:GetKeyPolicy': DECLARED.keys.length - 1,
      'kms:ListGrants': DECLARED.keys.length - 1,
      'sqs:ListQueues': 1,
      'sqs:GetQueueAttributes': DECLARED.queues.length,
      'sns:ListTopics': 1,
      'sns:ListSubscriptions': 1,
      'sns:GetTopicAttributes': DECLARED.topics.length,
      'signer:ListSigningProfiles': 1,
      // Those revoked, and those expired.
      'signer:ListSigningJobs': 2,
    });
  });

  it('is the same inventory, however many pages it comes in', async () => {
    for (const pageSize of [1, 2, 3]) {
      const { collected } = await collect({ pageSize });
      expect(collected.resources).toEqual(whole.collected.resources);
    }
  });

  it('is nothing but what reads', () => {
    expect(whole.refused).toEqual([]);
    for (const { operation } of whole.calls) expect(operation).toMatch(/^(?:Get|List|Describe|BatchGet)[A-Z]/);
  });

  it('is KMS alone for the rotation of keys, without their policies', async () => {
    const ran = await collect({ checks: LIVE_CHECKS.filter(({ id }) => id === 'key-rotation-off'), pageSize: 100 });
    expect(counted(ran)).toEqual({
      'sts:GetCallerIdentity': 1,
      'kms:ListKeys': 1,
      'kms:ListAliases': 1,
      'kms:DescribeKey': DECLARED.keys.length - 1,
      'kms:GetKeyRotationStatus': DECLARED.keys.length - 1,
    });
  });

  it.each(LIVE_CHECKS.map((check) => [check.id, check] as const))('%s alone judges as it does among all', async (id, check) => {
    const ran = await collect({ checks: [check], pageSize: 100 });
    const alone = judgeCollected(ran.collected, [check]);
    const among = judgeCollected(whole.collected, [check]);
    expect(alone).toEqual(among);
    const all = counted(whole);
    const asked = Object.entries(counted(ran));
    for (const [call, count] of asked) expect(count, `${id} asks ${call}`).toBeLessThanOrEqual(all[call] ?? 0);
    expect(asked.length, id).toBeLessThan(Object.keys(all).length);
  });

  it('is not multiplied by functions that nobody may call from outside', async () => {
    const many: DeclaredAccount = {
      ...DECLARED,
      functions: Array.from({ length: 60 }, (_, index) => ({ name: `fn${index}`, configuration: { Runtime: 'nodejs24.x' } })),
    };
    const ran = await collect({ account: many, pageSize: 1000, optIn: () => false });
    const { 'lambda:GetPolicy': policies, 'lambda:ListAliases': aliases, ...rest } = counted(ran);
    expect({ policies, aliases }).toEqual({ policies: 60, aliases: 60 });
    expect(Math.max(...Object.values(rest))).toBeLessThan(5);
  });
});

describe('the policy that is printed', () => {
  const policyFor = async (selected: readonly AnyCheck[]): Promise<readonly Statement[]> => {
    const options = { checks: selected, optIn: () => true, regions: [DECLARED.region], env: {} };
    const { calls } = await planAccount(options);
    return (JSON.parse(permissionsFor(calls, 'json')) as { readonly Statement: readonly Statement[] }).Statement;
  };
  const under = (statements: readonly Statement[]) => (call: Call) =>
    allows(statements, call, DECLARED) ? undefined : ('access-denied' as const);

  it('is enough for everything', async () => {
    const { collected } = await collect({ pageSize: 100, fault: under(await policyFor(LIVE_CHECKS)) });
    expect(collected.gaps).toEqual([]);
    expect(collected.resources).toEqual(whole.collected.resources);
  });

  it.each(LIVE_CHECKS.map((check) => [check.id, check] as const))('for %s is enough, and allows nothing but reading', async (_, check) => {
    const statements = await policyFor([check]);
    const { collected } = await collect({ checks: [check], pageSize: 100, fault: under(statements) });
    expect(judgeCollected(collected, [check])).toEqual(judgeCollected(whole.collected, [check]));
    for (const { Action } of statements)
      for (const action of Action) expect(action).toMatch(/^[a-z\d-]+:(?:(?:Get|List|Describe|BatchGet)[A-Z]\w*|GET)$/);
  });

  it('for one check is not enough for another', async () => {
    const statements = await policyFor(LIVE_CHECKS.filter(({ id }) => id === 'key-rotation-off'));
    expect(statements.flatMap(({ Action }) => Action)).not.toContain('kms:GetKeyPolicy');
    const { collected } = await collect({ pageSize: 100, fault: under(statements) });
    expect(collected.gaps.length).toBeGreaterThan(5);
  });
});

describe('what leaves an account', () => {
  it('is none of its secrets, in no inventory and no report', () => {
    const { report } = audit(whole.collected, {
      today: TODAY,
      version: '0',
      checks: LIVE_CHECKS,
      catalogue: checks,
      config: defaultConfig,
      ignores: true,
      persona: 'auditor',
      minSeverity: 'low',
      minConfidence: 'low',
      started: new Date(0),
    });
    const { resources, gaps } = whole.collected;
    const everything = toJson({ resources, gaps }) + toJson(report);
    expect(report.findings.filter(({ check }) => check === 'secret-in-environment')).toHaveLength(2);
    for (const secret of SECRETS) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('base64'));
    }
    expect(everything).toContain('$redacted');
    expect(everything).not.toContain('presigned-secret');
  });
});
