import {
  type Context,
  defineCheck,
  type Field,
  finding,
  known,
  notApplicable,
  type Reads,
  related,
  type Subjects,
  undetermined,
} from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { partsOf } from '../../model/world.ts';
import { asksForCertificates, DOMAIN_READS } from '../access/custom-domain.ts';
import { GUARD_READS, guardOf } from '../access/guard.ts';
import { callOf, credentialOf, ROUTE_READS } from '../access/route.ts';
import { type Answer, anyOf } from './answer.ts';
import { DISTRIBUTION_READS, frontsOf } from './distribution.ts';
import { apiOf, dataOf, isHidden, isPrivate, nameOf, ownerOf, STAGE_READS, unknownTypes, whyNoApi } from './stage.ts';
import { routesOf } from './throttling.ts';
import { ACL_READS, associated, associatedIn, associationsOf, hasWebAcl, isArnOfResource } from './web-acl.ts';

const READS = {
  ...STAGE_READS,
  ...ACL_READS,
  ...GUARD_READS,
  ...ROUTE_READS,
  ...DOMAIN_READS,
  ...DISTRIBUTION_READS,
  'AWS::ApiGateway::RestApi': [...GUARD_READS['AWS::ApiGateway::RestApi'], ...DOMAIN_READS['AWS::ApiGateway::RestApi']],
  'AWS::ApiGatewayV2::Api': [...DOMAIN_READS['AWS::ApiGatewayV2::Api'], ...ROUTE_READS['AWS::ApiGatewayV2::Api']],
  'AWS::AppSync::GraphQLApi': ['AdditionalAuthenticationProviders', 'AuthenticationType', 'Visibility'],
  'AWS::Cognito::UserPool': [],
} as const satisfies Reads;

type WafContext = Context<typeof READS, never>;
type Stage = Subjects<typeof READS, 'AWS::ApiGateway::Stage'>;
type GraphQLApi = Subjects<typeof READS, 'AWS::AppSync::GraphQLApi'>;
type UserPool = Subjects<typeof READS, 'AWS::Cognito::UserPool'>;

/** Whether every route of a stage is known to ask for more than an API key. */
const asksEverybody = (stage: Stage, context: WafContext): boolean => {
  const routes = routesOf(stage, context).map((route) => ({ route, call: callOf(route, context) }));
  const asked = routes.filter(({ call }) => call.kind !== 'rest' || !call.preflight);
  const complete = asked.length > 0 && context.complete('AWS::ApiGateway::Method');
  return complete && asked.every(({ route, call }) => credentialOf(route, call).next().value === 'authorization');
};

/** Whether an AppSync API is known to take nobody by a key that all its clients carry. */
const takesNoKey = (api: GraphQLApi): boolean => {
  const more = api.get('AdditionalAuthenticationProviders');
  const types = [api.get('AuthenticationType'), ...more.items().map((provider) => provider.get('AuthenticationType'))];
  return more.state !== 'unknown' && types.every((type) => type.state === 'known' && type.value !== 'API_KEY');
};

/** What associations are known to protect, of what has an ARN of its own. */
const protectedIn = (context: WafContext): ReadonlySet<RawResource> =>
  new Set(
    associated(context).flatMap((arn) =>
      (['AWS::AppSync::GraphQLApi', 'AWS::Cognito::UserPool'] as const).flatMap((type) => {
        const target = context.target(arn, type);
        return target.state === 'found' ? [target.resource.raw] : [];
      }),
    ),
  );

/** Whether an association that is not known is one of a resource that none is known to protect. */
const isOfResource = (arn: Field<string>, subject: GraphQLApi | UserPool, context: WafContext): Answer =>
  isArnOfResource(arn, context.target(arn, subject.type), subject);

/** The distributions that filter, by the ids of what the domain names of their origins are composed of. */
const frontsById = (context: WafContext) =>
  frontsOf(context, (domain): readonly string[] =>
    domain.state === 'unknown'
      ? partsOf(domain.reason).flatMap((part) => (typeof part === 'object' && 'target' in part ? [part.target.id] : []))
      : [],
  );

