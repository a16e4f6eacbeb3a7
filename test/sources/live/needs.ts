import type { Call } from '../../aws/server.ts';

/** A call of the declared account, by its operation and a part of its parameters, and the verdicts that cannot be had without it. */
export interface Need {
  readonly call: string;
  /** Part of the parameters, as JSON; every call of the operation without it. */
  readonly of?: string;
  /** `check subject`: a pass or a finding there would have no evidence. */
  readonly undetermined: readonly string[];
}

/**
 * What follows from what, written down without a look at the source: for each kind of call, verdicts that must not stand when it fails.
 * `missing` subjects cannot be seen at all: their check has to say so.
 */
export const NEEDS: readonly Need[] = [
  {
    call: 'lambda:ListFunctions',
    undetermined: [
      'lambda-deprecated-runtime :orders',
      'secret-in-environment :legacy',
      'lambda-public :legacy',
      'lambda-code-unsigned :legacy',
    ],
  },
  { call: 'lambda:GetPolicy', of: 'legacy"', undetermined: ['lambda-public :legacy', 'lambda-confused-deputy :legacy'] },
  { call: 'lambda:GetPolicy', of: 'orders"', undetermined: ['lambda-public :orders', 'lambda-confused-deputy :orders'] },
  { call: 'lambda:GetPolicy', of: '"Qualifier":"live"', undetermined: ['lambda-public :reports', 'lambda-confused-deputy :reports'] },
  { call: 'lambda:ListVersionsByFunction', of: 'orders"', undetermined: ['lambda-public :orders', 'lambda-confused-deputy :orders'] },
  { call: 'lambda:ListAliases', of: 'orders"', undetermined: ['lambda-public :orders', 'lambda-confused-deputy :orders'] },
  { call: 'lambda:ListFunctionUrlConfigs', of: 'legacy"', undetermined: ['lambda-url-no-auth :legacy'] },
  { call: 'lambda:ListCodeSigningConfigs', undetermined: ['code-signing-not-enforced csc-lax', 'lambda-code-unsigned :orders'] },
  {
    call: 'lambda:ListFunctionsByCodeSigningConfig',
    of: 'csc-strict',
    undetermined: ['lambda-code-unsigned :orders', 'lambda-code-unsigned :legacy'],
  },
  { call: 'lambda:GetRuntimeManagementConfig', of: 'legacy"', undetermined: ['lambda-runtime-pinned :legacy'] },
  {
    call: 'lambda:ListFunctionEventInvokeConfigs',
    of: 'orders"',
    undetermined: ['async-failures-lost :orders'],
  },
  { call: 'kms:ListKeys', undetermined: ['key-public 222222222222', 'key-rotation-off 222222222222'] },
  { call: 'kms:DescribeKey', of: '22222222', undetermined: ['key-rotation-off 222222222222'] },
  { call: 'kms:GetKeyRotationStatus', of: '22222222', undetermined: ['key-rotation-off 222222222222'] },
  { call: 'kms:GetKeyRotationStatus', of: '11111111', undetermined: ['key-rotation-off 111111111111'] },
  { call: 'kms:GetKeyPolicy', of: '22222222', undetermined: ['key-public 222222222222'] },
  { call: 'kms:GetKeyPolicy', of: '11111111', undetermined: ['key-public 111111111111', 'key-policy-broad 111111111111'] },
  { call: 'kms:ListGrants', of: '11111111', undetermined: ['key-foreign-grant 111111111111'] },
  { call: 'kms:ListGrants', of: '22222222', undetermined: ['key-foreign-grant 222222222222'] },
  { call: 'apigateway:GetRestApis', undetermined: ['api-route-no-auth /methods/GET', 'authorizer-unused authorizers/auth2'] },
  {
    call: 'apigateway:GetResources',
    of: '"rest1"',
    undetermined: [
      'api-route-no-auth resources/root1/methods/GET',
      'authorizer-unused authorizers/auth1',
      'authorizer-unused authorizers/auth2',
    ],
  },
  {
    call: 'apigateway:GetAuthorizers',
    of: '"rest1"',
    undetermined: ['authorizer-cache-disabled authorizers/auth1', 'authorizer-unused authorizers/auth2'],
  },
  { call: 'apigateway:GetStages', of: '"rest1"', undetermined: ['api-no-access-log rest1/stages/prod', 'api-no-waf rest1/stages/prod'] },
  { call: 'apigatewayv2:GetApis', undetermined: ['api-route-no-auth /routes/r1', 'websocket-connect-no-auth /routes/c1'] },
  {
    call: 'apigatewayv2:GetRoutes',
    of: '"http1"',
    undetermined: ['api-route-no-auth /routes/r1', 'authorizer-unused authorizers/jwt1', 'authorizer-unused authorizers/old1'],
  },
  { call: 'apigatewayv2:GetRoutes', of: '"ws1"', undetermined: ['websocket-connect-no-auth /routes/c1'] },
  {
    call: 'apigatewayv2:GetAuthorizers',
    of: '"http1"',
    undetermined: ['authorizer-unused authorizers/old1', 'authorizer-cache-disabled authorizers/old1'],
  },
  { call: 'sqs:ListQueues', undetermined: ['queue-public :inbox', 'queue-unencrypted :orders'] },
  { call: 'sqs:GetQueueAttributes', of: '/inbox', undetermined: ['queue-public :inbox', 'queue-unencrypted :inbox'] },
  { call: 'sqs:GetQueueAttributes', of: '/orders', undetermined: ['queue-public :orders', 'queue-unencrypted :orders'] },
  { call: 'sns:ListTopics', undetermined: ['topic-public :news', 'topic-unencrypted :alarms'] },
  { call: 'sns:GetTopicAttributes', of: ':news', undetermined: ['topic-public :news', 'topic-unencrypted :news'] },
  { call: 'sns:GetTopicAttributes', of: ':alarms', undetermined: ['topic-public :alarms', 'topic-unencrypted :alarms'] },
  // Those whose signature expired: the list of revoked ones starts with `isRevoked`.
  { call: 'signer:ListSigningJobs', of: '{"maxResults"', undetermined: ['lambda-signature-expired :orders'] },
  { call: 'signer:ListSigningProfiles', undetermined: ['signing-profile-revoked csc-lax'] },
];

/** The verdicts that a call's failure must take away. The first page of a list names all that follows. */
export const neededBy = ({ service, operation, params, key }: Call): readonly string[] => {
  const laterPage = Object.values(params).some((value) => typeof value === 'string' && value.startsWith('page-'));
  return laterPage
    ? []
    : NEEDS.filter(({ call, of }) => call === `${service}:${operation}` && (of === undefined || key.includes(of))).flatMap(
        ({ undetermined }) => undetermined,
      );
};
