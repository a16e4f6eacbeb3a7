import { defineCheck, finding, known, undetermined } from '../../check.ts';
import { AUTHORIZERS, nameOf } from './authorizer.ts';
import { IDENTITY_READS, identitySourcesOf } from './identity-source.ts';

const SECRET = /token|jwt|auth|secret|session|signature|password|credential|api-?_?key/;

export default defineCheck({
  id: 'jwt-in-query-string',
  title: 'Tokens travel in the query string',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: AUTHORIZERS,
  reads: IDENTITY_READS,
  docs: {
    why: 'Addresses end up in access logs, histories and referrers, and with them every token that they carry.',
    fix: 'Take the token from the Authorization header; where a client cannot set headers, let the token hold for seconds and once.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-2'] },
  },
  *check(authorizer) {
    const rest = authorizer.type === 'AWS::ApiGateway::Authorizer';
    const type = yield* known(rest ? authorizer.get('Type') : authorizer.get('AuthorizerType'));
    const sources = yield* identitySourcesOf(authorizer);
    const alone = !sources.some(({ kind }) => kind === 'header');
    for (const { at, kind, name } of sources) {
      if (kind !== 'querystring') continue;
      if (!(type === 'JWT' || alone || SECRET.test(name))) {
        if (name === '' && at.state === 'unknown') yield undetermined(at, at.reason);
        continue;
      }
      const certain = type === 'JWT' || SECRET.test(name);
      yield finding(at, `${nameOf(authorizer)} takes the caller's token from the query string, which logs keep`, {
        ...(certain ? {} : { confidence: 'medium' }),
        data: { authorizer: nameOf(authorizer) },
      });
    }
  },
});
