import type { Gap, RawResource } from '../../model/inventory.ts';
import { type Condition, isUnknown } from '../../model/value.ts';
import { positionOf } from '../text/lines.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { withLocalBodies } from './bodies.ts';
import { withLocalCode } from './code.ts';
import { conditionsOf } from './conditions.ts';
import { evaluate, evaluateOperand } from './evaluate.ts';
import { exportsOf } from './exports.ts';
import type { ReadContext, ReadTemplate } from './format.ts';
import { expansionGap, gapAt } from './gap.ts';
import { type Place, spanOf } from './locate.ts';
import { member, type Node } from './node.ts';
import { outputsOf } from './outputs.ts';
import { partsOf } from './parts.ts';
import { parametersIn } from './passed.ts';
import { propertiesOf } from './properties.ts';
import { expandRoutes } from './routes/expand.ts';
import { rulesOf } from './rules.ts';
import type { Scope } from './scope.ts';
import { secretParameters } from './secret-parameters.ts';
import { type NestedTemplate, type Nesting, templatesOf } from './stacks.ts';
import type { Template, TemplateResource } from './template.ts';

/** What the intrinsics of a document can refer to. */
export const scopeOf = (root: Node, known: Omit<Scope, 'mappings' | 'conditions'>): Scope => {
  const scope: Scope = {
    ...known,
    mappings: member(root, 'Mappings'),
    conditions: conditionsOf(member(root, 'Conditions'), (node) => evaluateOperand(node, scope)),
  };
  return scope;
};

/** What a template comes to, besides what its format says of it. */
export type Evaluated = Pick<ReadTemplate, 'sources' | 'resources' | 'gaps' | 'places' | 'hidden' | 'parameters' | 'nested' | 'exports'>;

/**
 * Adds the documents of APIs and state machines that stand in files of their own, and what the bodies of APIs hold, and evaluates
 * every resource. A transform may have made resources that are not among them.
 */
export const evaluated = (template: Template, context: ReadContext, transformed: boolean): Evaluated => {
  const { root, source } = template;
  const filled = withLocalBodies(template.resources.map(withLocalCode), context.files);
  const routed = expandRoutes({ ...template, resources: filled.resources });
  const hidden = new Set<Span>();
  const parameters = template.parameters ?? parametersIn(root, context);
  for (const { span, value } of parameters.values()) if (span !== undefined && '$redacted' in Object(value)) hidden.add(span);
  const nested: NestedTemplate[] = [];
  const scope = scopeOf(root, {
    parameters,
    resources: new Set(routed.resources.map(({ id }) => id)),
    parts: partsOf(routed.resources),
    transformed,
    hidden,
    outputs: outputsOf(nested, context),
    imports: context.imports ?? (() => undefined),
  });
  const gaps: Gap[] = [...filled.gaps, ...routed.gaps.map(expansionGap)];
  const places = new Map<RawResource, Place>();
  const resources: RawResource[] = [];
  const around = conditionOf(context.nestings ?? []);
  const rules = rulesOf(member(root, 'Rules'), scope.conditions);
  for (const resource of routed.resources) {
    const read = rawResource(resource, scope, source, around);
    if ('reason' in read) {
      gaps.push(read);
      continue;
    }
    const raw = rules.length === 0 ? read : { ...read, rules };
    resources.push(raw);
    places.set(raw, resource);
    for (const stack of templatesOf(resource, context.files)) {
      if ('gap' in stack) gaps.push(stack.gap);
      else {
        const condition = conjunction([
          ...(raw.condition === undefined ? [] : [raw.condition]),
          ...stack.given.map((given) => scope.conditions.of(given.condition)),
        ]);
        const as = { id: raw.id, input: source.file, condition, parameters: () => raw.properties.Parameters };
        nested.push({ document: stack.document, span: resource.span, as });
      }
    }
  }
  // A nested template is read once for all the stacks that it is deployed as.
  for (const { raw, place, secrets } of secretParameters({ ...template, resources: routed.resources })) {
    resources.push(raw);
    places.set(raw, place);
    for (const trail of secrets) hidden.add(spanOf(place, trail));
  }
  return {
    sources: [source, ...filled.sources],
    resources,
    gaps,
    places,
    hidden: () => {
      for (const { properties } of resources) Object.values(properties);
      return hidden;
    },
    parameters: [...parameters.keys()],
    nested,
    exports: exportsOf(root, source.file, (node) => evaluate(node, scope)),
  };
};

/** When a template is deployed as one of the stacks that nest it. */
const conditionOf = (nestings: readonly Nesting[]): readonly Condition[] => {
  const conditions = nestings.flatMap(({ condition }) => condition ?? []);
  if (conditions.length < nestings.length) return [];
  return conditions.length > 1 ? [{ any: conditions }] : conditions;
};

const rawResource = (resource: TemplateResource, scope: Scope, template: SourceFile, around: readonly Condition[]): RawResource | Gap => {
  const { id, type, span, madeBy, metadata } = resource;
  const evaluatedProperties = propertiesOf(resource.properties, scope, type);
  if ('other' in evaluatedProperties) {
    const { other } = evaluatedProperties;
    const expression = isUnknown(other) && other.$unknown.kind === 'intrinsic' ? other.$unknown.expression : undefined;
    return expression === undefined
      ? gapAt(span, 'malformed', `The Properties of ${id} are not a map`, [type])
      : gapAt(span, 'intrinsic', `The Properties of ${id} depend on ${expression}`, [type]);
  }
  const condition = conjunction([...around, ...resource.conditions.map((node) => scope.conditions.of(node))]);
  const attributes = Object.entries(resource.attributes ?? {}).map(([name, node]) => [name, evaluate(node, scope, type)] as const);
  const parapet = member(metadata, 'parapet');
  return {
    type,
    id,
    properties: evaluatedProperties.properties,
    origin: {
      source: 'template',
      file: span.source.file,
      ...positionOf(span.source, span.start),
      ...(span.source === template ? {} : { template: template.file }),
    },
    ...(condition === undefined ? {} : { condition }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(parapet === undefined ? {} : { metadata: { parapet: evaluate(parapet, scope) } }),
    ...(madeBy === undefined ? {} : { madeBy }),
  };
};

const conjunction = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.length > 1 ? { all: conditions } : conditions[0];
