import {
  type Context,
  defineCheck,
  finding,
  isSet,
  knownBoolean,
  notApplicable,
  related,
  type Subjects,
  type Undetermined,
  undetermined,
} from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { type Answer, anyOf } from '../requests/answer.ts';
import { DISTRIBUTION_READS, firstBefore, frontsOf, marks } from '../requests/distribution.ts';
import { STAGE_READS } from '../requests/stage.ts';
import { ACL_READS, hasWebAcl } from '../requests/web-acl.ts';
import { certificatesOf, DOMAIN_READS, type Domain, defaultEndpointOff, domainNamesOf } from './custom-domain.ts';

const READS = {
  ...STAGE_READS,
  ...ACL_READS,
  ...DISTRIBUTION_READS,
  ...DOMAIN_READS,
  'AWS::ApiGateway::RestApi': [...STAGE_READS['AWS::ApiGateway::RestApi'], ...DOMAIN_READS['AWS::ApiGateway::RestApi']],
  'AWS::ApiGatewayV2::Api': [...STAGE_READS['AWS::ApiGatewayV2::Api'], ...DOMAIN_READS['AWS::ApiGatewayV2::Api']],
} as const;

type EndpointContext = Context<typeof READS, never>;
type Api = Subjects<typeof READS, 'AWS::ApiGateway::RestApi' | 'AWS::ApiGatewayV2::Api'>;

/** Whether web ACLs filter every stage of an API, whichever way requests come. None can be had by HTTP APIs. */
const isFiltered = (api: Api, context: EndpointContext): Answer => {
  if (api.type !== 'AWS::ApiGateway::RestApi') return 'no';
  const stages = context.referrers(api, 'AWS::ApiGateway::Stage', 'RestApiId');
  const open = stages.map((stage): Answer => {
    const answer = hasWebAcl(stage, context);
    return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : answer;
  });
  if (stages.length === 0) return 'no';
  const some = anyOf(open);
  return some === 'yes' ? 'no' : some === 'no' ? 'yes' : some;
};

/** The distributions that filter, by the domains of a type that they stand before. */
const frontsOfType = (type: Domain['type']) => (context: EndpointContext) =>
  frontsOf(context, (origin): readonly RawResource[] | Undetermined => {
    const to = context.target(origin, type);
    if (to.state === 'unknown') return undetermined(origin, to.reason);
    return to.state === 'found' ? [to.resource.raw] : [];
  });

const FRONTS = {
  'AWS::ApiGateway::DomainName': frontsOfType('AWS::ApiGateway::DomainName'),
  'AWS::ApiGatewayV2::DomainName': frontsOfType('AWS::ApiGatewayV2::DomainName'),
} as const;

export default defineCheck({
  id: 'api-default-endpoint-open',
  title: 'Default endpoint goes round what guards the custom domain',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'],
  reads: READS,
  docs: {
    why: 'The custom domain asks clients for a certificate, or stands behind a distribution with a web ACL; the execute-api address of the same API answers without either.',
    fix: 'Set DisableExecuteApiEndpoint to true.',
    fixIn: {
      'serverless-framework': 'Set disableDefaultEndpoint of provider.apiGateway, or of provider.httpApi, to true.',
      terraform: 'Set disable_execute_api_endpoint to true.',
    },
    limits: 'The regional name of a custom domain stays reachable past a distribution as well, which this check does not tell.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html',
    ],
    frameworks: { owasp: ['A05', 'SAS-3'] },
  },
  *check(api, context) {
    const { names, doubts } = domainNamesOf(api, context);
    if (names.length === 0 && doubts.length === 0) {
      const listed = context.complete('AWS::ApiGatewayV2::ApiMapping') && context.complete('AWS::ApiGatewayV2::RoutingRule');
      return listed ? yield notApplicable() : undefined;
    }
    const off = defaultEndpointOff(api);
    for (const name of names) {
      const one = context.target(name, 'AWS::ApiGateway::DomainName');
      const domain = one.state === 'found' ? one.resource : yield* context.follow(name, 'AWS::ApiGatewayV2::DomainName');
      if (domain === undefined) continue;
      const asks = yield* isSet(certificatesOf(domain));
      const front = asks ? undefined : firstBefore(context.common(FRONTS[domain.type]), domain.raw);
      if (!asks && front === undefined) continue;
      const disabled = yield* knownBoolean(off);
      if (disabled || (disabled === undefined && off.state !== 'absent')) return;
      if (front === undefined) {
        const message = `${api.id} answers at its execute-api address without the client certificate that ${domain.id} asks for`;
        return yield finding(off, message, { related: [related(domain, 'the domain')] });
      }
      const filtered = isFiltered(api, context);
      if (filtered === 'yes') return;
      for (const doubt of [front.filters, filtered]) if (typeof doubt === 'object') return yield doubt;
      const { distribution } = front;
      const message = `${api.id} answers at its execute-api address past the web ACL of ${distribution.id}, which stands before ${domain.id}`;
      return yield finding(off, message, {
        related: [related(distribution, 'the distribution'), related(domain, 'the domain')],
        // The API may refuse what lacks the header that the distribution adds.
        ...(marks(front) ? { confidence: 'low' } : {}),
      });
    }
    if ((yield* knownBoolean(off)) !== true) yield* doubts;
  },
});
