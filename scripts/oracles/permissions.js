// What a role may do on every resource of a kind: parapet reasons about it, iam-simulate is asked about calls in turn.

import { load } from '../load.js';
import { ACTS, roleDocuments } from './permissions/documents.js';
import { simulateRole } from './permissions/simulator.js';
import { OWN_ACCOUNT } from './policy/names.js';
import { loadSimulator } from './policy/simulator.js';
import { choices } from './random.js';
import { installSimulator, percent } from './tools.js';

const LEAST_AGREEMENT = 99.5;
const MOST_MISSED = 0.1;
const SHOWN = 5;
const YES = 2;

const describe = ({ action, allowed, roles }) => [
  `${action}: parapet says ${allowed ? 'no' : 'yes'}, the simulator ${allowed ? 'yes' : 'no'}: ${JSON.stringify(roles)}`,
];

/** The figures, and whether they are good enough. */
export const comparePermissions = async (count, seed) => {
  const simulator = await loadSimulator(installSimulator());
  const { grantsOf, permissionsOf } = await load('src/model/permissions.ts');
  const { normalizePolicy } = await load('src/model/policy.ts');
  const { iam } = await load('src/facts/iam/iam.ts');
  const acts = Object.keys(ACTS).map((name) => iam.actionsOf(name.split(':')[0]).find((act) => act.name === name));
  const draw = choices(seed);
  const own = new Set([OWN_ACCOUNT]);
  const sources = (documents) => documents.map((document) => ({ policy: normalizePolicy(document), of: undefined }));
  const different = [];
  let asked = 0;
  let granted = 0;
  let missed = 0;
  for (let index = 0; index < count; index += 1) {
    const roles = roleDocuments(draw);
    const simulated = simulateRole(simulator, roles);
    const permissions = permissionsOf(sources(roles.policies), roles.boundary && sources([roles.boundary]), own);
    for (const act of acts) {
      const allowed = simulated.get(act.name);
      const says = grantsOf(permissions, act, 'every').some(({ truth }) => truth === YES);
      asked += 1;
      granted += allowed ? 1 : 0;
      if (says === allowed) continue;
      missed += allowed ? 1 : 0;
      different.push({ action: act.name, allowed, roles });
    }
  }
  const agreement = percent(asked - different.length, asked);
  const lost = percent(missed, asked);
  return {
    holds: agreement >= LEAST_AGREEMENT && lost <= MOST_MISSED,
    lines: [
      `${count} roles, ${asked} questions, ${granted} of them allowed`,
      `agreement ${agreement.toFixed(2)} % (at least ${LEAST_AGREEMENT} %), missed ${missed} or ${lost.toFixed(2)} % (at most ${MOST_MISSED} %), invented ${different.length - missed}`,
      ...different
        .toSorted((a, b) => b.allowed - a.allowed || JSON.stringify(a.roles).length - JSON.stringify(b.roles).length)
        .slice(0, SHOWN)
        .flatMap(describe),
    ],
  };
};
