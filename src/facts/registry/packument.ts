import { sriOf } from '../../model/integrity.ts';
import { isObject, memberOf } from '../answer.ts';
import type { Dist, PackageMetadata, Publisher, VersionMetadata } from '../facts.ts';
import { isParsable } from './shape.ts';

/** npm's own answers are shorter; whatever a registry sends is kept in memory for every version. */
const TEXT = 1_000;

/** An empty text takes a deprecation back; `true` is one without a reason. */
const deprecationOf = (value: unknown): string | undefined => {
  if (value === true) return '';
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, TEXT) : undefined;
};

const instantOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** Registries give one signature of each key; more than a few are none that anybody made. */
const SIGNATURES = 8;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= TEXT ? value : undefined;

/** https://docs.npmjs.com/about-registry-signatures */
const distOf = (dist: unknown): Dist => {
  const integrity = textOf(memberOf(dist, 'integrity')) ?? sriOf('sha1', textOf(memberOf(dist, 'shasum')));
  const signatures = memberOf(dist, 'signatures');
  return {
    ...(integrity === undefined ? {} : { integrity }),
    signatures: (Array.isArray(signatures) ? signatures.slice(0, SIGNATURES) : []).map((one: unknown) => ({
      keyid: textOf(memberOf(one, 'keyid')) ?? '',
      sig: textOf(memberOf(one, 'sig')) ?? '',
    })),
    attested: isObject(memberOf(dist, 'attestations')),
    claimsProvenance: isObject(memberOf(memberOf(dist, 'attestations'), 'provenance')),
  };
};

const isSigned = (about: unknown): boolean => {
  const signatures = memberOf(memberOf(about, 'dist'), 'signatures');
  return Array.isArray(signatures) && signatures.length > 0;
};

/**
 * npm's registry signs whatever is published and names who did it: an answer with both, and without provenance, has not left it out.
 * https://docs.npmjs.com/generating-provenance-statements https://docs.npmjs.com/trusted-publishers
 */
const provenanceOf = (about: unknown): boolean | undefined => {
  const [dist, publisher] = [memberOf(about, 'dist'), memberOf(about, '_npmUser')];
  if (isObject(memberOf(memberOf(dist, 'attestations'), 'provenance')) || isObject(memberOf(publisher, 'trustedPublisher'))) return true;
  return isSigned(about) && isObject(publisher) ? false : undefined;
};

/** The address that npm puts beside what a pipeline of GitHub's published. */
export const PIPELINE = 'npm-oidc-no-reply@github.com';

const publisherOf = (about: unknown): Publisher | undefined => {
  const user = memberOf(about, '_npmUser');
  const name = textOf(memberOf(user, 'name'));
  if (name === undefined) return undefined;
  const trusted =
    textOf(memberOf(memberOf(user, 'trustedPublisher'), 'id')) ?? (memberOf(user, 'email') === PIPELINE ? 'github' : undefined);
  return trusted === undefined ? { name } : { name, trusted };
};

/** Those that npm runs of what comes from a registry: https://docs.npmjs.com/cli/using-npm/scripts#npm-install */
const INSTALLING = ['preinstall', 'install', 'postinstall'];

/** The short form marks what has a script, the long one holds the scripts themselves. One without any mark may come from a registry that sets none. */
const installScriptOf = (about: unknown, marks: boolean): boolean | undefined => {
  if (memberOf(about, 'hasInstallScript') === true) return true;
  const scripts = memberOf(about, 'scripts');
  if (isObject(scripts) && INSTALLING.some((name) => typeof memberOf(scripts, name) === 'string')) return true;
  const isLong = isObject(scripts) || isObject(memberOf(about, '_npmUser'));
  return isLong || marks ? false : undefined;
};

/**
 * What a registry's answer says, in its abbreviated or its full form; a sentence where it is no such answer. Of the versions in `wanted` also
 * what was signed of them.
 * https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export const parsePackument = (
  text: string,
  name: string,
  wanted: ReadonlySet<string> = new Set(),
): PackageMetadata | { readonly malformed: string } => {
  if (!isParsable(text)) return { malformed: 'the answer is too large' };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { malformed: 'the answer is no JSON' };
  }
  const named = memberOf(body, 'name');
  if (named !== undefined && named !== name) return { malformed: 'the answer is about another package' };
  const versions = memberOf(body, 'versions');
  if (!isObject(versions)) return { malformed: 'the answer lists no versions' };
  const latest = memberOf(memberOf(body, 'dist-tags'), 'latest');
  const time = memberOf(body, 'time');
  const changed = instantOf(memberOf(time, 'modified'));
  const modified = changed ?? instantOf(memberOf(body, 'modified'));
  // npm's registry, and who hands its answers on, says when the package changed too. Mirrors that do not put there when they took a release.
  const times = changed === undefined ? undefined : time;
  const marks = Object.values(versions).some((about) => memberOf(about, 'hasInstallScript') === true);
  const known = Object.entries(versions).map(([version, about]): readonly [string, VersionMetadata] => {
    const deprecated = deprecationOf(memberOf(about, 'deprecated'));
    const published = instantOf(memberOf(times, version));
    const provenance = provenanceOf(about);
    const publisher = publisherOf(about);
    const installScript = installScriptOf(about, marks);
    return [
      version,
      {
        ...(deprecated === undefined ? {} : { deprecated }),
        ...(published === undefined ? {} : { published }),
        ...(provenance === undefined ? {} : { provenance }),
        ...(publisher === undefined ? {} : { publisher }),
        ...(installScript === undefined ? {} : { installScript }),
        ...(isSigned(about) ? { signed: true } : {}),
        ...(wanted.has(version) ? { dist: distOf(memberOf(about, 'dist')) } : {}),
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
