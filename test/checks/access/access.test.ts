import { describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../../src/check.ts';
import apiRouteKeyOnly from '../../../src/checks/access/api-route-key-only.ts';
import apiRouteNoAuth from '../../../src/checks/access/api-route-no-auth.ts';
import authorizerUnused from '../../../src/checks/access/authorizer-unused.ts';
import lambdaConfusedDeputy from '../../../src/checks/access/lambda-confused-deputy.ts';
import lambdaPublic from '../../../src/checks/access/lambda-public.ts';
import lambdaUrlNoAuth from '../../../src/checks/access/lambda-url-no-auth.ts';
import websocketConnectNoAuth from '../../../src/checks/access/websocket-connect-no-auth.ts';
import { defaultSettings } from '../../../src/config.ts';
import { judge } from '../../../src/engine/judge.ts';
import { surroundingsOf } from '../../../src/engine/surroundings.ts';
import type { Gap, RawResource } from '../../../src/model/inventory.ts';

const facts = { runtimes: { asOf: '2026-11-22', byId: new Map() } };
const origin = { source: 'live', account: '123456789012', region: 'eu-west-1' } as const;

/** As an account gives it: called by its name, referred to by its id or ARN. */
const live = (type: string, id: string, properties: Record<string, unknown>, rest: Partial<RawResource> = {}): RawResource => ({
  type,
  id,
  properties,
  origin,
  ...rest,
});

const run = (check: AnyCheck, resources: readonly RawResource[], gaps: readonly Gap[] = []) =>
  judge(check, surroundingsOf({ resources, gaps }, facts, defaultSettings, '2026-11-22'), gaps);

const restApi = (properties: Record<string, unknown> = {}) =>
  live('AWS::ApiGateway::RestApi', 'orders', { Name: 'orders', ...properties }, { attributes: { Ref: 'a1b2c3d4e5' } });
const method = (properties: Record<string, unknown> = {}) =>
  live(
    'AWS::ApiGateway::Method',
    'orders GET /orders',
    { RestApiId: 'a1b2c3d4e5', HttpMethod: 'GET', AuthorizationType: 'NONE', ...properties },
    { attributes: { Method: 'GET', Path: '/orders' } },
  );
const allow = (condition: Record<string, unknown> = {}, principal: unknown = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'execute-api:Invoke', Resource: 'execute-api:/*', Condition: condition }],
});

describe('a route without authorization', () => {
  it('is named by its API, method and path', () => {
    expect(run(apiRouteNoAuth, [restApi(), method()]).findings).toMatchObject([
      {
        message: 'GET /orders of orders answers anyone: AuthorizationType is NONE',
        confidence: 'high',
        at: { path: ['AuthorizationType'] },
        related: [{ label: 'the API', subject: { id: 'orders' } }],
        data: { method: 'GET', path: '/orders' },
      },
    ]);
  });

  it.each([
    ['in a private API', { EndpointConfiguration: { Types: ['PRIVATE'] }, Policy: allow() }],
    ['for some addresses', { Policy: allow({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }) }],
    ['for a VPC endpoint', { Policy: JSON.stringify(allow({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } })) }],
  ])('weighs less %s', (_, properties) => {
    expect(run(apiRouteNoAuth, [restApi(properties), method()]).findings).toMatchObject([{ severity: 'medium', confidence: 'high' }]);
  });

  it.each([
    ['a policy restricts nobody', { Policy: allow({ StringLike: { 'aws:UserAgent': 'browser*' } }) }],
    ['a policy does not restrict everyone', { Policy: allow({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }) }],
    ['there is no policy', { EndpointConfiguration: { Types: ['REGIONAL'] } }],
  ])('keeps its weight where %s', (_, properties) => {
    const [finding] = run(apiRouteNoAuth, [restApi(properties), method()]).findings;
    expect(finding).toMatchObject({ confidence: 'high' });
    expect(finding?.severity).toBeUndefined();
  });

  it.each([
    ['a role alone', { AWS: 'arn:aws:iam::123456789012:role/caller' }, {}],
    ['an organization alone', '*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['a service alone', { Service: 'apigateway.amazonaws.com' }, {}],
  ])('answers nobody where the policy lets in %s, as its callers are anonymous', (_, principal, condition) => {
    expect(run(apiRouteNoAuth, [restApi({ Policy: allow(condition, principal) }), method()])).toMatchObject({ findings: [], passed: 1 });
  });

  it.each([
    ['the policy is not known', { Policy: { $unknown: { kind: 'access-denied', action: 'apigateway:GET' } } }],
    ['whom the policy names is not known', { Policy: allow({}, { AWS: { $unknown: { kind: 'intrinsic', expression: '!Ref Caller' } } }) }],
  ])('is less sure where %s', (_, properties) => {
    expect(run(apiRouteNoAuth, [restApi(properties), method()]).findings).toMatchObject([{ confidence: 'medium' }]);
  });

  it('is less sure where the API, which may have a policy, is not there', () => {
    expect(run(apiRouteNoAuth, [method()]).findings).toMatchObject([
      { message: 'GET /orders of a1b2c3d4e5 answers anyone: AuthorizationType is NONE', confidence: 'medium' },
    ]);
  });

  it('is not undetermined for what does not matter to it', () => {
    const unknown = { $unknown: { kind: 'not-returned' } };
    expect(run(apiRouteNoAuth, [method({ AuthorizationType: 'AWS_IAM', ApiKeyRequired: unknown, HttpMethod: unknown })])).toMatchObject({
      passed: 1,
      undetermined: [],
    });
  });

  it('is judged once, by the check of its credential', () => {
    const keyed = [restApi(), method({ ApiKeyRequired: true })];
    expect(run(apiRouteNoAuth, keyed).findings).toHaveLength(0);
    expect(run(apiRouteKeyOnly, keyed).findings).toMatchObject([
      { at: { path: ['ApiKeyRequired'] }, data: { method: 'GET', path: '/orders' } },
    ]);
  });

  it.each(['__proto__', 'constructor', '', ' /x', 'GET', 'GET /'])('does not fall over the route key %j', (RouteKey) => {
    const route = live('AWS::ApiGatewayV2::Route', 'route', { ApiId: 'x', RouteKey });
    for (const check of [apiRouteNoAuth, apiRouteKeyOnly, websocketConnectNoAuth]) expect(run(check, [route]).failures).toEqual([]);
  });
});

