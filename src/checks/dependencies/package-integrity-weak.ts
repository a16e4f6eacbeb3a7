import { defineCheck, finding, notApplicable } from '../../check.ts';
import { nameOf, requiredHere } from './required.ts';

const STRONG = /\bsha(?:224|256|384|512)\b|^h1:|^10c0\/|\bblake2/i;
const WEAK = /^(?:sha-?1|md5)\b/i;

export default defineCheck({
  id: 'package-integrity-weak',
  title: 'Package is locked by a hash that can be forged',
  family: 'dependencies',
  severity: 'low',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  alwaysDetermined: 'The lockfile itself says which hash there is.',
  docs: {
    why: 'Two files with the same SHA-1 or MD5 can be made on purpose: whoever publishes one that looks harmless can hand out the other later.',
    fix: 'Let the package manager write the entry anew: registries have given SHA-512 (npm) and SHA-256 (PyPI) for years.',
    references: [
      'https://shattered.io/',
      'https://www.w3.org/TR/SRI/',
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
    ],
    frameworks: { owasp: ['A02', 'A08'], scvs: ['3.18', '4.13'] },
  },
  *check(subject) {
    const { ecosystem, integrity, source, unhashed } = subject.pkg;
    // Composer's lockfiles have SHA-1 or nothing; a bill of materials holds nothing to its hash.
    if (ecosystem === 'Packagist' || unhashed === true) return yield notApplicable();
    if (source !== 'registry' || integrity === undefined || integrity.trim() === '') return yield notApplicable();
    const hashes = integrity.trim().split(/\s+/);
    if (hashes.some((hash) => STRONG.test(hash)) || !hashes.every((hash) => WEAK.test(hash))) return;
    const kinds = [...new Set(hashes.map((hash) => (/^md5/i.test(hash) ? 'MD5' : 'SHA-1')))].join(' and ');
    yield finding(subject.at('integrity'), `${nameOf(subject.pkg)} is held by ${kinds} alone`, { related: requiredHere(subject) });
  },
});
