import type { Disposition, Report, ReportedGap, ReportedUndetermined } from '../report.ts';
import { type Canvas, NAME, noted, placeOf } from './block.ts';
import { clip } from './escape.ts';
import { inFile, propertyOf } from './place.ts';
import { inWords, reasonOf } from './reason.ts';

const TEXT = 500;
const LISTED = 3;
const LINES = 20;

const remark = (
  kind: string,
  about: string | undefined,
  text: string,
  canvas: Canvas,
  paint = canvas.palette.caution,
): readonly string[] => {
  const mark = about === undefined ? `${kind}:` : `${kind}[${clip(about, NAME)}]:`;
  return noted(mark, clip(text, TEXT), canvas, paint);
};

/** What something undetermined is about: its place, its name and the property. */
const about = ({ location, subject, path }: ReportedUndetermined, canvas: Canvas): string => {
  const all = subject.id === '*';
  const place =
    location === null && (all || subject.account === null)
      ? [canvas.accounts ? subject.account : null, subject.region]
      : [placeOf(location, subject, canvas)];
  const name = all ? `every ${subject.type}` : location === null && subject.account !== null ? '' : clip(subject.id, NAME);
  return [...place, name, propertyOf(path)].filter((part) => part !== null && part !== '').join(' ');
};

/** What could not be determined: each with its reason if asked for, else how many by check and reason. */
export const undeterminedLines = (undetermined: readonly ReportedUndetermined[], canvas: Canvas): readonly string[] => {
  if (canvas.options.verbose)
    return undetermined.flatMap((entry) =>
      remark('undetermined', entry.check, `${about(entry, canvas)}: ${inWords(entry.reason)}`, canvas),
    );
  const kinds = new Map<string, { readonly check: string; readonly what: string; count: number; readonly details: Set<string> }>();
  for (const { check, reason } of undetermined) {
    const { what, detail } = reasonOf(reason);
    const key = JSON.stringify([check, what]);
    const kind = kinds.get(key) ?? { check, what, count: 0, details: new Set<string>() };
    kinds.set(key, kind);
    kind.count += 1;
    if (detail !== undefined && detail !== '') kind.details.add(clip(detail, 60));
  }
  const all = [...kinds.values()];
  const shown = all.length <= LINES + 1 ? all : all.slice(0, LINES);
  const rest = all.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.flatMap(({ check, what, count, details }) => {
      const listed = [...details].slice(0, LISTED).join(', ');
      const more = details.size > LISTED ? ', …' : '';
      return remark('undetermined', check, `${count === 1 ? '' : `${count}× `}${what}${listed === '' ? '' : `: ${listed}${more}`}`, canvas);
    }),
    ...(rest === 0 ? [] : [`… and ${rest} more undetermined: run with --verbose or --format json`]),
  ];
};

const placeOfGap = ({ scope }: ReportedGap, canvas: Canvas): string =>
  scope.file !== undefined
    ? [scope.file, scope.line, scope.column].filter((part) => part !== undefined).join(':')
    : [canvas.accounts || scope.region === undefined ? scope.account : undefined, scope.region, scope.service, scope.resource]
        .filter((part) => part !== undefined)
        .join(' · ');

/** What could not be read, where and why: always printed. */
export const gapLines = (gaps: readonly ReportedGap[], canvas: Canvas): readonly string[] =>
  gaps.flatMap((gap) => {
    const why = gap.message ?? gap.reason.replaceAll('-', ' ');
    const said = gap.action !== undefined && !why.includes(gap.action) ? `${gap.action}: ${why}` : why;
    const checks =
      gap.checks.length === 0 ? '' : ` (leaves ${gap.checks.length === 1 ? 'a check' : `${gap.checks.length} checks`} undetermined)`;
    return remark('gap', gap.reason, [placeOfGap(gap, canvas), said].filter((part) => part !== '').join(': ') + checks, canvas);
  });

/** What there is to say about the run itself. */
export const noticeLines = ({ notices }: Report, canvas: Canvas): readonly string[] =>
  notices.flatMap(({ kind, message, location }) => {
    const failed = kind === 'check-failed';
    const text = location === null ? message : `${inFile(location)}: ${message}`;
    return remark(failed ? 'error' : 'notice', kind, text, canvas, failed ? canvas.palette.severity.high : canvas.palette.caution);
  });

const fate = (disposition: Disposition): string => {
  switch (disposition.kind) {
    case 'ignored': {
      const until = disposition.until === undefined ? '' : `, until ${disposition.until}`;
      return `${disposition.reason} (by ${disposition.by === 'config' ? 'the configuration' : disposition.by}${until})`;
    }
    case 'filtered':
      return `by ${disposition.by}`;
    case 'superseded':
      return `by ${disposition.by}`;
    default:
      return 'accepted before';
  }
};

/** The findings that are not shown, each with the reason. */
export const hiddenLines = ({ findings }: Report, canvas: Canvas): readonly string[] =>
  findings
    .filter(({ disposition }) => disposition.kind !== 'reported')
    .flatMap((finding) => {
      const { location, subject, disposition } = finding;
      const name = location === null ? '' : ` ${clip(subject.id, NAME)}`;
      return remark(
        disposition.kind,
        finding.check,
        `${placeOf(location, subject, canvas)}${name}: ${fate(disposition)}`,
        canvas,
        canvas.palette.dim,
      );
    });

const PROVENANCES = 10;

/** The packages whose provenance was verified: who built each, of what. All if asked for, some beside a framework that asks about them. */
export const provenanceLines = ({ provenance = [], frameworks }: Report, canvas: Canvas): readonly string[] => {
  const { verbose } = canvas.options;
  const most = verbose ? provenance.length : frameworks === undefined ? 0 : PROVENANCES;
  const rest = provenance.length - most;
  return [
    ...provenance
      .slice(0, most)
      .flatMap(({ package: purl, repository, commit, workflow, builder }) =>
        remark(
          'provenance',
          purl,
          `${repository} at ${commit.slice(0, 12)}, by ${workflow}${builder === undefined ? '' : `, which names its builder ${builder}`}`,
          canvas,
          canvas.palette.dim,
        ),
      ),
    ...(most > 0 && rest > 0 ? [`… and ${rest} more with verified provenance: run with --verbose or --format json`] : []),
  ];
};
