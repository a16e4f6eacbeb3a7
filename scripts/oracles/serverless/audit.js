// What parapet concludes of a service, or of the template that is packaged of it, with every check and for every persona.
import { checks } from '../../../src/checks/index.ts';
import { defaultConfig } from '../../../src/config.ts';
import { audit } from '../../../src/run.ts';
import { collectTemplates } from '../../../src/sources/template/index.ts';

const TODAY = '2026-11-22';

// A deployment, and the stage that it makes, is named after the time of its packaging.
const withoutHash = (id) => id.replace(/^(ApiGatewayDeployment|WebsocketsDeployment)(?!Stage)[^ ]*/, '$1');

/** The findings and undetermined subjects, resources and gaps of a file. */
export const concludeService = (path, file) => {
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
  const said = (kind) => (entry) => `${kind} ${entry.check} ${withoutHash(entry.subject.id)}`;
  return {
    verdicts: new Set([...report.findings.map(said('finding')), ...report.undetermined.map(said('undetermined'))]),
    ids: collected.resources.map(({ id }) => id),
    gaps: collected.gaps.map(({ message }) => message),
    failures: failures.map(({ check, message }) => `${check}: ${message}`),
  };
};
