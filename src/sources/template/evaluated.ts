import type { Gap, RawResource } from '../../model/inventory.ts';
import { type Condition, isUnknown } from '../../model/value.ts';
import { conditionsOf } from './conditions.ts';
import { evaluate, evaluateOperand } from './evaluate.ts';
import type { ReadTemplate } from './format.ts';
import { positionOf } from './lines.ts';
import type { Place } from './locate.ts';
import { member, type Span } from './node.ts';
import { type ParameterValues, parametersOf } from './parameters.ts';
import { propertiesOf } from './properties.ts';
import { expandRoutes } from './routes/expand.ts';
import type { Scope } from './scope.ts';
import type { ExpansionGap, Template, TemplateResource } from './template.ts';

/** What a template comes to, besides what its format says of it. */
export type Evaluated = Pick<ReadTemplate, 'resources' | 'gaps' | 'places' | 'hidden' | 'parameters'>;

/** Adds what the bodies of APIs hold and evaluates every resource. A transform may have made resources that are not among them. */
export const evaluated = (template: Template, given: ParameterValues, transformed: boolean): Evaluated => {
  const { root, source } = template;
  const routed = expandRoutes(template);
  const hidden = new Set<Span>();
  const parameters = parametersOf(root, given);
  for (const { span, value } of parameters.values()) if (span !== undefined && '$redacted' in Object(value)) hidden.add(span);
  const scope: Scope = {
    parameters,
    mappings: member(root, 'Mappings'),
    conditions: conditionsOf(member(root, 'Conditions'), (node) => evaluateOperand(node, scope)),
    resources: new Set(routed.resources.map(({ id }) => id)),
    transformed,
    hidden,
  };
  const gaps: Gap[] = routed.gaps.map(expansionGap);
  const places = new Map<RawResource, Place>();
  const resources: RawResource[] = [];
  for (const resource of routed.resources) {
    const raw = rawResource(resource, scope, source.file);
    if ('reason' in raw) gaps.push(raw);
    else {
      resources.push(raw);
      places.set(raw, resource);
    }
  }
  return {
    resources,
    gaps,
    places,
    hidden: () => {
      for (const { properties } of resources) Object.values(properties);
      return hidden;
    },
    parameters: [...parameters.keys()],
  };
};

/** A gap at a place of a file. */
export const gapAt = ({ source, start }: Span, reason: string, message: string, types?: readonly string[]): Gap => ({
  source: 'template',
  scope: { file: source.file, ...positionOf(source, start) },
  reason,
  message,
  ...(types === undefined ? {} : { types }),
});

export const expansionGap = ({ span, reason, message, types }: ExpansionGap): Gap => gapAt(span, reason, message, types);

/** `file` is the template's, in which ids are unique; the resource itself may stand in a file that the template names. */
const rawResource = (resource: TemplateResource, scope: Scope, file: string): RawResource | Gap => {
  const { id, type, span, madeBy, metadata } = resource;
  const evaluatedProperties = propertiesOf(resource.properties, scope, type);
  if ('other' in evaluatedProperties) {
    const { other } = evaluatedProperties;
    const expression = isUnknown(other) && other.$unknown.kind === 'intrinsic' ? other.$unknown.expression : undefined;
    return expression === undefined
      ? gapAt(span, 'malformed', `The Properties of ${id} are not a map`, [type])
      : gapAt(span, 'intrinsic', `The Properties of ${id} depend on ${expression}`, [type]);
  }
  const condition = conjunction(resource.conditions.map((node) => scope.conditions.of(node)));
  const attributes = Object.entries(resource.attributes ?? {}).map(([name, node]) => [name, evaluate(node, scope, type)] as const);
  const parapet = member(metadata, 'parapet');
  return {
    type,
    id,
    properties: evaluatedProperties.properties,
    origin: { source: 'template', file, ...(span.source.file === file ? positionOf(span.source, span.start) : {}) },
    ...(condition === undefined ? {} : { condition }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(parapet === undefined ? {} : { metadata: { parapet: evaluate(parapet, scope) } }),
    ...(madeBy === undefined ? {} : { madeBy }),
  };
};

const conjunction = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.length > 1 ? { all: conditions } : conditions[0];
