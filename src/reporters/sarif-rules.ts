import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../check.ts';
import type { CheckDescription, Report } from '../report.ts';
import { clip } from './escape.ts';
import { sentence } from './sarif-text.ts';

/** GitHub's own words for how bad a rule is: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };
const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** The longest text and the most tags of a rule that GitHub keeps. */
const TEXT = 1_000;
const TAGS = 10;

/** SARIF's three levels for parapet's four severities. */
export const levelOf = (severity: Severity): 'error' | 'warning' | 'note' => LEVEL[severity];

const pascal = (id: string): string => id.replace(/(?:^|[^a-zA-Z\d]+)([a-zA-Z\d]?)/g, (_, char: string) => char.toUpperCase());

const isAddress = (url: string): boolean => /^https:\/\/[\x21-\x7e]+$/.test(url);

const frameworksOf = ({ frameworks }: CheckDescription): readonly string[] =>
  Object.entries(frameworks).flatMap(([name, controls]) => controls.map((control) => `${name}/${control}`));

const ruleOf = (check: CheckDescription): ReportingDescriptor => {
  const { severity, references } = check;
  const title = clip(check.title || check.id, TEXT);
  const why = clip(check.why, TEXT);
  const fix = clip(check.fix, TEXT);
  const said = [why, fix === '' ? '' : `Fix: ${fix}`].filter((text) => text !== '').map(sentence);
  const links = references.filter(isAddress);
  const helpUri = links[0];
  const name = pascal(check.id);
  return {
    id: check.id,
    // A name that says no more than the id is one too many for SARIF.
    ...(name === '' || name === check.id ? {} : { name }),
    shortDescription: { text: title },
    fullDescription: { text: sentence(why || title) },
    ...(helpUri === undefined ? {} : { helpUri }),
    help: {
      text: [sentence(title), ...said, ...(links.length === 0 ? [] : [`See ${links.join(' and ')}`])].join('\n\n'),
      markdown: [`# ${title}`, why, fix === '' ? '' : `**Fix:** ${fix}`, links.map((link) => `- <${link}>`).join('\n')]
        .filter((text) => text !== '')
        .join('\n\n'),
    },
    defaultConfiguration: { level: levelOf(severity) },
    properties: {
      tags: ['security', check.family, ...frameworksOf(check)].slice(0, TAGS),
      precision: check.confidence,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  };
};

/** Every check as a rule: the catalogue, and what the report names beside it (a saved report may know checks that this version does not). */
export const rulesOf = (report: Report, checks: readonly CheckDescription[]): readonly ReportingDescriptor[] => {
  const all = new Map(checks.map((check) => [check.id, check]));
  for (const { check: id, title, family, severity, confidence, persona, fix } of report.findings)
    if (!all.has(id)) all.set(id, { id, title, family, severity, confidence, persona, why: '', fix, references: [], frameworks: {} });
  return [...all.values()].map(ruleOf);
};
