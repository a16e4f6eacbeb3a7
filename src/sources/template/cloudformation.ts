import type { Gap } from '../../model/inventory.ts';
import type { Span } from '../text/source-file.ts';
import { isTemplate, mayBeTemplate, meansTemplate } from './detect.ts';
import { evaluated } from './evaluated.ts';
import type { Format } from './format.ts';
import { expansionGap, gapAt } from './gap.ts';
import { commentIgnores, metadataIgnores } from './ignores.ts';
import { includeOf } from './includes.ts';
import { isLoop } from './loops.ts';
import { isModule } from './modules/projects.ts';
import { map, member, type Node, textOf } from './node.ts';
import { parametersIn } from './passed.ts';
import { prepared } from './prepared.ts';
import { withRepeats } from './repeats.ts';
import { expandSam } from './sam/expand.ts';
import type { Template, TemplateResource } from './template.ts';

/** Transforms that add nothing which parapet judges, or that it carries out itself. */
const HARMLESS = /^AWS::(?:Serverless-2016-10-31|LanguageExtensions|Include|CodeDeployBlueGreen|SecretsManager-\d{4}-\d{2}-\d{2})$/;

/** Reads a document that is a template: expands what a deployment would expand, and evaluates the rest. */
const read: Format['read'] = (document, context) => {
  const { source } = document;
  const { root, transforms, madeBy, ...before } = prepared(document, context);
  const own = resourcesOf(root, madeBy);
  const sam =
    transforms.some((name) => name.startsWith('AWS::Serverless')) || own.resources.some(({ type }) => type.startsWith('AWS::Serverless::'));
  const template: Template = { source, root, resources: own.resources, parameters: parametersIn(root, context) };
  const made = sam ? expandSam(template) : { resources: own.resources, gaps: [] };
  const read = withRepeats(evaluated({ ...template, resources: made.resources }, context, transforms.length > 0 || sam), source);
  const sources = [...new Set([...read.sources, ...before.sources])];
  return {
    ...read,
    input: { source: 'template', file: source.file, format: sam ? 'sam' : 'cloudformation' },
    sources,
    gaps: [...[...before.gaps, ...own.gaps, ...macroGaps(root, transforms)], ...made.gaps.map(expansionGap), ...read.gaps],
    ignores: [...sources.flatMap(commentIgnores), ...own.resources.flatMap(metadataIgnores)],
  };
};

/** `AWS::Include` says itself what it could not read, as loops and modules do. */
const macroGaps = (root: Node, transforms: readonly string[]): readonly Gap[] => {
  const at = member(root, 'Transform')?.span ?? root.span;
  const macros = transforms.filter((name) => !HARMLESS.test(name));
  const inline = isOtherTransform(member(root, 'Fn::Transform')) ? ['Fn::Transform'] : [];
  return [...macros, ...inline].map((name) => gapAt(at, 'macro', `What the macro ${name} makes of the template is not read`));
};

const isOtherTransform = (node: Node | undefined): boolean => node !== undefined && includeOf(node) === undefined;

/** The `Resources` section as it stands. */
const resourcesOf = (
  root: Node,
  madeBy: ReadonlyMap<string, string>,
): { readonly resources: readonly TemplateResource[]; readonly gaps: readonly Gap[] } => {
  const section = member(root, 'Resources');
  if (section === undefined) return { resources: [], gaps: [] };
  const resources: TemplateResource[] = [];
  const gaps: Gap[] = [];
  const gap = (span: Span, reason: string, message: string): void => void gaps.push(gapAt(span, reason, message));
  if (section.kind !== 'map') gap(section.span, 'malformed', 'Resources is not a map of logical ids');
  for (const [id, { key, value }] of section.kind === 'map' ? section.entries : []) {
    const type = textOf(member(value, 'Type'));
    if (id === 'Fn::Transform') {
      if (isOtherTransform(value)) gap(key, 'macro', 'The resources that Fn::Transform makes are not read');
    } else if (isLoop(id) || (type !== undefined && isModule(type))) continue;
    else if (value.kind !== 'map') gap(key, 'malformed', `The resource ${id} is not a map`);
    else if (type === undefined || type === '') gap(key, 'malformed', `The resource ${id} has no Type that can be read`);
    else {
      const condition = member(value, 'Condition');
      const module = madeBy.get(id);
      resources.push({
        id,
        type,
        properties: member(value, 'Properties'),
        conditions: condition === undefined ? [] : [map({ Condition: condition }, condition.span)],
        metadata: member(value, 'Metadata'),
        span: key,
        ...(module === undefined ? {} : { madeBy: module }),
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
