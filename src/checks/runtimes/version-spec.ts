/** Node.js releases by their names: https://github.com/nodejs/Release */
const CODENAMES: Readonly<Record<string, string>> = {
  ...{ argon: '4', boron: '6', carbon: '8', dubnium: '10', erbium: '12', fermium: '14', gallium: '16' },
  ...{ hydrogen: '18', iron: '20', jod: '22', krypton: '24' },
};

const EXACT = /^[v=\s]*(\d+(?:\.\d+)*)(?:[-.+][\w.+-]*)?$/;
/** A range that leaves its release line only where the line has no second number. */
const WITHIN = /^[~^]\s*v?(\d+(?:\.\d+)*)(?:\.[x*])?$/;
const OPEN_END = /^v?(\d+(?:\.\d+)*)\.[x*]$/;

/** Languages of which a major version is a release line; of the others it is the newest of many. */
export const BY_MAJOR: ReadonlySet<string> = new Set(['nodejs', 'node', 'java', 'dotnet']);

/**
 * The release that a version, as version managers and setup actions take it, stays on: `18`, `v18.2.0`, `18.x`, `^18.1`, `lts/hydrogen`.
 * `undefined` where the newest may be taken (`lts/*`, `>=18`, `latest`, Python's `3.x`), which is never past its end.
 */
export const releaseOf = (language: string, text: string): string | undefined => {
  const spec = text.trim().toLowerCase();
  const named = /^lts\/([a-z]+)$/.exec(spec)?.[1];
  if (named !== undefined) return CODENAMES[named];
  // Distributions of an interpreter are called by their name before the version.
  const plain = spec.replace(/^(?:ruby|python|php|node|go|temurin|corretto|zulu|liberica)-/, '');
  const byMajor = BY_MAJOR.has(language);
  const exact = EXACT.exec(plain)?.[1];
  if (exact !== undefined) return byMajor || exact.includes('.') ? exact : undefined;
  const within = WITHIN.exec(plain)?.[1] ?? OPEN_END.exec(plain)?.[1];
  if (within === undefined) return undefined;
  return byMajor || (within.includes('.') && !plain.startsWith('^')) ? within : undefined;
};
