import { defineCheck, finding, related, undetermined } from '../../check.ts';
import { textsOf } from './list.ts';

/** Absent, a client has SRP, custom and refresh flows. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
const OF_USERS = new Set(['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH']);
const OF_SERVERS = new Set(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']);
/** Users choose among the first factors of their pool. */
const OF_CHOICE = 'ALLOW_USER_AUTH';

export default defineCheck({
  id: 'cognito-client-password-flow',
  title: 'App client sends passwords',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: { 'AWS::Cognito::UserPoolClient': ['ExplicitAuthFlows', 'UserPoolId'], 'AWS::Cognito::UserPool': ['Policies'] },
  docs: {
    why: "In these flows the application handles the user's password itself and sends it on, where the secure remote password protocol (SRP) only proves that it is known.",
    fix: 'Keep ALLOW_USER_SRP_AUTH and ALLOW_REFRESH_TOKEN_AUTH in ExplicitAuthFlows, and remove the flows that send passwords.',
    fixIn: {
      terraform: 'Keep ALLOW_USER_SRP_AUTH and ALLOW_REFRESH_TOKEN_AUTH in explicit_auth_flows, and remove the flows that send passwords.',
    },
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html',
      'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-2'] },
  },
  *check(client, context) {
    for (const { at, text } of yield* textsOf(client.get('ExplicitAuthFlows'))) {
      if (OF_USERS.has(text)) yield finding(at, `${client.id} lets its users send their passwords: ${text}`);
      // Only who has AWS credentials can call AdminInitiateAuth.
      if (OF_SERVERS.has(text))
        yield finding(at, `${client.id} lets servers with AWS credentials send passwords: ${text}`, { persona: 'pedantic' });
      if (text !== OF_CHOICE) continue;
      const pool = yield* context.follow(client.get('UserPoolId'), 'AWS::Cognito::UserPool');
      if (pool === undefined) continue;
      const factors = pool.get('Policies').get('SignInPolicy').get('AllowedFirstAuthFactors');
      // A pool that does not say has passwords alone, which a client then sends as it likes: as such or by SRP.
      if (factors.state !== 'absent') {
        const named = yield* textsOf(factors);
        if (named.length === 0) yield undetermined(factors, { kind: 'malformed', expected: 'a list of factors' });
        if (!named.some(({ text: factor }) => factor === 'PASSWORD')) continue;
      }
      yield finding(at, `${client.id} lets its users send their passwords if they choose to: ${text}, and ${pool.id} takes passwords`, {
        persona: 'pedantic',
        related: [related(factors.state === 'absent' ? pool : factors, 'the pool')],
      });
    }
  },
});
