import { orderBy, type VersionOrder, wholeOf } from './order.ts';
import { compareSemver, parseSemver, type Semver } from './semver.ts';

/** Pre-releases of Go itself, as its toolchain names them: https://go.dev/doc/toolchain#version */
const TOOLCHAIN = /^(\d+)\.(\d+)(?:\.(\d+))?(rc|beta|alpha)(\d+)$/;

const parse = (text: string): Semver | undefined => {
  const version = text.replace(/^go(?=\d)/, '');
  const match = TOOLCHAIN.exec(version);
  if (match === null) return parseSemver(version);
  const [, major = '', minor = '', patch = '0', word = '', number = ''] = match;
  return { release: [major, minor, patch].map(wholeOf), pre: [word, wholeOf(number)] };
};

/**
 * Go's order: Semantic Versioning with or without its `v`. A pseudo-version is a pre-release, `+incompatible` orders nothing
 * (https://go.dev/ref/mod#versions).
 */
export const go: VersionOrder = orderBy(parse, compareSemver, ({ pre }) => pre.length > 0);
