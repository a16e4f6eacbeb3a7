/** What a name says of its value: a password, another credential, a key of some kind. */
export type Telling = 'password' | 'secret' | 'key';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words after the one that counts which change nothing: `DB_PASSWORD_PROD`, `ApiKeyValue`. */
const TRAILING = set(
  'value values plain plaintext text literal string raw default dev prod production staging stage1 test live old new current previous primary secondary b64 base64 base encoded env',
);

/** Words that make a name speak about a credential rather than hold it: `SECRET_NAME`, `TOKEN_URL`, `API_KEY_REQUIRED`. */
const ABOUT = set(
  'name names id ids arn arns path paths parameter parameters param params url urls uri uris endpoint endpoints host hostname domain port file files filename folder dir directory location prefix suffix ' +
    'table tables bucket queue topic stream role region version versions stage ttl expiry expires expiration expiring timeout second seconds minute minutes hour hours day days date time at ' +
    'max min length size count limit limits rotation rotate rotator policy policies enabled enable disabled disable required optional allowed type types algorithm alg issuer audience scope scopes header headers ' +
    'field fields column attribute store storage manager provider providers source ref reference alias aliases hash hashes sha sha1 sha256 digest checksum fingerprint regex pattern format validity ssm lambda function handler service ' +
    'cache label labels mode strategy usage index vault description use used uses generator reset resetter policyarn class kind group pool authorizer validator verifier template page bundle hint schedule age history property status',
);

/** Qualifiers with which a key is a credential. */
const SECRET_KEYS = set(
  'api access secret private priv signing sign encryption encrypt decryption decrypt master auth authentication authorization shared account license licence service session hmac jwt jwe admin deploy write root aes rsa ssh pgp gpg tls ssl symmetric cipher crypto pepper webhook app application client server integration',
);

/** Qualifiers with which a key is a name or public. */
const OTHER_KEYS = set(
  'public publishable pub partition sort primary foreign cache s3 object kms hash range idempotency dedup deduplication bucket translation feature site routing index cmk row lookup map json sitekey group item tag message storage metric i18n redis locale config lock state file artifact asset manifest package code archive image blob zip release',
);

/** The lower-case words of a name in any case; digits at a word's end are dropped. */
const wordsOf = (name: string): readonly string[] =>
  name
    .slice(-200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '' && !/^v?\d+$/.test(word))
    .map((word) => word.replace(/([a-z]{3})\d+$/, '$1'));

/** Part of every telling name: most names have none of these. */
const TELLING = /pas|pw|psw|secret|key|token|cred|auth|jwt|bearer|connection|pat$|otp|dsn|pat[^a-z]/i;

/** What a name tells, if it tells of a credential. */
export const telling = (name: string): Telling | undefined => {
  if (!TELLING.test(name)) return undefined;
  const words = [...wordsOf(name)];
  while (words.length > 1 && TRAILING.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1);
  if (last === undefined || ABOUT.has(last) || words.includes('public')) return undefined;
  const compact = words.join('');
  // Whether browsers may send credentials along: https://fetch.spec.whatwg.org/#http-responses
  if (compact.includes('accesscontrolallow')) return undefined;
  if (/passw(?:or)?d|passphrase|passcode/.test(compact) || /^(?:pwd|pass|pw|psw|dbpass|dbpwd)$/.test(last)) return 'password';
  if (/secret(?!ary|ari|s?manager)|apikey|apitoken|credential|privatekey|authtoken|accesstoken|bearer|connectionstring/.test(compact))
    return 'secret';
  if (
    /^(?:token|tokens|creds|cred|pat|passkey|otp|totp|authkey|apikeys|accesskey|secretkey|signingkey|encryptionkey|masterkey|dsn)$/.test(
      last,
    )
  )
    return words.some((word) =>
      /^(?:next|page|pagination|continuation|cancellation|max|min|task|num|client_?request|idempotency)$/.test(word),
    )
      ? undefined
      : 'secret';
  if (/[a-z]token$/.test(last)) return 'secret';
  if (/^(?:auth|authorization|jwt)$/.test(last)) return 'key'; // As often the name of a method.
  if (last !== 'key' && last !== 'keys') return undefined;
  const qualifiers = words.slice(0, -1);
  if (qualifiers.some((word) => OTHER_KEYS.has(word))) return undefined;
  return SECRET_KEYS.has(qualifiers.at(-1) ?? '') ? 'secret' : qualifiers.length > 0 ? 'key' : undefined;
};

/** Names that say nothing of their value, as what it is called stands before it. */
const SILENT = /^(?:parameter|header)?value$/i;
/** How long a text before a value is in which its name is looked for. */
export const BESIDE = 128;
const BEFORE =
  /(?:^|[^\w.-])(?:parameter|header)?(?:name|key)\\?["']?[ \t]{0,10}[:=][ \t]{0,10}\\?["']?([A-Za-z_/][\w./-]{0,80})(?![\s\S]{0,128}[{}])/gi;

/** What a value is called: by the name of a pair, or where that is `Value`, by the `Name` or `Key` that stands in the text before. */
export const calledBy = (name: string, before: string): string =>
  SILENT.test(name) ? ([...before.slice(-BESIDE).matchAll(BEFORE)].at(-1)?.[1] ?? name) : name;
