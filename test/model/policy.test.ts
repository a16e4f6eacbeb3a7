// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and what users write
import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/model/policy.ts';
import { ACCOUNT_ID, allow, deny, denyWhen, FOREIGN, OWN, parameter, QUEUE, resource, unknownText, verdict, when } from './policy-cases.ts';

type Row = readonly [title: string, statement: unknown, answer: string, question?: Partial<Question>];
const table = (name: string, rows: readonly Row[]) =>
  describe(name, () => {
    test.each(rows.map(([title, ...rest]) => ({ title, rest })))('$title', ({ rest: [statement, answer, question] }) => {
      expect(verdict(statement, question)).toBe(answer);
    });
  });

const ARN = `arn:aws:sns:us-east-1:${OWN}:news`;
const ROLE = `arn:aws:iam::${FOREIGN}:role/app`;
const service = (name: string, condition?: unknown) =>
  allow({ Principal: { Service: name }, ...(condition ? { Condition: condition } : {}) });

table('principals', [
  ['everyone', allow(), 'anyone'],
  ['everyone, as AWS', allow({ Principal: { AWS: '*' } }), 'anyone'],
  ['everyone, in a list', allow({ Principal: { AWS: [OWN, '*'] } }), 'anyone'],
  ['everyone, as a statement that is no list', [allow()], 'anyone'],
  ['the own account', allow({ Principal: { AWS: `arn:aws:iam::${OWN}:root` } }), 'nobody'],
  ['the own account by its number', allow({ Principal: { AWS: OWN } }), 'nobody'],
  ['a role of the own template', allow({ Principal: { AWS: resource('Role') } }), 'nobody'],
  ['AWS::AccountId', allow({ Principal: { AWS: unknownText('arn:aws:iam::', ACCOUNT_ID, ':root') } }), 'nobody'],
  ['AWS::AccountId alone', allow({ Principal: { AWS: unknownText(ACCOUNT_ID) } }), 'nobody'],
  ['another account', allow({ Principal: { AWS: `arn:aws:iam::${FOREIGN}:root` } }), `account ${FOREIGN}`],
  ['another account by its number', allow({ Principal: { AWS: FOREIGN } }), `account ${FOREIGN}`],
  ['another account by an unquoted number', allow({ Principal: { AWS: Number(FOREIGN) } }), `account ${FOREIGN}`],
  ['another account in China', allow({ Principal: { AWS: `arn:aws-cn:iam::${FOREIGN}:root` } }), `account ${FOREIGN}`],
  ['another account in GovCloud', allow({ Principal: { AWS: `arn:aws-us-gov:iam::${FOREIGN}:root` } }), `account ${FOREIGN}`],
  ['a role of another account', allow({ Principal: { AWS: ROLE } }), `account ${FOREIGN}`],
  ['a session of another account', allow({ Principal: { AWS: `arn:aws:sts::${FOREIGN}:assumed-role/app/x` } }), `account ${FOREIGN}`],
  ['a trusted account', allow({ Principal: { AWS: FOREIGN } }), `account ${FOREIGN} trusted`, { trustedAccounts: [FOREIGN] }],
  ['a deleted role', allow({ Principal: { AWS: 'AROAEXAMPLEEXAMPLE123' } }), 'nobody'],
  ['every account, as AWS refuses it', allow({ Principal: { AWS: 'arn:aws:iam::*:root' } }), 'anyone low'],
  ['a role of every account', allow({ Principal: { AWS: 'arn:aws:iam::*:role/x' } }), 'anyone low'],
  ['NotPrincipal', allow({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OWN}:root` } }), 'anyone'],
  ['NotPrincipal of everyone', allow({ Principal: undefined, NotPrincipal: '*' }), 'nobody'],
  ['a bare service', service('sns.amazonaws.com'), 'sns.amazonaws.com none'],
  ['a service of amazon.com', service('alexa-appkit.amazon.com'), 'alexa-appkit.amazon.com none'],
  [
    'two services',
    allow({ Principal: { Service: ['sns.amazonaws.com', 's3.amazonaws.com'] } }),
    's3.amazonaws.com none, sns.amazonaws.com none',
  ],
  [
    'an account and a service',
    allow({ Principal: { AWS: FOREIGN, Service: 'sns.amazonaws.com' } }),
    `account ${FOREIGN}, sns.amazonaws.com none`,
  ],
  ['not a principal', allow({ Principal: { AWS: 'me' } }), 'unknown account'],
  ['a kind of principal that there is not', allow({ Principal: { Account: OWN } }), 'unknown anyone'],
  ['no principal at all', allow({ Principal: undefined }), 'unknown anyone'],
  ['a statement of two principals', allow({ NotPrincipal: { AWS: OWN } }), 'unknown anyone'],
  ['an effect in lower case', allow({ Effect: 'allow' }), 'unknown anyone'],
]);

table('actions and resources', [
  ['every action', allow({ Action: '*' }), 'anyone'],
  ['every action of the service', allow({ Action: 'sqs:*' }), 'anyone'],
  ['in another case', allow({ Action: 'SQS:sendmessage' }), 'anyone'],
  ['with a question mark', allow({ Action: 'sqs:SendMessag?' }), 'anyone'],
  ['another service', allow({ Action: 'sns:Publish' }), 'nobody'],
  ['a list with another service', allow({ Action: ['sns:Publish', 'sqs:ReceiveMessage'] }), 'anyone'],
  ['NotAction of another', allow({ Action: undefined, NotAction: 'sqs:DeleteQueue' }), 'anyone'],
  ['NotAction of all', allow({ Action: undefined, NotAction: 'sqs:*' }), 'nobody'],
  ['an action that matters', allow(), 'anyone', { actions: ['sendmessage'] }],
  ['an action that does not matter', allow(), 'nobody', { actions: ['receivemessage'] }],
  ['a resource of another service', allow({ Resource: ARN }), 'nobody'],
  ['a resource with wildcards', allow({ Resource: 'arn:aws:sqs:*:*:*' }), 'anyone'],
  ['another queue of the template', allow({ Resource: resource('Other') }), 'nobody', { resource: { id: 'Orders' } }],
  ['this queue of the template', allow({ Resource: resource('Orders') }), 'anyone', { resource: { id: 'Orders' } }],
  ['an action that is not known', allow({ Action: parameter('Action') }), 'unknown anyone'],
]);

const ORG = 'o-abc1234567';
table('absent keys', [
  ['an organization', when('StringEquals', 'aws:PrincipalOrgID', ORG), `organization ${ORG}`],
  [
    'a trusted organization',
    when('StringEquals', 'aws:PrincipalOrgID', ORG),
    `organization ${ORG} trusted`,
    { trustedOrganizations: [ORG] },
  ],
  ['an organization, key in another case', when('stringequals', 'AWS:principalorgid', ORG), `organization ${ORG}`],
  ['an organization, whatever the case', when('StringEqualsIgnoreCase', 'aws:PrincipalOrgID', ORG), `organization ${ORG}`],
  ['an organization by path', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${ORG}/r-1/*`), `organization ${ORG}`],
  [
    'a path, where IfExists changes nothing',
    when('ForAnyValue:StringLikeIfExists', 'aws:PrincipalOrgPaths', `${ORG}/*`),
    `organization ${ORG}`,
  ],
  ['an organization if there is one', when('StringEqualsIfExists', 'aws:PrincipalOrgID', ORG), 'anyone'],
  ['all of its organizations', when('ForAllValues:StringEquals', 'aws:PrincipalOrgID', ORG), 'anyone'],
  ['not in any path of an organization', when('ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', 'o-*/r-*/*'), 'nobody'],
  ['not an organization', when('StringNotEquals', 'aws:PrincipalOrgID', ORG), 'anyone'],
  ['any organization', when('StringLike', 'aws:PrincipalOrgID', 'o-*'), 'anyone'],
  ['in an organization', when('Null', 'aws:PrincipalOrgID', false), 'anyone'],
  ['an operator that YAML calls null', when('null', 'aws:PrincipalOrgID', 'true'), 'anyone'],
  ['Deny outside of the organization', [allow(), denyWhen('StringNotEquals', 'aws:PrincipalOrgID', ORG)], `organization ${ORG}`],
  [
    'Deny outside of it, by a leaking path',
    [allow(), denyWhen('ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', `${ORG}/*`)],
    'anyone',
  ],
  [
    'Deny outside of it, by all paths',
    [allow(), denyWhen('ForAllValues:StringNotLike', 'aws:PrincipalOrgPaths', `${ORG}/*`)],
    `organization ${ORG}`,
  ],
  [
    'Deny, only where the key is there',
    [allow(), denyWhen('StringNotEquals', 'aws:PrincipalOrgID', ORG, { Principal: { AWS: OWN } })],
    'anyone',
  ],
]);

