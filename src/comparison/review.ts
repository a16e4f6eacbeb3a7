import type { Severity } from '../check.ts';
import type { Package } from '../model/package.ts';
import { registryOf } from '../model/registries.ts';
import type { Report, ReportedFinding, ReportedGap } from '../report.ts';
import { SEVERITIES } from '../severity.ts';
import type { Change, ChangedFile, ChangeKind } from './changes.ts';

/** What a reviewer should know of a change: what a check found, or what is worth a look. */
export interface Remark {
  /** The id of a check, or `new-transitive`, `new-script`, `source`, `registry`, `license`, `deprecated`. */
  readonly kind: string;
  /** Of what a check found. */
  readonly severity?: Severity;
  readonly message: string;
}

/** One side of a change. */
interface Reviewed {
  readonly version: string | null;
  readonly source: Package['source'];
  readonly purl: string;
  /** As far as the lockfile says it. */
  readonly license: string | null;
}

/** A line of the review. */
export interface ReviewedChange {
  readonly kind: ChangeKind;
  readonly ecosystem: Package['ecosystem'];
  readonly name: string;
  readonly from: Reviewed | null;
  readonly to: Reviewed | null;
  /** Whether a manifest asks for it; `null` where nobody can say. */
  readonly direct: boolean | null;
  readonly dev: boolean | null;
  readonly remarks: readonly Remark[];
}

/** What changed between two states of lockfiles, for whoever reviews it: the JSON of `parapet diff`. */
export interface Review {
  readonly version: 1;
  readonly tool: Report['tool'];
  /** As the user named them; the working tree has no name. */
  readonly base: string;
  readonly head: string | null;
  readonly lockfiles: readonly { readonly file: string; readonly changes: readonly ReviewedChange[] }[];
  readonly summary: Readonly<Record<ChangeKind | Severity, number>> & { readonly gaps: number };
  /** What could not be read of either side, or not be looked up. */
  readonly gaps: readonly Pick<ReportedGap, 'scope' | 'reason' | 'message'>[];
}

const KINDS: readonly ChangeKind[] = ['added', 'removed', 'upgraded', 'downgraded', 'changed'];

const WAY = 5;

/** Who brings a package in, from the direct dependency on. */
const wayTo = ({ paths }: Package): string => {
  const names = paths?.[0]?.slice(1, -1) ?? [];
  return [...names.slice(0, WAY), ...(names.length > WAY ? ['…'] : [])].join(' › ');
};

const registryName = (pkg: Package): string | undefined => {
  const registry = pkg.source === 'registry' ? registryOf(pkg) : undefined;
  return registry === 'public' ? 'the public registry' : registry;
};

/** What a change is worth a look for, whatever the checks say. */
const remarksOn = ({ from, to }: Change): readonly Remark[] => {
  if (to === undefined) return [];
  const remarks: Remark[] = [];
  const way = wayTo(to);
  if (from === undefined && to.direct === false)
    remarks.push({ kind: 'new-transitive', message: way === '' ? 'no manifest asks for it' : `brought in by ${way}` });
  if (from === undefined && to.installScript === true) remarks.push({ kind: 'new-script', message: 'runs a script when it is installed' });
  if (from !== undefined && from.source !== to.source)
    remarks.push({ kind: 'source', message: `comes from a ${to.source} now, and came from a ${from.source}` });
  const [was, is] = [from === undefined ? undefined : registryName(from), registryName(to)];
  if (was !== undefined && is !== undefined && was !== is)
    remarks.push({ kind: 'registry', message: `comes from ${is} now, and came from ${was}` });
  if (from?.license !== undefined && to.license !== undefined && from.license !== to.license)
    remarks.push({ kind: 'license', message: `its licence is ${to.license} now, and was ${from.license}` });
  if (to.deprecated !== undefined && from?.deprecated === undefined) remarks.push({ kind: 'deprecated', message: 'is deprecated' });
  return remarks;
};

const reviewed = ({ version, source, purl, license }: Package): Reviewed => ({
  version: version ?? null,
  source,
  purl,
  license: license ?? null,
});

/** What was found first, then what is worth a look, then what manifests ask for. That a package is new says its line already. */
const rankOf = ({ remarks, direct }: ReviewedChange): number => {
  const worst = Math.min(
    SEVERITIES.length,
    ...remarks.flatMap(({ severity }) => (severity === undefined ? [] : [SEVERITIES.indexOf(severity)])),
  );
  return worst * 4 + (remarks.some(({ kind }) => kind !== 'new-transitive') ? 0 : 2) + (direct === true ? 0 : 1);
};

/** Puts what changed together with what the checks found of it, the worst first. */
export const reviewOf = (
  files: readonly ChangedFile[],
  report: Pick<Report, 'tool' | 'findings' | 'gaps'>,
  names: Pick<Review, 'base' | 'head'>,
): Review => {
  const findings = report.findings.filter(({ disposition }) => disposition.kind === 'reported');
  const foundOf = (file: string, to: Package | undefined): readonly ReportedFinding[] =>
    findings.filter(({ subject, location }) => subject.id === to?.purl && location?.file === file);
  const lockfiles = files.map(({ file, changes }) => ({
    file,
    changes: changes
      .map((change): ReviewedChange => {
        const { kind, from, to } = change;
        const { ecosystem, name, direct, dev } = to ?? from;
        const found = foundOf(file, to).map(({ check, severity, message }): Remark => ({ kind: check, severity, message }));
        return {
          kind,
          ecosystem,
          name,
          from: from === undefined ? null : reviewed(from),
          to: to === undefined ? null : reviewed(to),
          direct: direct ?? null,
          dev: dev ?? null,
          remarks: [...found, ...remarksOn(change)],
        };
      })
      .sort((a, b) => rankOf(a) - rankOf(b)),
  }));
  const all = lockfiles.flatMap(({ changes }) => changes);
  const remarks = all.flatMap((change) => change.remarks);
  const count = <K extends string>(keys: readonly K[], of: (key: K) => number) =>
    Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, number>;
  return {
    version: 1,
    tool: report.tool,
    ...names,
    lockfiles,
    summary: {
      ...count(KINDS, (kind) => all.filter((change) => change.kind === kind).length),
      ...count(SEVERITIES, (severity) => remarks.filter((remark) => remark.severity === severity).length),
      gaps: report.gaps.length,
    },
    gaps: report.gaps.map(({ scope, reason, message }) => ({ scope, reason, ...(message === undefined ? {} : { message }) })),
  };
};
