import { isLocal } from './includes.ts';
import { type Entry, intrinsicOf, textOf } from './node.ts';
import type { TemplateResource } from './template.ts';

/** Which property of a type is code, of those whose code may lie in a folder of the tree. */
export const CODE: ReadonlyMap<string, string> = new Map([
  ['AWS::Lambda::Function', 'Code'],
  ['AWS::Lambda::LayerVersion', 'Content'],
]);

/**
 * Takes a path in place of code as `aws cloudformation package` does: the folder is known beside the properties, as SAM's CodeUri is.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
export const withLocalCode = (resource: TemplateResource): TemplateResource => {
  const { type, properties, attributes } = resource;
  const name = CODE.get(type);
  if (name === undefined || properties?.kind !== 'map' || intrinsicOf(properties)) return resource;
  const code = properties.entries.get(name);
  const path = textOf(code?.value);
  if (code === undefined || path === undefined || !isLocal(path)) return resource;
  const entries = new Map<string, Entry>(properties.entries);
  entries.delete(name);
  return { ...resource, properties: { ...properties, entries }, attributes: { ...attributes, CodeUri: code.value } };
};
