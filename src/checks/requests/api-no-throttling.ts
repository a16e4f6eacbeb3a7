import { defineCheck, finding, known, knownBoolean, notApplicable, type Reads, related, undetermined } from '../../check.ts';
import { asksForCertificates, DOMAIN_READS } from '../access/custom-domain.ts';
import { GUARD_READS, guardOf } from '../access/guard.ts';
import { authorizationOf, type Call, dataOf, keyOf } from '../access/route.ts';
import { limits } from './answer.ts';
import { settingsOf } from './settings.ts';
import { apiOf, isHidden, isPrivate, nameOf, ownerOf, STAGES, unknownTypes, whyNoApi } from './stage.ts';
import { THROTTLING_READS, type Throttled, throttledRoutes } from './throttling.ts';

const titleOf = (call: Call, { id }: Throttled['route']): string =>
  call.kind === 'unknown' ? id : call.kind === 'websocket' ? call.route : `${call.method} ${call.path ?? id}`;

const authorizationTypeOf = ({ route }: Throttled): unknown => known(authorizationOf(route)).next().value;

/**
 * API Gateway itself turns away who has no credentials of these, and bills nothing for it; a Lambda authorizer is run.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-pricing.html
 */
const VERIFIED: readonly unknown[] = ['AWS_IAM', 'COGNITO_USER_POOLS', 'JWT'];

const READS = {
  ...THROTTLING_READS,
  ...DOMAIN_READS,
  'AWS::ApiGateway::RestApi': [...GUARD_READS['AWS::ApiGateway::RestApi'], ...DOMAIN_READS['AWS::ApiGateway::RestApi']],
  'AWS::ApiGatewayV2::Api': [...DOMAIN_READS['AWS::ApiGatewayV2::Api'], ...THROTTLING_READS['AWS::ApiGatewayV2::Api']],
} as const satisfies Reads;

export default defineCheck({
  id: 'api-no-throttling',
  title: 'API takes any number of requests',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: STAGES,
  reads: READS,
  // What bounds floods first: a web ACL bounds single addresses.
  supersedes: ['api-no-waf'],
  docs: {
    why: 'Without a limit of its own a route takes whatever the account takes, by default 10,000 requests a second: a flood starves every other API of the Region and runs up the bill.',
    fix: 'Set a throttling rate and burst for all routes of the stage, or demand an API key whose usage plan has a limit.',
    fixIn: {
      sam: 'Set a ThrottlingRateLimit and a ThrottlingBurstLimit: in MethodSettings of an Api (ResourcePath /*, HttpMethod *), in DefaultRouteSettings of an HttpApi.',
      'serverless-framework':
        'Set DefaultRouteSettings of HttpApiStage in resources.extensions; make events of a REST API private, with a provider.apiGateway.usagePlan that has a limit.',
      terraform:
        'Set throttling_rate_limit and throttling_burst_limit: in aws_api_gateway_method_settings for */*, in default_route_settings of aws_apigatewayv2_stage.',
    },
    limits:
      "Limits of a distribution before the API, and of a web ACL's rate-based rule, are not counted: they bound single addresses, or can be passed by.",
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html',
    ],
    frameworks: { owasp: ['SAS-8'] },
  },
  *check(stage, context) {
    if (isHidden(stage, context)) return yield notApplicable();
    const settings = yield* settingsOf(stage);
    if (settings === undefined) return;
    const general = settings.find(({ route }) => route === undefined);
    const special = settings.filter(({ route, rate }) => route !== undefined && rate.state !== 'absent');
    if (general && [general, ...special].every(({ rate }) => limits(rate) === 'yes')) return;

    const api = apiOf(stage, context);
    if (api.state !== 'found') return yield undetermined(ownerOf(stage), whyNoApi(api));
    const rest = api.resource.type === 'AWS::ApiGateway::RestApi' ? api.resource : undefined;
    const hidden = rest && isPrivate(rest);
    if (hidden) return yield notApplicable();
    const routes = throttledRoutes(stage, settings, context);
    const complete = context.complete('AWS::ApiGateway::Method') && context.complete('AWS::ApiGatewayV2::Route');
    if (routes.length === 0) return complete ? yield notApplicable() : undefined;

    const open = routes.filter(({ limited }) => limited === 'no');
    for (const { limited } of open.length > 0 ? [] : routes) if (typeof limited === 'object') return yield limited;
    // What demands a key may be limited by a plan that could not be listed.
    const keyed = open.some(({ route }) => knownBoolean(keyOf(route)).next().value === true);
    if (keyed && !context.complete('AWS::ApiGateway::UsagePlan')) return;
    const guard = rest && guardOf(rest, context);
    const [few, whom] =
      guard?.state === 'closed' || guard?.state === 'limited'
        ? [true, "; the API's resource policy bounds who may call"]
        : open.every((one) => authorizationTypeOf(one) === 'AWS_IAM')
          ? [true, '; none but callers with AWS credentials get through']
          : open.every((one) => VERIFIED.includes(authorizationTypeOf(one)))
            ? [true, '; none but callers with a token get through']
            : asksForCertificates(api.resource, context)
              ? [true, '; none but callers with a client certificate get through']
              : [false, ''];
    if (rest && hidden === undefined) return yield undetermined(rest.get('EndpointConfiguration'), unknownTypes(rest));
    const name = nameOf(stage, context);
    const more = { ...(few ? { severity: 'low' as const } : {}), related: [related(api.resource, 'the API')] };
    const unset = open.filter(({ own }) => own === undefined);
    const [first] = unset;
    if (first) {
      const titles = unset.map(({ call, route }) => titleOf(call, route)).sort();
      const at = general === undefined ? stage : general.rate.state === 'absent' ? general.at : general.rate;
      const which =
        titles.length === 1 ? `${titles[0]} of ${name} has` : `${titles.length} routes of ${name}, ${titles[0]} among them, have`;
      yield finding(at, `${which} no limit but the account's${whom}`, {
        ...more,
        data: { ...(titles.length === 1 ? dataOf(first.call) : {}), routes: titles },
      });
    }
    for (const { own, call, route } of open)
      if (own)
        yield finding(own.rate, `${titleOf(call, route)} of ${name} has no limit but the account's${whom}`, {
          ...more,
          data: dataOf(call),
        });
  },
});
