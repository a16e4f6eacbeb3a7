// What Terraform's AWS provider calls its types and attributes, from the typings that CDKTF generates of the provider's own schema.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const camel = (name) => name.replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** `aws_sqs_queue` stands in the folder `sqs-queue`. */
const folderOf = (type) => type.replace(/^aws_/, '').replaceAll('_', '-');

/** The interfaces of a file, as maps from a member's name to the name of its type, and what only getters name. */
const parsed = (text) => {
  const interfaces = new Map();
  for (const [, name, body] of text.matchAll(/^export interface (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm))
    interfaces.set(name, new Map([...body.matchAll(/^ {4}readonly (\w+)\??: (.+?);?$/gm)].map(([, member, type]) => [member, type])));
  return { interfaces, getters: new Set([...text.matchAll(/^ {4}get (\w+)\(\)/gm)].map(([, name]) => name)) };
};

/** Reads the typings of a type; `undefined` where the provider has no such type. */
export const typingsOf = (modules, type) => {
  const file = join(modules, 'lib', folderOf(type), 'index.d.ts');
  if (!existsSync(file)) return undefined;
  const { interfaces, getters } = parsed(readFileSync(file, 'utf8'));
  const [own] = [...interfaces]
    .filter(([name]) => name.endsWith('Config') || name.endsWith('ConfigA'))
    .filter(([, members]) => members.size > 0);
  const named = [...interfaces.keys()];
  const config =
    interfaces.get(
      named.find((name) => new RegExp(`^${camel(`_${folderOf(type).replaceAll('-', '_')}`)}A?Config[AB]?$`, 'i').test(name)),
    ) ?? own?.[1];
  return { config, interfaces, getters };
};

/** Whether a map of members has an attribute. */
export const memberOf = (members, attribute) => members?.get(camel(attribute));

/** The members of the block that an attribute's type names; `undefined` where it names none. */
export const blockOf = ({ interfaces }, type) => {
  const [name] = /[A-Z]\w+/.exec(type) ?? [];
  return name === undefined ? undefined : interfaces.get(name);
};

/** Whether a type has a getter of that name: what the provider computes is no member of a configuration. */
export const hasGetter = ({ getters }, attribute) => getters.has(camel(attribute));
