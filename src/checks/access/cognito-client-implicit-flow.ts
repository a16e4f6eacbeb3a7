import { defineCheck, finding } from '../../check.ts';
import { grantsOf, OAUTH_READS } from './user-pool-client.ts';

export default defineCheck({
  id: 'cognito-client-implicit-flow',
  title: 'App client may use the implicit grant',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: { 'AWS::Cognito::UserPoolClient': OAUTH_READS },
  docs: {
    why: 'The implicit grant hands tokens to the browser in the address, where histories, referrers and scripts of the page see them; OAuth 2.1 has dropped it.',
    fix: 'Replace implicit in AllowedOAuthFlows by code, and let public clients use it with PKCE.',
    fixIn: {
      terraform: 'Replace "implicit" in allowed_oauth_flows by "code", and let public clients use it with PKCE.',
    },
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/using-pkce-in-authorization-code.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-2'] },
  },
  *check(client) {
    for (const { at, text } of yield* grantsOf(client))
      if (text.toLowerCase() === 'implicit')
        yield finding(at, `${client.id} may use the implicit grant, which puts tokens into the address`);
  },
});
