// Writes the tables of docs/accounts.md from the collectors' calls and the checks. With --check it only says whether they are current.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { code, table, writeSection } from './sections.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The sources are TypeScript, which Node 20 does not read: they are bundled for the moment of the import, without the AWS clients. */
const load = async (...path) => {
  const folder = await mkdtemp(join(tmpdir(), 'parapet-docs-'));
  try {
    const bundle = await rolldown({
      input: join(root, 'src', ...path),
      platform: 'node',
      logLevel: 'silent',
      external: /^@(?:aws-sdk|smithy)\//,
    });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' });
    await bundle.close();
    return await import(pathToFileURL(join(folder, 'entry.mjs')).href);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const short = (action) => code(action);

const { checks } = await load('checks', 'index.ts');
const { callsOf } = await load('sources', 'live', 'index.ts');
const { calls } = await load('sources', 'live', 'collectors.ts');
const { QUOTAS } = await load('sources', 'live', 'quotas.ts');

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
    .map(({ action }) => short(action));
  return [`[${check.id}](checks.md#${check.id})`, needed.join(', ')];
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
