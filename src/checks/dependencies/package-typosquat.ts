import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { requiredHere } from './required.ts';

/** Of shorter names there are so many that most are one letter from another. */
const SHORTEST = 5;

/** Whether two different names are one letter apart: one too many, one too few, another one, or two that changed places. */
const isOneEdit = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (a.length !== b.length) {
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    return long.slice(at + 1) === short.slice(at);
  }
  const isSwap = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return isSwap || a.slice(at + 1) === b.slice(at + 1);
};

const words = (name: string): string => name.split('-').sort().join('-');

/** `vue2` beside `vue`: a release line of its own. */
const withoutNumber = (name: string): string => name.replace(/-?\d+$/, '');

const isConfusable = (name: string, known: string): boolean =>
  withoutNumber(name) !== withoutNumber(known) && (isOneEdit(name, known) || (name.includes('-') && words(name) === words(known)));

export default defineCheck({
  id: 'package-typosquat',
  title: 'Package is called nearly as a far better known one',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'low',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['popular'],
  docs: {
    why: 'Malicious packages wait under names that are one slip of a finger from what everybody installs.',
    fix: 'See whether this is the package that you meant; if it is, ignore the finding with that as the reason.',
    limits:
      'Direct dependencies of npm and PyPI are compared with some hundred well-known names of five letters and more. Names in a scope are not, as nobody else publishes there.',
    references: ['https://docs.npmjs.com/threats-and-mitigations', 'https://owasp.org/www-project-top-10-ci-cd-security-risks/'],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['6.1'] },
  },
  *check(subject, { facts }) {
    const { name, ecosystem, source, direct } = subject.pkg;
    const popular = facts.popular.of(ecosystem);
    if (popular === undefined || source !== 'registry' || direct === false || name.startsWith('@')) return yield notApplicable();
    const plain = ecosystem === 'PyPI' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;
    if (popular.has(plain)) return;
    const meant = [...popular].find((known) => known.length >= SHORTEST && isConfusable(plain, known));
    if (meant === undefined) return;
    if (direct === undefined)
      return yield undetermined(subject.at('direct'), { kind: 'outside', what: 'whether the project itself asks for it' });
    yield finding(subject, `${name} is called nearly as ${meant}, which is far better known`, {
      related: requiredHere(subject),
      data: { resembles: meant },
    });
  },
});
