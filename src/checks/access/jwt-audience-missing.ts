import { defineCheck, type Field, finding, notApplicable, related } from '../../check.ts';
import { AUTHORIZER_READS, nameOf } from './authorizer.ts';
import { textsOf } from './list.ts';

/** What two fields of one template have in common where they say the same, known or not. */
const keyOf = (field: Field<string>): string | undefined => {
  if (field.state === 'known') return `= ${field.value}`;
  return field.state === 'unknown' && field.reason.kind === 'intrinsic' ? field.reason.expression : undefined;
};

export default defineCheck({
  id: 'jwt-audience-missing',
  title: 'Tokens for other APIs pass',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGatewayV2::Authorizer',
  reads: {
    'AWS::ApiGatewayV2::Authorizer': [...AUTHORIZER_READS['AWS::ApiGatewayV2::Authorizer'], 'JwtConfiguration'],
    'AWS::ApiGatewayV2::Api': [],
    'AWS::Cognito::UserPoolClient': [],
  },
  docs: {
    why: 'The audience tells for which API a token was issued: without one of its own, an API takes the tokens that its callers gave to another.',
    fix: 'Name the audience of this API alone in JwtConfiguration.Audience.',
    limits: 'Audiences are compared as they are written, within one template or account.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
    frameworks: { owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(authorizer, context) {
    const type = authorizer.get('AuthorizerType');
    if (type.state === 'known' && type.value !== 'JWT') return yield notApplicable();
    const jwt = authorizer.get('JwtConfiguration');
    if (type.state === 'unknown' && jwt.state === 'absent') return yield notApplicable();
    const audience = jwt.get('Audience');
    const data = { authorizer: nameOf(authorizer) };
    const named = audience.items().filter((item) => item.state === 'unknown' || (item.state === 'known' && String(item.value) !== ''));
    if (named.length === 0) {
      yield* textsOf(audience);
      if (audience.state === 'absent' || Array.isArray(audience.json()))
        yield finding(audience, `${nameOf(authorizer)} takes tokens for any audience: it names none`, { data });
      return;
    }
    const issuer = keyOf(jwt.get('Issuer'));
    const owner = context.target(authorizer.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    if (issuer === undefined || owner.state !== 'found') return;
    for (const other of context.resources('AWS::ApiGatewayV2::Authorizer')) {
      const api = context.target(other.get('ApiId'), 'AWS::ApiGatewayV2::Api');
      const config = other.get('JwtConfiguration');
      if (api.state !== 'found' || api.resource.id === owner.resource.id || keyOf(config.get('Issuer')) !== issuer) continue;
      const theirs = new Set(config.get('Audience').items().map(keyOf));
      const shared = named.find((item) => keyOf(item) !== undefined && theirs.has(keyOf(item)));
      if (shared === undefined) continue;
      // Cognito's access tokens name the client, and no API.
      const client = context.target(shared, 'AWS::Cognito::UserPoolClient').state === 'found';
      const why = client ? ', as they share an app client' : ', as they share an audience';
      const message = `${nameOf(authorizer)} takes tokens for ${api.resource.id} as well${why}`;
      return yield finding(shared, message, {
        ...(client ? { severity: 'low' } : {}),
        related: [related(other, 'the other authorizer')],
        data,
      });
    }
  },
});
