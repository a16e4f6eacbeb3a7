// What parapet concludes of a template, with every check and for every persona.
import { checks } from '../../../src/checks/index.ts';
import { defaultConfig } from '../../../src/config.ts';
import { audit } from '../../../src/run.ts';
import { collectTemplates } from '../../../src/sources/template/index.ts';

const TODAY = '2026-11-22';

// The translator ends the ids of what it makes anew for each change with a hash.
const withoutHash = (id) => id.replace(/[0-9a-f]{10}$/, '');

/** The findings, undetermined subjects and gaps of the template in a file. */
export const conclude = (path) => {
  const collected = collectTemplates([{ path, file: 'template.json', explicit: true }]);
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
  const said = (kind) => (entry) => `${kind} ${entry.check} ${withoutHash(entry.subject.id)}`;
  return {
    verdicts: new Set([...report.findings.map(said('finding')), ...report.undetermined.map(said('undetermined'))]),
    gaps: collected.gaps.map(({ message }) => message),
    refusals: collected.gaps.filter(({ reason }) => reason === 'refused').map(({ message }) => message),
    failures: failures.map(({ check, message }) => `${check}: ${message}`),
  };
};
