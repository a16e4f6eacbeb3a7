import type { PackageMetadata, VersionMetadata } from '../facts.ts';
import { isParsable } from './shape.ts';

/** npm's own answers are shorter; whatever a registry sends is kept in memory for every version. */
const TEXT = 1_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (value: unknown, key: string): unknown => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

/** An empty text takes a deprecation back; `true` is one without a reason. */
const deprecationOf = (value: unknown): string | undefined => {
  if (value === true) return '';
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, TEXT) : undefined;
};

const instantOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/**
 * npm's registry signs whatever is published and names who did it: an answer with both, and without provenance, has not left it out.
 * https://docs.npmjs.com/generating-provenance-statements https://docs.npmjs.com/trusted-publishers
 */
const provenanceOf = (about: unknown): boolean | undefined => {
  const [dist, publisher] = [member(about, 'dist'), member(about, '_npmUser')];
  if (isObject(member(member(dist, 'attestations'), 'provenance')) || isObject(member(publisher, 'trustedPublisher'))) return true;
  const signatures = member(dist, 'signatures');
  return Array.isArray(signatures) && signatures.length > 0 && isObject(publisher) ? false : undefined;
};

/**
 * What a registry's answer says, in its abbreviated or its full form; a sentence where it is no such answer.
 * https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export const parsePackument = (text: string, name: string): PackageMetadata | { readonly malformed: string } => {
  if (!isParsable(text)) return { malformed: 'the answer is too large' };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { malformed: 'the answer is no JSON' };
  }
  const named = member(body, 'name');
  if (named !== undefined && named !== name) return { malformed: 'the answer is about another package' };
  const versions = member(body, 'versions');
  if (!isObject(versions)) return { malformed: 'the answer lists no versions' };
  const latest = member(member(body, 'dist-tags'), 'latest');
  const time = member(body, 'time');
  const changed = instantOf(member(time, 'modified'));
  const modified = changed ?? instantOf(member(body, 'modified'));
  // npm's registry, and who hands its answers on, says when the package changed too. Mirrors that do not put there when they took a release.
  const times = changed === undefined ? undefined : time;
  const known = Object.entries(versions).map(([version, about]): readonly [string, VersionMetadata] => {
    const deprecated = deprecationOf(member(about, 'deprecated'));
    const published = instantOf(member(times, version));
    const provenance = provenanceOf(about);
    return [
      version,
      {
        ...(deprecated === undefined ? {} : { deprecated }),
        ...(published === undefined ? {} : { published }),
        ...(provenance === undefined ? {} : { provenance }),
      },
    ];
  });
  return {
    name,
    ...(typeof latest === 'string' ? { latest } : {}),
    ...(modified === undefined ? {} : { modified }),
    versions: new Map(known),
  };
};
