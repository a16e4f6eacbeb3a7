// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and what users write
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutNames } from '../../src/model/policy/alike.ts';
import { verdictOf } from '../../src/model/policy/verdict.ts';
import { type Policy, type PolicyText, type Question, type Statement, whoGetsIn } from '../../src/model/policy.ts';
import type { TextPart } from '../../src/model/value.ts';
import { FOREIGN, OWN } from './policy-cases.ts';

const target = (id: string, attribute = 'Arn'): TextPart => ({ target: { id, attribute }, expression: `!GetAtt ${id}.${attribute}` });

const piece = fc.constantFrom('sns', 's3', 'execute-api', '', '*', 'us-east-1', OWN, FOREIGN, 'arn', 'a*b', '?', 'topic', 'b/c', '${x}');
const part = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(':')),
  fc.constantFrom('arn:aws:s3:::', `arn:aws:sns:us-east-1:${OWN}:`, `arn:aws:events:us-east-1:${FOREIGN}:rule/`, ':', '/*', '*'),
  fc.constantFrom<TextPart>(
    { pseudo: 'AWS::AccountId' },
    { pseudo: 'AWS::Region' },
    { expression: '!Ref Unknown' },
    target('Bucket', 'Ref'),
  ),
);
const source: fc.Arbitrary<PolicyText> = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 5 }),
  fc
    .tuple(
      fc.constantFrom(
        `arn:aws:sns:us-east-1:${OWN}:`,
        `arn:aws:events:eu-west-1:${FOREIGN}:rule/`,
        'arn:aws:s3:::',
        'arn:aws:sns:*:*:',
        'arn:*:*:*:*:',
      ),
      fc.constantFrom('orders', 'a*b', 'x', '*-x', 'b/c', '${aws:username}'),
    )
    .map(([arn, name]) => [`${arn}${name}`]),
  fc.constantFrom(target('Rule'), target('Bucket', 'Ref')).map((reference) => [reference]),
  fc.constantFrom(`arn:aws:sns:us-east-1:${OWN}:`, 'arn:aws:s3:::').map((arn) => [arn, { expression: '!Ref Unknown' }, '-orders']),
);
const condition = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom('ArnLike', 'ArnEquals', 'StringEquals', 'ArnNotLike'), fc.constant('aws:sourcearn'), source),
    },
    fc.constantFrom<readonly [string, string, PolicyText]>(
      ['StringEquals', 'aws:sourceaccount', [OWN]],
      ['StringEquals', 'aws:sourceaccount', [FOREIGN]],
      ['StringEquals', 'aws:sourceaccount', [{ expression: '!Ref Account' }]],
      ['StringNotEquals', 'aws:principalaccount', [OWN]],
      ['ArnLike', 'aws:principalarn', [`arn:aws:iam::${FOREIGN}:role/orders`]],
      ['Bool', 'aws:securetransport', ['false']],
    ),
  )
  .map(([operator, key, value]) => ({ operator, key, values: [value] }));
const names = { everyone: false, aws: [], services: [], federated: [], canonical: [] };
const principals = fc.constantFrom(
  { ...names, everyone: true },
  { ...names, services: [['sns.amazonaws.com']] },
  { ...names, services: [['s3.amazonaws.com'], ['events.amazonaws.com']] },
  { ...names, aws: [[FOREIGN], [`arn:aws:iam::${OWN}:role/orders`]] },
  { ...names, aws: [[`arn:aws:iam::${OWN}:role/or*`], [`arn:aws:iam::${FOREIGN}:role/orders`], [target('Role')]] },
  { ...names, aws: [[OWN], [`arn:aws-cn:sts::${OWN}:assumed-role/orders/x`]], services: [['sns.amazonaws.com']] },
);
const resource = (service: string): fc.Arbitrary<PolicyText> =>
  fc.constantFrom<PolicyText>(
    [`arn:aws:${service}:us-east-1:${OWN}:orders`],
    [`arn:aws:${service}:us-east-1:${OWN}:orders`],
    [`arn:aws:${service}:us-east-1:${OWN}:others`],
    [`arn:aws:${service}:us-east-1:${OWN}:or*`],
    [`arn:aws-cn:${service}:us-east-1:${OWN}:orders`],
    [`arn:aws:dynamodb:us-east-1:${OWN}:orders`],
    ['arn:aws:s3:::orders/key'],
    ['*'],
    [target('Orders')],
    [target('Others')],
    ['arn:', { pseudo: 'AWS::Partition' }, `:${service}:us-east-1:${OWN}:orders`],
  );
