// What parapet concludes, against what other implementations of the same rules do with the same input, or make of our own applications:
// `npm run test:oracles`, `npm run test:oracles -- policy 3000 7`, `npm run test:oracles -- sam 1000 7` (count and seed),
// `npm run test:oracles -- versions 50000 7`.
// The others compare all that there is.
import { compareAssemblies } from './cdk/compare.js';
import { comparePermissions } from './permissions.js';
import { comparePolicies } from './policy.js';
import { compareRanges } from './ranges/compare.js';
import { compareTemplates } from './sam/compare.js';
import { compareBills } from './sbom/compare.js';
import { compareServices } from './serverless/compare.js';
import { compareTerraform } from './terraform/compare.js';
import { compareVersions } from './versions/compare.js';

const ORACLES = {
  policy: { compare: comparePolicies, count: 2000 },
  permissions: { compare: comparePermissions, count: 3000 },
  cdk: { compare: compareAssemblies, count: 1 },
  sam: { compare: compareTemplates, count: 300 },
  sbom: { compare: compareBills, count: 1 },
  serverless: { compare: compareServices, count: 1 },
  terraform: { compare: compareTerraform, count: 1 },
  ranges: { compare: compareRanges, count: 20_000 },
  versions: { compare: compareVersions, count: 20_000 },
};

const wholeNumber = (text, otherwise) => {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`not a whole number above zero: ${text}`);
  return Number(text);
};

const [name, count, seed] = process.argv.slice(2);
if (name !== undefined && !Object.hasOwn(ORACLES, name)) throw new Error(`no oracle is called ${name}: ${Object.keys(ORACLES).join(', ')}`);
for (const each of name === undefined ? Object.keys(ORACLES) : [name]) {
  const oracle = ORACLES[each];
  const { lines, holds } = await oracle.compare(wholeNumber(count, oracle.count), wholeNumber(seed, 1));
  console.log([`${each}: ${holds ? 'ok' : 'BELOW ITS FLOOR'}`, ...lines, ''].join('\n'));
  if (!holds) process.exitCode = 1;
}
