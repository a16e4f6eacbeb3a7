// Writes the tables of docs/accounts.md from the collectors' calls and the checks. With --check it only says whether they are current.
import { load } from './load.js';
import { code, table, writeSection } from './sections.js';

const external = /^@(?:aws-sdk|smithy)\//;
const { checks } = await load('src/checks/index.ts');
const { callsOf } = await load('src/sources/live/index.ts', { external });
const { calls } = await load('src/sources/live/collectors.ts', { external });
const { QUOTAS } = await load('src/sources/live/quotas.ts');

const oftenOf = ({ kind, after, insteadOf, optIn }) => {
  if (insteadOf !== undefined) return `only where an endpoint does not know ${code(insteadOf)}`;
  const often = kind === 'list' && after === undefined ? 'a page' : kind === 'list' ? 'a resource and page' : 'a resource';
  return optIn === true ? `${often}; only for an auditor, or where its check is named` : often;
};

const callRows = calls.map((call) => {
  const permission = call.permission?.action ?? call.action;
  return [
    code(call.action),
    oftenOf(call),
    Object.keys(call.gives).map(code).join(', '),
    permission === call.action ? '' : code(permission),
  ];
});

const live = checks.filter(({ sources }) => sources.includes('live')).sort((a, b) => (a.id < b.id ? -1 : 1));
const checkRows = live.map((check) => {
  const needed = callsOf({ checks: [check], optIn: () => true })
    .filter(({ action, insteadOf }) => action !== 'sts:GetCallerIdentity' && insteadOf === undefined)
    .map(({ action }) => code(action));
  return [`[${check.id}](checks/${check.id}.md)`, needed.join(', ')];
});

const quotaRows = [...QUOTAS].map(([bucket, { rate, burst, source }]) => [code(bucket), `${rate}`, `${burst}`, `[AWS](${source})`]);

await writeSection('accounts.md', 'generate-accounts.js', [
  '### Calls',
  table(['call', 'made once for', 'gives', 'IAM action, where it differs'], callRows),
  '### Checks',
  table(['check', 'calls'], checkRows),
  '### Quotas',
  table(['bucket', 'calls a second', 'burst', 'source'], quotaRows),
]);
