// Every type and attribute that the tables of src/sources/template/terraform/ name, against the typings of the provider.
import { installProvider, load } from '../tools.js';
import { blockOf, hasGetter, memberOf, typingsOf } from './typings.js';

/** Checks attributes, and those of blocks below them; gives how many there are and tells those that the provider has not. */
const checked = (attributes, members, typings, where, missing) => {
  let count = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    count += 1;
    const type = memberOf(members, name);
    if (type === undefined) missing.push(`${where}.${name}`);
    else if (attribute.members) count += checked(attribute.members, blockOf(typings, type), typings, `${where}.${name}`, missing);
  }
  return count;
};

/** Attributes that name a resource may be computed as well. */
const naming = ({ into = {}, policy, returns = {} }) => [
  ...(into.by === undefined ? [] : [into.by]),
  ...(into.same ?? []),
  ...(policy === undefined ? [] : ['policy']),
  ...Object.keys(returns),
];

/** Compares the tables with the provider. Neither count nor seed matters: it is all of them. */
export const compareTerraform = async () => {
  const modules = installProvider();
  const { TABLES } = await load('src/sources/template/terraform/tables/index.ts');
  const missing = [];
  let attributes = 0;
  for (const table of TABLES) {
    const typings = typingsOf(modules, table.terraform);
    if (typings?.config === undefined) {
      missing.push(table.terraform);
      continue;
    }
    attributes += checked(table.attributes, typings.config, typings, table.terraform, missing);
    for (const name of naming(table)) {
      attributes += 1;
      if (memberOf(typings.config, name) === undefined && !hasGetter(typings, name)) missing.push(`${table.terraform}.${name}`);
    }
  }
  const lines = [`${TABLES.length} types and ${attributes} attributes`, ...missing.map((name) => `the provider has no ${name}`)];
  return { lines, holds: missing.length === 0 };
};
