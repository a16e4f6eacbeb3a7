import { defineCheck, finding, notApplicable } from '../../check.ts';
import { nameOf, requiredHere } from './required.ts';

/** Protocols without encryption, and without a proof of who answers: https://git-scm.com/docs/git-daemon for `git:`. */
const INSECURE = /^(?:git\+)?(https?|git):(?:\/\/(?:[^/?#@]*@)?([^/?#]*))?/i;

export default defineCheck({
  id: 'package-insecure-url',
  title: 'Package is fetched over an unencrypted connection',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  alwaysDetermined: 'The lockfile itself says where a package is fetched from.',
  docs: {
    why: 'Over http: and git:// anybody on the way can read what is fetched and put something else in its place, which then runs in the build and in production.',
    fix: 'Let the registry setting or the dependency name an https: address, and renew the entry with `npm install`.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://github.blog/security/application-security/improving-git-protocol-security-github/',
    ],
    frameworks: { owasp: ['A02', 'A08', 'SAS-6'], scvs: ['4.15'] },
  },
  *check(subject) {
    const { resolved } = subject.pkg;
    if (resolved === undefined) return yield notApplicable();
    const [, protocol, host] = INSECURE.exec(resolved) ?? [];
    if (protocol === undefined || protocol.toLowerCase() === 'https') return;
    yield finding(
      subject.at('resolved'),
      `${nameOf(subject.pkg)} is fetched over ${protocol.toLowerCase()}:${host ? ` from ${host}` : ''}`,
      { related: requiredHere(subject), data: { resolved } },
    );
  },
});
