import { checks } from '../../src/checks/index.ts';
import { type Framework, frameworkOf } from '../../src/facts/frameworks/index.ts';
import { questionsOf } from '../../src/frameworks/assess.ts';
import { table } from '../sections.js';
import { GENERATED } from './page.ts';

const INTRODUCTION: readonly string[] = [
  '`parapet scan --framework scvs,slsa` (and `parapet check` over saved inventories) says for each control that a repository and its lockfiles can tell something of, what the run saw of it:',
  [
    '- **evidenced**: something speaks for it, nothing against it, and nothing was left open;',
    '- **contradicted**: something speaks against it, whatever else speaks for it;',
    '- **not visible**: something that it depends on was not seen, with the reason. A check that did not run, a package that could not be looked up, a file that could not be read: each leaves its controls open.',
  ].join('\n'),
  'Nothing is claimed beyond it. An evidenced control is not a level reached: `beyond it` names what of the control no evidence here is about, and the controls of which nothing is visible are listed. A control about a habit ("are looked for by themselves") is evidenced by what repeats it, never by one run. The checks, the findings and the exit code are the same with and without `--framework`.',
  'In JSON the answers stand in `frameworks`, and the verified provenance of each package in `provenance`. SARIF has no place for them that code scanning shows: there, the rules of checks bear the controls as tags (`scvs/4.13`). `parapet checks --framework scvs` tells which checks give evidence for which control.',
];

const PROVENANCE: readonly string[] = [
  "Provenance is a statement of who built a release of what. It is taken for verified where its signature holds up to Sigstore's trust root, its certificate was issued for a build platform's identity, it is in the transparency log, and it is about the very archive whose hash the lockfile holds; [package-signature-invalid](checks/package-signature-invalid.md) tells of statements that do not hold up. Repository, commit, workflow and runner are taken from the certificate; the builder is the statement's own word.",
  'It says where a release came from, not that it is harmless: whoever controls the repository or its workflow gets provenance for what they build. A cooldown ([package-too-new](checks/package-too-new.md), [cooldown-not-configured](checks/cooldown-not-configured.md)) is what helps against that.',
  "A level needs more than provenance shows. That a hosted runner built it is in the certificate; that a platform keeps builds apart is a promise of the platform, and only workflows that are made for it (slsa-github-generator's) count here. Of packages of other registries than npm's no provenance is verified.",
];

const rowsOf = (framework: Framework): readonly (readonly string[])[] =>
  questionsOf(framework, checks).map(({ control: { id, link, level, title }, of, evidence, beyond }) => [
    `[${id}](${link})`,
    ...(framework.name === 'scvs' ? [level ?? ''] : [of ?? 'repository']),
    title,
    evidence.map(({ told }) => told).join('; '),
    beyond ?? '',
  ]);

const sectionOf = (framework: Framework): readonly string[] => {
  const asked = new Set(questionsOf(framework, checks).map(({ control }) => control.id));
  const rest = framework.controls.filter(({ id }) => !asked.has(id));
  const second = framework.name === 'scvs' ? 'level' : 'of';
  return [
    `## ${framework.title} ${framework.version}`,
    framework.scope,
    table(['control', second, 'asks', 'seen by', 'beyond it'], rowsOf(framework)),
    ...(rest.length === 0
      ? []
      : [
          `Neither a repository nor a lockfile says anything of ${rest.length} controls:`,
          rest.map(({ id, level, title }) => `- ${id}${level === undefined ? '' : ` (${level})`}: ${title}`).join('\n'),
        ]),
  ];
};

/** The document about the frameworks of which a run says what it saw. */
export const frameworksDocument = (): string =>
  `${[
    '# SLSA and SCVS',
    GENERATED,
    ...INTRODUCTION,
    ...sectionOf(frameworkOf('slsa')),
    '### Provenance',
    ...PROVENANCE,
    ...sectionOf(frameworkOf('scvs')),
  ].join('\n\n')}\n`;
