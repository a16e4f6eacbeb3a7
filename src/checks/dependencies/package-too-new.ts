import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { firstFixOf } from './first-fix.ts';
import { ageOf, lockedRelease } from './release.ts';
import { requiredHere } from './required.ts';

const when = (days: number): string => (days < 0 ? 'later' : days === 0 ? 'today' : days === 1 ? 'one day ago' : `${days} days ago`);

export default defineCheck({
  id: 'package-too-new',
  title: 'Package was locked within days of its release',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  consults: ['advisories'],
  datesWithin: ({ packageTooNewDays }) => packageTooNewDays,
  docs: {
    why: 'Most releases of hijacked packages are found and taken back within hours or days. Who waits that long does not install them.',
    fix: 'Go back to the release before it until it has been out for some days, and set a cooldown in the package manager; the setting packageTooNewDays says how many days are enough (0: none).',
    limits:
      'The first release that mends an advisory of the one before it is none of these findings, where the run has advisories. Only npm registries are asked.',
    references: ['https://docs.npmjs.com/cli/v11/using-npm/config#min-release-age', 'https://pnpm.io/settings#minimumreleaseage'],
    frameworks: { owasp: ['A06', 'A08', 'SAS-6'] },
  },
  *check(subject, { facts, today, settings }) {
    const enough = settings.packageTooNewDays;
    if (enough === 0) return yield notApplicable();
    const release = yield* lockedRelease(subject, facts.registry);
    if (release === undefined) return;
    const version = subject.at('version');
    const days = ageOf(release, today, enough);
    if (typeof days !== 'number') return yield undetermined(version, days);
    if (days >= enough || firstFixOf(release, facts.advisories).length > 0) return;
    const published = release.published?.slice(0, 10) ?? null;
    yield finding(
      version,
      `${subject.pkg.name} ${release.version} was published ${when(days)}${published === null ? '' : `, on ${published}`}`,
      {
        related: requiredHere(subject),
        data: { version: release.version, published, days, enough },
      },
    );
  },
});