describe('an authorizer that no route uses', () => {
  const authorizer = live(
    'AWS::ApiGateway::Authorizer',
    'tokens',
    { Name: 'tokens', RestApiId: 'a1b2c3d4e5', Type: 'TOKEN' },
    { attributes: { Ref: 'z9y8x7' } },
  );
  const unlisted: Gap = {
    source: 'live',
    scope: { account: '123456789012', region: 'eu-west-1' },
    action: 'apigateway:GET',
    reason: 'access-denied',
    types: ['AWS::ApiGateway::Method'],
  };

  it('is found by its id', () => {
    expect(run(authorizerUnused, [restApi(), authorizer, method({ AuthorizerId: 'z9y8x7' })]).findings).toHaveLength(0);
    expect(run(authorizerUnused, [restApi(), authorizer, method({ AuthorizerId: 'other1' })]).findings).toMatchObject([
      { data: { authorizer: 'tokens' }, confidence: 'high' },
    ]);
  });

  it('is undetermined where the routes could not be listed', () => {
    expect(run(authorizerUnused, [restApi(), authorizer], [unlisted])).toMatchObject({
      findings: [],
      undetermined: [{ reason: { kind: 'unlisted', type: 'AWS::ApiGateway::Method' } }],
    });
  });
});

describe('the policy of a function', () => {
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
  const fn = live('AWS::Lambda::Function', 'orders', { FunctionName: 'orders' }, { arn });
  const permission = (properties: Record<string, unknown>) =>
    live('AWS::Lambda::Permission', 'permission', { Action: 'lambda:InvokeFunction', FunctionName: 'orders', ...properties });
  const policy = (statement: Record<string, unknown>, resource = arn) =>
    live('AWS::Lambda::ResourcePolicy', `${resource} policy`, {
      ResourceArn: resource,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: resource, ...statement }] }),
    });

  it.each([
    ['its name', 'orders'],
    ['its name and an alias', 'orders:live'],
    ['its ARN', arn],
    ['the ARN of an alias', `${arn}:live`],
    ['part of its ARN', '123456789012:function:orders'],
    ['part of the ARN of a version', '123456789012:function:orders:7'],
  ])('is judged at the function when a permission names %s', (_, FunctionName) => {
    const verdicts = run(lambdaPublic, [fn, permission({ FunctionName, Principal: '*' })]);
    expect(verdicts.findings).toMatchObject([{ subject: { id: 'orders' }, at: { subject: { id: 'permission' }, path: ['Principal'] } }]);
    expect(verdicts.subjects).toHaveLength(1);
  });

  it('is judged at the permission where the function is not there', () => {
    expect(run(lambdaPublic, [permission({ Principal: '*' })]).findings).toMatchObject([
      { subject: { id: 'permission' }, message: 'the function of permission lets anyone in' },
    ]);
  });

  it.each([
    [{ Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }, 0],
    [{ Principal: '*', InvokedViaFunctionUrl: true }, 0],
    [{ Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'AWS_IAM' }, 1],
    [{ Principal: '*', SourceArn: '*' }, 1],
    [{ Principal: '*', SourceArn: 'arn:aws:s3:::uploads', SourceAccount: '123456789012' }, 0],
    [{ Principal: '*', SourceAccount: '123456789012' }, 0],
    [{ Principal: '*', PrincipalOrgID: 'o-a1b2c3d4e5' }, 0],
    [{ Principal: 's3.amazonaws.com' }, 0],
    [{ Principal: 123456789012 }, 0],
    [{ Principal: { Service: 's3.amazonaws.com' } }, 0],
  ])('with %j has %i public grants', (properties, count) => {
    const verdicts = run(lambdaPublic, [fn, permission(properties)]);
    expect(verdicts.findings).toHaveLength(count);
    expect(verdicts.failures).toEqual([]);
  });

  it('says the same of the document that Lambda returns', () => {
    const url = (authType: string) => ({
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': authType } },
    });
    expect(run(lambdaPublic, [fn, policy(url('NONE'))]).findings).toHaveLength(0);
    expect(run(lambdaPublic, [fn, policy(url('AWS_IAM'))]).findings).toHaveLength(1);
    expect(run(lambdaPublic, [fn, policy({ Principal: { AWS: '*' }, Action: 'lambda:*' }, `${arn}:live`)]).findings).toMatchObject([
      { subject: { id: 'orders' }, at: { path: ['PolicyDocument'] } },
    ]);
    expect(
      run(lambdaConfusedDeputy, [fn, policy({ Principal: { Service: 'sns.amazonaws.com' }, Action: 'lambda:InvokeFunction' })]).findings,
    ).toHaveLength(1);
  });

  it.each([
    [{ Principal: 'sns.amazonaws.com' }, 1],
    [{ Principal: 'sns.amazonaws.com', SourceArn: 'arn:aws:sns:eu-west-1:123456789012:orders' }, 0],
    [{ Principal: 'sns.amazonaws.com', SourceArn: 'arn:aws:sns:*:123456789012:*' }, 0],
    [{ Principal: 'events.amazonaws.com', SourceAccount: 123456789012 }, 0],
    [{ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::uploads' }, 1],
    [{ Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::uploads', SourceAccount: '123456789012' }, 0],
    [{ Principal: 'alexa-appkit.amazon.com' }, 1],
    [{ Principal: 'alexa-appkit.amazon.com', EventSourceToken: 'amzn1.ask.skill.1' }, 0],
    [{ Principal: 'logs.eu-west-1.amazonaws.com' }, 1],
    [{ Principal: 'edgelambda.amazonaws.com' }, 0],
    [{ Principal: 'replicator.lambda.amazonaws.com' }, 0],
    [{ Principal: '*' }, 0],
    [{ Principal: '123456789012' }, 0],
  ])('with %j has %i confused deputies', (properties, count) => {
    expect(run(lambdaConfusedDeputy, [fn, permission(properties)]).findings).toHaveLength(count);
  });

  it('is undetermined only for the question that the unknown matters to', () => {
    const SourceArn = { $unknown: { kind: 'intrinsic', expression: '!Ref Source' } };
    const service = [fn, permission({ Principal: 'sns.amazonaws.com', SourceArn })];
    expect(run(lambdaPublic, service)).toMatchObject({ passed: 1, undetermined: [] });
    const Principal = { $unknown: { kind: 'intrinsic', expression: '!Ref Caller' } };
    for (const check of [lambdaPublic, lambdaConfusedDeputy])
      expect(run(check, [fn, permission({ Principal })])).toMatchObject({
        findings: [],
        passed: 0,
        undetermined: [{ subject: { id: 'orders' } }],
      });
  });
});

it('a function URL names its function', () => {
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:orders';
  const fn = live('AWS::Lambda::Function', 'orders', { FunctionName: 'orders' }, { arn });
  const url = live('AWS::Lambda::Url', 'orders', { TargetFunctionArn: arn, AuthType: 'NONE' });
  const open = live('AWS::Lambda::Permission', 'open', {
    FunctionName: arn,
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  expect(run(lambdaUrlNoAuth, [fn, url, open]).findings).toMatchObject([
    { message: 'anyone can invoke orders through its URL: AuthType is NONE', related: [{ subject: { type: 'AWS::Lambda::Function' } }] },
  ]);
});
