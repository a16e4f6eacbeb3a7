import { defineCheck, finding, known, knownBoolean, knownNumber, notApplicable, undetermined } from '../../check.ts';
import { AUTHORIZERS, nameOf } from './authorizer.ts';
import { IDENTITY_READS, type IdentitySource, identitySourcesOf, isAlwaysThere } from './identity-source.ts';

/** Whether a source tells the routes of an API apart. */
const namesRoute = ({ kind, name }: IdentitySource): boolean =>
  kind === 'context' && (name === '' || /^(?:routekey|path|resourcepath|resourceid|httpmethod|http\.)/.test(name));

export default defineCheck({
  id: 'authorizer-cache-too-broad',
  title: "Authorizer's cached decisions answer other requests",
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: AUTHORIZERS,
  reads: {
    'AWS::ApiGateway::Authorizer': [...IDENTITY_READS['AWS::ApiGateway::Authorizer'], 'AuthorizerResultTtlInSeconds'],
    'AWS::ApiGatewayV2::Authorizer': [
      ...IDENTITY_READS['AWS::ApiGatewayV2::Authorizer'],
      'AuthorizerResultTtlInSeconds',
      'EnableSimpleResponses',
    ],
    'AWS::ApiGatewayV2::Api': ['ProtocolType'],
    'AWS::ApiGateway::Method': ['AuthorizerId'],
    'AWS::ApiGatewayV2::Route': ['AuthorizerId'],
  },
  supersedes: ['authorizer-identity-missing'],
  docs: {
    why: 'A cached decision answers every request with the same identity source, whatever else it asks for: of another caller, or of another route.',
    fix: "Name in IdentitySource all that the decision depends on: the caller's credential and, where routes differ, $context.routeKey (REST: context.resourcePath and context.httpMethod).",
    fixIn: {
      sam: "Name in Identity all that the decision depends on: the caller's credential in Headers and, where routes differ, routeKey in Context (of an Api: resourcePath and httpMethod).",
      'serverless-framework':
        "Name in identitySource all that the decision depends on: the caller's credential and, where routes differ, $context.routeKey (REST: context.resourcePath and context.httpMethod).",
      terraform:
        "Name in identity_sources (REST: identity_source) all that the decision depends on: the caller's credential and, where routes differ, $context.routeKey (REST: context.resourcePath and context.httpMethod).",
    },
    limits: 'What a decision depends on only the code of the authorizer tells: routes that share one may be alike.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-2'] },
  },
  *check(authorizer, context) {
    const rest = authorizer.type === 'AWS::ApiGateway::Authorizer';
    const kind = rest ? authorizer.get('Type') : authorizer.get('AuthorizerType');
    // Only Lambda authorizers have decisions to cache, and not those of WebSocket APIs, which decide once a connection.
    if (kind.state === 'known' && kind.value !== 'TOKEN' && kind.value !== 'REQUEST') return yield notApplicable();
    const api = rest ? undefined : context.target(authorizer.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    const protocol = api?.state === 'found' ? api.resource.get('ProtocolType') : undefined;
    if (protocol?.state === 'known' && protocol.value === 'WEBSOCKET') return yield notApplicable();
    if ((yield* known(kind)) === undefined) return;

    const sources = yield* identitySourcesOf(authorizer);
    // Nothing is cached where there is nothing to cache by.
    if (sources.length === 0) return;
    const anyone = sources.every(isAlwaysThere);
    const routes = rest
      ? context.referrers(authorizer, 'AWS::ApiGateway::Method', 'AuthorizerId').length
      : context.referrers(authorizer, 'AWS::ApiGatewayV2::Route', 'AuthorizerId').length;
    if (!anyone && (routes < 2 || sources.some(namesRoute))) return;

    const ttl = rest ? authorizer.get('AuthorizerResultTtlInSeconds') : authorizer.get('AuthorizerResultTtlInSeconds');
    const seconds = yield* knownNumber(ttl);
    // Absent is 300 seconds for REST APIs; for HTTP APIs the documentation names no default.
    if (ttl.state === 'absent' && !rest)
      return yield undetermined(ttl, { kind: 'missing-fact', fact: 'the default of AuthorizerResultTtlInSeconds for HTTP APIs' });
    if (seconds === 0 || (seconds === undefined && ttl.state !== 'absent')) return;

    const at = sources[0]?.at ?? ttl;
    const name = nameOf(authorizer);
    const data = { authorizer: name };
    if (anyone) {
      const byAddress = sources.some(({ name: what }) => /sourceip|x-forwarded-for/.test(what));
      const message = `a decision of ${name} for one caller answers others: its cache is keyed by what tells no callers apart`;
      return yield finding(at, message, { ...(byAddress ? { confidence: 'low' } : {}), data });
    }
    const simple = rest ? false : yield* knownBoolean(authorizer.get('EnableSimpleResponses'));
    const message = `a decision of ${name} for one of its ${routes} routes answers the others: its cache is keyed by the caller alone`;
    // A simple response says yes or no to all of them; a policy names what it allows. Whether routes differ only its code tells.
    if (simple) yield finding(at, message, { severity: 'medium', confidence: 'low', data });
    else yield finding(at, `${message}, as far as its policy goes`, { severity: 'low', confidence: 'low', persona: 'auditor', data });
  },
});
