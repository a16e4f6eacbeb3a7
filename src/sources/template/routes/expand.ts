import { intrinsicOf, type MapNode, type Node, textOf } from '../node.ts';
import type { Expand, ExpansionGap, TemplateResource } from '../template.ts';
import { authorizersOf } from './authorizers.ts';
import { parsedBody } from './body.ts';
import { branches, type Given } from './branches.ts';
import { maps, type Problem } from './document.ts';
import { withRouteAttributes } from './explicit.ts';
import { withBodySettings } from './lifted.ts';
import { routesOf } from './methods.ts';
import { modelsOf } from './models.ts';
import { quickCreated } from './quick.ts';
import type { ApiKind } from './security.ts';
import { deployedStages } from './stages.ts';
import { validatorsOf } from './validators.ts';

const KINDS: Readonly<Record<string, ApiKind>> = { 'AWS::ApiGateway::RestApi': 'rest', 'AWS::ApiGatewayV2::Api': 'http' };

const TYPES: Readonly<Record<ApiKind, readonly string[]>> = {
  rest: ['AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer', 'AWS::ApiGateway::RequestValidator', 'AWS::ApiGateway::Model'],
  http: ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGatewayV2::Integration'],
};

/** The types that the body of an API of this type makes; `undefined` of what is no API. */
export const bodyTypes = (type: string): readonly string[] | undefined => {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return kind && TYPES[kind];
};

/** The most resources that are made of one API: an alias can repeat a document any number of times. */
const LIMIT = 20_000;

/** Adds what the bodies of APIs hold and the stages that deployments make, and names the path of explicit routes. */
export const expandRoutes: Expand = (template) => {
  const byId = new Map(template.resources.map((resource) => [resource.id, resource]));
  const resources: TemplateResource[] = [];
  const stages: TemplateResource[] = [];
  const gaps: ExpansionGap[] = [];
  for (const resource of template.resources) {
    const kind = Object.hasOwn(KINDS, resource.type) ? KINDS[resource.type] : undefined;
    if (kind === undefined) {
      resources.push(withRouteAttributes(resource, byId));
      if (resource.type === 'AWS::ApiGateway::Deployment') stages.push(...deployedStages(resource));
      continue;
    }
    resources.push(withBodySettings(resource, kind));
    const { id } = resource;
    const report = (problem: Problem) =>
      void gaps.push({ ...problem, message: `${id}: ${problem.message}`, types: TYPES[kind], resource: id });
    let made = 0;
    for (const part of partsOf(resource, kind, template.resources, report)) {
      made += 1;
      if (made > LIMIT) {
        report({ span: resource.span, reason: 'too-large', message: `has more than ${LIMIT} methods, routes and authorizers` });
        break;
      }
      resources.push(part);
    }
  }
  // Deployments of one stage follow each other.
  const last = new Map(stages.map((stage) => [`${stage.id} ${stage.conditions.map(({ span }) => span.start)}`, stage]));
  return { resources: [...resources, ...last.values()], gaps: distinct(gaps) };
};

function* partsOf(
  api: TemplateResource,
  kind: ApiKind,
  resources: readonly TemplateResource[],
  report: (problem: Problem) => void,
): Generator<TemplateResource> {
  for (const properties of maps(api.properties, [], 'its properties', report)) {
    if (kind === 'http') yield* quickCreated(api, properties.node, properties.given, resources);
    for (const document of documents(properties.node, properties.given, report)) {
      yield* authorizersOf(api, kind, document.node, document.given, report);
      if (kind === 'rest') {
        yield* validatorsOf(api, document.node, document.given, report);
        yield* modelsOf(api, document.node, document.given, report);
      }
      yield* routesOf(api, kind, document.node, document.given, report);
    }
  }
}

function* documents(
  properties: MapNode,
  given: readonly Given[],
  report: (problem: Problem) => void,
): Generator<{ readonly node: MapNode; readonly given: readonly Given[] }> {
  const location = properties.entries.get('BodyS3Location');
  if (location) {
    for (const side of branches(location.value, given)) {
      const where = textOf(side.node) === undefined ? 'in a bucket' : 'in another file';
      if (side.node) report({ span: location.key, reason: 'outside', message: `its body stands ${where}` });
    }
  }
  for (const side of branches(properties.entries.get('Body')?.value, given)) {
    if (side.node === undefined) continue;
    const body: Node = parsedBody(side.node);
    if (textOf(body) !== undefined && !intrinsicOf(body))
      report({ span: body.span, reason: 'unreadable', message: 'its body is not JSON' });
    else yield* maps(body, side.given, 'its body', report);
  }
}

const distinct = (gaps: readonly ExpansionGap[]): readonly ExpansionGap[] => [
  ...new Map(gaps.map((gap) => [`${gap.span.start} ${gap.types?.[0]} ${gap.message}`, gap])).values(),
];
