import type { Sight } from './assess.ts';
import { contradiction, habit, invisible, looked } from './evidence.ts';
import { billed, billedByHash, billedByName, fromRegistries, listed, located } from './packages.ts';
import { pipelines } from './pipelines.ts';
import { withProvenance } from './provenance.ts';

const REPEATED = 'whether it is done again and again';

/**
 * What a run sees of the controls of OWASP's SCVS beyond the verdicts of the checks that name them. A control about a habit ("an
 * automated process is used") is evidenced by what repeats it, never by one run.
 */
export const SCVS: Readonly<Record<string, Sight>> = {
  '1.3': { evidence: [listed] },
  '1.7': { evidence: [listed] },
  '1.10': { evidence: [located] },
  '2.1': { evidence: [billed] },
  '2.12': { evidence: [billedByName] },
  '2.18': { evidence: [billedByHash] },
  '3.3': { evidence: [pipelines] },
  '3.11': { as: { 'workflow-token-broad': contradiction }, evidence: [invisible('who may start and change a pipeline')] },
  '3.15': {
    as: { 'pipeline-deprecated-runtime': contradiction },
    evidence: [invisible('whether the rest of the build system is kept up to date')],
  },
  '4.1': { evidence: [fromRegistries] },
  '4.10': { as: { 'package-provenance-lost': contradiction }, evidence: [withProvenance] },
  '4.13': { as: { 'package-signature-invalid': contradiction } },
  '5.4': {
    as: {
      'package-vulnerable': looked,
      'package-malicious': looked,
      'scans-not-continuous': (id) =>
        habit(id, "nothing in the repository looks again and again; a platform's own settings are not visible"),
    },
  },
  '5.6': { as: { 'package-git-unpinned': looked }, evidence: [invisible(REPEATED)] },
  '5.7': { as: { 'package-outdated': looked } },
  '5.8': { as: { 'package-deprecated': looked, 'package-abandoned': looked }, evidence: [invisible(REPEATED)] },
  '5.11': { evidence: [listed] },
  '6.1': { as: { 'package-typosquat': contradiction, 'package-git-unpinned': contradiction }, evidence: [withProvenance] },
};
