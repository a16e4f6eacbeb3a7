import type { Telling } from './names.ts';
import { decodeText, looksOf } from './text.ts';

/**
 * What a literal under a telling name is: `open` needs no hiding; `hidden` and `plain` are hidden to be safe, where `plain` is a text like
 * any other, which is a credential if its place takes nothing else; else a credential.
 */
export type Verdict = 'open' | 'hidden' | 'plain' | { readonly kind: string; readonly confidence: 'high' | 'medium' | 'low' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Stands in for a value that is filled in elsewhere: `${DB_PASSWORD}`, `{{ token }}`, `<your-key>`, `%TOKEN%`. */
const FILLED_IN =
  /\{\{|^\$\{\w|\$\{[^{}]{1,200}\}|\$\([^()]{1,200}\)|<%[^%]{1,200}%>|^\$\w+$|^%\w+%$|^<[^<>]*>$|^\[[A-Za-z _-]*\]$|^__\w+__$|^#\{.*\}#?$|^@@?\w+@@?$/;

/** Text that documentation puts where a credential goes. */
const PLACEHOLDER =
  /example|placeholder|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|with|this)|your[-_ ]|to[-_ ]be[-_ ]|insert[-_ ]|[-_ ]goes[-_ ]here|[-_ ]here$|dummy|redacted|x{4,}|\*{3,}|\.{3}|…|<[\w -]{1,60}>/i;

/** Words that stand for a value which somebody is to fill in. */
const TO_FILL_IN =
  /^(?:todo|tbd|fixme|unset|unused|initial(?:[-_ ]?value)?|init|empty|te?mp|foo|bar|foobar|ignored?|manual(?:ly)?[-_ ].*|to be .*|(?:fill|set|update|override|edit|add|provide|enter)[-_ ]?(?:me|in|it|this|later|manually|here|your|the)\b.*)$/i;

/** Names a value that lies elsewhere: ARN, address, path, secret manager's key, ciphertext of KMS, SOPS or Ansible. */
const ELSEWHERE =
  /^(?:arn:[\w-]+:|[a-z][a-z0-9+.-]{0,30}:\/\/|(?:ssm|secretsmanager|vault|op|env|file|kms|sm|alias|projects|secrets?|parameters?|resolve|sops|awssm|gcp|azure|keyvault|doppler)[:/]|@Microsoft\.KeyVault|ENC\[|\$ANSIBLE_VAULT|AQICA|AQECA|AgE|![A-Z][A-Za-z]{2,20}(?:\s|$)|self:|cf:|custom:|param:|ref:)/i;

/** What is public by nature. */
const PUBLIC =
  /^(?:ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-|MII[BC]IjANBgkqh|MFkwEwYH|MCowBQYDK2|-----BEGIN (?:(?:RSA |EC )?PUBLIC KEY|CERTIFICATE|TRUSTED CERTIFICATE)|pk_(?:live|test)_|sha(?:1|256|384|512)[-:])/;

/** A one-way hash of a password: https://en.wikipedia.org/wiki/Crypt_(C) and its kin. */
const HASHED = /^(?:\$(?:2[abxy]?|1|5|6|y|argon2\w*|pbkdf2\S*|scrypt)\$|pbkdf2[_:(]|\{SSHA\d*\})/;

/** Whether a literal only stands where a value would be. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value) || TO_FILL_IN.test(value) || /^(.)\1*$/s.test(value);

/** Whether a literal names or computes its value instead of being it. */
export const isReference = (value: string): boolean =>
  FILLED_IN.test(value) || (ELSEWHERE.test(value) && !PUBLIC.test(value)) || isRooted(value) || isPhysicalId(value);

const isRooted = (value: string): boolean =>
  /^(?:~?\/|\.{1,2}\/|[A-Za-z]:\\)/.test(value) && (looksOf(value) !== 'random' || /\.\w{1,5}$/.test(value));
const isPath = (value: string): boolean => /^[\w.@$-]+(?:\/[\w.@$-]+)+$/.test(value) && looksOf(value) === 'plain';

/** A name that CloudFormation or a service gave: `stack-DbSecret-1XK2J9QW0ZL3`, `vpc-0a1b2c3d4e5f67890`, `eu-west-1_aBcDeFgHi`. */
const isPhysicalId = (value: string): boolean =>
  /^[A-Za-z]\w*(?:-\w+){0,8}-[A-Z0-9]{12,13}$/.test(value) ||
  /^(?=[\w-]{0,60}[A-Z][a-z]{3})[A-Za-z]\w*(?:-\w+){0,8}-[A-Za-z0-9]{12,13}$/.test(value) ||
  /^[a-z]{1,12}-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value) ||
  /^[a-z]{2}(?:-[a-z]+){1,3}-\d[_:][A-Za-z0-9-]{9,40}$/.test(value);

/** Judges a literal that stands under a telling name and has no known format. */
export const judgeLiteral = (name: Telling, value: string): Verdict => {
  const text = value.trim();
  if (text === '' || /^(?:true|false|yes|no|on|off|null|none|nil|undefined|n\/a|enabled|disabled)$/i.test(text)) return 'open';
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return name === 'password' ? 'plain' : 'open';
  if (isReference(text) || PUBLIC.test(text)) return 'open';
  if (isPlaceholder(text) || HASHED.test(text)) return 'hidden';
  if (isPath(text)) return 'open';
  if (UUID.test(text)) return name === 'key' ? 'open' : { kind: 'uuid-credential', confidence: 'low' };
  if (decodeText(text) !== undefined && text.length >= 20) return 'hidden';
  const looks = looksOf(text);
  if (name === 'key') return looks === 'random' ? { kind: 'high-entropy', confidence: 'low' } : 'open';
  if (looks === 'random') return { kind: 'high-entropy', confidence: 'medium' };
  if (looks === 'complex') return { kind: name === 'password' ? 'password' : 'high-entropy', confidence: 'low' };
  // What a document holds is judged by itself.
  return /^[{[]/.test(text) ? 'hidden' : 'plain';
};
