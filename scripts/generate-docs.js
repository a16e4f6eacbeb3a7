// Writes docs/checks.md from the checks and their fixtures. With --check it only says whether the file is current.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'docs', 'checks.md');
const EXCERPT_LINES = 24;

/** The sources are TypeScript, which Node 20 does not read: they are bundled for the moment of the import. */
const loadChecks = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parapet-docs-'));
  try {
    const bundle = await rolldown({ input: join(root, 'src', 'checks', 'index.ts'), platform: 'node', logLevel: 'silent' });
    await bundle.write({ file: join(folder, 'checks.mjs'), format: 'esm' });
    await bundle.close();
    return (await import(pathToFileURL(join(folder, 'checks.mjs')).href)).checks;
  } finally {
    await rm(folder, { recursive: true });
  }
};

const FAMILIES = [
  ['dependencies', 'What an application is made of: packages, their versions, origins and integrity'],
  ['runtimes', 'The language releases that functions and pipelines run on'],
  ['provenance', 'Who built and signed the code'],
  ['access', 'Who may call what'],
  ['requests', 'What callers may send, and how much'],
  ['messaging', 'Queues, topics and event buses'],
  ['encryption', 'Data at rest and in transit'],
  ['keys', 'KMS keys: rotation, policies, use'],
  ['secrets', 'Credentials where they do not belong'],
  ['privileges', 'What functions and services may do'],
];
const FORMATS = { sam: 'SAM', 'serverless-framework': 'Serverless Framework', terraform: 'Terraform' };
const SOURCES = { template: 'templates', live: 'accounts', package: 'packages', repository: 'repositories' };
const FRAMEWORKS = { fsbp: 'AWS FSBP', cis: 'CIS AWS', owasp: 'OWASP', scvs: 'OWASP SCVS', slsa: 'SLSA' };

const sourcesOf = ({ sources }) => sources.map((source) => SOURCES[source]).join(', ');
const code = (text) => `\`${text}\``;

const MARK = / ?# (?:flagged|undetermined)(?:\[[^\]]+\])?: .+$/;
const isFlagged = (line) => /# flagged(?:\[[^\]]+\])?: /.test(line);

/** The members of the sections of a template, as stretches of lines: a logical id and what belongs to it. */
const blocksOf = (text) => {
  const blocks = [];
  let section;
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) section = line;
    else if (/^ {2}[^\s#]/.test(line)) blocks.push({ section, lines: [line] });
    else if (line.trim() !== '' && !/^ {0,2}#/.test(line)) blocks.at(-1)?.lines.push(line);
  }
  return blocks;
};

const typeOf = (block) => block.lines.map((line) => /^ {4}Type: (\S+)/.exec(line)?.[1]).find((type) => type !== undefined);

const excerpt = (block) => {
  const lines = block.lines.map((line) => line.replace(MARK, ''));
  return [
    '```yaml',
    block.section,
    ...(lines.length > EXCERPT_LINES ? [...lines.slice(0, EXCERPT_LINES), '    # ...'] : lines),
    '```',
  ].join('\n');
};

/** An entry of a lockfile, in npm's form. */
const entry = ([location, members]) => ['```json', `${JSON.stringify(location)}: ${JSON.stringify(members, null, 2)}`, '```'].join('\n');

/** One package that the check flags, and one that it passes: the same, if the lockfile of the clean fixture has it. */
const packageExamples = async (folder) => {
  const read = async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const entriesOf = async (name) =>
    Object.entries((await read(`${name}/package-lock.json`)).packages).filter(([location]) => location !== '');
  const [, purlName = '', version] = / pkg:npm\/([^@ ]+)@([^: ]+): /.exec((await read('flagged/expected.json')).expected[0]) ?? [];
  const name = decodeURIComponent(purlName);
  const isMeant = ([location]) => location.endsWith(`node_modules/${name}`);
  const flagged = (await entriesOf('flagged')).find((each) => isMeant(each) && each[1].version === version);
  if (flagged === undefined) throw new Error(`${folder}/flagged has no ${name} ${version}`);
  const clean = await entriesOf('clean');
  return [`Flagged:\n\n${entry(flagged)}`, `Passes:\n\n${entry(clean.find(isMeant) ?? clean[0])}`];
};

const resource = ({ type, properties, attributes }) =>
  ['```json', JSON.stringify({ type, properties, attributes }, null, 2), '```'].join('\n');

/** What only an account tells stands in inventories. */
const inventoryExamples = async (read) => {
  const [flagged, clean] = (await Promise.all(['flagged.json', 'clean.json'].map(read))).map((text) => JSON.parse(text));
  const [, id] = /^flagged(?:\[[^\]]+\])? (\S+): /.exec(flagged.expected[0]) ?? [];
  const bad = flagged.resources.find((each) => each.id === id);
  if (bad === undefined) throw new Error(`an inventory has no ${id} that it expects to be flagged`);
  const good = clean.resources.find(({ type }) => type === bad.type) ?? clean.resources[0];
  return [`Flagged:\n\n${resource(bad)}`, `Passes:\n\n${resource(good)}`];
};

