import type { Gap } from '../model/inventory.ts';
import type { Assessment, Location, Report, ReportedFinding, Reporter, Subject } from '../report.ts';
import { toJsonPieces } from './escape.ts';

// Each object is written out member by member: the order is part of the contract, and nothing else gets in.

const locationOf = (location: Location | null): Location | null =>
  location && {
    file: location.file,
    startLine: location.startLine,
    startColumn: location.startColumn,
    endLine: location.endLine,
    endColumn: location.endColumn,
  };

/** Some kinds of subject say more about themselves (a package its version): those members follow. */
const subjectOf = ({ type, id, arn, account, region, ...more }: Subject): Subject => ({ type, id, arn, account, region, ...more });

const findingOf = (finding: ReportedFinding): ReportedFinding => ({
  check: finding.check,
  family: finding.family,
  title: finding.title,
  message: finding.message,
  fix: finding.fix,
  severity: finding.severity,
  confidence: finding.confidence,
  persona: finding.persona,
  subject: subjectOf(finding.subject),
  path: finding.path,
  location: locationOf(finding.location),
  related: finding.related.map(({ label, subject, path, location }) => ({
    label,
    subject: subjectOf(subject),
    path,
    location: locationOf(location),
  })),
  disposition: finding.disposition,
  fingerprint: finding.fingerprint,
  data: finding.data,
});

const scopeOf = ({ file, line, column, account, region, service, resource }: Gap['scope']) => ({
  file,
  line,
  column,
  account,
  region,
  service,
  resource,
});

const assessmentOf = ({ framework, title, version, controls, unseen }: Assessment) => ({
  framework,
  title,
  version,
  controls: controls.map(({ id, title: asks, level, of, link, standing, statements, beyond }) => ({
    id,
    title: asks,
    level,
    of,
    link,
    standing,
    statements: statements.map(({ says, text, check }) => ({ says, text, check })),
    beyond,
  })),
  unseen,
});

/** The elements of a list, each when it is asked for. */
function* each<T, U>(items: readonly T[], of: (item: T) => U): Generator<U, void, void> {
  for (const item of items) yield of(item);
}

const contractOf = ({ version, tool, run, inputs, summary, ...report }: Report) => ({
  version,
  tool: { name: tool.name, version: tool.version },
  run: { started: run.started, finished: run.finished, today: run.today, facts: run.facts },
  inputs: each(inputs, ({ source, file, format, account, region }) => ({ source, file, format, account, region })),
  summary: {
    subjects: summary.subjects,
    critical: summary.critical,
    high: summary.high,
    medium: summary.medium,
    low: summary.low,
    undetermined: summary.undetermined,
    gaps: summary.gaps,
    suppressed: summary.suppressed,
    baseline: summary.baseline,
    filtered: summary.filtered,
    superseded: summary.superseded,
  },
  findings: each(report.findings, findingOf),
  undetermined: each(report.undetermined, ({ check, subject, path, location, reason }) => ({
    check,
    subject: subjectOf(subject),
    path,
    location: locationOf(location),
    reason,
  })),
  gaps: each(report.gaps, ({ source, scope, action, reason, message, types, checks }) => ({
    source,
    scope: scopeOf(scope),
    action,
    reason,
    message,
    types,
    checks,
  })),
  evaluated: each(report.evaluated, ({ check, subjects, passed, findings, undetermined }) => ({
    check,
    subjects,
    passed,
    findings,
    undetermined,
  })),
  notices: each(report.notices, ({ kind, message, location }) => ({ kind, message, location: locationOf(location) })),
  provenance: report.provenance?.map((built) => ({
    package: built.package,
    predicateType: built.predicateType,
    builder: built.builder,
    issuer: built.issuer,
    repository: built.repository,
    commit: built.commit,
    ref: built.ref,
    workflow: built.workflow,
    run: built.run,
    runner: built.runner,
  })),
  frameworks: report.frameworks?.map(assessmentOf),
});

/** The report itself: version 1 of the contract that `schema/report.schema.json` describes. */
export const json: Reporter = (report) => [...jsonPieces(report)].join('');

/** The same piece by piece, for reports that are better not held as a whole text. */
export const jsonPieces = (report: Report): Iterable<string> => toJsonPieces(contractOf(report));
