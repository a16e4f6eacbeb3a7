import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mutate } from '../mutate.ts';
import { parsed, plain } from '../reading.ts';
import { serviceOf } from './services.ts';

const SEED = plain(parsed(readFileSync('fixtures/apps/orders-serverless/serverless.yml', 'utf8')));

const EVENTS = [
  {
    http: {
      path: 'a/{b}',
      method: 'get',
      cors: { origins: ['https://a.example'] },
      authorizer: { arn: 'arn:aws:cognito-idp:x:1:userpool/y' },
      request: { schemas: { 'application/json': {} } },
    },
  },
  { httpApi: { path: '/a', method: '*', authorizer: { type: 'aws_iam' } } },
  { websocket: { route: '$connect', authorizer: 'ListOrders' } },
  { sqs: { arn: { 'Fn::GetAtt': ['Q', 'Arn'] }, filterPatterns: [{ a: [1] }] } },
  { stream: { type: 'kinesis', arn: 'arn:aws:kinesis:a:1:stream/s', consumer: true, destinations: { onFailure: 'arn:aws:sqs:a:1:q' } } },
  { sns: { topicName: 't', redrivePolicy: { deadLetterTargetRef: 'Q' } } },
  { schedule: { rate: ['rate(1 day)'], method: 'scheduler', input: { a: 1 } } },
  { s3: { bucket: 'b', rules: [{ prefix: 'p' }] } },
  { eventBridge: { eventBus: 'bus', pattern: { source: ['a'] }, retryPolicy: { maximumEventAge: 60 } } },
  { cognitoUserPool: { pool: 'p', trigger: 'PreSignUp' } },
  { alb: { listenerArn: { Ref: 'L' }, priority: 1, conditions: { path: '/', header: [{ name: 'h', values: ['v'] }] }, authorizer: 'a' } },
  { iot: { sql: 's' } },
  { cloudwatchLog: '/x' },
  { alexaSkill: 'amzn1' },
];

const STRANGE = [
  null,
  true,
  0,
  '',
  'text',
  '${env:X}',
  '${self:functions}',
  '${file(a.yml)}',
  '${self:',
  [],
  {},
  ['a'],
  [{}],
  { a: 1 },
  { Ref: 'X' },
  JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'),
];

test('services that were tampered with are read all the same', () => {
  const seed = structuredClone(SEED) as { functions: Record<string, unknown> };
  seed.functions.All = { handler: 'a.b', url: { cors: true }, events: EVENTS, destinations: { onFailure: 'All' } };
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(5000), fc.nat(100)), { minLength: 1, maxLength: 4 }), (steps) => {
      const { gaps } = serviceOf({ 'serverless.json': JSON.stringify(mutate(seed, STRANGE, steps)) });
      expect(gaps.filter(({ reason }) => reason === 'internal-error')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