const LANGUAGES = { yml: 'yaml', yaml: 'yaml', json: 'json', toml: 'toml', npmrc: 'ini', conf: 'ini' };

/** The start of a file, its path above it, without what the fixture expects. */
const fileExample = (path, text) => {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(MARK, ''));
  const shown = lines.length > EXCERPT_LINES ? [...lines.slice(0, EXCERPT_LINES), '# ...'] : lines;
  return `\`${path}\`\n\n${[`\`\`\`${LANGUAGES[path.split('.').at(-1)] ?? ''}`, ...shown, '```'].join('\n')}`;
};

/** What a repository holds stands in folders: the first file that the check flags, and its like of the clean one. */
const repositoryExamples = async (folder) => {
  const filesOf = async (name) => {
    const entries = await readdir(join(folder, name), { withFileTypes: true, recursive: true });
    const paths = entries.filter((each) => each.isFile()).map((each) => relative(join(folder, name), join(each.parentPath, each.name)));
    const own = paths.filter((path) => path !== 'expected.json').sort();
    return Promise.all(own.map(async (path) => ({ path, text: await readFile(join(folder, name, path), 'utf8') })));
  };
  const [flagged, clean] = [await filesOf('flagged'), await filesOf('clean')];
  const listed = await readFile(join(folder, 'flagged', 'expected.json'), 'utf8').catch(() => '{}');
  const named = (JSON.parse(listed).expected ?? []).map((each) => / (\S+): /.exec(each)?.[1]);
  const bad =
    flagged.find(({ text }) => text.split('\n').some(isFlagged)) ?? flagged.find(({ path }) => named.includes(path)) ?? flagged[0];
  const kindOf = (path) => path.split('/').at(-1).replace(/^.*\./, '');
  const good = clean.find(({ path }) => path === bad.path) ?? clean.find(({ path }) => kindOf(path) === kindOf(bad.path)) ?? clean[0];
  return [`Flagged: ${fileExample(bad.path, bad.text)}`, `Passes: ${fileExample(good.path, good.text)}`];
};

/** One resource that the check flags, and one that it passes. */
const examplesOf = async ({ id, subject, sources }) => {
  const folder = join(root, 'fixtures', 'checks', id);
  if (subject === 'package') return packageExamples(folder);
  if (sources.every((source) => source === 'repository' || source === 'package')) return repositoryExamples(folder);
  const read = (name) => readFile(join(folder, name), 'utf8');
  const names = (await readdir(folder)).sort();
  if (names.includes('flagged.json') && !names.includes('flagged.yaml')) return inventoryExamples(read);
  if (!names.includes('flagged.yaml') || !names.includes('clean.yaml'))
    throw new Error(`${id} has no fixtures flagged.yaml and clean.yaml`);
  const flagged = blocksOf(await read('flagged.yaml')).find(({ lines }) => lines.some(isFlagged));
  const resources = blocksOf(await read('clean.yaml')).filter(({ section }) => section === 'Resources:');
  const meant = (block) => typeOf(block) === typeOf(flagged);
  const clean = resources.find(meant) ?? resources.find((block) => [subject].flat().includes(typeOf(block))) ?? resources[0];
  return [...(flagged ? [`Flagged:\n\n${excerpt(flagged)}`] : []), ...(clean ? [`Passes:\n\n${excerpt(clean)}`] : [])];
};

const frameworksOf = ({ frameworks = {} }) =>
  Object.entries(frameworks)
    .map(([name, ids]) => `${FRAMEWORKS[name]} ${ids.join(', ')}`)
    .join('; ');

const readsOf = ({ reads }) =>
  Object.entries(reads)
    .map(([type, properties]) => (properties.length === 0 ? code(type) : `${code(type)} (${properties.join(', ')})`))
    .join('; ');

const sectionOf = async (check) => {
  const { id, title, severity, confidence, persona = 'regular', docs } = check;
  const rows = [
    ['Severity', severity],
    ['Confidence', confidence],
    ['Persona', persona],
    ['Sources', sourcesOf(check)],
    ['Subject', [check.subject].flat().map(code).join(', ')],
    ...(Object.keys(check.reads).length === 0 ? [] : [['Reads', readsOf(check)]]),
    ...(check.facts === undefined ? [] : [['Facts', check.facts.join(', ')]]),
    ...(check.consults === undefined ? [] : [['Facts, where there are any', check.consults.join(', ')]]),
    ...(check.supersedes === undefined ? [] : [['Supersedes', check.supersedes.map(code).join(', ')]]),
    ...(docs.frameworks === undefined ? [] : [['Evidence for', frameworksOf(docs)]]),
    ...(check.alwaysDetermined === undefined ? [] : [['Never undetermined', check.alwaysDetermined]]),
  ];
  const fixes = Object.entries(docs.fixIn ?? {}).map(([format, fix]) => `- ${FORMATS[format]}: ${fix}`);
  return [
    `### ${id}`,
    `**${title}.** ${docs.why}`,
    [`**Fix:** ${docs.fix}`, ...(fixes.length === 0 ? [] : ['', ...fixes])].join('\n'),
    ...(docs.limits === undefined ? [] : [`**Limits:** ${docs.limits}`]),
    ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    ...(await examplesOf(check)),
    ['References:', '', ...docs.references.map((address) => `- <${address}>`)].join('\n'),
  ].join('\n\n');
};

