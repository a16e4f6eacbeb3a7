import type { Log, Result, Suppression } from 'sarif';
import type { Disposition, Quote, RenderOptions, Report, ReportedFinding, Reporter } from '../report.ts';
import { SEVERITIES } from '../severity.ts';
import { clip, toJson } from './escape.ts';
import { wayTo } from './place.ts';
import { notificationsOf, notificationTypes } from './sarif-notifications.ts';
import { locationOf } from './sarif-places.ts';
import { levelOf, rulesOf } from './sarif-rules.ts';
import { messageOf, sentence, TEXT } from './sarif-text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

// GitHub keeps 5,000 results of a run and 100 places of a result; which ones it drops is not documented, so we choose ourselves.
const RESULTS = 5_000;
const PLACES = 100;

const suppressionOf = (disposition: Disposition): Suppression | undefined => {
  if (disposition.kind === 'baseline') return { kind: 'external', status: 'accepted', justification: 'In the baseline.' };
  if (disposition.kind !== 'ignored') return undefined;
  const until = disposition.until === undefined ? '' : ` (until ${disposition.until})`;
  return {
    kind: disposition.by === 'config' ? 'external' : 'inSource',
    status: 'accepted',
    justification: clip(disposition.reason + until, TEXT),
  };
};

/** The alerts first, the worst in front, then what is suppressed. Filtered and superseded findings are no alerts. */
const alerts = (findings: readonly ReportedFinding[]): readonly ReportedFinding[] => {
  const rank = ({ disposition, severity }: ReportedFinding): number =>
    (disposition.kind === 'reported' ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(severity);
  return findings
    .filter(({ disposition }) => disposition.kind !== 'filtered' && disposition.kind !== 'superseded')
    .toSorted((a, b) => rank(a) - rank(b));
};

/** What is said of a finding, with its subject's name and the way out: a viewer of alerts may show nothing else. */
const textOf = ({ message, fix, subject }: ReportedFinding): string => {
  const said = message.includes(subject.name ?? subject.id) ? message : `${subject.id}: ${message}`;
  const way = wayTo(subject);
  return [said, way === undefined ? '' : `It comes in by ${way}`, fix]
    .filter((text) => text !== '')
    .map(sentence)
    .join(' ');
};

const resultOf = (finding: ReportedFinding, ruleIndex: number, occurrence: number, suppressed: boolean, quote: Quote): Result => {
  const { check, severity, confidence, persona, subject, location, disposition } = finding;
  const suppression = suppressionOf(disposition);
  const related = finding.related.slice(0, PLACES).map((place, index) => ({
    id: index + 1,
    ...locationOf(place.subject, place.location, quote),
    message: messageOf(place.label || 'Related.'),
  }));
  const own = locationOf(subject, location, quote);
  // Several related places in order are the way that leads to the finding.
  const steps =
    related.length < 2 || subject.type === 'package'
      ? []
      : [...related.map(({ id: _, ...place }) => place), { ...own, message: messageOf(finding.message) }];
  return {
    ruleId: check,
    ruleIndex,
    level: levelOf(severity),
    message: messageOf(textOf(finding)),
    locations: [own],
    // GitHub writes `hash:occurrence` itself where a tool gives no fingerprint.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:${occurrence}` },
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(steps.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: steps.map((location) => ({ location })) }] }] }),
    // Where one result says whether it is suppressed, all have to.
    ...(suppressed ? { suppressions: suppression === undefined ? [] : [suppression] } : {}),
    properties: { severity, confidence, persona },
  };
};

/** An analysis of one account replaces its own predecessor only; for files the one who uploads knows what belongs together. */
const categoryOf = ({ inputs }: Report, { category }: RenderOptions): string | undefined => {
  if (category !== undefined) return category;
  const accounts = new Set(inputs.map(({ account }) => account).filter((account) => account !== undefined));
  const [account] = accounts;
  return account === undefined ? undefined : `parapet/aws/${accounts.size === 1 ? account : 'accounts'}`;
};

const logOf = (report: Report, options: RenderOptions): Log => {
  const { tool, run, notices } = report;
  const rules = rulesOf(report, options.checks);
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const all = alerts(report.findings);
  const findings = all.slice(0, RESULTS);
  const suppressed = findings.some(({ disposition }) => disposition.kind !== 'reported');
  const occurrences = new Map<string, number>();
  const results = findings.map((finding) => {
    const key = JSON.stringify([finding.check, finding.fingerprint]);
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    return resultOf(finding, ruleIndexes.get(finding.check) ?? -1, occurrence, suppressed, options.quote);
  });
  const category = categoryOf(report, options);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: `pkg:npm/${tool.name}@${encodeURIComponent(tool.version)}`,
            rules: [...rules],
            notifications: [...notificationTypes],
          },
        },
        ...(category === undefined ? {} : { automationDetails: { id: `${category}/` } }),
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !notices.some(({ kind }) => kind === 'check-failed'),
            startTimeUtc: run.started,
            endTimeUtc: run.finished,
            toolExecutionNotifications: [
              ...notificationsOf(report, ruleIndexes, { kept: RESULTS, cut: all.length - findings.length }, options.quote),
            ],
          },
        ],
        results,
      },
    ],
  };
};

/** SARIF 2.1.0 within the limits of GitHub's code scanning. */
export const sarif: Reporter = (report, options) => toJson(logOf(report, options));
