import { intrinsicOf } from '../node.ts';
import type { Expand, ExpansionGap, TemplateResource } from '../template.ts';
import { expandHttpApi } from './api/http-api.ts';
import { expandRestApi } from './api/rest-api.ts';
import { expandWebSocketApi } from './api/websocket-api.ts';
import { combined } from './combined.ts';
import { expandCapacityProvider, expandMicrovmImage, expandNetworkConnector, expandWebFunction } from './compute.ts';
import { embeddedConnectors, expandConnector } from './connector.ts';
import type { Addition, ApiEvent, ExpandResource, Made, SamContext, SamResource } from './context.ts';
import { apiEventsOf } from './events/api-events.ts';
import { expandFunction } from './function.ts';
import { withGlobals } from './globals.ts';
import { expandGraphQLApi } from './graphql-api.ts';
import { implicitApis } from './implicit.ts';
import { object } from './make.ts';
import { alternativesOf, firstOf } from './parameters.ts';
import { refusalsOf, refusedEvents, refusedGlobals } from './refusals/index.ts';
import { mergedShared } from './shared.ts';
import { expandApplication, expandLayerVersion, expandSimpleTable } from './simple.ts';
import { withAdditions } from './sources.ts';
import { expandStateMachine } from './state-machine.ts';
import { unexplored, unread } from './unread.ts';

const EXPANDERS: ReadonlyMap<string, ExpandResource> = new Map([
  ['AWS::Serverless::Api', expandRestApi],
  ['AWS::Serverless::Application', expandApplication],
  ['AWS::Serverless::CapacityProvider', expandCapacityProvider],
  ['AWS::Serverless::Function', expandFunction],
  ['AWS::Serverless::GraphQLApi', expandGraphQLApi],
  ['AWS::Serverless::HttpApi', expandHttpApi],
  ['AWS::Serverless::LayerVersion', expandLayerVersion],
  ['AWS::Serverless::MicrovmImage', expandMicrovmImage],
  ['AWS::Serverless::NetworkConnector', expandNetworkConnector],
  ['AWS::Serverless::SimpleTable', expandSimpleTable],
  ['AWS::Serverless::StateMachine', expandStateMachine],
  ['AWS::Serverless::WebFunction', expandWebFunction],
  ['AWS::Serverless::WebSocketApi', expandWebSocketApi],
]);

const PREFIX = 'AWS::Serverless::';
const OWNERS = new Set(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/** A SAM resource whose properties are a map; none at all is an empty one. */
const readable = (resource: TemplateResource): SamResource | undefined => {
  const { properties } = resource;
  if (properties === undefined || (properties.kind === 'scalar' && properties.value === null))
    return { ...resource, properties: object({}, resource.span) };
  return properties.kind === 'map' && intrinsicOf(properties) === undefined ? { ...resource, properties } : undefined;
};

const collectEvents = (resources: readonly TemplateResource[]) => {
  const events = new Map<string, ApiEvent[]>();
  const gaps: ExpansionGap[] = [];
  for (const resource of resources) {
    const owner = OWNERS.has(resource.type) ? readable(resource) : undefined;
    if (owner === undefined) continue;
    const found = apiEventsOf(owner);
    gaps.push(...found.gaps);
    for (const event of found.events) {
      const list = events.get(event.api);
      if (list === undefined) events.set(event.api, [event]);
      else list.push(event);
    }
  }
  return { events, gaps };
};

const CONNECTOR = 'AWS::Serverless::Connector';

/** Connectors come last: they join what the other resources have become. */
const withConnectors = (connectors: readonly TemplateResource[], made: Made): Made => {
  const resources = [...made.resources];
  const gaps = [...made.gaps];
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  for (const connector of connectors) {
    const given = readable(connector);
    const joined = given ? expandConnector(given, byId) : { resources: [], gaps: [unread(connector)] };
    resources.push(...joined.resources);
    gaps.push(...joined.gaps);
  }
  return { resources, gaps };
};

/** Replaces `AWS::Serverless::*` resources by what a deployment makes of them. */
export const expandSam: Expand = (template) => {
  const embedded = embeddedConnectors(template.root, template.resources);
  if (embedded.length === 0 && !template.resources.some(({ type }) => type.startsWith(PREFIX)))
    return { resources: template.resources, gaps: [] };
  const merged = template.resources.map((resource) => ({ ...resource, properties: withGlobals(template, resource) }));
  const { events, gaps } = collectEvents(merged);
  const implicit = implicitApis(template, events);
  const replaced = new Set(implicit.map(({ id }) => id));
  const all = [...merged.filter(({ id }) => !replaced.has(id)), ...implicit];
  const context: SamContext = { template, resources: new Map(all.map((resource) => [resource.id, resource])), events };
  const resources: TemplateResource[] = [];
  const additions: Addition[] = [];
  const problems: ExpansionGap[] = [...gaps, ...refusedGlobals(template), ...refusedEvents(context, all)];
  for (const resource of all) {
    if (resource.type === CONNECTOR) continue;
    if (!resource.type.startsWith(PREFIX)) {
      resources.push(resource);
      continue;
    }
    const expand = EXPANDERS.get(resource.type);
    const given = readable(resource);
    if (expand === undefined || given === undefined) {
      problems.push(unread(resource));
      continue;
    }
    const { alternatives, undecided } = alternativesOf(given, template);
    const made = combined(alternatives, (alternative) => expand(alternative, context));
    resources.push(...made.resources);
    additions.push(...(made.additions ?? []));
    const first = firstOf(alternatives);
    problems.push(...undecided.map((name) => unexplored(given, name)));
    problems.push(...made.gaps, ...(made.resources.length === 0 ? [] : refusalsOf(first, context)));
  }
  const connectors = [...embedded, ...all.filter(({ type }) => type === CONNECTOR)];
  return withConnectors(connectors, { resources: withAdditions(mergedShared(resources), additions), gaps: problems });
};
