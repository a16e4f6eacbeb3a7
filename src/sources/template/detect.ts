import { member, type Node, textOf } from './node.ts';

/** File names that templates have. */
const NAMED = /(?:^|\/)(?:(?:[^/]+[.-])?template\.(?:ya?ml|json)|[^/]+\.template)$/i;

/** Signs in a text that it means to be a template. Blanks are bounded, as a file may consist of them. */
const SIGNS = [
  /^[ \t]{0,40}\{?[ \t]{0,40}["']?AWSTemplateFormatVersion["']?[ \t]{0,40}:/m,
  /^[ \t]{0,40}["']?Transform["']?[ \t]{0,40}:\s{0,40}(?:\[\s{0,40}|-[ \t]{0,40})?["']?AWS::/m,
  /^[ \t]{0,200}["']?Type["']?[ \t]{0,40}:[ \t]{0,40}["']?(?:AWS|Alexa|Custom)::[A-Za-z0-9]/m,
  /[{,][ \t]{0,40}["']?Type["']?[ \t]{0,40}:[ \t]{0,40}["']?(?:AWS|Alexa|Custom)::[A-Za-z0-9]/,
  /"Type"\s{0,40}:\s{0,40}"(?:AWS|Alexa|Custom)::[A-Za-z0-9]/,
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
  if (
    entries.some(
      ([key, { value }]) => textOf(member(value, 'Type'))?.includes('::') || key.startsWith('Fn::ForEach') || key === 'Fn::Transform',
    )
  )
    return true;
  return root.entries.has('AWSTemplateFormatVersion') || transformsOf(root).some((name) => name.startsWith('AWS::'));
};
