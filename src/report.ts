import type { Confidence, Family, Persona, Severity } from './check.ts';
import type { Provenance } from './facts/facts.ts';
import type { Gap, Input } from './model/inventory.ts';
import type { Json, Path, UnknownReason } from './model/value.ts';

/** A place in a file. Lines and columns are 1-based and count UTF-16 units; the end is exclusive. */
export interface Location {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a verdict is about. */
export interface Subject {
  readonly type: string;
  readonly id: string;
  readonly arn: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** The path of the CDK construct that it is, or was made from: `Shop/Api/Default/orders/GET/Resource`. */
  readonly construct?: string;
  /** The library that made it for itself, whose release decides about it: `aws-cdk-lib`. */
  readonly library?: string;
  /** Of a package only, as all that follow. */
  readonly name?: string;
  readonly version?: string | null;
  readonly ecosystem?: string;
  readonly dev?: boolean | null;
  readonly direct?: boolean | null;
  /** Ways from a manifest to the package: see Package.paths. */
  readonly paths?: readonly (readonly string[])[];
}

/** What became of a finding. Each has exactly one; none is ever dropped. */
export type Disposition =
  | { readonly kind: 'reported' }
  | { readonly kind: 'ignored'; readonly by: 'comment' | 'metadata' | 'config'; readonly reason: string; readonly until?: string }
  | { readonly kind: 'baseline' }
  | { readonly kind: 'filtered'; readonly by: 'persona' | 'min-severity' | 'min-confidence' }
  | { readonly kind: 'superseded'; readonly by: string };

export interface ReportedRelated {
  readonly label: string;
  readonly subject: Subject;
  readonly path: Path;
  readonly location: Location | null;
}

export interface ReportedFinding {
  readonly check: string;
  readonly family: Family;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly subject: Subject;
  readonly path: Path;
  readonly location: Location | null;
  readonly related: readonly ReportedRelated[];
  readonly disposition: Disposition;
  /** Stays the same when lines move. */
  readonly fingerprint: string;
  readonly data: Readonly<Record<string, Json>>;
}

export interface ReportedUndetermined {
  readonly check: string;
  readonly subject: Subject;
  readonly path: Path;
  readonly location: Location | null;
  readonly reason: UnknownReason;
}

export interface ReportedGap extends Gap {
  /** The checks that the gap makes undetermined. */
  readonly checks: readonly string[];
}

/** How many subjects a check judged, and with what result. A subject may have several findings. */
export interface Evaluated {
  readonly check: string;
  readonly subjects: number;
  readonly passed: number;
  readonly findings: number;
  readonly undetermined: number;
}

/** Something that the user should know about the run itself: an expired ignore, an ignore that matches nothing, a check that failed. */
export interface Notice {
  readonly kind: 'ignore-expired' | 'ignore-unused' | 'ignore-invalid' | 'baseline-unused' | 'check-failed' | 'input';
  readonly message: string;
  readonly location: Location | null;
}

/** Who built a package, of what, as far as it was verified. */
export interface ReportedProvenance extends Provenance {
  /** The package URL. */
  readonly package: string;
}

/** Something that was seen of a control: what speaks for it, against it, or what would have to be seen. */
export interface Statement {
  readonly says: 'for' | 'against' | 'open';
  /** A clause without its full stop. */
  readonly text: string;
  /** The check that it is a figure of. */
  readonly check?: string;
}

/** What a run shows of one control of a framework. */
export interface AssessedControl {
  readonly id: string;
  /** What it asks for, in parapet's words. */
  readonly title: string;
  readonly level?: string;
  /** Whose control it is, where it is asked of both. */
  readonly of?: 'repository' | 'dependencies';
  readonly link: string;
  /** `evidenced`: something speaks for it, nothing against it, and nothing was left open. */
  readonly standing: 'evidenced' | 'contradicted' | 'not-visible';
  /** Never empty. */
  readonly statements: readonly Statement[];
  /** What of it no evidence here is about. */
  readonly beyond?: string;
}

/** What a run shows of a framework. Nothing is claimed beyond it. */
export interface Assessment {
  readonly framework: string;
  readonly title: string;
  readonly version: string;
  readonly controls: readonly AssessedControl[];
  /** The ids of the controls of which neither a repository nor a lockfile can say anything. */
  readonly unseen: readonly string[];
}

/** The JSON report, version 1: a declared contract. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: 'parapet'; readonly version: string };
  readonly run: {
    /** ISO 8601 instants. */
    readonly started: string;
    readonly finished: string;
    /** The ISO date that time-dependent checks judged by. */
    readonly today: string;
    /** The date of each table of facts; `null` where there was none. */
    readonly facts: Readonly<Record<string, string | null>>;
  };
  readonly inputs: readonly Input[];
  /** `critical` to `low` count the reported findings. */
  readonly summary: {
    readonly subjects: number;
    readonly critical: number;
    readonly high: number;
    readonly medium: number;
    readonly low: number;
    readonly undetermined: number;
    readonly gaps: number;
    readonly suppressed: number;
    readonly baseline: number;
    readonly filtered: number;
    readonly superseded: number;
  };
  readonly findings: readonly ReportedFinding[];
  readonly undetermined: readonly ReportedUndetermined[];
  readonly gaps: readonly ReportedGap[];
  readonly evaluated: readonly Evaluated[];
  readonly notices: readonly Notice[];
  /** The packages whose provenance was verified, in the order of their package URLs; absent where there is none. */
  readonly provenance?: readonly ReportedProvenance[];
  /** Where it was asked for: `--framework`. */
  readonly frameworks?: readonly Assessment[];
}

/** The user's own lines, secrets masked, for reporters that quote them. `undefined` where the text is not at hand. */
export type Quote = (file: string, line: number) => string | undefined;

/** What a reporter may know besides the report. */
export interface RenderOptions {
  readonly quote: Quote;
  /** ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** OSC 8 links. */
  readonly links: boolean;
  readonly verbose: boolean;
  /** The catalogue, for reporters that describe every check (SARIF). */
  readonly checks: readonly CheckDescription[];
  /** What tells this analysis from others of the same repository in SARIF; from the audited accounts, or none, unless said. */
  readonly category?: string;
}

/** A check as reporters and documentation see it. */
export interface CheckDescription {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly frameworks: Readonly<Record<string, readonly string[]>>;
}

/** A pure function from a report to the text of one format. */
export type Reporter = (report: Report, options: RenderOptions) => string;
