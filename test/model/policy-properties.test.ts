import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Admission, normalizePolicy, type Question, whoGetsIn } from '../../src/model/policy.ts';
import { allow, deny, document, FOREIGN, OWN, parameter, QUEUE, type Raw, words } from './policy-cases.ts';

const question: Question = { service: 'sqs', ownAccounts: new Set([OWN]), today: '2026-11-23' };
const judge = (raw: unknown): readonly Admission[] => {
  const policy = normalizePolicy(raw);
  return 'malformed' in policy ? [] : whoGetsIn(policy, question);
};
/** What the verdict says, whatever the order and the place of the statements. */
const said = (raw: unknown): readonly string[] => judge(raw).map(words).sort();

const ORG = 'o-abc1234567';
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  'aws:PrincipalOrgID': [ORG, 'o-*', '*'],
  'aws:PrincipalAccount': [OWN, FOREIGN, '*'],
  'aws:PrincipalArn': [`arn:aws:iam::${OWN}:role/a`, 'arn:aws:iam::*:role/a', '*'],
  'aws:SourceArn': [
    `arn:aws:sns:us-east-1:${OWN}:t`,
    `arn:aws:sns:us-east-1:${FOREIGN}:t`,
    'arn:aws:sns:*:*:t',
    'arn:aws:s3:::b',
    '*',
    parameter('Arn'),
  ],
  'aws:SourceAccount': [OWN, FOREIGN, '*'],
  'aws:SourceIp': ['0.0.0.0/0', '0.0.0.0/1', '203.0.113.0/24', '10.0.0.0/8', parameter('Cidr')],
  'aws:SourceVpce': ['vpce-1', 'vpce-*'],
  'aws:SecureTransport': ['true', 'false', true],
  'aws:UserAgent': ['x', 'y*'],
  'aws:CurrentTime': ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'],
};
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'ArnLike',
  'ArnNotLike',
  'IpAddress',
  'NotIpAddress',
  'Bool',
  'DateLessThan',
  'Null',
];
const operator = fc
  .tuple(fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'), fc.constantFrom(...OPERATORS), fc.constantFrom('', '', 'IfExists'))
  .map(([set, name, suffix]) => (name === 'Null' ? name : `${set}${name}${suffix}`));
const condition = fc
  .constantFrom(...Object.keys(VALUES))
  .chain((key) =>
    fc
      .tuple(operator, fc.uniqueArray(fc.constantFrom(...(VALUES[key] ?? [])), { minLength: 1, maxLength: 3 }))
      .map(([name, values]) => ({ [name]: { [key]: values } })),
  );
const conditions = fc
  .array(condition, { maxLength: 3 })
  .map((blocks): Raw => (blocks.length === 0 ? {} : { Condition: Object.assign({}, ...blocks) }));
const principal = fc.constantFrom<unknown>(
  '*',
  '*',
  { AWS: '*' },
  { AWS: [FOREIGN, OWN] },
  { AWS: `arn:aws:iam::${FOREIGN}:role/a` },
  { Service: 'sns.amazonaws.com' },
  { AWS: FOREIGN, Service: ['s3.amazonaws.com', 'sns.amazonaws.com'] },
);
const action = fc.constantFrom<unknown>('sqs:*', 'sqs:SendMessage', ['sqs:SendMessage', 'sqs:ReceiveMessage'], 'sqs:Send*', '*');
const part = fc.tuple(principal, action, conditions).map(([Principal, Action, rest]) => ({ Principal, Action, ...rest }));
const grant = part.map((rest) => allow(rest));
const ban = part.map((rest) => deny(rest));
const statements = fc
  .tuple(fc.array(grant, { minLength: 1, maxLength: 3 }), fc.array(ban, { maxLength: 3 }))
  .map(([a, d]): readonly Raw[] => [...a, ...d]);

const RUNS = { numRuns: 100 };

vi.setConfig({ testTimeout: 60_000 });

test('no document makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (raw) => {
      judge(raw);
      judge(JSON.stringify(raw));
      judge({ Statement: raw });
      judge({ Statement: [raw] });
      judge(document(allow({ Condition: raw })));
      judge(document(allow({ Principal: raw })));
      judge(document(allow({ Action: raw, Resource: raw })));
    }),
    RUNS,
  );
});

test('names that objects inherit are names like any other', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const raw = JSON.parse(
      `{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Condition":{"${name}":{"${name}":"${name}"}}}}`,
    );
    expect(said(raw)).toEqual(['unknown anyone']);
    expect(
      said(JSON.parse(`{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Condition":{"StringEquals":{"${name}":"x"}}}}`)),
    ).toEqual(['anyone low']);
  }
});

test('a grant to everyone lets anyone in, whatever else is granted', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 4 }), (others) => {
      expect(said(document([...others, allow()]))).toContain('anyone');
    }),
    RUNS,
  );
});

