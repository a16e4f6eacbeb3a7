import type { AnyCheck, Family } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { fixtures } from '../../test/checks/fixtures.ts';
import { table } from '../sections.js';
import { examplesOf } from './examples.ts';
import { frameworksDocument } from './frameworks.ts';
import { GENERATED, pageOf, sourcesOf } from './page.ts';

const FAMILIES: readonly (readonly [Family, string])[] = [
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

const severityOf = ({ severity, persona }: AnyCheck): string => (persona === undefined ? severity : `${severity} (${persona})`);

const sectionOf = ([family, about]: readonly [Family, string], catalogue: readonly AnyCheck[]): readonly string[] => {
  const members = catalogue.filter((check) => check.family === family);
  const rows = members.map((check) => [`[${check.id}](checks/${check.id}.md)`, check.title, severityOf(check), sourcesOf(check)]);
  return members.length === 0 ? [] : [`## ${family}`, `${about}.`, table(['check', '', 'severity', 'sources'], rows)];
};

const indexOf = (catalogue: readonly AnyCheck[]): string =>
  `${[
    '# Checks',
    GENERATED,
    'Each check gives one of three answers for each of its subjects: a finding, a pass, or *undetermined* with the reason, where something ' +
      'that the answer depends on is not known. Severity says how bad a finding is, confidence how sure; both may differ for a single finding. ' +
      'Findings for the personas pedantic and auditor are shown with `--persona`, and so is what their checks cannot judge.',
    'Each page says why a check is there, shows what it flags with what the terminal then says, and what it passes, what to do, and what it does not see.',
    ...FAMILIES.flatMap((family) => sectionOf(family, catalogue)),
  ].join('\n\n')}\n`;

/** The documents about the checks, by their paths in `docs`: the index, a page for each, and what they see of frameworks. */
export const documents = async (): Promise<ReadonlyMap<string, string>> => {
  const catalogue: readonly AnyCheck[] = checks;
  const pages = new Map([
    ['checks.md', indexOf(catalogue)],
    ['slsa-and-scvs.md', frameworksDocument()],
  ]);
  for (const check of catalogue) {
    const own = fixtures.filter((fixture) => fixture.check === check.id);
    pages.set(`checks/${check.id}.md`, pageOf(check, await examplesOf(check, own), catalogue));
  }
  return pages;
};
