// Who gets in through the policy of a queue: parapet reasons about it, iam-simulate is asked about every caller in turn.

import { load } from '../load.js';
import { policyDocument, statementsOf } from './policy/documents.js';
import { FOREIGN_ACCOUNT, ORGANIZATION, OWN_ACCOUNT, QUEUE_NAME } from './policy/names.js';
import { loadSimulator, simulate } from './policy/simulator.js';
import { choices } from './random.js';
import { installSimulator, percent } from './tools.js';

const LEAST_AGREEMENT = 98.5;
const MOST_MISSED = 0.2;
const SHOWN = 5;
const QUESTION = { service: 'sqs', ownAccounts: new Set([OWN_ACCOUNT]), today: '2026-11-23', resource: { name: QUEUE_NAME } };

/** In what the verdict differs. That somebody gets in with low confidence is told apart: it says that it may be wrong. */
const differencesOf = (admissions, simulated) => {
  const open = admissions.filter(({ who }) => who === 'anyone');
  const services = admissions.some(({ who, source }) => who === 'service' && source === 'none');
  const differences = [];
  if (simulated.anyone && open.length === 0) differences.push('missed public');
  if (!simulated.anyone && open.length > 0)
    differences.push(open.every(({ confidence }) => confidence === 'low') ? 'public with low confidence' : 'extra public');
  if (simulated.service && !services) differences.push('missed service');
  if (!simulated.service && services) differences.push('extra service');
  // Where anyone gets in, nothing is said of somebody in particular.
  if (open.length > 0 || simulated.anyone) return differences;
  const accounts = admissions.some(({ who, account }) => who === 'account' && account === FOREIGN_ACCOUNT);
  const organizations = admissions.some(({ who, organization }) => who === 'organization' && organization === ORGANIZATION);
  // The account may be a member of the organization that gets in.
  if (simulated.account && !accounts && !organizations) differences.push('missed account');
  if (!simulated.account && accounts) differences.push('extra account');
  if (simulated.organization && !organizations) differences.push('missed organization');
  if (!simulated.organization && organizations) differences.push('extra organization');
  return differences;
};

const describe = ({ differences, document, admissions, simulated }) => [
  `${differences.join(', ')}: ${JSON.stringify(statementsOf(document))}`,
  `  parapet:   ${JSON.stringify(admissions.map(({ path, ...rest }) => rest))}`,
  `  simulator: ${JSON.stringify(simulated)}`,
];

const tally = (cases) => {
  const counts = new Map();
  for (const each of cases.flatMap(({ differences }) => differences)) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
};

/** The figures, and whether they are good enough. */
export const comparePolicies = async (count, seed) => {
  const simulator = await loadSimulator(installSimulator());
  const { normalizePolicy, whoGetsIn } = await load('src/model/policy.ts');
  const draw = choices(seed);
  const cases = [];
  let skipped = 0;
  for (let index = 0; index < count; index += 1) {
    const document = policyDocument(draw);
    const simulated = simulate(simulator, document);
    if (simulated === undefined) {
      skipped += 1;
      continue;
    }
    const admissions = whoGetsIn(normalizePolicy(document), QUESTION);
    cases.push({ document, simulated, admissions, differences: differencesOf(admissions, simulated) });
  }
  const counts = tally(cases);
  const different = cases.filter(({ differences }) => differences.some((each) => each !== 'public with low confidence'));
  const missed = percent(counts.get('missed public') ?? 0, cases.length);
  const agreement = percent(cases.length - different.length, cases.length);
  const isPublic = cases.filter(({ simulated }) => simulated.anyone).length;
  const lets = (who) => cases.filter(({ simulated }) => simulated[who] && !simulated.anyone).length;
  // What is missed matters most.
  const worst = different.toSorted((a, b) => b.differences.includes('missed public') - a.differences.includes('missed public'));
  return {
    holds: agreement >= LEAST_AGREEMENT && missed <= MOST_MISSED,
    lines: [
      `${cases.length} policies, ${isPublic} of them public, ${lets('account')} let the account in that they mean, ${lets('organization')} the organization, ${skipped} have too many callers`,
      `agreement ${agreement.toFixed(2)} % (at least ${LEAST_AGREEMENT} %), missed public ${missed.toFixed(2)} % (at most ${MOST_MISSED} %)`,
      ...[...counts].map(([difference, times]) => `${difference}: ${times}`),
      ...worst.slice(0, SHOWN).flatMap(describe),
    ],
  };
};
