import { member } from '../../node.ts';
import type { ExpansionGap, Template, TemplateResource } from '../../template.ts';
import type { SamContext, SamResource } from '../context.ts';
import properties from '../data/properties.json' with { type: 'json' };
import { ofApi } from './api.ts';
import { ofEvents } from './events.ts';
import { ofFunction, ofPolicies, ofStateMachine } from './function.ts';
import { misfits, type Properties } from './misfits.ts';
import { ofOthers } from './others.ts';
import type { Refusal } from './refusal.ts';
import { ofWebSocketApi } from './websocket-api.ts';

const RESOURCES: ReadonlyMap<string, Properties> = new Map(Object.entries<Properties>(properties.resources));
/** The types whose role takes policies. */
const POLICY_HOLDERS = new Set(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);
const GLOBALS: ReadonlyMap<string, string> = new Map(Object.entries(properties.globals));

const gap = (id: string, { span, why }: Refusal): ExpansionGap => ({
  span,
  reason: 'refused',
  message: `${id}: SAM refuses the template: ${why}`,
  types: [],
});

function* reasons(resource: SamResource, context: SamContext): Generator<Refusal> {
  const accepted = RESOURCES.get(resource.type);
  if (accepted) yield* misfits(resource.properties, accepted, resource.span, resource.type);
  if (!/^[A-Za-z0-9]+$/.test(resource.id)) yield { span: resource.span, why: `${resource.id} is no logical id` };
  yield* ofEvents(resource, context);
  if (resource.type === 'AWS::Serverless::Function') yield* ofFunction(resource);
  if (resource.type === 'AWS::Serverless::StateMachine') yield* ofStateMachine(resource);
  if (POLICY_HOLDERS.has(resource.type)) yield* ofPolicies(resource);
  if (resource.type === 'AWS::Serverless::Api' || resource.type === 'AWS::Serverless::HttpApi') yield* ofApi(resource, context);
  if (resource.type === 'AWS::Serverless::WebSocketApi') yield* ofWebSocketApi(resource);
  yield* ofOthers(resource);
}

/** Why SAM refuses a template for one of its resources. The resource is expanded all the same, as far as it says what it means. */
export const refusalsOf = (resource: SamResource, context: SamContext): readonly ExpansionGap[] =>
  [...reasons(resource, context)].map((refusal) => gap(resource.id, refusal));

/** Why SAM refuses a template for what its Globals say. */
export const refusedGlobals = ({ root }: Template): readonly ExpansionGap[] => {
  const globals = member(root, 'Globals');
  if (globals === undefined) return [];
  if (globals.kind !== 'map' || globals.entries.size === 0) return [gap('Globals', { span: globals.span, why: 'Globals are not a map' })];
  return [...globals.entries].flatMap(([section, { key, value }]) => {
    const names = GLOBALS.get(section)?.split(' ');
    if (names === undefined) return [gap('Globals', { span: key, why: `${section} has no globals` })];
    if (value.kind !== 'map') return [gap('Globals', { span: key, why: `the globals of ${section} are not a map` })];
    return [...value.entries].flatMap(([name, entry]) =>
      names.includes(name) ? [] : [gap('Globals', { span: entry.key, why: `${name} is no property of ${section} that Globals may set` })],
    );
  });
};

/** Events of APIs that the template does not have. */
export const refusedEvents = (context: SamContext, resources: readonly TemplateResource[]): readonly ExpansionGap[] => {
  const ids = new Set(resources.map(({ id }) => id));
  return [...context.events].flatMap(([api, events]) =>
    ids.has(api) || context.resources.has(api)
      ? []
      : events.map(({ owner, name, span }) => gap(owner.id, { span, why: `event ${name} names the API ${api}, which there is not` })),
  );
};
