import type { Gap, RawResource } from '../../model/inventory.ts';
import { type Condition, isUnknown } from '../../model/value.ts';
import { conditionsOf } from './conditions.ts';
import { isTemplate, mayBeTemplate, meansTemplate, transformsOf } from './detect.ts';
import { evaluate, evaluateOperand } from './evaluate.ts';
import type { Format } from './format.ts';
import { commentIgnores, metadataIgnores } from './ignores.ts';
import { positionOf } from './lines.ts';
import type { Place } from './locate.ts';
import { map, member, type Node, type Span, textOf } from './node.ts';
import { parametersOf } from './parameters.ts';
import { propertiesOf } from './properties.ts';
import { expandRoutes } from './routes/expand.ts';
import { expandSam } from './sam/expand.ts';
import type { Scope } from './scope.ts';
import type { ExpansionGap, TemplateResource } from './template.ts';

/** Transforms that add nothing which parapet judges, or that it carries out itself. */
const HARMLESS = /^AWS::(?:Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-\d{4}-\d{2}-\d{2})$/;

const gapAt = ({ source, start }: Span, reason: string, message: string, types?: readonly string[]): Gap => ({
  source: 'template',
  scope: { file: source.file, ...positionOf(source, start) },
  reason,
  message,
  ...(types === undefined ? {} : { types }),
});

/** Reads a document that is a template: expands what a deployment would expand, and evaluates the rest. */
const read: Format['read'] = ({ source, root }, { given }) => {
  const transforms = transformsOf(root);
  const own = resourcesOf(root);
  const sam =
    transforms.some((name) => name.startsWith('AWS::Serverless')) || own.resources.some(({ type }) => type.startsWith('AWS::Serverless::'));
  const made = sam ? expandSam({ source, root, resources: own.resources }) : { resources: own.resources, gaps: [] };
  const routed = expandRoutes({ source, root, resources: made.resources });

  const hidden = new Set<Span>();
  const parameters = parametersOf(root, given);
  for (const { span, value } of parameters.values()) if (span !== undefined && '$redacted' in Object(value)) hidden.add(span);
  const scope: Scope = {
    parameters,
    mappings: member(root, 'Mappings'),
    conditions: conditionsOf(member(root, 'Conditions'), (node) => evaluateOperand(node, scope)),
    resources: new Set(routed.resources.map(({ id }) => id)),
    transformed: transforms.length > 0 || sam,
    hidden,
  };

  const gaps: Gap[] = [...own.gaps, ...macroGaps(root, transforms), ...[...made.gaps, ...routed.gaps].map(expansionGap)];
  const places = new Map<RawResource, Place>();
  const resources: RawResource[] = [];
  for (const resource of routed.resources) {
    const raw = rawResource(resource, scope);
    if ('reason' in raw) gaps.push(raw);
    else {
      resources.push(raw);
      places.set(raw, resource);
    }
  }
  return {
    input: { source: 'template', file: source.file, format: sam ? 'sam' : 'cloudformation' },
    sources: [source],
    resources,
    gaps,
    ignores: [...commentIgnores(source), ...own.resources.flatMap(metadataIgnores)],
    places,
    hidden: () => {
      for (const { properties } of resources) Object.values(properties);
      return hidden;
    },
    parameters: [...parameters.keys()],
  };
};

const expansionGap = ({ span, reason, message, types }: ExpansionGap): Gap => gapAt(span, reason, message, types);

const macroGaps = (root: Node, transforms: readonly string[]): readonly Gap[] => {
  const at = member(root, 'Transform')?.span ?? root.span;
  const macros = transforms.filter((name) => !HARMLESS.test(name));
  const inline = root.kind === 'map' && root.entries.has('Fn::Transform') ? ['Fn::Transform'] : [];
  return [...macros, ...inline].map((name) => gapAt(at, 'macro', `What the macro ${name} makes of the template is not read`));
};

/** The `Resources` section as it stands. */
const resourcesOf = (root: Node): { readonly resources: readonly TemplateResource[]; readonly gaps: readonly Gap[] } => {
  const section = member(root, 'Resources');
  if (section === undefined) return { resources: [], gaps: [] };
  if (section.kind !== 'map') return { resources: [], gaps: [gapAt(section.span, 'malformed', 'Resources is not a map of logical ids')] };
  const resources: TemplateResource[] = [];
  const gaps: Gap[] = [];
  for (const [id, { key, value }] of section.entries) {
    const type = textOf(member(value, 'Type'));
    if (id.startsWith('Fn::ForEach')) gaps.push(gapAt(key, 'loop', `The resources that ${id} makes are not read`));
    else if (id === 'Fn::Transform') gaps.push(gapAt(key, 'macro', 'The resources that Fn::Transform includes are not read'));
    else if (value.kind !== 'map') gaps.push(gapAt(key, 'malformed', `The resource ${id} is not a map`));
    else if (type === undefined || type === '') gaps.push(gapAt(key, 'malformed', `The resource ${id} has no Type that can be read`));
    else {
      const condition = member(value, 'Condition');
      resources.push({
        id,
        type,
        properties: member(value, 'Properties'),
        conditions: condition === undefined ? [] : [map({ Condition: condition }, condition.span)],
        metadata: member(value, 'Metadata'),
        span: key,
      });
    }
  }
  return { resources, gaps };
};

/** CloudFormation, SAM among it. */
export const cloudformation: Format = {
  mayBe: (_file, text) => mayBeTemplate(text),
  means: meansTemplate,
  is: isTemplate,
  read,
};

const rawResource = (resource: TemplateResource, scope: Scope): RawResource | Gap => {
  const { id, type, span, madeBy, metadata } = resource;
  const evaluated = propertiesOf(resource.properties, scope, type);
  if ('other' in evaluated) {
    const { other } = evaluated;
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
    properties: evaluated.properties,
    origin: { source: 'template', file: span.source.file, ...positionOf(span.source, span.start) },
    ...(condition === undefined ? {} : { condition }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(parapet === undefined ? {} : { metadata: { parapet: evaluate(parapet, scope) } }),
    ...(madeBy === undefined ? {} : { madeBy }),
  };
};

const conjunction = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.length > 1 ? { all: conditions } : conditions[0];
