// Attributes of the provider that no table gives and that a check of the same type reads by CloudFormation's name for them, at any depth.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blockOf, typingsOf } from './typings.js';

const checks = fileURLToPath(new URL('../../../src/checks', import.meta.url));

/** Names of one type that mean something else there. */
const OTHERS = new Set([
  // A check reads that of the integration.
  'aws_apigatewayv2_route.requestParameter',
  // Checks of tables read those of global tables, which are another type.
  'aws_dynamodb_table.region',
  'aws_dynamodb_table.replica',
  // A check of queues reads that of the functions which take from them.
  'aws_sqs_queue.timeouts',
]);

/** A name as both sides may write it: `request_parameter`, `requestParameter` and `RequestParameters` are alike. */
const plain = (name) =>
  name
    .replaceAll('_', '')
    .toLowerCase()
    .replace(/(?:es|s)$/, '');

/** The texts of the checks, and the names that each reads. */
const readings = () =>
  readdirSync(checks, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(checks, file), 'utf8'))
    .map((text) => ({ text, names: new Set([...text.matchAll(/get\('(\w+)'\)/g)].map(([, name]) => plain(name))) }));

/** The members of an interface that attributes do not give, with their paths. */
const ungiven = (attributes, members, typings, path) => {
  const given = new Map(Object.entries(attributes).map(([name, attribute]) => [plain(name), attribute]));
  return [...(members ?? [])].flatMap(([member, type]) => {
    const attribute = given.get(plain(member));
    if (attribute === undefined) return [`${path}.${member}`];
    return attribute.members ? ungiven(attribute.members, blockOf(typings, type), typings, `${path}.${member}`) : [];
  });
};

/** What is overlooked, in the provider's words. */
export const overlookedIn = (tables, modules) => {
  const all = readings();
  return tables.flatMap(({ terraform, type, attributes, into = {}, policy }) => {
    const typings = typingsOf(modules, terraform);
    const linking = [into.by, ...(into.same ?? []), policy && 'policy'].filter((name) => name !== undefined);
    const known = { ...Object.fromEntries(linking.map((name) => [name, name])), ...attributes };
    const own = all.filter(({ text }) => text.includes(type));
    return ungiven(known, typings?.config, typings, terraform).filter(
      (path) => !OTHERS.has(path) && own.some(({ names }) => names.has(plain(path.slice(path.lastIndexOf('.') + 1)))),
    );
  });
};