const src = (operator: string, value: unknown) => when(operator, 'aws:SourceArn', value);
table('source keys', [
  ['everyone from an own source', src('ArnLike', ARN), '* tied'],
  ['everyone from an own source, exactly', src('StringEquals', ARN), '* tied'],
  ['everyone from the own account', when('StringEquals', 'AWS:SourceAccount', OWN), '* tied'],
  ['everyone from a topic of the template', src('ArnEquals', resource('Topic', 'TopicArn')), '* tied'],
  ['everyone from any source', src('StringLike', '*'), 'anyone'],
  ['everyone from any source, as an ARN', src('ArnLike', '*'), 'anyone medium'],
  ['everyone from any topic', src('ArnLike', 'arn:aws:sns:*:*:*'), 'anyone'],
  ['everyone from own sources if there is one', when('ArnLikeIfExists', 'aws:SourceArn', ARN), 'anyone'],
  ['an asterisk that is none', src('StringEquals', '*'), 'nobody'],
  ['one open value among others', src('StringLike', [ARN, '*']), 'anyone'],
  ['everyone from another account', src('ArnLike', `arn:aws:sns:us-east-1:${FOREIGN}:news`), `* foreign ${FOREIGN}`],
  ['SNS: the owner', when('StringEquals', 'AWS:SourceOwner', OWN), '* tied'],
  ['SNS: any owner', when('StringLike', 'AWS:SourceOwner', '*'), 'anyone'],
  ['a service from an own source', service('sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': ARN } }), 'sns.amazonaws.com tied'],
  [
    'a service if it is from an own source',
    service('sns.amazonaws.com', { ArnLikeIfExists: { 'aws:SourceArn': ARN } }),
    'sns.amazonaws.com tied',
  ],
  ['a service from any source', service('sns.amazonaws.com', { StringLike: { 'aws:SourceArn': '*' } }), 'sns.amazonaws.com none'],
  [
    'a service from a topic of any account',
    service('sns.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:news' } }),
    'sns.amazonaws.com none',
  ],
  [
    'a service from another account',
    service('sns.amazonaws.com', { StringEquals: { 'aws:SourceAccount': FOREIGN } }),
    `sns.amazonaws.com foreign ${FOREIGN}`,
  ],
  [
    'a service from the own organization',
    service('sns.amazonaws.com', { StringEquals: { 'aws:SourceOrgID': ORG } }),
    'sns.amazonaws.com tied',
  ],
  ['… if it has one', service('sns.amazonaws.com', { StringEqualsIfExists: { 'aws:SourceOrgID': ORG } }), 'sns.amazonaws.com none'],
  [
    '… by its paths',
    service('sns.amazonaws.com', { 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': `${ORG}/*` } }),
    'sns.amazonaws.com tied',
  ],
  ['a service in an organization of callers', service('sns.amazonaws.com', { StringEquals: { 'aws:PrincipalOrgID': ORG } }), 'nobody'],
  ['a service under a TLS condition', service('sns.amazonaws.com', { Bool: { 'aws:SecureTransport': true } }), 'sns.amazonaws.com none'],
  [
    'S3 for a bucket by name',
    service('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' } }),
    's3.amazonaws.com account-missing',
  ],
  [
    'S3 for a bucket of the template',
    service('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': resource('Photos') } }),
    's3.amazonaws.com account-missing',
  ],
  ['S3 for any bucket', service('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }), 's3.amazonaws.com none'],
  ['S3 for an account', service('s3.amazonaws.com', { StringEquals: { 'aws:SourceAccount': OWN } }), 's3.amazonaws.com tied'],
  [
    'S3 for a bucket and an account',
    service('s3.amazonaws.com', {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:photos' },
      StringEquals: { 'aws:SourceAccount': unknownText(ACCOUNT_ID) },
    }),
    's3.amazonaws.com tied',
  ],
  ['everyone for a bucket by name', src('ArnLike', 'arn:aws:s3:*:*:photos'), 's3.amazonaws.com account-missing'],
  [
    'an API of the own account',
    service('apigateway.amazonaws.com', {
      ArnLike: {
        'aws:SourceArn': unknownText(
          'arn:aws:execute-api:',
          { pseudo: 'AWS::Region' },
          ':',
          ACCOUNT_ID,
          ':',
          { expression: '!Ref Api' },
          '/*',
        ),
      },
    }),
    'apigateway.amazonaws.com tied',
  ],
  [
    'a source that is not known',
    service('events.amazonaws.com', { ArnLike: { 'aws:SourceArn': parameter('RuleArn') } }),
    'unknown service',
  ],
  [
    'an account that is not known',
    service('events.amazonaws.com', { StringEquals: { 'aws:SourceAccount': parameter('Account') } }),
    'events.amazonaws.com tied',
  ],
  ['a service that is not known', allow({ Principal: { Service: parameter('Service') } }), 'unknown service'],
  ['any source, but no stranger by a Deny', [src('StringLike', '*'), denyWhen('StringNotEquals', 'aws:SourceAccount', OWN)], '* tied'],
]);

