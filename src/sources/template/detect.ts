import { member, type Node, textOf } from './node.ts';

/** File names that templates have. */
const NAMED = /(?:^|\/)(?:(?:[^/]+[.-])?template\.(?:ya?ml|json)|[^/]+\.template)$/i;

/** Signs in a text that it means to be a template. */
const SIGNS = [
  /^\s*["']?AWSTemplateFormatVersion["']?\s*:/m,
  /^\s*["']?Transform["']?\s*:\s*\[?\s*(?:-\s*)?["']?AWS::/m,
  /^\s*["']?Type["']?\s*:\s*["']?(?:AWS|Alexa|Custom)::[A-Za-z0-9]/m,
  /"Type"\s*:\s*"(?:AWS|Alexa|Custom)::[A-Za-z0-9]/,
];

/** Whether a text is worth parsing: templates that are too broken for that must pass as well. Cheap, as most files of a tree are none. */
export const mayBeTemplate = (text: string): boolean =>
  text.includes('AWSTemplateFormatVersion') ||
  (text.includes('Resources') && text.includes('::')) ||
  (text.includes('Transform') && text.includes('AWS::'));

/** Whether a file that cannot be read was meant to be a template, so that leaving it out would leave a hole. */
export const meansTemplate = (file: string, text: string): boolean => NAMED.test(file) || SIGNS.some((sign) => sign.test(text));

/** Names of the transforms that a template asks for. */
export const transformsOf = (root: Node): readonly string[] => {
  const transform = member(root, 'Transform');
  const nodes = transform === undefined ? [] : transform.kind === 'list' ? transform.items : [transform];
  return nodes.flatMap((node) => textOf(node) ?? textOf(member(node, 'Name')) ?? []);
};

/** Whether a document is a template: it has resources with types, or says so itself. */
export const isTemplate = (root: Node): boolean => {
  if (root.kind !== 'map') return false;
  const resources = member(root, 'Resources');
  const entries = resources?.kind === 'map' ? [...resources.entries] : [];
  if (entries.some(([key, { value }]) => textOf(member(value, 'Type'))?.includes('::') || key.startsWith('Fn::ForEach'))) return true;
  return root.entries.has('AWSTemplateFormatVersion') || transformsOf(root).some((name) => name.startsWith('AWS::'));
};
