import { findTokens } from '../../model/redaction/tokens.ts';

/** No address of a package is longer. */
const LONGEST = 4096;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const AUTHORITY = /^[a-z][a-z0-9+.-]{0,30}:\/\/([^/?#\s"']*)@/i;

/** The stretches of an address that are not for others: who logs in, the values of its query, tokens of known services. */
const secretsOf = (address: string): readonly Stretch[] => {
  const found: Stretch[] = findTokens(address).map(({ start, end }) => ({ start, end }));
  const authority = AUTHORITY.exec(address);
  const user = authority?.[1] ?? '';
  if (authority !== null && user !== '') {
    const start = authority[0].length - 1 - user.length;
    // Over SSH the user is `git` and the key is elsewhere; over HTTPS a user alone is a token.
    const colon = user.indexOf(':');
    if (/^(?:git\+)?https?:/i.test(address)) found.push({ start, end: start + user.length });
    else if (colon >= 0) found.push({ start: start + colon + 1, end: start + user.length });
  }
  const query = address.indexOf('?');
  const stop = address.indexOf('#');
  if (query >= 0 && (stop < 0 || query < stop))
    for (const match of address.slice(query, stop < 0 ? undefined : stop).matchAll(/[?&][^=&]*=([^&]+)/g)) {
      const value = match[1] ?? '';
      const end = query + match.index + match[0].length;
      found.push({ start: end - value.length, end });
    }
  return found.sort((a, b) => a.start - b.start);
};

const replaced = (text: string, stretches: readonly Stretch[], by: (stretch: Stretch) => string): string => {
  let out = '';
  let at = 0;
  for (const stretch of stretches) {
    if (stretch.end <= at) continue;
    out += text.slice(at, Math.max(at, stretch.start)) + by({ start: Math.max(at, stretch.start), end: stretch.end });
    at = stretch.end;
  }
  return out + text.slice(at);
};

const PLAIN = /^https:\/\/[a-z0-9.-]{1,253}\/(?:@?[a-z0-9._~-]{1,128}\/){1,3}-\/[a-z0-9._~-]{1,128}\.tgz$/;
/** Longer names may be tokens. */
const TOKEN_LIKE = /[A-Za-z0-9_]{36}/;

/** An address as it may be kept and shown: without logins, query values and tokens. */
export const openAddress = (address: string): string => {
  if (PLAIN.test(address) && !TOKEN_LIKE.test(address)) return address;
  const bounded = address.slice(0, LONGEST);
  return replaced(bounded, secretsOf(bounded), () => '***');
};

/** A line of text in which the secrets of addresses are asterisks of the same length. */
export const maskAddresses = (line: string): string =>
  line.replace(/[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]{1,4096}/gi, (address) =>
    replaced(address, secretsOf(address), ({ start, end }) => '*'.repeat(end - start)),
  );

const GIT = /^(?:git(?:\+[a-z]+)?|github|gitlab|bitbucket|gist|ssh):|^[\w.-]+@[\w.-]+:|^[a-z+]+:\/\/[^#]+\.git(?:#|$)/i;
/** Archives of a commit, by which package managers fetch what was asked for by the name of a repository. */
const COMMIT =
  /^https:\/\/(?:codeload\.github\.com\/[^/]+\/[^/]+\/tar\.gz\/|bitbucket\.org\/[^/]+\/[^/]+\/get\/|gitlab\.com\/.+\/(?:-\/archive\/|repository\/archive\.tar\.gz\?ref=))/i;

/** What kind of thing an address leads to; `undefined` for a web address, which registries and others have alike. */
export const kindOfAddress = (address: string): 'git' | 'file' | undefined => {
  if (GIT.test(address) || COMMIT.test(address)) return 'git';
  return /^file:/i.test(address) ? 'file' : undefined;
};
