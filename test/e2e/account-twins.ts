import { ACCOUNT, REGION } from './account-resources.ts';
import {
  allow,
  archive,
  bucket,
  bus,
  document,
  group,
  parameter,
  project,
  read,
  role,
  type ServiceRow,
  secret,
  table,
} from './account-services.ts';

const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
const own = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const KEY = 'alias/rotated';

const withoutTls = (name: string) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const fetches = (more: object) => document(allow({ Action: 'secretsmanager:GetSecretValue', Resource: '*', ...more }));
const orders = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const everyRow = (rows: readonly ServiceRow[], ...checks: readonly string[]): readonly ServiceRow[] =>
  rows.map((row) => ({ ...row, flagged: [...(row.flagged ?? []), ...checks] }));

/** Buckets that differ in who gets in, and by which transport. */
const BUCKETS: readonly ServiceRow[] = [
  { id: 'tw-tls', make: bucket('tw-tls', { policy: document(withoutTls('tw-tls')) }) },
  {
    id: 'tw-tls-open',
    make: bucket('tw-tls-open', {
      policy: document(
        allow({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::tw-tls-open/*' }),
        withoutTls('tw-tls-open'),
      ),
    }),
    flagged: ['bucket-public'],
  },
  ...everyRow(
    [
      { id: 'tw-aws', make: bucket('tw-aws', { policy: read('tw-aws', { Principal: { AWS: '*' } }) }), flagged: ['bucket-public'] },
      { id: 'tw-own', make: bucket('tw-own', { policy: read('tw-own', { Principal: own }) }) },
      { id: 'tw-blocked', make: bucket('tw-blocked', { policy: read('tw-blocked', { Principal: { AWS: '*' } }), closed: true }) },
      { id: 'tw-closed', make: bucket('tw-closed', { closed: true }) },
    ],
    'bucket-no-tls-policy',
  ),
];

/** Secrets, parameters and groups of logs. */
const KEPT: readonly ServiceRow[] = [
  ...everyRow(
    [
      { id: 'tw-sec-aws', make: secret('tw-sec-aws', fetches({ Principal: { AWS: '*' } })), flagged: ['secret-public'] },
      { id: 'tw-sec-own', make: secret('tw-sec-own', fetches({ Principal: own })) },
      { id: 'tw-sec-org', make: secret('tw-sec-org', fetches({ Principal: '*', Condition: organization })) },
    ],
    'secret-not-rotated',
  ),
  { id: '/tw/smtp/password', make: parameter('/tw/smtp/password', 'String'), flagged: ['parameter-plaintext'] },
  { id: '/tw/safe/password', make: parameter('/tw/safe/password', 'SecureString') },
  { id: '/tw/db/secret', make: parameter('/tw/db/secret', 'String'), flagged: ['parameter-plaintext'] },
  { id: '/tw/stage', make: parameter('/tw/stage', 'String') },
  { id: '/tw/table', make: parameter('/tw/table', 'String') },
  { id: 'tw-forever', make: group('tw-forever', { key: KEY }), flagged: ['logs-kept-forever'] },
  { id: 'tw-week', make: group('tw-week', { days: 7, key: KEY }) },
  { id: 'tw-plain-week', make: group('tw-plain-week', { days: 7 }), flagged: ['logs-default-key'] },
  { id: 'tw-recovers', make: table('tw-recovers', { recovers: true }), flagged: ['table-default-key'] },
  { id: 'tw-keyed', make: table('tw-keyed', { key: KEY }), flagged: ['table-no-recovery'] },
  { id: 'tw-both', make: table('tw-both', { key: KEY, recovers: true }) },
];

/** Buses and archives. */
const EVENTS: readonly ServiceRow[] = [
  { id: 'tw-bus-open', make: bus('tw-bus-open', { key: KEY, open: true }), flagged: ['bus-public'] },
  { id: 'tw-bus-plain', make: bus('tw-bus-plain'), flagged: ['bus-default-key'] },
  { id: 'tw-bus-keyed', make: bus('tw-bus-keyed', { key: KEY }) },
  { id: 'tw-year', make: archive('tw-year', 365), flagged: ['archive-default-key'] },
  { id: 'tw-endless', make: archive('tw-endless', 0), flagged: ['archive-default-key', 'archive-kept-forever'] },
];

/** What passes one role to functions of its own making. */
const passing = (name: string) => ({
  Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
  Resource: [`arn:aws:iam::${ACCOUNT}:role/${name}`, `arn:aws:lambda:${REGION}:${ACCOUNT}:function:made-*`],
});

/** Roles and builds. */
const PRIVILEGES: readonly ServiceRow[] = [
  { id: 'tw-get', make: role('tw-get', { inline: { Action: 'dynamodb:GetItem', Resource: orders } }) },
  { id: 'tw-every', make: role('tw-every', { inline: { Action: 'dynamodb:*', Resource: orders } }), flagged: ['role-wildcard-action'] },
  {
    id: 'tw-any-table',
    make: role('tw-any-table', { inline: { Action: 'dynamodb:DeleteItem', Resource: '*' } }),
    flagged: ['role-wildcard-resource'],
  },
  {
    id: 'tw-one-key',
    make: role('tw-one-key', { inline: { Action: 'kms:Decrypt', Resource: `arn:aws:kms:${REGION}:${ACCOUNT}:key/a1b2` } }),
  },
  {
    id: 'tw-any-key',
    make: role('tw-any-key', { inline: { Action: 'kms:Decrypt', Resource: '*' } }),
    flagged: ['role-decrypts-everything'],
  },
  {
    id: 'tw-passes',
    make: role('tw-passes', { inline: { Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' } }),
    flagged: ['role-escalates', 'role-wildcard-resource'],
  },
  { id: 'tw-passes-admin', make: role('tw-passes-admin', { inline: passing('r-admin') }), flagged: ['role-escalates'] },
  { id: 'tw-passes-reader', make: role('tw-passes-reader', { inline: passing('tw-get') }) },
  { id: 'tw-anyone', make: role('tw-anyone', { trust: { AWS: '*' } }), flagged: ['role-trusts-anyone'] },
  { id: 'tw-reads-all', make: role('tw-reads-all', { inline: { Action: 's3:Get*', Resource: 'arn:aws:s3:::tw-own/*' } }) },
  { id: 'tw-denied', make: role('tw-denied', { inline: { Effect: 'Deny', Action: '*', Resource: '*' } }) },
  { id: 'tw-account', make: role('tw-account', { trust: own }) },
  { id: 'tw-privileged', make: project('tw-privileged', { privileged: true }), flagged: ['codebuild-privileged'] },
  { id: 'tw-build', make: project('tw-build') },
];

/** Resources that differ from others of the account in the one thing that decides about them. */
export const TWINS: readonly ServiceRow[] = [...BUCKETS, ...KEPT, ...EVENTS, ...PRIVILEGES];
