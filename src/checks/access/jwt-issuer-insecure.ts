import { defineCheck, each, type Field, finding, notApplicable, type Outcome, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';
import { AUTHORIZER_READS, nameOf } from './authorizer.ts';

function* judge(issuer: Field<string>, name: string, data: Readonly<Record<string, string>>): Generator<Outcome> {
  const [start] = issuer.state === 'unknown' ? partsOf(issuer.reason) : issuer.state === 'known' ? [String(issuer.value)] : [];
  if (typeof start !== 'string') {
    if (issuer.state === 'unknown') yield undetermined(issuer, issuer.reason);
    return;
  }
  if (/^https:\/\//i.test(start)) return;
  // A text that begins with a part of the scheme alone may go on either way.
  if (issuer.state === 'unknown' && !/^http:\/\//i.test(start)) return yield undetermined(issuer, issuer.reason);
  yield finding(issuer, `${name} trusts an issuer without TLS: its address does not begin with https://`, { data });
}

export default defineCheck({
  id: 'jwt-issuer-insecure',
  title: 'Tokens are verified with keys from an address without TLS',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGatewayV2::Authorizer', 'AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api'],
  reads: {
    'AWS::ApiGatewayV2::Authorizer': [...AUTHORIZER_READS['AWS::ApiGatewayV2::Authorizer'], 'JwtConfiguration'],
    'AWS::AppSync::GraphQLApi': ['OpenIDConnectConfig', 'AdditionalAuthenticationProviders'],
    'AWS::AppSync::Api': ['EventConfig'],
  },
  docs: {
    why: 'The keys that verify tokens are fetched from the issuer: over http, whoever is on the way answers with his own keys and signs tokens for any user.',
    fix: 'Give the https:// address of the issuer in Issuer.',
    fixIn: {
      sam: 'Give the https:// address of the issuer in JwtConfiguration.issuer.',
      'serverless-framework': 'Give the https:// address of the issuer in issuerUrl.',
      terraform: 'Give the https:// address of the issuer in issuer of jwt_configuration.',
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
      'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    ],
    frameworks: { owasp: ['A02', 'A07', 'SAS-2'] },
  },
  *check(subject) {
    if (subject.type === 'AWS::ApiGatewayV2::Authorizer') {
      const type = subject.get('AuthorizerType');
      if (type.state === 'known' && type.value !== 'JWT') return yield notApplicable();
      const issuer = subject.get('JwtConfiguration').get('Issuer');
      if (issuer.state === 'absent' && type.state === 'known')
        yield undetermined(issuer, { kind: 'malformed', expected: 'the address of an issuer' });
      return yield* judge(issuer, nameOf(subject), { authorizer: nameOf(subject) });
    }
    const graphql = subject.type === 'AWS::AppSync::GraphQLApi';
    const providers = graphql ? subject.get('AdditionalAuthenticationProviders') : subject.get('EventConfig').get('AuthProviders');
    const issuers = graphql ? [subject.get('OpenIDConnectConfig').get('Issuer')] : [];
    for (const provider of yield* each<{ readonly OpenIDConnectConfig?: { readonly Issuer?: string } }>(providers))
      issuers.push(provider.get('OpenIDConnectConfig').get('Issuer'));
    if (providers.state !== 'unknown' && issuers.every(({ state }) => state === 'absent')) return yield notApplicable();
    for (const issuer of issuers) yield* judge(issuer, subject.id, {});
  },
});
