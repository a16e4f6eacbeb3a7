import { defineCheck, finding, notApplicable } from '../../check.ts';
import { nameOf, requiredHere } from './required.ts';

/** The check's own tells of npm. */
const FIX = 'Let the package manager lock it anew with the registry at hand: it writes the hash beside the version.';
const FIX_OF_PYTHON =
  'Lock it anew with the registry at hand: files of requirements with `pip-compile --generate-hashes` or `uv pip compile --generate-hashes`, lockfiles by their package manager.';

export default defineCheck({
  id: 'package-integrity-missing',
  title: 'Package is locked without a hash of its content',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  alwaysDetermined: 'The lockfile itself says whether there is a hash.',
  docs: {
    why: 'Without a hash the package manager installs whatever the registry, a proxy or a cache hands out for the version, and nobody sees that it is something else than what was tested.',
    fix: 'Let the package manager write it, with the registry at hand: for npm remove node_modules and the entry, and run `npm install`; for files of requirements compile them with `pip-compile --generate-hashes` or `uv pip compile --generate-hashes`.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode',
      'https://developer.mozilla.org/en-US/docs/Web/Security/Subresource_Integrity',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['3.18', '4.13'] },
  },
  *check(subject) {
    const { ecosystem, source, version, bundled, unhashed, integrity, resolved } = subject.pkg;
    // What is bundled comes in its parent's archive, which has the hash; other sources have none, or a commit; some lockfiles have no hashes.
    // What has no version is not locked.
    if (source !== 'registry' || bundled === true || unhashed === true || version === undefined) return yield notApplicable();
    if (integrity !== undefined && integrity.trim() !== '') return;
    yield finding(subject.at('integrity'), `${nameOf(subject.pkg)} has no integrity hash`, {
      ...(ecosystem === 'npm' ? {} : { fix: ecosystem === 'PyPI' ? FIX_OF_PYTHON : FIX }),
      related: requiredHere(subject),
      data: { resolved: resolved ?? null },
    });
  },
});
