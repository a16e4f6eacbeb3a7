import { defineCheck, finding, known, notApplicable, undetermined } from '../../check.ts';
import { AUTHORIZERS, nameOf } from './authorizer.ts';
import { IDENTITY_READS, identitySourcesOf, isAlwaysThere } from './identity-source.ts';

export default defineCheck({
  id: 'authorizer-identity-missing',
  title: 'Anonymous requests reach the authorizer',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: AUTHORIZERS,
  reads: IDENTITY_READS,
  docs: {
    why: 'API Gateway turns a request away itself where the identity source is missing; without one every request, an anonymous one too, runs the function at your expense.',
    fix: "Name the header that carries the caller's credential in IdentitySource.",
    fixIn: {
      sam: "Name the header that carries the caller's credential in Identity.Headers of the authorizer.",
      'serverless-framework': "Name the header that carries the caller's credential in identitySource of the authorizer.",
      terraform: "Name the header that carries the caller's credential in identity_sources (REST: identity_source).",
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-2', 'SAS-8'] },
  },
  *check(authorizer) {
    const rest = authorizer.type === 'AWS::ApiGateway::Authorizer';
    const kind = rest ? authorizer.get('Type') : authorizer.get('AuthorizerType');
    // API Gateway verifies tokens itself: no function runs.
    if (kind.state === 'known' && kind.value !== 'TOKEN' && kind.value !== 'REQUEST') return yield notApplicable();
    const type = yield* known(kind);
    if (type === undefined) return;
    const sources = yield* identitySourcesOf(authorizer);
    const at = rest ? authorizer.get('IdentitySource') : authorizer.get('IdentitySource');
    if (sources.length === 0 && [at, ...(at.form === 'list' ? at.items() : [])].some(({ state }) => state === 'unknown')) return;
    if (sources.length === 0 && type === 'TOKEN') return yield undetermined(at, { kind: 'malformed', expected: 'a header' });
    if (sources.length > 0 && !sources.every(isAlwaysThere)) return;
    const because = sources.length === 0 ? 'it has no IdentitySource' : 'its IdentitySource names only what every request has';
    yield finding(at, `${nameOf(authorizer)} runs for anonymous requests: ${because}`, { data: { authorizer: nameOf(authorizer) } });
  },
});
