// Scores parapet against labelled templates: `node scripts/conformance.js FOLDER`, where FOLDER holds labels.json
// ({template, rule, expected, resources}), map.json (rule -> checks, and caveats) and templates/.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(process.argv[2] ?? '.');
const parapet = fileURLToPath(new URL('../bin/parapet.js', import.meta.url));
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
const labels = read('labels.json');
const { checks: map, caveats } = read('map.json');

const run = (args) => spawnSync(process.execPath, [parapet, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
const known = new Set(JSON.parse(run(['checks', '--format', 'json']).stdout).map(({ id }) => id));
const report = JSON.parse(run(['scan', 'templates', '--format', 'json', '--persona', 'auditor', '--fail-on', 'never']).stdout);

const verdictOf = (file, checks) => {
  const concerns = (entry) => checks.some(({ id, type }) => entry.check === id && (type === undefined || entry.subject.type === type));
  const here = ({ location }) => location?.file === file;
  const findings = report.findings.filter((entry) => concerns(entry) && here(entry));
  if (findings.length > 0) return { verdict: 'fail', ids: findings.map(({ subject }) => subject.id) };
  return { verdict: report.undetermined.some((entry) => concerns(entry) && here(entry)) ? 'unresolvable' : 'pass', ids: [] };
};

let judged = 0;
let agreed = 0;
const differences = [];
for (const { template, rule, expected, resources } of labels) {
  const checks = (map[rule] ?? []).map((name) => ({
    id: name.split(':')[0],
    type: name.includes(':') ? name.slice(name.indexOf(':') + 1) : undefined,
  }));
  if (checks.length === 0 || !checks.every(({ id }) => known.has(id))) continue;
  const { verdict, ids } = verdictOf(template, checks);
  const caveat = caveats[basename(template)];
  judged += 1;
  // Where the label's tool could not read an intrinsic, any verdict that a reader can follow will do.
  if (verdict === expected || expected === 'unresolvable') agreed += 1;
  else
    differences.push(
      `${basename(template)}: ${rule} says ${expected} (${resources.join(', ')}), parapet ${verdict} (${ids.join(', ')})${caveat ? `; caveat: ${caveat}` : ''}`,
    );
}
console.log(`${agreed} of ${judged} labels agree (${labels.length - judged} of ${labels.length} concern checks that do not exist yet)`);
for (const difference of differences) console.log(`  ${difference}`);
