import cvss from 'ae-cvss-calculator';
import type { Severity } from '../../check.ts';
import type { Rating } from './exposure.ts';
import type { Advisory, Affected } from './osv.ts';

/** Bands of CVSS 3 and 4: https://www.first.org/cvss/v4-0/specification-document#Qualitative-Severity-Rating-Scale */
const severityOf = (score: number): Severity => (score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low');

/** The newest version of CVSS first. */
const TYPES = ['CVSS_V4', 'CVSS_V3', 'CVSS_V2'] as const;
type Type = (typeof TYPES)[number];

const PREFIX: Readonly<Record<Type, RegExp>> = {
  CVSS_V4: /^CVSS:4\.0\//,
  CVSS_V3: /^CVSS:3\.[01]\//,
  CVSS_V2: /^\(?AV:/,
};
const MAX_LENGTH = 512;
/** More vectors than all advisories share. */
const MAX_KEPT = 10_000;

/** What was computed before: advisories share a few hundred vectors, and each takes as long as ten comparisons of versions. */
const computed = new Map<string, number | undefined>();

const scoreOf = (type: Type, vector: string): number | undefined => {
  const key = `${type} ${vector}`;
  if (computed.size >= MAX_KEPT) computed.clear();
  if (!computed.has(key)) computed.set(key, compute(type, vector));
  return computed.get(key);
};

/** The score of a vector, `undefined` where it is none. Of CVSS 4 with the threat metrics that it has, of 2 and 3 the base score. */
const compute = (type: Type, vector: string): number | undefined => {
  if (vector.length > MAX_LENGTH || !PREFIX[type].test(vector)) return undefined;
  const parsed = cvss.fromVector(vector.replace(/^\(|\)$/g, ''));
  if (!parsed?.isBaseFullyDefined()) return undefined;
  const { base, overall } = parsed.calculateScores();
  const score: unknown = type === 'CVSS_V4' ? overall : base;
  return typeof score === 'number' && Number.isFinite(score) ? score : undefined;
};

const WORDS: Readonly<Record<string, Severity>> = { LOW: 'low', MODERATE: 'medium', MEDIUM: 'medium', HIGH: 'high', CRITICAL: 'critical' };

const UNKNOWN: Rating = { severity: 'medium', known: false };

/** How bad a record says that it is, for the entries of it that a version matched: its vectors, else its database's word. */
export const ratingOf = (advisory: Advisory, entries: readonly Affected[]): Rating => {
  const given = [...entries.flatMap(({ severity = [] }) => severity), ...(advisory.severity ?? [])];
  for (const type of TYPES) {
    const scored = given.flatMap(({ type: of, score: vector }) => {
      const score = of === type ? scoreOf(type, vector) : undefined;
      return score === undefined ? [] : [{ score, vector }];
    });
    const worst = scored.reduce<(typeof scored)[number] | undefined>(
      (most, each) => (each.score > (most?.score ?? -1) ? each : most),
      undefined,
    );
    if (worst === undefined) continue;
    const { score, vector } = worst;
    // CVSS 2 has no critical: https://nvd.nist.gov/vuln-metrics/cvss
    return { severity: type === 'CVSS_V2' && score >= 7 ? 'high' : severityOf(score), score, vector, known: true };
  }
  const said = [advisory, ...entries].map(({ database_specific }) => database_specific?.severity);
  for (const word of said) {
    const severity = typeof word === 'string' && Object.hasOwn(WORDS, word.toUpperCase()) ? WORDS[word.toUpperCase()] : undefined;
    if (severity !== undefined) return { severity, known: true };
  }
  return UNKNOWN;
};

const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** The worse of two first; one that is known before one that is not. */
export const worstFirst = (a: Rating, b: Rating): number =>
  Number(b.known) - Number(a.known) || SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || (b.score ?? 0) - (a.score ?? 0);
