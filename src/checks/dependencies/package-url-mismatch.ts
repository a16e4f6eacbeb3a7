import { defineCheck, finding, notApplicable } from '../../check.ts';
import type { Package } from '../../model/package.ts';
import { nameOf, requiredHere } from './required.ts';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What an address of npm's layout serves: `/@scope/name/-/name-1.0.0.tgz`, whatever stands before it. */
const ofNpm = (path: string, { name, version }: Package): string | undefined => {
  const [, scope, folder, file] = /(?:^|\/)(?:(@[^/]+)\/)?([^/]+)\/-\/(?:@[^/]+\/)?([^/]+)\.tgz$/.exec(path) ?? [];
  if (folder === undefined || file === undefined) return undefined;
  const bare = name.slice(name.lastIndexOf('/') + 1);
  const served = scope === undefined ? folder : `${scope}/${folder}`;
  if (served !== name && !(scope === undefined && name.startsWith('@') && folder === bare)) return served;
  const expected = `${bare}-${(version ?? '').replace(/\+.*$/, '')}`;
  return version === undefined || file === expected || file === `${bare}-${version}` ? undefined : file;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** The file's own name of a wheel or an archive: https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
const ofPyPI = (path: string, { name }: Package): string | undefined => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (!/\.(?:whl|tar\.gz|zip|tar\.bz2)$/.test(file)) return undefined;
  return plain(file).startsWith(`${plain(name)}-`) ? undefined : file;
};

export default defineCheck({
  id: 'package-url-mismatch',
  title: 'Package is fetched from the address of another one',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  alwaysDetermined: 'The lockfile itself says what is fetched from where.',
  docs: {
    why: 'Whoever edits a lockfile can let a well-known name install something else: nobody reads the addresses of a thousand entries in a review.',
    fix: 'Find out who changed the entry and why, and let the package manager write it anew.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['6.1'] },
  },
  *check(subject) {
    const { pkg } = subject;
    const { source, resolved, ecosystem } = pkg;
    const path = /^https?:\/\/[^/]+(\/[^?#]*)/i.exec(resolved ?? '')?.[1];
    if (source !== 'registry' || path === undefined || (ecosystem !== 'npm' && ecosystem !== 'PyPI')) return yield notApplicable();
    const other = ecosystem === 'npm' ? ofNpm(decoded(path), pkg) : ofPyPI(decoded(path), pkg);
    if (other === undefined) return;
    yield finding(subject.at('resolved'), `${nameOf(pkg)} is fetched as ${other}`, {
      related: requiredHere(subject),
      data: { resolved: resolved ?? null },
    });
  },
});
