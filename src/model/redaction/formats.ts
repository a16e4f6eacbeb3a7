import { crc32 } from 'node:zlib';
import { decodeText } from './text.ts';

export type Confidence = 'high' | 'medium' | 'low';

/**
 * One published shape of a credential. The pattern's first group, if it has one, is what has to be hidden. Quantifiers
 * are bounded, so that no input makes a scan slower than linear.
 */
export interface TokenFormat {
  readonly kind: string;
  /** Text that every match contains: looked for first, as most values have none of them. */
  readonly hint: string;
  readonly pattern: RegExp;
  /** `undefined`: it has the shape, but is not a credential. */
  readonly judge: (secret: string, whole: string) => Confidence | undefined;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The last six characters of classic GitHub and npm tokens are the CRC-32 of those before: https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/ */
export const checksum62 = (payload: string): string => {
  let rest = crc32(payload);
  let text = '';
  for (; rest > 0; rest = Math.floor(rest / 62)) text = BASE62.charAt(rest % 62) + text;
  return text.padStart(6, '0');
};

const withChecksum = (secret: string): Confidence => {
  const body = secret.slice(secret.indexOf('_') + 1);
  if (body.length !== 36) return 'high'; // Later formats are longer and carry no such checksum.
  return checksum62(body.slice(0, 30)) === body.slice(30) ? 'high' : 'low';
};

/** Grafana's service account tokens end in the CRC-32 of what stands before, in hexadecimal. */
const grafana = (secret: string): Confidence => {
  const cut = secret.lastIndexOf('_');
  const sum = crc32(secret.slice(0, cut)).toString(16).padStart(8, '0');
  return sum === secret.slice(cut + 1).toLowerCase() ? 'high' : 'medium';
};

const record = (text: string | undefined): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // Not JSON: then it is no JSON Web Token either.
  }
};

const jwt = (secret: string): Confidence | undefined => {
  const [head, body, signature] = secret.split('.');
  const header = record(decodeText(head ?? ''));
  if (header === undefined || typeof header.alg !== 'string' || header.alg.toLowerCase() === 'none' || !signature) return undefined;
  const claims = record(decodeText(body ?? ''));
  if (claims === undefined) return undefined;
  if (claims.name === 'John Doe') return undefined; // The example of https://jwt.io and of every tutorial.
  if (claims.role === 'anon') return 'low'; // Supabase's public client key.
  return claims.exp === undefined ? 'high' : 'medium';
};

/** A macaroon, whose first packet names the index that gave it: https://docs.pypi.org/project-management/api-tokens/ */
const pypi = (secret: string): Confidence => {
  const location = Buffer.from(secret.slice('pypi-'.length), 'base64url').toString('latin1').slice(3, 16);
  return location.startsWith('pypi.org') ? 'high' : location === 'test.pypi.org' ? 'medium' : 'low';
};

/** Key ids are base32 after the prefix; the account id is in there: https://awsteele.com/blog/2020/09/26/aws-access-key-format.html */
const awsKeyId = (secret: string): Confidence =>
  /^[A-Z2-7]+$/.test(secret.slice(4)) ? (secret.startsWith('ASIA') ? 'medium' : 'high') : 'low';

const HIGH = (): Confidence => 'high';
const MEDIUM = (): Confidence => 'medium';
const LOW = (): Confidence => 'low';

/** A token that stands alone: no letter or digit before or after it. */
const token = (kind: string, hint: string, source: string, judge: TokenFormat['judge'] = HIGH): TokenFormat => ({
  kind,
  hint,
  pattern: new RegExp(`(?<![A-Za-z0-9])${source}(?![A-Za-z0-9])`, 'g'),
  judge,
});

