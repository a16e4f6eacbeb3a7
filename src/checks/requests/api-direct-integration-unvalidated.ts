import {
  type Context,
  defineCheck,
  finding,
  isSet,
  known,
  notApplicable,
  type Outcome,
  type Reads,
  type Subjects,
  undetermined,
} from '../../check.ts';
import { callOf, dataOf, nameOf, ROUTE_READS, ROUTES } from '../access/route.ts';
import { inputOf, serviceOf, textOf } from './input.ts';
import { hasMembers, VALIDATION_READS, validationOf } from './validation.ts';

const READS = {
  ...ROUTE_READS,
  ...VALIDATION_READS,
  'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], ...VALIDATION_READS['AWS::ApiGateway::Method'], 'Integration'],
  'AWS::ApiGatewayV2::Route': [...ROUTE_READS['AWS::ApiGatewayV2::Route'], 'ModelSelectionExpression', 'RequestModels', 'Target'],
  'AWS::ApiGatewayV2::Integration': ['IntegrationSubtype', 'IntegrationType', 'IntegrationUri', 'RequestParameters', 'RequestTemplates'],
} as const satisfies Reads;

type DirectContext = Context<typeof READS, never>;
type Method = Subjects<typeof READS, 'AWS::ApiGateway::Method'>;
type Route = Subjects<typeof READS, 'AWS::ApiGatewayV2::Route'>;

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS']);

function* ofMethod(method: Method, context: DirectContext): Generator<Outcome> {
  const integration = method.get('Integration');
  if (integration.state === 'unknown') return yield undetermined(integration, integration.reason);
  const type = integration.get('Type');
  if (type.state === 'absent' || (type.state === 'known' && String(type.value).toUpperCase() !== 'AWS')) return yield notApplicable();
  const uri = integration.get('Uri');
  const service = serviceOf(uri);
  if (service === 'lambda') return yield notApplicable();
  const call = callOf(method, context);
  const templates = integration.get('RequestTemplates');
  const input = inputOf(integration.get('RequestParameters'), templates);
  const passthrough = integration.get('PassthroughBehavior');
  // Without a template for it the body goes on as it is, unless PassthroughBehavior is NEVER.
  const raw =
    hasMembers(templates) === 'no' &&
    !(passthrough.state === 'known' && passthrough.value === 'NEVER') &&
    !(call.kind === 'rest' && WITHOUT_BODY.has(call.method));
  const validated = validationOf(method, context);
  const passes = [
    [input.body || raw, validated.body, 'the body'],
    [input.parameters, validated.parameters, 'parameters'],
  ] as const;
  const open = passes.filter(([used, has]) => used && has === 'no').map(([, , what]) => what);
  const doubt =
    input.unknown ?? passes.map(([used, has]) => (used && typeof has === 'object' ? has : undefined)).find((one) => one !== undefined);
  if (open.length === 0) {
    if (doubt && (input.unknown === undefined || validated.body !== 'yes' || validated.parameters !== 'yes')) yield doubt;
    return;
  }
  if (type.state === 'unknown') return yield undetermined(type, type.reason);
  if (service === undefined) {
    if (textOf(uri)?.includes(':lambda:')) return yield notApplicable();
    if (uri.state === 'unknown') return yield undetermined(uri, uri.reason);
  }
  yield finding(
    uri.state === 'absent' ? integration : uri,
    `${nameOf(method, call, context)} passes ${open.join(' and ')} of the request to ${service ?? 'an AWS service'} unvalidated`,
    { data: { ...dataOf(call), ...(service === undefined ? {} : { service }) } },
  );
}

function* ofRoute(route: Route, context: DirectContext): Generator<Outcome> {
  const target = context.target(route.get('Target'), 'AWS::ApiGatewayV2::Integration');
  if (target.state === 'absent') return yield notApplicable();
  if (target.state !== 'found')
    return yield undetermined(route.get('Target'), target.state === 'outside' ? { kind: 'outside', what: target.what } : target.reason);
  const integration = target.resource;
  const call = callOf(route, context);
  const subtype = integration.get('IntegrationSubtype');
  const direct = yield* isSet(subtype);
  if (!direct && (subtype.state === 'unknown' || (subtype.form ?? 'scalar') !== 'scalar')) return;
  const type = integration.get('IntegrationType');
  const service = direct ? undefined : serviceOf(integration.get('IntegrationUri'));
  if (!direct) {
    // WebSocket APIs call services by their address, as REST APIs do.
    if (type.state !== 'known' || type.value !== 'AWS' || service === undefined || service === 'lambda') return yield notApplicable();
  }
  const parameters = integration.get('RequestParameters');
  const input = inputOf(parameters, integration.get('RequestTemplates'));
  const mapped = parameters.entries().some(([, value]) => /\$\{?request\./.test(textOf(value) ?? ''));
  if (!input.body && !input.parameters && !mapped) return yield* input.unknown ? [input.unknown] : [];
  if (!direct && hasMembers(route.get('RequestModels')) !== 'no' && (yield* isSet(route.get('ModelSelectionExpression')))) return;
  const name = direct ? String(subtype.state === 'known' ? yield* known(subtype) : 'an AWS service').replace(/-.*/, '') : service;
  yield finding(
    direct ? subtype : integration.get('IntegrationUri'),
    `${nameOf(route, call, context)} passes what the request holds to ${name} unvalidated`,
    {
      data: { ...dataOf(call), ...(name === undefined ? {} : { service: name }) },
    },
  );
}

export default defineCheck({
  id: 'api-direct-integration-unvalidated',
  title: 'API passes requests to an AWS service unvalidated',
  family: 'requests',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: READS,
  supersedes: ['api-no-request-validation'],
  docs: {
    why: 'No code stands between the caller and the service: what the caller writes becomes part of a call that is made with the role of the API.',
    fix: 'Give the method a request validator and a strict model; HTTP APIs validate nothing, so put a function or a REST API there.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html',
    ],
    frameworks: { owasp: ['A03', 'SAS-1'] },
  },
  *check(route, context) {
    yield* route.type === 'AWS::ApiGateway::Method' ? ofMethod(route, context) : ofRoute(route, context);
  },
});
