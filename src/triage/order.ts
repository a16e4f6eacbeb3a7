import type { Severity } from '../check.ts';
import type { Location, Subject } from '../report.ts';

/** What has a place in a report. */
interface Placed {
  readonly check: string;
  readonly subject: Pick<Subject, 'id' | 'type'>;
  readonly path: readonly (string | number)[];
  readonly location: Pick<Location, 'file'> | null;
  /** The scope in which ids are unique. */
  readonly input: string;
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Step by step, list indexes as numbers; the shorter first. */
const comparePaths = (a: Placed['path'], b: Placed['path']): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? '', b[i] ?? ''];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** The order of verdicts that have no severity: check, file, subject, path. Code that belongs to several templates, as that of CDK's stacks does, by these. */
export const byPlace = (a: Placed, b: Placed): number =>
  compare(a.check, b.check) ||
  compare(a.location?.file ?? '', b.location?.file ?? '') ||
  compare(a.subject.id, b.subject.id) ||
  comparePaths(a.path, b.path) ||
  compare(a.input, b.input) ||
  compare(a.subject.type, b.subject.type);

/** The order of findings: the worst first, then as `byPlace`. */
export const bySeverityAndPlace = (
  a: Placed & { readonly severity: Severity; readonly message: string },
  b: Placed & { readonly severity: Severity; readonly message: string },
): number => RANK[a.severity] - RANK[b.severity] || byPlace(a, b) || compare(a.message, b.message);
