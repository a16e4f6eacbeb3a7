import { ACCOUNT, fn, httpApi, key, policy, queue, REGION, type Row, restApi, topic } from './account-resources.ts';

/** A credential that no report may hold. */
export const SECRET = 'Zk7mQ2xW9v4BpL3nT8cR';
const OTHER = '999988887777';
const own = { Sid: 'root', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*' };
const send = (more: object) => policy({ Action: 'sqs:SendMessage', ...more });
const publish = (more: object) => policy({ Action: 'sns:Publish', ...more });
const invoke = { Action: 'lambda:InvokeFunction' };
const rule = `arn:aws:events:${REGION}:${ACCOUNT}:rule/nightly`;

/** Functions: runtimes, environments, who may call them. What `EVERY_FUNCTION` adds is not repeated. */
const FUNCTIONS: readonly Row[] = [
  { id: 'fn-node16', make: fn('fn-node16', { runtime: 'nodejs16.x' }), flagged: ['lambda-deprecated-runtime'] },
  { id: 'fn-python38', make: fn('fn-python38', { runtime: 'python3.8' }), flagged: ['lambda-deprecated-runtime'] },
  { id: 'fn-al2', make: fn('fn-al2', { runtime: 'provided.al2' }), flagged: ['lambda-deprecated-runtime'] },
  { id: 'fn-node22', make: fn('fn-node22', { runtime: 'nodejs22.x' }), flagged: ['lambda-runtime-ending'] },
  { id: 'fn-ruby33', make: fn('fn-ruby33', { runtime: 'ruby3.3' }), flagged: ['lambda-runtime-ending'] },
  { id: 'fn-node24', make: fn('fn-node24', { runtime: 'nodejs24.x' }) },
  { id: 'fn-python314', make: fn('fn-python314', { runtime: 'python3.14' }) },
  { id: 'fn-java21', make: fn('fn-java21', { runtime: 'java21' }) },
  {
    id: 'fn-image',
    make: fn('fn-image', { image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/app:1` }),
    flagged: ['lambda-image-unpinned'],
  },
  { id: 'fn-pinned', make: fn('fn-pinned', { image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/app@sha256:${'0a'.repeat(32)}` }) },
  { id: 'fn-token', make: fn('fn-token', { env: { API_TOKEN: SECRET } }), flagged: ['secret-in-environment'] },
  { id: 'fn-names', make: fn('fn-names', { env: { DB_PASSWORD_PARAMETER: '/prod/db/password', SECRET_NAME: 'prod/db', STAGE: 'prod' } }) },
  { id: 'fn-open', make: fn('fn-open', { permissions: [{ ...invoke, Principal: '*' }] }), flagged: ['lambda-public'] },
  {
    id: 'fn-open-alias',
    make: fn('fn-open-alias', { alias: 'live', permissions: [{ ...invoke, Principal: '*', Qualifier: 'live' }] }),
    flagged: ['lambda-public'],
  },
  {
    id: 'fn-open-version',
    make: fn('fn-open-version', { alias: 'live', permissions: [{ ...invoke, Principal: '*', Qualifier: '1' }] }),
    flagged: ['lambda-public'],
  },
  {
    id: 'fn-bucket',
    make: fn('fn-bucket', { permissions: [{ ...invoke, Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::uploads' }] }),
    flagged: ['async-failures-lost', 'lambda-confused-deputy'],
  },
  {
    id: 'fn-events',
    make: fn('fn-events', { permissions: [{ ...invoke, Principal: 'events.amazonaws.com' }] }),
    flagged: ['async-failures-lost', 'lambda-confused-deputy'],
  },
  {
    id: 'fn-rule',
    make: fn('fn-rule', { permissions: [{ ...invoke, Principal: 'events.amazonaws.com', SourceArn: rule }] }),
    flagged: ['async-failures-lost'],
  },
  {
    id: 'fn-own-bucket',
    make: fn('fn-own-bucket', {
      permissions: [{ ...invoke, Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::uploads', SourceAccount: ACCOUNT }],
    }),
    flagged: ['async-failures-lost'],
  },
  { id: 'fn-signed', make: fn('fn-signed', { signing: `arn:aws:lambda:${REGION}:${ACCOUNT}:code-signing-config:csc-0123456789abcdef0` }) },
  {
    id: 'fn-url',
    make: fn('fn-url', { url: 'NONE', permissions: [{ Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' }] }),
    flagged: ['lambda-url-no-auth'],
  },
  {
    id: 'fn-url-iam',
    make: fn('fn-url-iam', {
      url: 'AWS_IAM',
      permissions: [{ Action: 'lambda:InvokeFunctionUrl', Principal: ACCOUNT, FunctionUrlAuthType: 'AWS_IAM' }],
    }),
  },
  { id: 'fn-own', make: fn('fn-own', { permissions: [{ ...invoke, Principal: ACCOUNT }] }) },
];

/** Queues: encryption, and who may use them. */
const QUEUES: readonly Row[] = [
  { id: 'q-default', make: queue('q-default', {}) },
  { id: 'q-kms', make: queue('q-kms', { KmsMasterKeyId: 'alias/aws/sqs' }) },
  { id: 'q-plain', make: queue('q-plain', { SqsManagedSseEnabled: 'false' }), flagged: ['queue-unencrypted'] },
  { id: 'q-long', make: queue('q-long', { MessageRetentionPeriod: '1209600' }), flagged: ['messages-kept-long'] },
  // What queues and subscriptions could not deliver waits for somebody who looks.
  { id: 'q-letters', make: queue('q-letters', { MessageRetentionPeriod: '1209600' }) },
  { id: 'q-dead', make: queue('q-dead', { MessageRetentionPeriod: '1209600' }), flagged: ['queue-open-redrive'] },
  {
    id: 'q-retried',
    make: queue('q-retried', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:q-dead`, maxReceiveCount: 3 }),
    }),
  },
  { id: 'q-open', make: queue('q-open', { Policy: send({ Principal: '*' }) }), flagged: ['queue-public'] },
  {
    id: 'q-open-arn',
    make: queue('q-open-arn', { Policy: send({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': '*' } } }) }),
    flagged: ['queue-public'],
  },
  {
    id: 'q-not-principal',
    make: queue('q-not-principal', { Policy: send({ NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` } }) }),
    flagged: ['queue-public'],
  },
  { id: 'q-source', make: queue('q-source', { Policy: send({ Principal: '*', Condition: { ArnEquals: { 'aws:SourceArn': rule } } }) }) },
  {
    id: 'q-org',
    make: queue('q-org', {
      Policy: send({ Principal: '*', Condition: { StringEqualsIgnoreCase: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }),
    }),
  },
  {
    id: 'q-denied-outside',
    make: queue('q-denied-outside', {
      Policy: policy(
        { Action: 'sqs:SendMessage', Principal: '*' },
        { Effect: 'Deny', Action: '*', Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } },
      ),
    }),
  },
  { id: 'q-own', make: queue('q-own', { Policy: send({ Principal: { AWS: ACCOUNT } }) }) },
];

/** Topics. */
const TOPICS: readonly Row[] = [
  { id: 't-default', make: topic('t-default', {}), flagged: ['topic-unencrypted'] },
  { id: 't-kms', make: topic('t-kms', { KmsMasterKeyId: 'alias/aws/sns' }) },
  {
    id: 't-delivers',
    make: topic(
      't-delivers',
      { KmsMasterKeyId: 'alias/aws/sns' },
      { queue: `arn:aws:sqs:${REGION}:${ACCOUNT}:q-default`, failed: `arn:aws:sqs:${REGION}:${ACCOUNT}:q-letters` },
    ),
  },
  {
    id: 't-open',
    make: topic('t-open', { KmsMasterKeyId: 'alias/aws/sns', Policy: publish({ Principal: '*' }) }),
    flagged: ['topic-public'],
  },
  {
    id: 't-open-aws',
    make: topic('t-open-aws', { KmsMasterKeyId: 'alias/aws/sns', Policy: publish({ Principal: { AWS: '*' } }) }),
    flagged: ['topic-public'],
  },
  {
    id: 't-second-open',
    make: topic('t-second-open', {
      KmsMasterKeyId: 'alias/aws/sns',
      Policy: policy(
        { Action: 'sns:Publish', Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': rule } } },
        { Action: 'sns:Subscribe', Principal: '*' },
      ),
    }),
    flagged: ['topic-public'],
  },
  {
    id: 't-source',
    make: topic('t-source', {
      KmsMasterKeyId: 'alias/aws/sns',
      Policy: publish({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': rule } } }),
    }),
  },
  {
    id: 't-one-statement',
    make: topic('t-one-statement', {
      KmsMasterKeyId: 'alias/aws/sns',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' },
      }),
    }),
    flagged: ['topic-public'],
  },
];

/** Keys. */
const KEYS: readonly Row[] = [
  // The services of account-services.ts are encrypted with it.
  { id: 'alias/rotated', make: key('alias/rotated', { rotates: true }), flagged: ['key-shared'] },
  { id: 'alias/still', make: key('alias/still', {}), flagged: ['key-rotation-off'] },
  { id: 'alias/signing', make: key('alias/signing', { spec: 'RSA_2048' }) },
  { id: 'alias/imported', make: key('alias/imported', { imported: true }) },
  { id: 'alias/disabled', make: key('alias/disabled', { disabled: true }) },
  { id: 'alias/ending', make: key('alias/ending', { ending: true }) },
  {
    id: 'alias/open',
    make: key('alias/open', { rotates: true, policy: policy(own, { Principal: '*', Action: 'kms:Decrypt' }) }),
    flagged: ['key-public'],
  },
  {
    id: 'alias/caller',
    make: key('alias/caller', {
      rotates: true,
      policy: policy(own, { Principal: '*', Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT } } }),
    }),
  },
  {
    id: 'alias/open-still',
    make: key('alias/open-still', { policy: policy(own, { Principal: { AWS: '*' }, Action: 'kms:*' }) }),
    flagged: ['key-public', 'key-rotation-off'],
  },
];

/** REST APIs: `id` alone is the API, with a method and a path the method, with a name the authorizer. */
const REST_APIS: readonly Row[] = [
  {
    id: 'rest-mixed',
    make: restApi('rest-mixed', {
      methods: {
        'GET /': {},
        'POST /orders': { auth: 'AWS_IAM' },
        'OPTIONS /orders': {},
        'GET /partner': { key: true },
        'DELETE /orders': { auth: 'AWS_IAM', key: true },
      },
    }),
    flagged: [
      'api-route-no-auth rest-mixed GET /',
      'api-route-key-only rest-mixed GET /partner',
      'api-no-request-validation rest-mixed POST /orders',
    ],
  },
  {
    id: 'rest-authorized',
    make: restApi('rest-authorized', {
      authorizers: { 'uncached-authorizer': 0, 'idle-authorizer': 300 },
      methods: { 'ANY /all': { auth: 'CUSTOM', by: 'uncached-authorizer' } },
    }),
    flagged: ['authorizer-cache-disabled uncached-authorizer', 'authorizer-unused idle-authorizer'],
  },
  {
    id: 'rest-idle-but-open',
    make: restApi('rest-idle-but-open', { authorizers: { 'decoy-authorizer': 300 }, methods: { 'GET /open': {} } }),
    flagged: ['api-route-no-auth rest-idle-but-open GET /open', 'authorizer-unused decoy-authorizer'],
  },
  {
    id: 'rest-iam',
    make: restApi('rest-iam', { methods: { 'GET /': { auth: 'AWS_IAM' }, 'PUT /': { auth: 'AWS_IAM' } } }),
    flagged: ['api-no-request-validation rest-iam PUT /'],
  },
];

/** HTTP and WebSocket APIs. */
const HTTP_APIS: readonly Row[] = [
  {
    id: 'http-mixed',
    make: httpApi('http-mixed', {
      authorizers: ['jwt'],
      routes: { 'GET /': {}, 'POST /orders': { auth: 'JWT', by: 'jwt' }, 'GET /orders': { auth: 'AWS_IAM' } },
    }),
    flagged: ['api-route-no-auth http-mixed GET /', 'route-scopes-missing http-mixed POST /orders'],
  },
  { id: 'http-default', make: httpApi('http-default', { routes: { $default: {} } }), flagged: ['api-route-no-auth http-default $default'] },
  { id: 'http-iam', make: httpApi('http-iam', { routes: { 'ANY /{proxy+}': { auth: 'AWS_IAM' } } }) },
  {
    id: 'ws-open',
    make: httpApi('ws-open', { websocket: true, routes: { $connect: {}, order: {} } }),
    flagged: ['websocket-connect-no-auth ws-open $connect'],
  },
  { id: 'ws-iam', make: httpApi('ws-iam', { websocket: true, routes: { $connect: { auth: 'AWS_IAM' }, order: {} } }) },
];

/** All functions but those take code that nobody signed. */
const IMAGES = ['fn-image', 'fn-pinned'];
const SIGNED_OR_IMAGE = ['fn-signed', ...IMAGES];

const EVERY_FUNCTION = FUNCTIONS.map((row) => ({
  ...row,
  flagged: [
    ...(row.flagged ?? []),
    ...(SIGNED_OR_IMAGE.includes(row.id) ? [] : ['lambda-code-unsigned']),
    // None has a group for its logs yet.
    'logs-kept-forever',
    ...(['fn-token', 'fn-names'].includes(row.id) ? ['environment-default-key'] : []),
  ],
}));

/** The same rows with what all of them lack. */
const all = (rows: readonly Row[], ...checks: readonly string[]): readonly Row[] =>
  rows.map((row) => ({ ...row, flagged: [...(row.flagged ?? []), ...checks] }));

/** Every resource of the account, with its expected verdicts. */
export const TABLE: readonly Row[] = [
  ...EVERY_FUNCTION,
  ...all(QUEUES, 'queue-no-tls-policy'),
  ...all(TOPICS, 'topic-legacy-signature', 'topic-no-tls-policy'),
  ...KEYS,
  ...REST_APIS,
  ...HTTP_APIS,
];

/** What moto does not know: the call, whether a list is missing for want of it, and the verdicts that cannot be had. Nothing of it may pass. */
export const UNKNOWN_TO_MOTO: readonly { readonly action: string; readonly gap: boolean; readonly undetermined: readonly string[] }[] = [
  {
    action: 'lambda:ListCodeSigningConfigs',
    gap: true,
    undetermined: [
      'code-signing-foreign-publisher',
      'code-signing-not-enforced',
      'signing-profile-revoked',
      'signing-profile-wrong-platform',
    ].map((check) => `${check} AWS::Lambda::CodeSigningConfig`),
  },
  {
    action: 'apigatewayv2:GetAuthorizers',
    gap: true,
    undetermined: [
      ...[
        'authorizer-cache-disabled',
        'authorizer-cache-too-broad',
        'authorizer-identity-missing',
        'authorizer-unused',
        'jwt-audience-missing',
        'jwt-in-query-string',
        'jwt-issuer-insecure',
      ].map((check) => `${check} AWS::ApiGatewayV2::Authorizer`),
      'authorizer-dangling http-mixed POST /orders',
      'jwt-audience-missing jwt',
    ],
  },
  {
    action: 'lambda:GetRuntimeManagementConfig',
    gap: false,
    undetermined: FUNCTIONS.filter(({ id }) => !IMAGES.includes(id)).map(({ id }) => `lambda-runtime-pinned ${id}`),
  },
  { action: 'signer:ListSigningProfiles', gap: true, undetermined: [] },
  { action: 'signer:ListSigningJobs', gap: true, undetermined: [] },
  {
    action: 'wafv2:ListResourcesForWebACL',
    gap: true,
    undetermined: ['pool-implicit', 'pool-strong', 'pool-weak'].map((pool) => `api-no-waf ${pool}`),
  },
  { action: 'appsync:ListDataSources', gap: true, undetermined: ['api-integration-plaintext AWS::AppSync::DataSource'] },
];