table('conditions that restrict nobody', [
  ['a user agent', when('StringLike', 'aws:UserAgent', 'app/*'), 'anyone'],
  ['a referer', when('StringEquals', 'aws:Referer', 'https://example.com'), 'anyone'],
  ['no user agent at all', when('Null', 'aws:UserAgent', true), 'nobody'],
  ['TLS', when('Bool', 'aws:SecureTransport', 'true'), 'anyone'],
  ['a region', when('StringEquals', 'aws:RequestedRegion', 'eu-central-1'), 'anyone'],
  ['a date in the past', when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'), 'anyone'],
  ['until a date in the future', when('DateLessThan', 'aws:CurrentTime', '2099-01-01T00:00:00Z'), 'anyone'],
  ['until a date in the past', when('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z'), 'nobody'],
  ['from a date in the future', when('DateGreaterThan', 'aws:CurrentTime', '2099-01-01T00:00:00Z'), 'anyone low'],
  ['until an epoch in the past', when('NumericLessThan', 'aws:EpochTime', 1_500_000_000), 'nobody'],
  ['a user name', when('StringLike', 'aws:username', 'bob'), 'anyone'],
  ['a tag of the principal', when('StringEquals', 'aws:PrincipalTag/team', 'a'), 'anyone'],
  ['a type of principal', when('StringEquals', 'aws:PrincipalType', 'User'), 'anyone'],
  ['a second factor', when('Bool', 'aws:MultiFactorAuthPresent', true), 'anyone'],
  ['a recent second factor', when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600'), 'anyone'],
  ['a role of any account', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/admin'), 'anyone'],
  ['a role of any account, as text', when('StringLike', 'aws:PrincipalArn', '*:role/admin'), 'anyone'],
  ['any endpoint', when('StringLike', 'aws:SourceVpce', 'vpce-*'), 'anyone'],
  ['some endpoint', when('Null', 'aws:SourceVpce', 'false'), 'anyone'],
  ['private addresses of a VPC', when('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8'), 'anyone'],
  ['every address', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), 'anyone'],
  ['every address in halves', when('IpAddress', 'aws:SourceIp', ['0.0.0.0/1', '128.0.0.0/1']), 'anyone'],
  ['half of the addresses', when('IpAddress', 'aws:SourceIp', '128.0.0.0/1'), 'anyone'],
  ['every IPv6 address', when('IpAddress', 'aws:SourceIp', '::/0'), 'anyone'],
  ['not an address', when('NotIpAddress', 'aws:SourceIp', '203.0.113.7/32'), 'anyone'],
  ['an address if there is one', when('IpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24'), 'anyone'],
  ['the own resource account', when('StringEquals', 'aws:ResourceAccount', OWN), 'anyone'],
  ['the organization of the resource', when('StringEquals', 'aws:ResourceOrgID', ORG), 'anyone'],
  [
    'a protocol of SNS',
    when('StringEquals', 'sns:Protocol', 'https', { Action: 'sns:Subscribe', Resource: ARN }),
    'anyone',
    { service: 'sns' },
  ],
  [
    'KMS through a service',
    { ...when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'), Action: 'kms:Decrypt', Resource: '*' },
    'anyone',
    { service: 'kms' },
  ],
  ['a key of a service that nobody knows', when('StringEquals', 'sqs:Whatever', 'x'), 'anyone low'],
  ['called through a service', when('ForAnyValue:StringEquals', 'aws:CalledVia', 'athena.amazonaws.com'), 'anyone'],
  [
    'all conditions at once',
    allow({
      Condition: {
        Bool: { 'aws:SecureTransport': true },
        StringLike: { 'aws:UserAgent': '*' },
        IpAddress: { 'aws:SourceIp': '0.0.0.0/0' },
      },
    }),
    'anyone',
  ],
]);

table('conditions that restrict', [
  ['an office', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), 'nobody'],
  ['a public address', when('IpAddress', 'aws:SourceIp', '198.51.100.7'), 'nobody'],
  ['private addresses over the internet', when('IpAddress', 'aws:SourceIp', '10.0.0.0/8'), 'nobody'],
  ['an endpoint', when('StringEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0'), 'nobody'],
  ['a VPC', when('StringEquals', 'aws:SourceVpc', 'vpc-0123456789abcdef0'), 'nobody'],
  ['an account', when('StringEquals', 'aws:PrincipalAccount', FOREIGN), `account ${FOREIGN}`],
  ['the own account', when('StringEquals', 'aws:PrincipalAccount', OWN), 'nobody'],
  ['a role', when('ArnEquals', 'aws:PrincipalArn', ROLE), `account ${FOREIGN} conditioned`],
  ['an own role', when('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:role/*`), 'nobody'],
  ['one user id', when('StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLE123:*'), 'nobody'],
  [
    'the caller of KMS',
    { ...when('StringEquals', 'kms:CallerAccount', OWN), Action: 'kms:*', Resource: '*' },
    '* tied',
    { service: 'kms' },
  ],
  [
    'both an agent and an office',
    allow({ Condition: { StringLike: { 'aws:UserAgent': '*' }, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    'nobody',
  ],
  [
    'another account from an office',
    allow({ Principal: { AWS: FOREIGN }, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }),
    `account ${FOREIGN} conditioned`,
  ],
  [
    'another account over TLS',
    allow({ Principal: { AWS: FOREIGN }, Condition: { Bool: { 'aws:SecureTransport': true } } }),
    `account ${FOREIGN}`,
  ],
  [
    'another account of the own organization',
    allow({ Principal: { AWS: FOREIGN }, Condition: { StringEquals: { 'aws:PrincipalOrgID': ORG } } }),
    `account ${FOREIGN} conditioned`,
  ],
  ['a policy variable for the own account', when('StringEquals', 'aws:ResourceAccount', '${aws:PrincipalAccount}'), 'nobody'],
  [
    'a policy variable for the own organization',
    when('StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}'),
    'organization aws:ResourceOrgID trusted',
  ],
  ['values of a list that is empty', when('StringEquals', 'aws:UserAgent', []), 'nobody'],
  [
    'an endpoint where there is one, on a private API',
    { ...when('StringEqualsIfExists', 'aws:SourceVpce', 'vpce-1'), Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
    'nobody',
    { service: 'execute-api', onlyThroughEndpoint: true },
  ],
  [
    'a private API for everyone',
    allow({ Action: 'execute-api:Invoke', Resource: '*' }),
    'anyone',
    { service: 'execute-api', onlyThroughEndpoint: true },
  ],
]);

table('Deny', [
  ['of everything', [allow(), deny()], 'nobody'],
  ['of everything to its own account', [allow(), deny({ Principal: { AWS: OWN } })], 'anyone'],
  ['of another action', [allow(), deny({ Action: 'sqs:ReceiveMessage' })], 'anyone'],
  ['of one of two actions', [allow({ Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'] }), deny({ Action: 'sqs:SendMessage' })], 'anyone'],
  [
    'of both actions',
    [allow({ Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'] }), deny({ Action: 'sqs:SendMessage' }), deny({ Action: 'sqs:Receive*' })],
    'nobody',
  ],
  ['of the only action of a pattern', [allow({ Action: 'sqs:Send*' }), deny({ Action: 'sqs:SendMessage' })], 'nobody'],
  ['of all actions but those granted', [allow(), deny({ Action: undefined, NotAction: 'sqs:SendMessage' })], 'anyone'],
  ['without TLS', [allow(), denyWhen('Bool', 'aws:SecureTransport', 'false')], 'anyone'],
  ['with TLS', [allow(), denyWhen('Bool', 'aws:SecureTransport', 'true')], 'anyone'],
  ['with TLS and without', [allow(), denyWhen('Bool', 'aws:SecureTransport', ['true', 'false'])], 'nobody'],
  ['inside of the organization', [allow(), denyWhen('StringEquals', 'aws:PrincipalOrgID', ORG)], 'anyone'],
  ['from an address', [allow(), denyWhen('IpAddress', 'aws:SourceIp', '203.0.113.7')], 'anyone'],
  ['from outside of the office', [allow(), denyWhen('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')], 'nobody'],
  [
    'from outside of the office, unless without address',
    [allow(), denyWhen('NotIpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24')],
    'nobody',
  ],
  [
    'from outside of the office, except through services',
    [allow(), deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } } })],
    'anyone',
  ],
  [
    'needing two conditions',
    [allow(), deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG }, Bool: { 'aws:SecureTransport': 'false' } } })],
    'anyone',
  ],
  [
    'two that leave a gap between them',
    [
      allow(),
      deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG }, StringEquals: { 'aws:UserAgent': 'a' } } }),
      denyWhen('StringEquals', 'aws:UserAgent', 'b'),
    ],
    'anyone',
  ],
  [
    'two that leave none',
    [
      allow(),
      deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG }, StringEquals: { 'aws:UserAgent': 'a' } } }),
      denyWhen('StringNotEquals', 'aws:UserAgent', 'a'),
    ],
    `organization ${ORG}`,
  ],
  [
    'exempting services',
    [
      allow(),
      deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': ORG }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }),
    ],
    'anyone',
  ],
  ['of all but an own principal', [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OWN}:root` } })], 'nobody'],
  ['of all but another account', [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: FOREIGN } })], `account ${FOREIGN}`],
  [
    'of all but an account by condition',
    [allow(), denyWhen('StringNotEquals', 'aws:PrincipalAccount', [OWN, FOREIGN])],
    `account ${FOREIGN}`,
  ],
  [
    'of all but an account, to members of no organization that there can be',
    [when('ForAnyValue:StringNotLike', 'aws:PrincipalOrgID', ['o-*']), denyWhen('StringNotEquals', 'aws:PrincipalAccount', [OWN, FOREIGN])],
    'nobody',
  ],
  [
    'of all but a service, which anybody can have call',
    [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OWN}:root`, Service: 'sns.amazonaws.com' } })],
    'anyone',
  ],
  ['of all but own roles', [allow(), denyWhen('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:role/*`)], 'nobody'],
  ['of a role to everyone', [allow(), denyWhen('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*')], 'anyone'],
  ['of another resource', [allow(), deny({ Resource: `${QUEUE}-other` })], 'anyone'],
  [
    'of another queue, by the name of this one',
    [allow({ Resource: '*' }), deny({ Resource: `${QUEUE}-other` })],
    'anyone',
    { resource: { name: 'orders' } },
  ],
  ['of this queue, by its name', [allow({ Resource: '*' }), deny({ Resource: QUEUE })], 'nobody', { resource: { name: 'orders' } }],
  ['by a pattern that is no ARN', [allow(), denyWhen('ArnLike', 'aws:PrincipalArn', '*')], 'anyone'],
  [
    'by a pattern that is no ARN, of accounts',
    [allow(), deny({ Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:*` } } })],
    'nobody',
  ],
  ['of this resource by reference', [allow(), deny({ Resource: resource('Queue') })], 'nobody'],
  ['of another account named', [allow({ Principal: { AWS: [FOREIGN, OWN] } }), deny({ Principal: { AWS: FOREIGN } })], 'nobody'],
  ['of one role of another account', [allow({ Principal: { AWS: FOREIGN } }), deny({ Principal: { AWS: ROLE } })], `account ${FOREIGN}`],
  [
    'of services from elsewhere',
    [service('sns.amazonaws.com'), denyWhen('StringNotEquals', 'aws:SourceAccount', OWN)],
    'sns.amazonaws.com tied',
  ],
  [
    'of the bucket, not of its objects',
    [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b' },
    ],
    'anyone',
    { service: 's3' },
  ],
  [
    'of the objects',
    [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
    ],
    'nobody',
    { service: 's3' },
  ],
  [
    'of a part of the objects',
    [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/private/*' },
    ],
    'anyone',
    { service: 's3' },
  ],
]);

table('what is not known', [
  ['whom it names', allow({ Principal: { AWS: parameter('Who') } }), 'unknown anyone'],
  ['whom it names at all', allow({ Principal: parameter('Who') }), 'unknown anyone'],
  [
    'whom it names, under a condition that closes',
    when('StringEquals', 'aws:PrincipalAccount', OWN, { Principal: { AWS: parameter('Who') } }),
    'unknown account',
  ],
  ['which account', allow({ Principal: { AWS: unknownText('arn:aws:iam::', { expression: '!Ref Other' }, ':root') } }), 'unknown account'],
  ['beside everyone', allow({ Principal: { AWS: [parameter('Who'), '*'] } }), 'anyone'],
  ['an open value beside it', src('StringLike', [parameter('Arn'), '*']), 'anyone'],
  ['a condition that may be open', src('StringLike', parameter('Arn')), 'unknown anyone'],
  ['an exact organization', when('StringEquals', 'aws:PrincipalOrgID', parameter('Org')), 'organization ${!Ref Org}'],
  ['an organization that may be any', when('StringLike', 'aws:PrincipalOrgID', parameter('Org')), 'unknown anyone'],
  ['addresses', when('IpAddress', 'aws:SourceIp', parameter('Cidr')), 'unknown anyone'],
  ['a single address', when('IpAddress', 'aws:SourceIp', unknownText({ expression: '!Ref Ip' }, '/32')), 'nobody'],
  ['what the caller chooses anyway', when('StringEquals', 'aws:UserAgent', parameter('Agent')), 'anyone'],
  [
    'under a condition that closes',
    allow({ Condition: { StringEquals: { 'aws:PrincipalAccount': OWN }, StringLike: { 'aws:SourceVpce': parameter('Vpce') } } }),
    'nobody',
  ],
  ['all of the conditions', allow({ Condition: parameter('Condition') }), 'unknown anyone'],
  ['the addresses of a Deny', [allow(), denyWhen('NotIpAddress', 'aws:SourceIp', parameter('Cidr'))], 'unknown anyone'],
  [
    'the organization of a Deny',
    [allow(), denyWhen('StringNotEquals', 'aws:PrincipalOrgID', parameter('Org'))],
    'organization ${!Ref Org}',
  ],
  [
    'a Deny of something else',
    [allow(), denyWhen('NotIpAddress', 'aws:SourceIp', parameter('Cidr'), { Action: 'sqs:ReceiveMessage' })],
    'anyone',
  ],
  ['a statement', [allow(), parameter('Statement')], 'unknown anyone'],
  ['a malformed statement', [allow(), { Effect: 'Deny' }], 'anyone, unknown anyone'],
  ['an operator that there is not', when('StringMatches', 'aws:PrincipalOrgID', ORG), 'unknown anyone'],
  ['an account by condition', when('StringEquals', 'aws:PrincipalAccount', parameter('Account')), 'unknown account'],
]);

const role = (principal: unknown, condition?: unknown) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(condition ? { Condition: condition } : {}),
});
const GITHUB = { Federated: `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com` };
const sub = (operator: string, value: unknown) =>
  role(GITHUB, {
    [operator]: { 'token.actions.githubusercontent.com:sub': value, 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
  });
table('roles', [
  [
    'GitHub without a subject',
    role(GITHUB, { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }),
    'anyone',
    { service: 'sts' },
  ],
  ['GitHub with a repository', sub('StringLike', 'repo:our-org/app:*'), 'nobody', { service: 'sts' }],
  ['GitHub with an owner', sub('StringLike', 'repo:our-org/*'), 'nobody', { service: 'sts' }],
  ['GitHub with half an owner', sub('StringLike', 'repo:our-org*'), 'anyone', { service: 'sts' }],
  ['GitHub with any repository', sub('StringLike', 'repo:*'), 'anyone', { service: 'sts' }],
  ['Cognito without an audience', role({ Federated: 'cognito-identity.amazonaws.com' }), 'anyone', { service: 'sts' }],
  [
    'Cognito with an audience',
    role({ Federated: 'cognito-identity.amazonaws.com' }, { StringEquals: { 'cognito-identity.amazonaws.com:aud': parameter('Pool') } }),
    'nobody',
    { service: 'sts' },
  ],
  ['a provider of one’s own', role({ Federated: `arn:aws:iam::${OWN}:saml-provider/okta` }), 'nobody', { service: 'sts' }],
]);
