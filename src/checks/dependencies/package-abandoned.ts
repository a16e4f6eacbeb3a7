import { defineCheck, finding, undetermined } from '../../check.ts';
import { daysBetween } from '../../date.ts';
import type { PackageMetadata } from '../../facts/facts.ts';
import { lookedUp, undatedOf } from './release.ts';
import { requiredHere } from './required.ts';

const YEAR = 365.25;

/** When a package was last released, as ISO instants: `known` is a release, and none is younger than `latest`, where that can be said. */
const lastRelease = ({ versions, modified }: PackageMetadata): { readonly known?: string; readonly latest?: string } => {
  const all = [...versions.values()].map(({ published }) => published);
  const dated = all.flatMap((published) => published ?? []);
  const known = dated.reduce<string | undefined>((a, b) => (a !== undefined && Date.parse(a) >= Date.parse(b) ? a : b), undefined);
  const latest = dated.length === all.length ? known : modified;
  return { ...(known === undefined ? {} : { known }), ...(latest === undefined ? {} : { latest }) };
};

export default defineCheck({
  id: 'package-abandoned',
  title: 'Package has had no release for years',
  family: 'dependencies',
  severity: 'low',
  confidence: 'medium',
  persona: 'auditor',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  datesWithin: ({ packageAbandonedYears }) => Math.ceil(packageAbandonedYears * YEAR),
  docs: {
    why: 'Where nobody has released anything for years, nobody may be there to mend the next vulnerability, and an account that nobody watches is worth taking over.',
    fix: 'See whether somebody still keeps the package, and replace it where nobody does; the setting packageAbandonedYears says how many years are too long.',
    limits:
      'Some packages are finished rather than abandoned. Whether the repository is archived is not looked up, and only npm registries are asked.',
    references: ['https://owasp.org/www-project-open-source-software-top-10/'],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.8'] },
  },
  *check(subject, { facts, today, settings }) {
    const metadata = yield* lookedUp(subject, facts.registry);
    if (metadata === undefined) return;
    const version = subject.at('version');
    const name = metadata.name;
    if (metadata.versions.size === 0)
      return yield undetermined(version, { kind: 'not-in-table', table: 'releases in the registry', value: name });
    const enough = settings.packageAbandonedYears * YEAR;
    const { known, latest } = lastRelease(metadata);
    if (known !== undefined && daysBetween(known, today) <= enough) return;
    if (latest === undefined || daysBetween(latest, today) <= enough) return yield undetermined(version, undatedOf(metadata));
    const years = (daysBetween(latest, today) / YEAR).toFixed(1);
    yield finding(version, `${name} has had no release since ${latest.slice(0, 10)}, for ${years} years`, {
      related: requiredHere(subject),
      data: { since: latest.slice(0, 10), years: Number(years) },
    });
  },
});
