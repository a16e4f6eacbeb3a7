import type { Severity } from '../../check.ts';

/** How bad an advisory says that it is. */
export interface Rating {
  readonly severity: Severity;
  /** The CVSS score that the severity follows from, where there is a vector. */
  readonly score?: number;
  /** The vector that the score is computed from. */
  readonly vector?: string;
  /** False where the advisory says nothing that a severity follows from. */
  readonly known: boolean;
}

/** That a vulnerability is among those which CISA knows to be exploited. */
export interface Exploited {
  /** The ISO date on which CISA listed it. */
  readonly since: string;
  /** In campaigns of ransomware too. */
  readonly ransomware: boolean;
}

/** How likely exploitation is within 30 days: https://www.first.org/epss/model */
export interface Epss {
  /** A probability, 0 to 1. */
  readonly score: number;
  /** The share of all vulnerabilities that are no likelier, 0 to 1. */
  readonly percentile: number;
}

/** One vulnerability, or one piece of malware: every record about it that affects the version, joined by their aliases. */
export interface Issue {
  /** The ids of the records and all their aliases, the best known first. */
  readonly ids: readonly string[];
  readonly summary?: string;
  readonly rating: Rating;
  /** Where the run was told, and somebody knows of it. */
  readonly exploited?: Exploited;
  readonly epss?: Epss;
  /**
   * Where the version lies past the last one that is known to be affected, in a range that nobody has closed: that last range, as
   * the database writes it (`< 0.19.3`).
   */
  readonly lastKnown?: string;
}

/** Why a record could not be held against a version: one of the two is none, or the record names nothing but commits. */
export type Obstacle = 'no-version' | 'malformed' | 'commits';

/** A version that mends what is known of another. */
export interface Fix {
  readonly version: string;
  /** Records that may affect it all the same: they name no end that can be compared, or none at all. */
  readonly unsure: readonly string[];
}

/** What the advisories say about one version of a package. */
export interface Exposure {
  /** The worst first. */
  readonly vulnerabilities: readonly Issue[];
  /** From records of malicious packages: they go by the name in a registry, whoever else uses that name. */
  readonly malware: readonly Issue[];
  /** Records about the package that could not be compared with the version. */
  readonly unclear: readonly { readonly id: string; readonly why: Obstacle }[];
  /** The smallest fixed version above this one that no record is known to affect; `null` where the records name none. */
  readonly fixed: Fix | null;
}
