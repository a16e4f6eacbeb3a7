import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { attacked, idsOf, inShort, lacking, likelihoodOf, noVersion, roleOf, unclearOf, unsettled } from './advice.ts';
import { requiredHere } from './required.ts';
import { upgradeTo } from './upgrade.ts';

export default defineCheck({
  id: 'package-vulnerable',
  title: 'Package has known vulnerabilities',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['advisories'],
  docs: {
    why: 'Attackers look for what is published. Severity follows from the CVSS vector of the worst advisory that affects the version; one that is known to be exploited is critical.',
    fix: 'Update to the fixed version, or replace the package where there is none.',
    references: [
      'https://ossf.github.io/osv-schema/#evaluation',
      'https://osv.dev/',
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-json#overrides',
    ],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.4'] },
  },
  *check(subject, { facts: { advisories } }) {
    const { ecosystem, name, version, source, dev } = subject.pkg;
    // A project's own part may bear any name.
    if (source === 'workspace' || source === 'link') return yield notApplicable();
    if (!advisories.known(ecosystem, name)) return;
    if (version === undefined || version === '') return yield noVersion(subject);
    const exposure = advisories.assess(ecosystem, name, version);
    if ('unavailable' in exposure) return yield lacking(subject, 'unavailable', exposure.unavailable);

    const { vulnerabilities } = exposure;
    const firm = vulnerabilities.filter(({ lastKnown }) => lastKnown === undefined);
    const worst = firm[0] ?? vulnerabilities[0];
    const published = source === 'registry';
    if (worst === undefined) {
      const unclear = unclearOf(exposure, false)[0];
      if (unclear !== undefined) yield unsettled(subject, unclear);
      else if (!published)
        yield undetermined(subject.at('version'), { kind: 'outside', what: `what ${name} holds, which comes from a ${source} address` });
      return;
    }

    const count = vulnerabilities.length;
    const what = count === 1 ? `is affected by ${inShort(worst)}` : `has ${count} known vulnerabilities, the worst ${inShort(worst)}`;
    const doubts = [
      ...(worst.lastKnown === undefined ? [] : [`the advisory names no end of its range, but was last known to affect ${worst.lastKnown}`]),
      ...(published ? [] : [`judged by its name and version only, as it comes from a ${source} address`]),
    ];
    const upgrade = exposure.fixed === null ? undefined : upgradeTo(subject.pkg, exposure.fixed);
    const role = roleOf(subject.pkg);
    const sure = worst.rating.known ? 'high' : 'medium';
    yield finding(
      subject.at('version'),
      [
        `${name} ${version} ${what}`,
        ...(worst.exploited === undefined ? [] : [attacked(worst.exploited)]),
        upgrade?.phrase ?? 'no fixed version is known',
        ...doubts,
        ...(role === '' ? [] : [role]),
      ].join('; '),
      {
        severity: worst.rating.severity,
        confidence: doubts.length > 0 ? 'low' : sure,
        fix: upgrade?.fix ?? `Replace ${name} or remove it: no version without a known vulnerability is known.`,
        related: requiredHere(subject),
        data: {
          advisories: idsOf(vulnerabilities),
          fixed: exposure.fixed?.version ?? null,
          unsure: exposure.fixed?.unsure ?? [],
          allowed: upgrade?.allowed ?? null,
          heldBackBy: upgrade?.heldBackBy.map(({ by, range }) => ({ by, range })) ?? [],
          cvss: worst.rating.score ?? null,
          vector: worst.rating.vector ?? null,
          ...likelihoodOf(vulnerabilities),
          dev: dev ?? null,
        },
      },
    );
  },
});