export default defineCheck({
  id: 'api-no-waf',
  title: 'Public API or user pool has no web ACL',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGateway::Stage', 'AWS::AppSync::GraphQLApi', 'AWS::Cognito::UserPool'],
  reads: READS,
  docs: {
    why: 'Nothing stands between the internet and the API: known attacks, scanners and floods from single addresses reach the code behind it.',
    fix: 'Associate a WAFv2 web ACL with it by an AWS::WAFv2::WebACLAssociation; for a REST API it names the stage.',
    fixIn: {
      terraform: 'Associate an aws_wafv2_web_acl with it by an aws_wafv2_web_acl_association; for a REST API it names the stage.',
    },
    limits: 'Web ACLs that another stack or Firewall Manager associates are not seen. HTTP and WebSocket APIs can have none.',
    references: [
      'https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4',
    ],
    frameworks: { fsbp: ['APIGateway.4'], owasp: ['SAS-8'] },
  },
  *check(subject, context) {
    if (subject.type !== 'AWS::ApiGateway::Stage') {
      if (subject.type === 'AWS::AppSync::GraphQLApi' && (yield* known(subject.get('Visibility'))) === 'PRIVATE')
        return yield notApplicable();
      const protects = context.common(protectedIn).has(subject.raw) || associationsOf(subject, context).length > 0;
      const answer = protects ? 'yes' : anyOf(context.common(associatedIn).unknown.map((arn) => isOfResource(arn, subject, context)));
      if (typeof answer === 'object') return yield answer;
      if (answer === 'yes' || !context.complete('AWS::WAFv2::WebACLAssociation')) return;
      if (subject.type === 'AWS::Cognito::UserPool')
        return yield finding(subject, `the user pool ${subject.id} has no web ACL`, { persona: 'pedantic' });
      const guarded = takesNoKey(subject);
      const because = guarded ? ', though it asks everybody for credentials' : '';
      return yield finding(subject, `the AppSync API ${subject.id} has no web ACL${because}`, guarded ? { persona: 'pedantic' } : {});
    }
    if (isHidden(subject, context)) return yield notApplicable();
    const api = apiOf(subject, context);
    const resource = api.state === 'found' && api.resource.type === 'AWS::ApiGateway::RestApi' ? api.resource : undefined;
    const hidden = resource && isPrivate(resource);
    if (hidden) return yield notApplicable();
    const answer = hasWebAcl(subject, context);
    if (typeof answer === 'object') return yield answer;
    if (answer === 'yes' || !context.complete('AWS::WAFv2::WebACLAssociation')) return;
    if (resource === undefined)
      return yield undetermined(ownerOf(subject), api.state === 'found' ? { kind: 'malformed', expected: 'a REST API' } : whyNoApi(api));
    if (hidden === undefined) return yield undetermined(resource.get('EndpointConfiguration'), unknownTypes(resource));
    const fronts = context.common(frontsById).before.get(resource.id);
    const front = fronts?.find(({ filters }) => filters === 'yes')?.distribution;
    const guard = guardOf(resource, context).state;
    const guarded = asksEverybody(subject, context) || asksForCertificates(resource, context) === true;
    const but =
      front !== undefined
        ? `; the one of the distribution ${front.id} is passed by whoever calls the API itself`
        : guard === 'limited' || guard === 'closed'
          ? "; the API's resource policy bounds who may call"
          : guarded
            ? ', though it asks everybody for credentials'
            : '';
    yield finding(subject, `${nameOf(subject, context)} has no web ACL${but}`, {
      ...(but === '' ? {} : { severity: 'low' }),
      ...(guarded ? { persona: 'pedantic' } : {}),
      data: dataOf(subject, context),
      related: [related(resource, 'the API'), ...(front === undefined ? [] : [related(front, 'the distribution')])],
    });
  },
});
