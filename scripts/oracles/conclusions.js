// What parapet concludes of one file, with every check and for every persona.
import { checks } from '../../src/checks/index.ts';
import { defaultConfig } from '../../src/config.ts';
import { audit } from '../../src/run.ts';
import { collectTemplates } from '../../src/sources/template/index.ts';

const TODAY = '2026-11-22';

/**
 * The findings and undetermined subjects, resources and gaps of the file at a path, as which it is read. Ids that the oracle makes anew
 * each time become the same by `stable`.
 */
export const conclude = (path, file, stable) => {
  const collected = collectTemplates([{ path, file, explicit: true }]);
  const { report, failures } = audit(
    { ...collected, packages: [] },
    {
      today: TODAY,
      version: '0.0.0',
      checks,
      catalogue: checks,
      config: defaultConfig,
      ignores: false,
      persona: 'auditor',
      minSeverity: 'low',
      minConfidence: 'low',
      started: new Date(TODAY),
    },
  );
  const said = (kind) => (entry) => `${kind} ${entry.check} ${stable(entry.subject.id)}`;
  return {
    verdicts: new Set([...report.findings.map(said('finding')), ...report.undetermined.map(said('undetermined'))]),
    ids: collected.resources.map(({ id }) => id),
    gaps: collected.gaps.map(({ message }) => message),
    refusals: collected.gaps.filter(({ reason }) => reason === 'refused').map(({ message }) => message),
    failures: failures.map(({ check, message }) => `${check}: ${message}`),
  };
};

/** What one has and the other lacks. */
export const differences = (ours, theirs) => [
  ...[...ours].filter((each) => !theirs.has(each)).map((each) => `+ ${each}`),
  ...[...theirs].filter((each) => !ours.has(each)).map((each) => `- ${each}`),
];
