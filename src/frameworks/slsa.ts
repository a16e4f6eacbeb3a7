import type { Sight } from './assess.ts';
import { contradiction, invisible } from './evidence.ts';
import { attested, builtInIsolation, signedByPlatform, versioned } from './pipelines.ts';
import { hosted, isolated, withProvenance } from './provenance.ts';

const PLATFORM = 'rules of branches and reviews are settings of the platform';

/** What a run sees of SLSA's levels: of what the repository builds, and of the packages that it takes in. */
export const SLSA: Readonly<Record<string, Sight>> = {
  'Build L1': {
    as: { 'build-without-provenance': contradiction, 'package-provenance-lost': contradiction },
    evidence: [attested],
    ofDependencies: [withProvenance],
  },
  'Build L2': { as: { 'package-signature-invalid': contradiction }, evidence: [signedByPlatform], ofDependencies: [hosted] },
  'Build L3': { evidence: [builtInIsolation], ofDependencies: [isolated] },
  'Source L1': { evidence: [versioned] },
  'Source L2': { evidence: [invisible(`whether history is kept, and whether revisions have provenance: ${PLATFORM}`)] },
  'Source L3': { evidence: [invisible(`which controls hold: ${PLATFORM}`)] },
  'Source L4': { evidence: [invisible(`whether two people agree: ${PLATFORM}`)] },
};
