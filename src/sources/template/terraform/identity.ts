import { intrinsicOf, member, type Node, textOf } from '../node.ts';
import type { Instance } from './plan.ts';

/** The address of the resource that a reference names. */
export const referredBy = (value: Node | undefined): string | undefined => {
  const call = intrinsicOf(value);
  if (call?.name === 'Ref') return textOf(call.argument);
  return call?.name === 'Fn::GetAtt' && call.argument.kind === 'list' ? textOf(call.argument.items[0]) : undefined;
};

/** Something that is the same for two values that name the same resource, or are the same text. */
export const keyOf = (value: Node | undefined): string | undefined =>
  referredBy(value) ?? (value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined);

/** Which resource of a plan a text names. */
export interface Identities {
  /** The address of the resource of a type that a text names by its id, ARN or name. */
  named(type: string, text: string): string | undefined;
  /** The API that has this root. */
  rooted(text: string): string | undefined;
}

const NAMING = ['id', 'arn', 'url', 'name', 'function_name', 'bucket', 'key_id'];

/** What names the resources of a plan or state that exist already, or whose names the configuration says. */
export const identitiesOf = (instances: readonly Instance[]): Identities => {
  const names = new Map<string, string>();
  const roots = new Map<string, string>();
  for (const { address, type, data, values } of instances) {
    if (data) continue;
    for (const attribute of NAMING) {
      const text = textOf(member(values, attribute));
      if (text !== undefined && text !== '' && !names.has(`${type}\n${text}`)) names.set(`${type}\n${text}`, address);
    }
    const root = textOf(member(values, 'root_resource_id'));
    if (root !== undefined) roots.set(root, address);
  }
  return { named: (type, text) => names.get(`${type}\n${text}`), rooted: (text) => roots.get(text) };
};
