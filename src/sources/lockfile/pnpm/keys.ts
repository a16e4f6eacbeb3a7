/** What the key of an entry says. */
export interface Identity {
  readonly name: string;
  /** Absent where the key names a place instead: `foo@https://example.com/foo.tgz`. */
  readonly version: string | undefined;
  /** What stands where the version stands otherwise. */
  readonly place: string | undefined;
}

/** `name@1.0.0(peer@2.0.0(other@1.0.0))` without the peers that it was resolved with, and without `(patch_hash=x)`. */
export const withoutPeers = (key: string): string => {
  let end = key.length;
  while (key[end - 1] === ')') {
    let open = 0;
    let at = end - 1;
    for (; at >= 0; at -= 1) {
      if (key[at] === ')') open += 1;
      else if (key[at] === '(') open -= 1;
      if (open === 0) break;
    }
    if (at <= 0) break;
    end = at;
  }
  return key.slice(0, end);
};

/** A version, or the name of a registry and a version: `work:1.0.0` (https://github.com/pnpm/pnpm/pull/13528). */
const REGISTRY = /^(?:(?!file|link|git|https?|ssh|npm|runtime|workspace|portal)[a-z][\w.-]*:)?(\d[^/:]*)$/i;

const identityOf = (name: string, rest: string): Identity => {
  const version = REGISTRY.exec(rest)?.[1];
  return version === undefined ? { name, version: undefined, place: rest } : { name, version, place: undefined };
};

/** `name@rest`. */
const atSign = (key: string): Identity | undefined => {
  const at = key.indexOf('@', 1);
  return at < 0 ? undefined : identityOf(key.slice(0, at), key.slice(at + 1));
};

/** `name/1.0.0` and `name/1.0.0_peer@2.0.0`. */
const slashes = (key: string): Identity | undefined => {
  const parts = key.split('/');
  const name = key.startsWith('@') ? parts.splice(0, 2).join('/') : parts.shift();
  const version = /^\d[^_(]*/.exec(parts[0] ?? '')?.[0];
  return name === undefined || version === undefined ? undefined : { name, version, place: undefined };
};

/** How keys are built, which is what a lockfile's version is about. */
export interface KeyStyle {
  /** What a key says; `undefined` where it names a place alone, and the entry says the rest. */
  identify(key: string): Identity | undefined;
  /** The key that a dependency's name and what stands for its version mean. */
  keyOf(name: string, reference: string): string;
}

const HOST = /^[\w.-]+(?:[+:]\d+)?\//;

/** Before version 9 keys begin with a slash, or with the host of another registry. */
const path = (key: string): string | undefined => {
  if (key.startsWith('/')) return key.slice(1);
  return HOST.test(key) && !key.startsWith('file:') ? key.replace(HOST, '') : undefined;
};

const style = (parse: (key: string) => Identity | undefined, keyOf: KeyStyle['keyOf']): KeyStyle => ({
  identify: (key) => {
    const below = path(withoutPeers(key));
    return below === undefined ? undefined : parse(below);
  },
  keyOf,
});

/** Keys as a version of the format has them: 5 `/a/1.0.0_b@2.0.0`, 6 `/a@1.0.0(b@2.0.0)`, 9 `a@1.0.0(b@2.0.0)`. */
export const keyStyle = (version: number): KeyStyle => {
  // Version 7, of which there were only previews, still begins with a slash.
  if (version >= 7)
    return { identify: (key) => atSign(withoutPeers(key).replace(/^\//, '')), keyOf: (name, reference) => `${name}@${reference}` };
  return version >= 6
    ? style(atSign, (name, reference) => `/${name}@${reference}`)
    : style(slashes, (name, reference) => `/${name}/${reference}`);
};
