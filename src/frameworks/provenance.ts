import type { Package } from '../model/package.ts';
import type { ReportedProvenance } from '../report.ts';
import { type Evidence, plural, type Seen, speaks } from './evidence.ts';

/** Builders whose makers designed them so that a build cannot reach what signs: https://github.com/slsa-framework/slsa-github-generator */
const ISOLATED = /^https:\/\/github\.com\/slsa-framework\/slsa-github-generator\/\.github\/workflows\/[\w-]+_slsa3\.ya?ml@/;

const locked = ({ packages }: Seen): readonly Package[] => packages.filter(({ source }) => source === 'registry');

/** Evidence by those of the packages' provenances that have something; the others are not visible. */
const byShare = (told: string, has: (built: ReportedProvenance) => boolean, one: string, none: string): Evidence => ({
  told,
  see: (seen) => {
    const packages = locked(seen);
    if (packages.length === 0) return [speaks('open', 'no package of a registry was read')];
    const built = new Set((seen.report.provenance ?? []).filter(has).map((provenance) => provenance.package));
    const having = packages.filter(({ purl }) => built.has(purl)).length;
    const lacking = packages.length - having;
    return [
      ...(having === 0 ? [] : [speaks('for', `${having} of ${plural(packages.length, 'package')} ${one}`)]),
      ...(lacking === 0 ? [] : [speaks('open', `${lacking} of ${plural(packages.length, 'package')} ${none}`)]),
    ];
  },
});

const NONE_VERIFIED = 'without provenance that was verified';

/** Packages have provenance that was verified. */
export const withProvenance: Evidence = byShare(
  'packages have provenance that was verified: its signature, and that it is of this very archive',
  () => true,
  'with provenance that was verified',
  NONE_VERIFIED,
);

/** The provenance was signed for a run on a hosted platform. */
export const hosted: Evidence = byShare(
  'the certificate of the verified provenance says that a hosted runner built it',
  ({ runner }) => runner === 'github-hosted',
  'built on a hosted runner, as the certificate of the provenance says',
  'without verified provenance that says so',
);

/** The provenance was signed by a builder that isolates builds. */
export const isolated: Evidence = byShare(
  'a reusable workflow of slsa-github-generator signed the verified provenance',
  ({ workflow }) => ISOLATED.test(workflow),
  'built by a workflow that is made to isolate builds (slsa-github-generator)',
  'without verified provenance of such a builder; others may isolate builds, which no provenance proves',
);
