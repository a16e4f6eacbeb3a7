import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';
import { AUTHORIZER_READS, nameOf } from './authorizer.ts';

export default defineCheck({
  id: 'jwt-issuer-insecure',
  title: 'Tokens are verified with keys from an address without TLS',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGatewayV2::Authorizer',
  reads: { 'AWS::ApiGatewayV2::Authorizer': [...AUTHORIZER_READS['AWS::ApiGatewayV2::Authorizer'], 'JwtConfiguration'] },
  docs: {
    why: 'API Gateway fetches the keys that verify tokens from the issuer: over http, whoever is on the way answers with his own keys and signs tokens for any user.',
    fix: 'Give the https:// address of the issuer in JwtConfiguration.Issuer.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
    frameworks: { owasp: ['A02', 'A07', 'SAS-2'] },
  },
  *check(authorizer) {
    const type = authorizer.get('AuthorizerType');
    if (type.state === 'known' && type.value !== 'JWT') return yield notApplicable();
    const issuer = authorizer.get('JwtConfiguration').get('Issuer');
    if (issuer.state === 'absent') {
      if (type.state === 'known') yield undetermined(issuer, { kind: 'malformed', expected: 'the address of an issuer' });
      return;
    }
    const [start] = issuer.state === 'unknown' ? partsOf(issuer.reason) : issuer.state === 'known' ? [String(issuer.value)] : [];
    if (typeof start !== 'string') {
      if (issuer.state === 'unknown') yield undetermined(issuer, issuer.reason);
      return;
    }
    if (/^https:\/\//i.test(start)) return;
    // A text that begins with a part of the scheme alone may go on either way.
    if (issuer.state === 'unknown' && !/^http:\/\//i.test(start)) return yield undetermined(issuer, issuer.reason);
    yield finding(issuer, `${nameOf(authorizer)} trusts an issuer without TLS: its address does not begin with https://`, {
      data: { authorizer: nameOf(authorizer) },
    });
  },
});
