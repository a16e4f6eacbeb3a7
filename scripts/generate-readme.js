// Fills the README's example report and its table of checks from the built command. With --check it only says whether they are current.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = `${root}README.md`;

const parapet = (...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/parapet.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '100' },
  });
  if (stderr !== '' || status === 2) throw new Error(`parapet ${args.join(' ')} said: ${stderr}`);
  return stdout;
};

/** Two runs never take the same time: the figure is left out. */
const report = parapet('scan', 'fixtures/apps/orders', '--offline', '--advisories', 'fixtures/advisories', '--today', '2026-11-22')
  .replace(/ · \d+(?:\.\d+)? m?s\b/, '')
  .trimEnd();
const blocks = report.split('\n\n');
const shown = ['queue-public', 'api-route-no-auth', 'lambda-url-no-auth', 'package-vulnerable'].map((check) => {
  const block = blocks.find((text) => text.includes(`[${check}]`));
  if (block === undefined) throw new Error(`the example application has lost its finding of ${check}`);
  return block;
});
const footer = blocks.at(-1) ?? '';

const catalogue = JSON.parse(parapet('checks', '--format', 'json'));
const families = [...new Set(catalogue.map(({ family }) => family))];
const table = [
  '| family | checks |',
  '| --- | --- |',
  ...families.map((family) => {
    const ids = catalogue.filter((check) => check.family === family).map(({ id }) => `[${id}](docs/checks/${id}.md)`);
    return `| ${family} | ${ids.join(', ')} |`;
  }),
].join('\n');

const fenced = (text) => `\`\`\`text\n${text}\n\`\`\``;
const fillings = { excerpt: fenced([...shown, '...', footer].join('\n\n')), checks: table, report: fenced(report) };

const before = readFileSync(readme, 'utf8');
const after = Object.entries(fillings).reduce((text, [name, filling]) => {
  const marks = new RegExp(`<!-- ${name} -->\\n[\\s\\S]*?<!-- /${name} -->`);
  if (!marks.test(text)) throw new Error(`README.md has lost its marks for ${name}`);
  return text.replace(marks, () => `<!-- ${name} -->\n${filling}\n<!-- /${name} -->`);
}, before);

if (!process.argv.includes('--check')) writeFileSync(readme, after);
else if (after !== before) {
  console.error('README.md does not show what parapet prints: run npm run docs');
  process.exitCode = 1;
}