/** Token formats of services, as they document them or as their tokens show. */
export const formats: readonly TokenFormat[] = [
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => token('aws-access-key-id', prefix, `${prefix}[A-Z0-9]{16}`, awsKeyId)),
  token('aws-session-token', 'FwoGZXIvYXdz', '(?:FwoGZXIvYXdz)[A-Za-z0-9+/]{60,3000}={0,2}', MEDIUM),
  token('aws-session-token', 'IQoJb3JpZ2lu', '(?:IQoJb3JpZ2lu)[A-Za-z0-9+/]{60,3000}={0,2}', MEDIUM),
  token('aws-bedrock-key', 'ABSK', 'ABSK[A-Za-z0-9+/]{100,270}={0,2}'),
  token('aws-bedrock-key', 'bedrock-api-key-', 'bedrock-api-key-[A-Za-z0-9+/=%_-]{40,3000}'),
  token('aws-appsync-key', 'da2-', 'da2-[a-z0-9]{26}', MEDIUM),
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((prefix) =>
    token('github-token', `${prefix}_`, `${prefix}_[A-Za-z0-9]{36,255}`, withChecksum),
  ),
  token('github-token', 'ghs_', 'ghs_[0-9]{1,20}_eyJ[A-Za-z0-9._-]{40,900}'),
  token('github-token', 'github_pat_', 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  token('gitlab-token', 'glpat-', 'glpat-[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{7,9})?'),
  ...['gldt', 'glrt', 'glcbt', 'glptt', 'glft', 'glimt', 'glagent', 'gloas', 'glsoat'].map((prefix) =>
    token('gitlab-token', `${prefix}-`, `${prefix}-[A-Za-z0-9_.-]{20,300}`),
  ),
  token('npm-token', 'npm_', 'npm_[A-Za-z0-9]{36}', withChecksum),
  token('pypi-token', 'pypi-AgE', 'pypi-AgE[A-Za-z0-9_-]{50,600}', pypi),
  token('rubygems-token', 'rubygems_', 'rubygems_[a-f0-9]{48}'),
  token('docker-token', 'dckr_', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,100}'),
  token('slack-token', 'xox', 'xox[abeoprs](?:\\.xox[a-z])?-[A-Za-z0-9-]{10,250}'),
  token('slack-token', 'xapp-', 'xapp-[0-9]-[A-Z0-9]{8,16}-[0-9]{8,16}-[a-f0-9]{32,80}'),
  token(
    'slack-webhook',
    'hooks.slack',
    'hooks\\.slack(?:-gov)?\\.com/(?:services|workflows|triggers)/([A-Za-z0-9]{6,20}/[A-Za-z0-9/_-]{20,120})',
  ),
  token('discord-webhook', '/api/webhooks/', 'discord(?:app)?\\.com/api/webhooks/([0-9]{17,20}/[A-Za-z0-9_-]{60,90})'),
  token(
    'teams-webhook',
    'webhook.office.com',
    'webhook\\.office\\.com/webhookb2/([A-Za-z0-9@-]{36,90}/IncomingWebhook/[a-f0-9]{32}/[a-f0-9-]{36}[A-Za-z0-9/_-]{0,60})',
  ),
  ...['sk', 'rk'].map((prefix) => token('stripe-key', `${prefix}_live_`, `${prefix}_live_[A-Za-z0-9]{16,250}`)),
  ...['sk', 'rk'].map((prefix) => token('stripe-test-key', `${prefix}_test_`, `${prefix}_test_[A-Za-z0-9]{16,250}`, LOW)),
  token('webhook-signing-secret', 'whsec_', 'whsec_[A-Za-z0-9+/=_-]{24,120}'),
  token('sendgrid-key', 'SG.', 'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'),
  token('twilio-key', 'SK', 'SK[0-9a-f]{32}', MEDIUM),
  token('mailgun-key', 'key-', 'key-[0-9a-f]{32}', MEDIUM),
  token('mailchimp-key', '-us', '[0-9a-f]{32}-us[0-9]{1,2}'),
  token('google-api-key', 'AIza', 'AIza[A-Za-z0-9_-]{35}'),
  token('google-oauth-secret', 'GOCSPX-', 'GOCSPX-[A-Za-z0-9_-]{28}'),
  token('google-oauth-token', 'ya29.', 'ya29\\.[A-Za-z0-9_-]{20,500}', MEDIUM),
  token('azure-storage-key', 'AccountKey=', 'AccountKey=([A-Za-z0-9+/]{86}==)'),
  token('azure-shared-key', 'SharedAccessKey=', 'SharedAccessKey=([A-Za-z0-9+/]{43}=)'),
  token('azure-sas', 'sig=', 'sig=([A-Za-z0-9%+/]{40,90}(?:=|%3D))'),
  token('azure-client-secret', 'Q~', '[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}'),
  token('azure-devops-token', 'AZDO', '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}'),
  token('anthropic-key', 'sk-ant-', 'sk-ant-[a-z]{3,6}[0-9]{2}-[A-Za-z0-9_-]{40,200}'),
  token('openai-key', 'T3BlbkFJ', 'sk-(?:[a-z]{3,12}-)?[A-Za-z0-9_-]{15,100}T3BlbkFJ[A-Za-z0-9_-]{15,100}'),
  ...['proj', 'svcacct', 'admin'].map((kind) => token('openai-key', `sk-${kind}-`, `sk-${kind}-[A-Za-z0-9_-]{40,250}`, MEDIUM)),
  token('openai-key', 'sk-', 'sk-[A-Za-z0-9]{48}', MEDIUM),
  token('openrouter-key', 'sk-or-', 'sk-or-v1-[a-f0-9]{64}'),
  token('huggingface-token', 'hf_', 'hf_[A-Za-z]{34}'),
  token('groq-key', 'gsk_', 'gsk_[A-Za-z0-9]{52}'),
  token('xai-key', 'xai-', 'xai-[A-Za-z0-9]{80}'),
  token('replicate-token', 'r8_', 'r8_[A-Za-z0-9]{37}'),
  token('perplexity-key', 'pplx-', 'pplx-[A-Za-z0-9]{48}'),
  token('datadog-key', 'ddapp_', 'ddapp_[A-Za-z0-9]{34}'),
  token('newrelic-key', 'NRAK-', 'NRAK-[A-Z0-9]{27}'),
  token('newrelic-key', 'NRAL', '[a-f0-9]{36}NRAL'),
  token('sentry-token', 'sntrys_', 'sntrys_eyJ[A-Za-z0-9+/=_-]{40,400}'),
  token('sentry-token', 'sntryu_', 'sntryu_[a-f0-9]{64}'),
  token('grafana-token', 'glsa_', 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}', grafana),
  token('grafana-token', 'glc_', 'glc_eyJ[A-Za-z0-9+/=]{40,400}'),
  token('dynatrace-token', 'dt0', 'dt0[a-z][0-9]{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}'),
  ...['at', 'ca', 'pa', 'ss'].map((kind) => token('shopify-token', `shp${kind}_`, `shp${kind}_[a-fA-F0-9]{32}`)),
  token('doppler-token', 'dp.', 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}'),
  token('linear-key', 'lin_api_', 'lin_api_[A-Za-z0-9]{40}'),
  token('notion-token', 'ntn_', 'ntn_[0-9]{11}[A-Za-z0-9]{35}'),
  token('airtable-token', 'pat', 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}'),
  token('atlassian-token', 'ATATT3', 'ATATT3[A-Za-z0-9_=-]{100,300}'),
  token('postman-key', 'PMAK-', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('digitalocean-token', '_v1_', 'do[opr]_v1_[a-f0-9]{64}'),
  token('heroku-key', 'HRKU-', 'HRKU-[A-Za-z0-9_-]{36,70}'),
  token('vault-token', 'hvs.', 'hvs\\.[A-Za-z0-9_-]{24,300}'),
  token('vault-token', 'hvb.', 'hvb\\.[A-Za-z0-9_-]{100,300}'),
  token('terraform-token', '.atlasv1.', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}'),
  token('telegram-token', ':AA', '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}'),
  token('square-token', 'EAAA', 'EAAA[A-Za-z0-9_-]{60}'),
  token('square-secret', 'sq0csp-', 'sq0csp-[A-Za-z0-9_-]{43}'),
  token('supabase-key', 'sb_secret_', 'sb_secret_[A-Za-z0-9_-]{22,60}'),
  token('supabase-token', 'sbp_', 'sbp_[a-f0-9]{40}'),
  token('planetscale-token', 'pscale_', 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}'),
  token('databricks-token', 'dapi', 'dapi[a-f0-9]{32}(?:-[0-9])?'),
  ...['squ', 'sqp', 'sqa'].map((prefix) => token('sonar-token', `${prefix}_`, `${prefix}_[a-f0-9]{40}`)),
  token('buildkite-token', 'bkua_', 'bkua_[a-f0-9]{40}'),
  token('pulumi-token', 'pul-', 'pul-[a-f0-9]{40}'),
  token('alibaba-key-id', 'LTAI', 'LTAI[A-Za-z0-9]{20}', MEDIUM),
  token('resend-key', 're_', 're_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}', MEDIUM),
  token('tailscale-key', 'tskey-', 'tskey-[a-z]{3,8}-[A-Za-z0-9]{8,30}-[A-Za-z0-9]{16,64}'),
  token('1password-token', 'ops_eyJ', 'ops_eyJ[A-Za-z0-9_=-]{100,2000}'),
  token('figma-token', 'figd_', 'figd_[A-Za-z0-9_-]{38,50}'),
  token('artifactory-key', 'AKCp', 'AKCp[A-Za-z0-9]{68,72}'),
  token('contentful-token', 'CFPAT-', 'CFPAT-[A-Za-z0-9_-]{43}'),
  token('brevo-key', 'xkeysib-', 'xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  token('circleci-token', 'CCIPAT_', 'CCIPAT_[A-Za-z0-9]{22}_[a-f0-9]{40}'),
  token('clojars-token', 'CLOJARS_', 'CLOJARS_[a-z0-9]{60}'),
  token('duffel-token', 'duffel_live_', 'duffel_live_[A-Za-z0-9_-]{43}'),
  token('easypost-key', 'EZAK', 'EZAK[A-Za-z0-9]{54}'),
  token('fly-token', 'fo1_', 'fo1_[A-Za-z0-9_-]{43}'),
  ...['na', 'eu'].map((place) => token('hubspot-token', `pat-${place}`, `pat-${place}[0-9]-[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}`)),
  token('readme-key', 'rdme_', 'rdme_[a-z0-9]{70}'),
  token('shippo-token', 'shippo_live_', 'shippo_live_[a-fA-F0-9]{40}'),
  token('typeform-token', 'tfp_', 'tfp_[A-Za-z0-9_.=-]{59}'),
  token('age-key', 'AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'),
  token('jwt', 'eyJ', 'eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{2,8000}\\.[A-Za-z0-9_-]{16,1400}', jwt),
];