test('a Deny never lets anybody in', () => {
  // How sure a verdict is may change with a Deny, and so may what an unknown one leaves; who gets in for sure may only shrink.
  const known = (raw: unknown) =>
    new Set(
      judge(raw)
        .filter((each) => each.who !== 'unknown')
        .map((each) => `${each.path.join()} ${each.who}`),
    );
  fc.assert(
    fc.property(statements, ban, (some, more) => {
      const before = judge(document(some));
      const open = new Set(before.filter((each) => each.who === 'anyone').map((each) => each.path.join()));
      for (const each of judge(document([...some, more]))) if (each.who === 'anyone') expect(open).toContain(each.path.join());
      if (before.length === 0) expect(known(document([...some, more])).size).toBe(0);
    }),
    RUNS,
  );
});

test('a Deny of everything lets nobody in', () => {
  fc.assert(
    fc.property(statements, (some) => {
      expect(said(document([...some, deny({ Action: '*', Resource: '*' })]))).toEqual([]);
    }),
    RUNS,
  );
});

test('the order of statements and values tells nothing', () => {
  const turned = (statement: Raw): Raw => {
    const Condition = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, readonly unknown[]>>).map(
      ([name, keys]) => [name, Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [...values].reverse()]))] as const,
    );
    return { ...statement, ...(statement.Condition ? { Condition: Object.fromEntries(Condition.reverse()) } : {}) };
  };
  fc.assert(
    fc.property(statements, (some) => {
      expect(said(document([...some].reverse().map(turned)))).toEqual(said(document(some)));
    }),
    RUNS,
  );
});

test('case of keys, operators and actions, text or object, list or not tell nothing', () => {
  const shouted = (statement: Raw): Raw => ({
    ...statement,
    Action: [statement.Action].flat().map((name) => String(name).toUpperCase()),
    ...(statement.Condition
      ? {
          Condition: Object.fromEntries(
            Object.entries(statement.Condition as Record<string, Raw>).map(([name, keys]) => [
              name.toLowerCase(),
              Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toUpperCase(), values])),
            ]),
          ),
        }
      : {}),
  });
  fc.assert(
    fc.property(statements, (some) => {
      expect(said(document(some.map(shouted)))).toEqual(said(document(some)));
      expect(said(JSON.stringify(document(some)))).toEqual(said(document(some)));
    }),
    RUNS,
  );
  fc.assert(
    fc.property(grant, (one) => {
      expect(said(document(one))).toEqual(said(document([one])));
    }),
    RUNS,
  );
});

test('what is not known leaves a verdict that is one of its values', () => {
  // A verdict with a hole is definite only if every text in the hole's place has it.
  const values = ['0.0.0.0/0', '203.0.113.0/24', '10.0.0.0/8'];
  const put = (raw: unknown, value: string) =>
    JSON.parse(JSON.stringify(raw).replaceAll(JSON.stringify(parameter('Cidr')), JSON.stringify(value)));
  fc.assert(
    fc.property(statements, (some) => {
      const whole = document(some);
      const open = judge(whole).some((each) => each.who === 'anyone');
      const closed = !judge(whole).some((each) => each.who === 'anyone' || each.who === 'unknown');
      for (const value of values) {
        const filled = judge(put(whole, value));
        if (open) expect(filled.some((each) => each.who === 'anyone' || each.who === 'unknown')).toBe(true);
        if (closed) expect(filled.some((each) => each.who === 'anyone')).toBe(false);
      }
    }),
    RUNS,
  );
});

describe('a policy that is made to be hard ends, and never as nobody', () => {
  const many = Array.from({ length: 400 }, (_, at) =>
    deny({
      Condition: {
        StringLike: { 'aws:UserAgent': `*${at}*`, [`aws:PrincipalTag/t${at}`]: `*${at}*` },
        StringNotLike: { [`sqs:K${at}`]: `${at}*` },
      },
    }),
  );
  const grants = Array.from({ length: 500 }, (_, at) =>
    allow({ Condition: { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${at}*` } } }),
  );
  test.each([
    ['a long pattern', [allow({ Condition: { StringLike: { 'aws:PrincipalArn': [`${'*a'.repeat(20_000)}b`, '*'] } } })], /anyone/],
    ['many Deny statements', [allow(), ...many], /anyone|unknown/],
    ['many statements of both kinds', [...grants, ...many], /anyone|unknown/],
    ['many resources', [allow({ Resource: Array.from({ length: 3000 }, (_, at) => `${QUEUE}-${at}*`) })], /anyone/],
    [
      'many addresses',
      [allow({ Condition: { IpAddress: { 'aws:SourceIp': Array.from({ length: 5000 }, (_, at) => `203.${at % 250}.${at >> 8}.0/24`) } } })],
      /^$|unknown/,
    ],
  ])('%s', (_, statement, answer) => {
    expect(said(document(statement)).join()).toMatch(answer);
  });
});