const render = async (checks) => {
  const families = FAMILIES.map(([family, about]) => ({
    family,
    about,
    members: checks.filter((check) => check.family === family),
  })).filter(({ members }) => members.length > 0);
  const parts = [
    '# Checks',
    '<!-- Generated by scripts/generate-docs.js from src/checks and fixtures/checks: run `npm run docs`. -->',
    'Each check gives one of three answers for each of its subjects: a finding, a pass, or *undetermined* with the reason, where something ' +
      'that the answer depends on is not known. Severity says how bad a finding is, confidence how sure; both may differ for a single finding. ' +
      'Findings for the personas pedantic and auditor are shown with `--persona`, and so is what their checks cannot judge.',
  ];
  for (const { family, about, members } of families) {
    parts.push(
      `## ${family}`,
      `${about}.`,
      [
        '| check | | severity | sources |',
        '| --- | --- | --- | --- |',
        ...members.map(
          (check) =>
            `| [${check.id}](#${check.id}) | ${check.title} | ${check.severity}${check.persona ? ` (${check.persona})` : ''} | ${sourcesOf(check)} |`,
        ),
      ].join('\n'),
    );
    for (const check of members) parts.push(await sectionOf(check));
  }
  return `${parts.join('\n\n')}\n`;
};

const text = await render(await loadChecks());
if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('docs/checks.md is not current: run `npm run docs`');
    process.exitCode = 1;
  }
} else await writeFile(target, text);