const statements = (service: string): fc.Arbitrary<readonly Statement[]> =>
  fc
    .tuple(resource(service), fc.boolean())
    .chain(([own, alone]) => fc.array(statement(alone ? fc.constant(own) : resource(service), service), { minLength: 1, maxLength: 3 }));
const statement = (named: fc.Arbitrary<PolicyText>, service: string): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.constantFrom('principals', 'principals', 'principals', 'notPrincipals'),
      fc.constantFrom('resources', 'resources', 'resources', 'notResources'),
      principals,
      fc.array(named, { maxLength: 2 }),
      fc.record({
        path: fc.nat(3).map((at) => ['Statement', at]),
        sid: fc.constantFrom('One', 'Two'),
        effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
        actions: fc.constantFrom<readonly PolicyText[]>([['*']], [[`${service}:*`]]),
        conditions: fc.array(condition, { maxLength: 2 }),
      }),
    )
    .map(([who, what, whom, of, rest]) => ({ ...rest, resources: [], [who]: whom, [what]: of }));

test('who gets in is the same without the names that tell nothing', () => {
  let unnamed = 0;
  const services = ['sqs', 'sns', 'lambda', 'events', 's3', 'kms', 'execute-api'];
  fc.assert(
    fc.property(
      fc.constantFrom(...services).chain((service) => fc.tuple(fc.constant(service), statements(service))),
      fc.constantFrom(undefined, '2012-10-17'),
      fc.constantFrom(
        undefined,
        {},
        { id: 'Orders' },
        { name: 'orders' },
        { id: 'Orders', name: 'orders' },
        { id: 'Others', name: 'others' },
      ),
      ([service, stated], version, of) => {
        const policy: Policy = { ...(version === undefined ? {} : { version }), statements: stated, unknown: [] };
        const question: Question = {
          service,
          ownAccounts: new Set([OWN]),
          today: '2026-11-23',
          ...(service === 's3' && version !== undefined ? { actions: ['getobject'] } : {}),
          ...(of === undefined ? {} : { resource: of }),
        };
        const alike = withoutNames(policy, question);
        const without = stated.map(({ sid: _, ...statement }) => statement);
        if (JSON.stringify(alike.policy.statements) !== JSON.stringify(without)) unnamed += 1;
        expect(whoGetsIn(policy, question)).toEqual(verdictOf(policy, question));
      },
    ),
    { numRuns: 6000 },
  );
  expect(unnamed).toBeGreaterThan(1000);
});

test('policies that differ in names alone become one', () => {
  const text = (name: string, rule: string) => {
    const policy: Policy = {
      statements: [
        {
          path: ['Statement', 0],
          sid: name,
          effect: 'Allow',
          principals: { ...names, services: [['events.amazonaws.com']] },
          actions: [['sqs:SendMessage']],
          resources: [[`arn:aws:sqs:us-east-1:${OWN}:${name}`]],
          conditions: [{ operator: 'ArnEquals', key: 'aws:sourcearn', values: [[`arn:aws:events:us-east-1:${OWN}:rule/${rule}`]] }],
        },
      ],
      unknown: [],
    };
    return JSON.stringify(withoutNames(policy, { service: 'sqs', ownAccounts: new Set(), resource: { id: name, name } }));
  };
  expect(text('orders', 'nightly')).toBe(text('payments', 'hourly'));
});
