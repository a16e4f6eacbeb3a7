import type { Gap } from '../../model/inventory.ts';
import { isTemplate, mayBeTemplate, meansTemplate, transformsOf } from './detect.ts';
import { evaluated, expansionGap, gapAt } from './evaluated.ts';
import type { Format } from './format.ts';
import { commentIgnores, metadataIgnores } from './ignores.ts';
import { map, member, type Node, textOf } from './node.ts';
import { expandSam } from './sam/expand.ts';
import type { TemplateResource } from './template.ts';

/** Transforms that add nothing which parapet judges, or that it carries out itself. */
const HARMLESS = /^AWS::(?:Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-\d{4}-\d{2}-\d{2})$/;

/** Reads a document that is a template: expands what a deployment would expand, and evaluates the rest. */
const read: Format['read'] = ({ source, root }, { given }) => {
  const transforms = transformsOf(root);
  const own = resourcesOf(root);
  const sam =
    transforms.some((name) => name.startsWith('AWS::Serverless')) || own.resources.some(({ type }) => type.startsWith('AWS::Serverless::'));
  const made = sam ? expandSam({ source, root, resources: own.resources }) : { resources: own.resources, gaps: [] };
  const read = evaluated({ source, root, resources: made.resources }, given, transforms.length > 0 || sam);
  return {
    ...read,
    input: { source: 'template', file: source.file, format: sam ? 'sam' : 'cloudformation' },
    sources: [source],
    gaps: [...own.gaps, ...macroGaps(root, transforms), ...made.gaps.map(expansionGap), ...read.gaps],
    ignores: [...commentIgnores(source), ...own.resources.flatMap(metadataIgnores)],
  };
};

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
