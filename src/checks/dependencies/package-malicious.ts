import { defineCheck, finding, notApplicable } from '../../check.ts';
import { privateRegistryOf } from '../../model/registries.ts';
import { idsOf, inShort, lacking, noVersion, roleOf, unclearOf, unsettled } from './advice.ts';
import { requiredHere } from './required.ts';

export default defineCheck({
  id: 'package-malicious',
  title: 'Package is known to be malicious',
  family: 'dependencies',
  severity: 'critical',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['advisories'],
  supersedes: ['package-vulnerable'],
  docs: {
    why: 'The version was published to steal or to destroy: it may have run on every machine that installed it. Judged are packages from a registry, as a malicious name says nothing about a workspace, link or git dependency that bears it.',
    fix: 'Remove the version, and replace every credential that the machines which installed it could reach.',
    references: ['https://github.com/ossf/malicious-packages', 'https://ossf.github.io/osv-schema/#evaluation'],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['5.4'] },
  },
  *check(subject, { facts: { advisories } }) {
    const { ecosystem, name, version, source, dev } = subject.pkg;
    if (source !== 'registry') return yield notApplicable();
    if (!advisories.known(ecosystem, name)) return;
    if (version === undefined || version === '') return yield noVersion(subject);
    const exposure = advisories.assess(ecosystem, name, version);
    if ('unavailable' in exposure) return yield lacking(subject, 'unavailable', exposure.unavailable);

    const { malware, fixed } = exposure;
    const [worst] = malware;
    if (worst === undefined) {
      const unclear = unclearOf(exposure, true)[0];
      if (unclear !== undefined) yield unsettled(subject, unclear);
      return;
    }
    const role = roleOf(subject.pkg);
    const elsewhere = privateRegistryOf(subject.pkg);
    yield finding(
      subject.at('version'),
      [
        `${name} ${version} is malware: ${inShort(worst)}`,
        ...(elsewhere === undefined
          ? []
          : [`it came from ${elsewhere}, whose ${name} is another package unless it mirrors the public registry`]),
        ...(role === '' ? [] : [role]),
      ].join('; '),
      {
        ...(elsewhere === undefined ? {} : { confidence: 'medium' as const }),
        related: requiredHere(subject),
        data: { advisories: idsOf(malware), fixed: fixed?.version ?? null, registry: elsewhere ?? null, dev: dev ?? null },
      },
    );
  },
});
