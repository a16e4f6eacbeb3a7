// What SAM templates expand to: parapet does it node by node, AWS's own translator is what CloudFormation runs. Both results go through
// parapet's reading of API definitions, since the translator leaves routes within them.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { inFolder, installTranslator, percent, run } from '../tools.js';
import { factsOf } from './facts.js';
import { compareFindings, figuresOf, written } from './findings.js';

const LEAST_AGREEMENT = 99.9;
const SHOWN = 8;
const generator = fileURLToPath(new URL('generate.py', import.meta.url));

const generate = (count, seed) =>
  inFolder(async (folder) => {
    const file = join(folder, 'cases.jsonl');
    // -B: no compiled files among the sources.
    run(installTranslator(), ['-B', generator, file, String(count), String(seed)]);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  });

const compareCase = ({ template, translation }, { templateOf, expandAll, plain }) => {
  const generated = translation.Conditions ?? {};
  const facts = (document, isTranslation) =>
    factsOf(expandAll(templateOf(JSON.stringify(document))).resources, { plain, generated, isTranslation });
  const ours = facts(template, false);
  const theirs = facts(translation, true);
  return [...new Set([...ours.keys(), ...theirs.keys()])].map((name) => ({ name, ours: ours.get(name), theirs: theirs.get(name) }));
};

const describe = ({ index, name, ours, theirs }) => [`template ${index}, ${name}`, `  parapet:    ${ours}`, `  translator: ${theirs}`];

const kindOf = ({ name }) => name.split(' ', 1)[0];

const byKind = (facts) => {
  const kinds = new Map();
  for (const fact of facts) {
    const { all, same } = kinds.get(kindOf(fact)) ?? { all: 0, same: 0 };
    kinds.set(kindOf(fact), { all: all + 1, same: same + (fact.ours === fact.theirs ? 1 : 0) });
  }
  return [...kinds].map(([kind, { all, same }]) => `${kind} ${same}/${all}`).join(', ');
};

const compareFacts = async (cases) => {
  const expander = await load('test/sources/template/templates.ts');
  const facts = cases.flatMap((pair, index) => compareCase(pair, expander).map((fact) => ({ index, ...fact })));
  const different = facts.filter(({ ours, theirs }) => ours !== theirs);
  const agreement = percent(facts.length - different.length, facts.length);
  return {
    holds: agreement >= LEAST_AGREEMENT,
    lines: [
      `${cases.length} templates, ${facts.length} facts, ${different.length} different`,
      `agreement ${agreement.toFixed(2)} % (at least ${LEAST_AGREEMENT} %)`,
      byKind(facts),
      ...different.slice(0, SHOWN).flatMap(describe),
    ],
  };
};

const TABLES = ['policy-templates', 'managed-policies', 'connectors', 'properties'];

/** Which of parapet's tables of SAM are those of the translator. */
const compareTables = async () => {
  const python = installTranslator();
  const stale = [];
  for (const name of TABLES) {
    const theirs = execFileSync(python, ['-B', fileURLToPath(new URL('tables.py', import.meta.url)), name], { encoding: 'utf8' });
    const ours = await readFile(new URL(`../../../src/sources/template/sam/data/${name}.json`, import.meta.url), 'utf8');
    if (ours !== theirs) stale.push(name);
  }
  return {
    holds: stale.length === 0,
    lines: [`tables: ${stale.length === 0 ? 'as the translator has them' : `stale: ${stale.join(', ')}`}`],
  };
};

/** The figures, and whether they are good enough. */
export const compareTemplates = async (count, seed) => {
  const cases = await generate(count, seed);
  const all = [
    figuresOf('written', await compareFindings(await written())),
    figuresOf('generated', await compareFindings(cases.map((pair, index) => ({ name: `generated ${index}`, ...pair })))),
    await compareFacts(cases),
    await compareTables(),
  ];
  return { holds: all.every(({ holds }) => holds), lines: all.flatMap(({ lines }) => lines) };
};
