import type { Location, ReportedFinding } from '../report.ts';

type Told = Pick<ReportedFinding, 'check' | 'location' | 'related' | 'data'>;

/** A block of text begins on the line after its key, where a finding on its property stands. */
const BELOW = 1;

const isCredential = ({ data }: Told): boolean => typeof data.fingerprint === 'string';

/** What was said of credentials, by where they stand. */
export const credentialsOf = (findings: readonly Told[]): { toldBy(finding: Told, checks: readonly string[]): string | undefined } => {
  const lines = new Map<string, Set<number>>();
  for (const finding of findings) {
    if (!isCredential(finding)) continue;
    for (const location of [finding.location, ...finding.related.map((place) => place.location)]) {
      if (location === null) continue;
      const key = `${finding.check}\n${location.file}`;
      const known = lines.get(key) ?? new Set();
      for (let line = location.startLine; line <= location.endLine + BELOW; line += 1) known.add(line);
      lines.set(key, known);
    }
  }
  const at = (location: Location | null, checks: readonly string[]): string | undefined =>
    location === null ? undefined : checks.find((check) => lines.get(`${check}\n${location.file}`)?.has(location.startLine));
  return {
    /** Which of the checks has said it of every place of a credential. */
    toldBy: (finding, checks) => {
      if (checks.length === 0 || !isCredential(finding)) return undefined;
      const all = [finding.location, ...finding.related.map(({ location }) => location)].map((place) => at(place, checks));
      return all.every((check) => check !== undefined) ? all[0] : undefined;
    },
  };
};
