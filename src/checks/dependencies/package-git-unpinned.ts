import { defineCheck, finding, notApplicable } from '../../check.ts';
import { nameOf, requiredHere } from './required.ts';

/** A full commit where a revision stands: behind the fragment, an `@`, or as the end of an archive's address. */
const COMMIT = /(?:[#@/=:]|%23)(?:[0-9a-f]{64}|[0-9a-f]{40})(?:$|[^0-9a-f])/i;

export default defineCheck({
  id: 'package-git-unpinned',
  title: 'Package comes from an address whose content can change',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  alwaysDetermined: 'What is judged is the address that the lockfile names.',
  docs: {
    why: 'A branch, a tag or a plain address gives at the next install whatever stands there then, reviewed by nobody here.',
    fix: 'Let the lockfile hold the full commit, or the hash of the archive; better, publish it to a registry.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-json#git-urls-as-dependencies',
      'https://pip.pypa.io/en/stable/topics/vcs-support/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['3.1', '5.6', '6.1'] },
  },
  *check(subject) {
    const { source, resolved, integrity, direct } = subject.pkg;
    if ((source !== 'git' && source !== 'url') || resolved === undefined) return yield notApplicable();
    if (COMMIT.test(resolved) || (source === 'url' && integrity !== undefined)) return;
    const what = source === 'git' ? 'comes from a repository, without a full commit' : 'comes from an address, without a hash';
    const transitive = direct === false;
    yield finding(subject.at('resolved'), `${nameOf(subject.pkg)} ${what}${transitive ? ', and another package asks for it' : ''}`, {
      ...(transitive ? { severity: 'high' } : {}),
      related: requiredHere(subject),
      data: { resolved },
    });
  },
});
