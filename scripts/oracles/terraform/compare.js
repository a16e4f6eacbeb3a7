// Every name in the tables of src/sources/template/terraform/: Terraform's against the typings of the provider, CloudFormation's against its schemas.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { load } from '../../load.js';
import { installProvider } from '../tools.js';
import { overlookedIn } from './overlooked.js';
import { blockOf, hasGetter, memberOf, typingsOf } from './typings.js';

/** What other releases of the provider have: before version 6, and since 6.29, which CDKTF has no typings of. */
const OTHER_RELEASES = new Set(['aws_api_gateway_deployment.stage_name', 'aws_lambda_permission.invoked_via_function_url']);
/** Types that came after those typings. */
const LATER = new Set(['aws_apigatewayv2_routing_rule']);

/** Checks attributes, and those of blocks below them; gives how many there are and tells those that the provider has not. */
const checked = (attributes, members, typings, where, missing) => {
  let count = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    count += 1;
    const type = memberOf(members, name);
    if (type === undefined && !OTHER_RELEASES.has(`${where}.${name}`)) missing.push(`${where}.${name}`);
    else if (type !== undefined && attribute.members)
      count += checked(attribute.members, blockOf(typings, type), typings, `${where}.${name}`, missing);
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

/** The properties that a table gives, by their first steps. */
const propertiesOf = ({ attributes, fixed = {}, into }) =>
  (into?.list === undefined
    ? [...Object.values(attributes).flatMap((each) => each.paths ?? [each.to ?? each]), ...Object.keys(fixed)]
    : [into.list]
  ).map((path) => path.split('.')[0]);

/** The types and properties that CloudFormation has not. */
const unheardOf = (table, spec) => {
  const missing = (type, names) => {
    const [resource] = spec.lookup('resource', 'cloudFormationType', 'equals', type);
    return names.filter((name) => resource?.properties[name] === undefined).map((name) => `${type} ${name}`);
  };
  const { type, policy } = table;
  const own = missing(type, propertiesOf(table));
  return policy === undefined ? own : [...own, ...missing(policy.type, [policy.of, policy.document ?? 'PolicyDocument'])];
};

/** Compares the tables with the provider. Neither count nor seed matters: it is all of them. */
export const compareTerraform = async () => {
  const modules = installProvider();
  const { TABLES } = await load('src/sources/template/terraform/tables/index.ts');
  const spec = loadAwsServiceSpecSync();
  const unheard = TABLES.flatMap((table) => unheardOf(table, spec));
  const missing = [];
  let attributes = 0;
  for (const table of TABLES.filter(({ terraform }) => !LATER.has(terraform))) {
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
  const overlooked = overlookedIn(TABLES, modules);
  const lines = [
    `${TABLES.length} types and ${attributes} attributes`,
    ...missing.map((name) => `the provider has no ${name}`),
    ...unheard.map((name) => `CloudFormation has no ${name}`),
    ...overlooked.map((name) => `a check reads ${name}, and no table gives it`),
  ];
  return { lines, holds: missing.length + unheard.length + overlooked.length === 0 };
};
