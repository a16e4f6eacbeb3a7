import { defineCheck, finding, known, knownNumber, notApplicable, undetermined } from '../../check.ts';
import { AUTHORIZERS, nameOf } from './authorizer.ts';

export default defineCheck({
  id: 'authorizer-cache-disabled',
  title: 'Authorizer runs on every request',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: AUTHORIZERS,
  reads: {
    'AWS::ApiGateway::Authorizer': ['Name', 'RestApiId', 'Type', 'AuthorizerResultTtlInSeconds'],
    'AWS::ApiGatewayV2::Authorizer': ['Name', 'ApiId', 'AuthorizerType', 'AuthorizerResultTtlInSeconds'],
    'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  },
  docs: {
    why: 'Without cached decisions every request, a forged one too, pays for a run of the authorizer function, and a flood of them takes its concurrency.',
    fix: 'Set AuthorizerResultTtlInSeconds to some minutes, with an identity source that names all that the decision depends on.',
    fixIn: {
      sam: 'Set Identity.ReauthorizeEvery of the authorizer to some minutes (in seconds), with an identity that names all that the decision depends on.',
      'serverless-framework':
        'Set resultTtlInSeconds of the authorizer to some minutes, with an identitySource that names all that the decision depends on.',
      terraform:
        'Set authorizer_result_ttl_in_seconds to some minutes, with an identity source that names all that the decision depends on.',
    },
    limits: 'No documentation names the default for HTTP APIs, so that an absent AuthorizerResultTtlInSeconds is undetermined there.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching',
    ],
    frameworks: { owasp: ['SAS-8'] },
  },
  *check(authorizer, context) {
    const rest = authorizer.type === 'AWS::ApiGateway::Authorizer';
    const kind = rest ? authorizer.get('Type') : authorizer.get('AuthorizerType');
    // Only Lambda authorizers have decisions to cache, and not those of WebSocket APIs, which decide once a connection.
    if (kind.state === 'known' && kind.value !== 'TOKEN' && kind.value !== 'REQUEST') return yield notApplicable();
    const api = rest ? undefined : context.target(authorizer.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    const protocol = api?.state === 'found' ? api.resource.get('ProtocolType') : undefined;
    if (protocol?.state === 'known' && protocol.value === 'WEBSOCKET') return yield notApplicable();

    const ttl = rest ? authorizer.get('AuthorizerResultTtlInSeconds') : authorizer.get('AuthorizerResultTtlInSeconds');
    // Absent is 300 seconds for REST APIs; for HTTP APIs the documentation names no default.
    if (ttl.state === 'absent' && !rest) {
      yield* known(kind);
      return yield undetermined(ttl, { kind: 'missing-fact', fact: 'the default of AuthorizerResultTtlInSeconds for HTTP APIs' });
    }
    if ((yield* knownNumber(ttl)) !== 0) return;
    if ((yield* known(kind)) === undefined) return;
    yield finding(ttl, `${nameOf(authorizer)} runs on every request: AuthorizerResultTtlInSeconds is 0`, {
      data: { authorizer: nameOf(authorizer) },
    });
  },
});
