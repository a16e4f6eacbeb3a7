import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { lockedRelease } from './release.ts';
import { requiredHere } from './required.ts';

export default defineCheck({
  id: 'package-signature-invalid',
  title: 'Signature of a package does not verify',
  family: 'dependencies',
  severity: 'critical',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  verifies: true,
  supersedes: ['package-provenance-lost'],
  docs: {
    why: 'A registry signs the name, version and hash of what it publishes, and a build platform what it built. What does not verify is not what was published, or the lockfile was made to ask for something else.',
    fix: 'Install nothing of it. Find out who changed what, the hash in the lockfile or the release in the registry or mirror, and lock a release that verifies.',
    limits:
      "Only npm's registry and those that sign as it does. Signed is not harmless. Whether a key had expired is judged by the registry's own dates, where they are at hand. Yarn 2 and later lock hashes of their own cache, which nobody signed: undetermined.",
    references: [
      'https://docs.npmjs.com/about-registry-signatures',
      'https://docs.npmjs.com/verifying-registry-signatures',
      'https://docs.sigstore.dev/about/bundle/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.13', '6.1'], slsa: ['Build L2'] },
  },
  *check(subject, { facts: { registry } }) {
    const { pkg } = subject;
    const at = subject.at(pkg.integrity === undefined ? 'version' : 'integrity');
    const release = yield* lockedRelease(subject, registry);
    if (release === undefined) return;
    const { failures, unknown } = registry.verificationOf(pkg);
    const [first] = failures;
    if (first === undefined) {
      // What holds no hashes at all, as deployed code, locks nothing that could be another archive.
      if (pkg.unhashed === true) return yield notApplicable();
      for (const reason of unknown) yield undetermined(at, reason);
      return;
    }
    // That a registry left a signature out may be its own fault.
    const mild = failures.every(({ defect }) => defect === 'unsigned');
    yield finding(at, `${pkg.name} ${release.version} does not verify: ${failures.map(({ message }) => message).join('; ')}`, {
      ...(mild ? { severity: 'high', confidence: 'medium' } : {}),
      related: requiredHere(subject),
      data: { version: release.version, failures: failures.map(({ of, defect }) => ({ of, defect })) },
    });
  },
});
