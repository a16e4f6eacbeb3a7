import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum62 } from '../../src/model/redaction/formats.ts';
import { maskText, redact } from '../../src/model/redaction.ts';

// Tokens are put together here, so that no scanner mistakes this file for a leak.
const t = (...parts: readonly string[]) => parts.join('');
const b64 = (text: string) => Buffer.from(text).toString('base64');
const url64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (header: unknown, claims: unknown, signature = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk') =>
  t(url64(header), '.', url64(claims), '.', signature);
const checked = (prefix: string, body: string) => t(prefix, '_', body, checksum62(body));

const hex = (length: number) => '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08e1f7'.slice(0, length);
const mixed = (length: number) =>
  'q7Zp2Xv9Lk4RtY8wB3nM6cJ1hG5fD0sAeUiOxTzQyWjKbVrNlPmCgHdFaS2E4u6I8o1Y3t5R7e9W0qAaSsDdFfGgHhJjKkLlZzXxCcVvBbNnMm1Q2w3E'.slice(0, length);
const keyBody = Array.from({ length: 8 }, (_, row) =>
  [...mixed(64)].map((_, at) => mixed(118).charAt((at * 7 + row * 31) % 118)).join(''),
).join('\n');
const pem = (kind: string, body = keyBody) => t('-----BEGIN ', kind, '-----\n', body, '\n-----END ', kind, '-----');

type Expected = 'high' | 'medium' | 'low' | 'hidden' | 'open';
const table: readonly (readonly [name: string, value: string, expected: Expected, kind?: string])[] = [
  // Tokens of services, whatever the name.
  ['FOO', t('AK', 'IA', 'Z7QVN2XK4TJ5WYHM'), 'high', 'aws-access-key-id'],
  ['FOO', t('AK', 'IA', 'Z7QVN2XK0TJ1WYHM'), 'low', 'aws-access-key-id'],
  ['FOO', t('AS', 'IA', 'Z7QVN2XK4TJ5WYHM'), 'medium', 'aws-access-key-id'],
  ['AWS_SECRET_ACCESS_KEY', t('kJ8x/Qm2Zr5', 'Vw9+Lt3Np7Yb1Hd6Gf4Sa0CeXuKwQ'), 'high', 'aws-secret-access-key'],
  ['CONFIG', t('AK', 'IA', 'Z7QVN2XK4TJ5WYHM:', 'kJ8x/Qm2Zr5', 'Vw9+Lt3Np7Yb1Hd6Gf4Sa0CeXuKwQ'), 'high', 'aws-secret-access-key'],
  ['FOO', checked('ghp', 'Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high', 'github-token'],
  ['FOO', t('gh', 'p_Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0Zz9Yy8'), 'low', 'github-token'],
  ['FOO', checked('gho', 'Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high'],
  ['FOO', checked('ghs', 'Zb3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high'],
  ['FOO', checked('ghu', 'Yb3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high'],
  ['FOO', checked('ghr', 'Xb3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high'],
  ['FOO', t('github', '_pat_', mixed(22), '_', mixed(59)), 'high'],
  ['FOO', t('glp', 'at-', mixed(20)), 'high', 'gitlab-token'],
  ['FOO', t('glp', 'at-', mixed(27), '.01.0w1a2b3c4'), 'high', 'gitlab-token'],
  ['FOO', t('glr', 't-', mixed(20)), 'high'],
  ['FOO', checked('npm', 'Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0'), 'high', 'npm-token'],
  ['FOO', t('npm', '_Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0000000'), 'low', 'npm-token'],
  ['FOO', t('pypi', '-AgEIcHlwaS5vcmcC', mixed(100)), 'high'],
  ['FOO', t('rubygems', '_', hex(48)), 'high'],
  ['FOO', t('dckr', '_pat_', mixed(27)), 'high'],
  ['FOO', t('xo', 'xb-2314567890123-2314567890124-', mixed(24)), 'high', 'slack-token'],
  ['FOO', t('xo', 'xp-2314567890123-2314567890124-2314567890125-', hex(32)), 'high'],
  ['FOO', t('https://hooks.slack', '.com/services/T02AB3CD4/B05EF6GH7/', mixed(24)), 'high', 'slack-webhook'],
  ['FOO', t('https://discord.com/api', '/webhooks/917345276941234067/', mixed(68)), 'high'],
  ['FOO', t('sk', '_live_', mixed(24)), 'high', 'stripe-key'],
  ['FOO', t('rk', '_live_', mixed(40)), 'high', 'stripe-key'],
  ['FOO', t('sk', '_test_', mixed(24)), 'low', 'stripe-test-key'],
  ['FOO', t('wh', 'sec_', mixed(32)), 'high'],
  ['FOO', t('SG', '.', mixed(22), '.', mixed(43)), 'high', 'sendgrid-key'],
  ['FOO', t('xkey', 'sib-', hex(64), '-', mixed(16)), 'high', 'brevo-key'],
  ['FOO', t('CCI', 'PAT_', mixed(22), '_', hex(40)), 'high', 'circleci-token'],
  ['FOO', t('CLO', 'JARS_', hex(60)), 'high', 'clojars-token'],
  ['FOO', t('duffel', '_live_', mixed(43)), 'high', 'duffel-token'],
  ['FOO', t('EZ', 'AK', mixed(54)), 'high', 'easypost-key'],
  ['FOO', t('fo', '1_', mixed(43)), 'high', 'fly-token'],
  ['FOO', t('pat', '-na1-9f86d081-884c-7d65-9a2f-eaa0c55ad015'), 'high', 'hubspot-token'],
  ['FOO', t('rd', 'me_', hex(64), 'a1b2c3'), 'high', 'readme-key'],
  ['FOO', t('shippo', '_live_', hex(40)), 'high', 'shippo-token'],
  ['FOO', t('tf', 'p_', mixed(59)), 'high', 'typeform-token'],
  ['FOO', t('S', 'K', hex(32)), 'medium', 'twilio-key'],
  ['FOO', t('ke', 'y-', hex(32)), 'medium'],
  ['FOO', t(hex(32), '-us', '14'), 'high'],
  ['FOO', t('AI', 'za', mixed(35)), 'high', 'google-api-key'],
  ['FOO', t('GOC', 'SPX-', mixed(28)), 'high'],
  ['FOO', t('ya', '29.', mixed(60)), 'medium'],
  [
    'FOO',
    t('DefaultEndpointsProtocol=https;AccountName=orders;Account', 'Key=', mixed(86), '==;EndpointSuffix=core.windows.net'),
    'high',
    'azure-storage-key',
  ],
  ['FOO', t('Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess', 'Key=', mixed(43), '='), 'high'],
  ['FOO', t('abC', '8Q', '~', mixed(34)), 'high'],
  ['FOO', t('sk-', 'ant-api03-', mixed(93), 'AA'), 'high', 'anthropic-key'],
  ['FOO', t('sk-', 'proj-', mixed(40), 'T3Blbk', 'FJ', mixed(40)), 'high', 'openai-key'],
  ['FOO', t('sk', '-', mixed(48)), 'medium', 'openai-key'],
  ['FOO', t('sk-', 'or-v1-', hex(64)), 'high'],
  ['FOO', t('hf', '_', 'qZpXvLkRtYwBnMcJhGfDsAeUiOxTzQyWjK'), 'high'],
  ['FOO', t('gs', 'k_', mixed(52)), 'high'],
  ['FOO', t('NR', 'AK-', 'Z7QVN2XK4TJ5WYHM3B6C8D9F1G0'), 'high'],
  ['FOO', t('sntry', 'u_', hex(64)), 'high'],
  ['FOO', t('shp', 'at_', hex(32)), 'high'],
  ['FOO', t('lin', '_api_', mixed(40)), 'high'],
  ['FOO', t('pa', 't', mixed(14), '.', hex(64)), 'high'],
  ['FOO', t('PM', 'AK-', hex(24), '-', hex(34)), 'high'],
  ['FOO', t('dop', '_v1_', hex(64)), 'high'],
  ['FOO', t('hv', 's.', mixed(90)), 'high', 'vault-token'],
  ['FOO', t(mixed(14), '.atlas', 'v1.', mixed(67)), 'high'],
  ['FOO', t('812345678', ':AA', mixed(33)), 'high'],
  ['FOO', t('da', 'pi', hex(32)), 'high'],
  ['FOO', t('dp', '.pt.', mixed(43)), 'high'],
  ['FOO', jwt({ alg: 'HS256', typ: 'JWT' }, { sub: 'svc-orders' }), 'high', 'jwt'],
  ['FOO', jwt({ alg: 'RS256', typ: 'JWT' }, { sub: 'svc-orders', exp: 1_900_000_000 }), 'medium', 'jwt'],
  ['FOO', jwt({ alg: 'HS256', typ: 'JWT' }, { role: 'anon', iss: 'supabase' }), 'low', 'jwt'],
  ['FOO', jwt({ alg: 'none' }, { sub: 'svc' }), 'open'],
  ['FOO', jwt({ alg: 'HS256', typ: 'JWT' }, { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 }), 'open'],
  ['FOO', t(url64({ alg: 'HS256' }), '.', url64({ sub: 'x' }), '.'), 'open'],
  // Keys in PEM.
  ['FOO', pem(t('RSA PRIV', 'ATE KEY')), 'high', 'private-key'],
  ['FOO', pem(t('PRIV', 'ATE KEY')).replaceAll('\n', '\\n'), 'high', 'private-key'],
  ['FOO', pem(t('EC PRIV', 'ATE KEY')).replaceAll('\n', ' '), 'high', 'private-key'],
  ['FOO', pem(t('OPENSSH PRIV', 'ATE KEY')), 'high', 'private-key'],
  ['FOO', pem(t('ENCRYPTED PRIV', 'ATE KEY')), 'medium', 'private-key'],
  ['FOO', b64(pem(t('RSA PRIV', 'ATE KEY'))), 'high', 'private-key'],
  ['FOO', JSON.stringify({ type: 'service_account', private_key: pem(t('PRIV', 'ATE KEY')) }), 'high', 'private-key'],
  ['PUBLIC_KEY', pem('PUBLIC KEY'), 'open'],
  ['FOO', pem('PUBLIC KEY'), 'open'],
  ['TLS_CERT', pem('CERTIFICATE'), 'open'],
  ['FOO', t('-----BEGIN RSA PRIV', 'ATE KEY-----'), 'open'],
  ['FOO', pem(t('RSA PRIV', 'ATE KEY'), '...'), 'open'],
  ['FOO', t('{"kty":"EC","crv":"P-256","d":"', mixed(43), '"}'), 'high', 'private-key'],
  ['PUBLIC_JWK', t('{"kty":"EC","crv":"P-256","x":"', mixed(43), '"}'), 'open'],
  ['SSH_PUBLIC_KEY', t('ssh-rsa AAAAB3NzaC1yc2E', mixed(100)), 'open'],
  ['SSH_KEY', t('ssh-ed25519 AAAAC3NzaC1lZDI1', mixed(40)), 'open'],
  // Credentials in addresses and connection strings.
  ['DATABASE_URL', t('postgres://orders:', 'Zk7mQ2xW9v', '@db.internal.acme.io:5432/orders'), 'high', 'url-credentials'],
  ['DATABASE_URL', t('mongodb+srv://app:', 'Zk7mQ2xW9v', '@cluster0.ab1cd.mongodb.net/prod'), 'high', 'url-credentials'],
  ['REDIS_URL', t('redis://:', 'Zk7mQ2xW9v4B', '@cache.acme.io:6379'), 'high', 'url-credentials'],
  ['FOO', t('https://deploy:', 'orangeriver', '@git.acme.io/x.git'), 'medium', 'url-credentials'],
  ['FOO', t('amqps://svc:', 'tigerlily', '@'), 'medium', 'url-credentials'],
  ['DATABASE_URL', 'postgres://postgres:postgres@localhost:5432/app', 'hidden'],
  ['DATABASE_URL', 'postgres://user:password@host:5432/db', 'hidden'],
  ['DATABASE_URL', 'postgres://user:${DB_PASSWORD}@db.acme.io/db', 'open'],
  ['DATABASE_URL', 'postgres://user:{{resolve:secretsmanager:db}}@db.acme.io/db', 'open'],
  ['DATABASE_URL', 'postgres://db.acme.io:5432/orders', 'open'],
  ['API_URL', 'https://api.acme.io/v1?version=2', 'open'],
  ['API_URL', t('https://api.acme.io/v1?api_key=', mixed(32)), 'medium', 'high-entropy'],
  ['CONNECTION', t('Server=db.acme.io;User Id=sa;Password=', 'Zk7mQ2xW9v4BpL3n', ';Encrypt=true'), 'medium'],
  ['JDBC', t('jdbc:mysql://db.acme.io/orders?user=app&password=', 'Zk7mQ2xW9v4BpL3n'), 'medium'],
  ['SETTINGS', t('{"username":"app","password":"', 'Zk7mQ2xW9v4BpL3n', '"}'), 'medium'],
  ['SETTINGS', '{"username":"app","table":"orders"}', 'open'],
  ['FOO', t('Basic ', b64('orders:Zk7mQ2xW9v')), 'medium', 'basic-credentials'],
  ['FOO', t('Bearer ', mixed(40)), 'medium', 'bearer-token'],
  // High entropy under a telling name.
  ['DB_PASSWORD', t('Zk7mQ2xW9v4B', 'pL3nT8cR'), 'medium', 'high-entropy'],
  ['dbPassword', t('x7$Kp!2mQ9#', 'vL4@w'), 'medium'],
  ['JWT_SECRET', hex(64), 'medium'],
  ['SESSION_SECRET', b64(t(hex(10), '\u0001\u0002\u0003')), 'medium'],
  ['DD_API_KEY', hex(32), 'medium'],
  ['DD_APP_KEY', hex(40), 'medium'],
  ['TWILIO_AUTH_TOKEN', hex(32), 'medium'],
  ['ApiKey', mixed(40), 'medium'],
  ['API_KEY', '6f1ed002-ab59-4dbb-9d2f-7e3b9c1a5e44', 'low', 'uuid-credential'],
  ['STRIPE_KEY', mixed(30), 'low', 'high-entropy'],
  ['ENCRYPTION_KEY', mixed(44), 'medium'],
  ['CLIENT_SECRET', mixed(32), 'medium'],
  ['client_secret_value', mixed(32), 'medium'],
  ['PASSPHRASE', t('Tr0ub4', 'dor&3x'), 'low', 'password'],
  ['DB_PASSWORD', t('SuperSec', 'ret123!'), 'low', 'password'],
  ['MasterUserPassword', t('Zk7mQ2xW9v4B', 'pL3nT8cR'), 'medium'],
  ['TOKEN_SIGNING_KEY', mixed(43), 'medium'],
  ['NPM_TOKEN', mixed(36), 'medium'],
  // Hidden to be safe, no finding.
  ['DB_PASSWORD', 'hunter2', 'hidden'],
  ['DB_PASSWORD', 'changeme', 'hidden'],
  ['PASSWORD', '123456', 'hidden'],
  ['DB_PASSWORD', 'password', 'hidden'],
  ['API_SECRET', 'orders-dev-secret', 'hidden'],
  ['API_TOKEN', 'not-a-token', 'hidden'],
  ['API_KEY', 'REPLACE_ME', 'hidden'],
  ['API_KEY', 'xxxxxxxxxxxxxxxxxxxx', 'hidden'],
  ['API_KEY', 'your-api-key', 'hidden'],
  ['ADMIN_PASSWORD', t('$2b', '$12$', 'eImiTXuWVxfM37uY4JANjQ'), 'hidden'],
  ['APP_SECRET', b64('the quick brown fox jumps over'), 'hidden'],
  ['AWS_SECRET_ACCESS_KEY', t('wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY'), 'hidden'],
  // None of our business.
  ['AWS_ACCESS_KEY_ID', t('AK', 'IAIOSFODNN7EXAMPLE'), 'open'],
  ['API_KEY', '<your-key>', 'open'],
  ['DB_PASSWORD', '{{resolve:secretsmanager:orders/db:SecretString:password}}', 'open'],
  ['DB_PASSWORD', '{{resolve:ssm-secure:/orders/db/password:1}}', 'open'],
  ['DB_PASSWORD', '${env:DB_PASSWORD}', 'open'],
  ['DB_PASSWORD', '$DB_PASSWORD', 'open'],
  ['DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db-AbCdEf', 'open'],
  ['DB_PASSWORD', '/prod/db/password', 'open'],
  ['DB_PASSWORD_PARAMETER', '/prod/db/password', 'open'],
  ['SECRET', 'prod/orders/db', 'open'],
  ['SECRET_NAME', 'prod-orders-db-password', 'open'],
  ['SECRET_NAME', t('MyStack-DbSecret-', '1XK2J9QW0ZL3B'), 'open'],
  ['DB_SECRET', t('MyStack-DbSecret-', '1XK2J9QW0ZL3'), 'open'],
  ['SECRET_ARN', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x', 'open'],
  ['SECRET_ID', 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6', 'open'],
  ['TOKEN_URL', 'https://auth.acme.io/oauth2/token', 'open'],
  ['TOKEN_ENDPOINT', 'https://auth.acme.io/oauth2/token', 'open'],
  ['TOKEN_TABLE', 'orders-tokens', 'open'],
  ['TOKENS_TABLE_NAME', 'Tokens-1A2B3C4D5E6F7G', 'open'],
  ['API_KEY_REQUIRED', 'true', 'open'],
  ['method.response.header.Access-Control-Allow-Credentials', "'true'", 'open'],
  ['Access-Control-Allow-Credentials', 'integration.response.header.Access-Control-Allow-Credentials', 'open'],
  ['SECRET_ROTATION_DAYS', '30', 'open'],
  ['MAX_TOKENS', '4096', 'open'],
  ['ENABLE_PASSWORD', 'false', 'open'],
  ['PASSWORD_POLICY', 'strong', 'open'],
  ['COMMIT_SHA', hex(40), 'open'],
  ['GIT_COMMIT', hex(40), 'open'],
  ['CODE_SHA256', b64('9f86d081884c7d659a2feaa0c55ad015').slice(0, 44), 'open'],
  ['INTEGRITY', t('sha256-', mixed(43), '='), 'open'],
  ['LAYER_HASH', hex(64), 'open'],
  ['BUILD_ID', mixed(40), 'open'],
  ['SOMETHING', mixed(40), 'open'],
  ['REQUEST_ID', '6f1ed002-ab59-4dbb-9d2f-7e3b9c1a5e44', 'open'],
  ['KEY_ID', '6f1ed002-ab59-4dbb-9d2f-7e3b9c1a5e44', 'open'],
  ['KMS_KEY', '6f1ed002-ab59-4dbb-9d2f-7e3b9c1a5e44', 'open'],
  ['PARTITION_KEY', 'customerId', 'open'],
  ['S3_KEY', t('releases/', hex(40), '.zip'), 'open'],
  ['CACHE_KEY', mixed(30), 'open'],
  ['NODE_EXTRA_CA_CERTS', '/var/task/certificates/rds-global-bundle.pem', 'open'],
  ['AWS_CA_BUNDLE', '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle', 'open'],
  ['STRIPE_PUBLISHABLE_KEY', t('pk', '_live_', mixed(24)), 'open'],
  ['FEATURE_FLAGS', 'newCheckout,darkMode,fastShipping', 'open'],
  ['CONFIG', b64('{"feature":"on","limits":{"orders":50}}'), 'open'],
  ['USER_POOL_ID', 'eu-west-1_aB3dE6gH9', 'open'],
  ['CLIENT_ID', '4k8j2h6g1f9d3s7a5p0o2i4u6y', 'open'],
  ['QUEUE_URL', 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders', 'open'],
  ['HANDLER', 'src/handlers/orders.createOrderWithPaymentAndShipping', 'open'],
  ['SENTRY_DSN', t('https://', hex(32), '@o123.ingest.sentry.io/456'), 'open'],
  ['TOKEN', 'AQICAHhZk7mQ2xW9v4BpL3nT8cRAQEBAHhZk7mQ2xW9v4BpL3nT8cR', 'open'],
  ['DB_HOST', 'orders.cluster-c9akciq32.eu-west-1.rds.amazonaws.com', 'open'],
  ['NEXT_TOKEN', mixed(30), 'open'],
  ['LOG_LEVEL', 'debug', 'open'],
  ['EMPTY_SECRET', '', 'open'],
  ['Auth', 'AWS_IAM', 'open'],
  ['SECRETS_MANAGER_HOST_NAMES', 'orders', 'open'],
  ['DB_SECRET', t('DbSecretA1B2C3D4-', 'Xy12Zz34Qq56'), 'open'],
  ['API_TOKEN', 'i-0abcd1234ef567890', 'open'],
  ['FILE_KEY', t('q7Zp2Xv9Lk4RtY8wB3nM6', '.zip'), 'open'],
  ['DB_PASSWORD', t('x$(kQ9v', 'L2mW7pT4z'), 'medium'],
  ['DB_PASSWORD', t('aB/9xQ2m', 'Zr5/Vw9Lt'), 'low'],
  ['JWT', 'enabled', 'open'],
];

const outcome = (name: string, value: string): Expected => {
  const marker = redact(name, value)?.$redacted;
  return marker === undefined ? 'open' : (marker.confidence ?? 'hidden');
};

describe('redact', () => {
  it.each(table.map(([name, value, expected, kind], row) => [row, name, expected, value, kind] as const))(
    'row %i: %s is %s',
    (_row, name, expected, value, kind) => {
      expect(`${outcome(name, value)} for ${value}`).toBe(`${expected} for ${value}`);
      if (kind !== undefined) expect(redact(name, value)?.$redacted.kind).toBe(kind);
    },
  );

  it('has more than 150 rows', () => expect(table.length).toBeGreaterThan(150));

  it('tells values apart by eight digits and gives nothing of them', () => {
    const one = redact('PASSWORD', 'hunter2');
    expect(one?.$redacted).toMatchObject({ length: 7, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(redact('PASSWORD', 'hunter3')?.$redacted.fingerprint).not.toBe(one?.$redacted.fingerprint);
    expect(JSON.stringify(one)).not.toContain('hunter');
  });

  it('hides whole what is too long to be looked at', () => {
    expect(redact('FOO', 'a '.repeat(40_000))?.$redacted).toMatchObject({ kind: 'unexamined', length: 80_000 });
  });

  it('never throws, and never repeats a value of five characters or more', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 })),
        fc.string({ maxLength: 60 }),
        (value, name) => {
          const marker = redact(name, value);
          if (marker !== undefined && value.trim().length > 10) expect(JSON.stringify(marker)).not.toContain(value);
        },
      ),
    );
  });
});

describe('maskText', () => {
  const flagged = table.filter(([, , expected]) => expected === 'high' || expected === 'medium' || expected === 'low');
  const whole = (value: string) => value.split('\n').filter((line) => line.length > 12 && !line.startsWith('-----'));
  const secretOf = (value: string) =>
    /Password=([^;]+)|password=(.+)|"password":"([^"]+)"|api_key=(.+)|:\/\/[^:]*:([^@]+)@/
      .exec(value)
      ?.slice(1)
      .find((part) => part !== undefined);

  it.each(flagged.map(([name, value], row) => [row, name, value] as const))(
    'hides flagged row %i (%s) in YAML, JSON, shell and lists',
    (_row, name, value) => {
      const lines = [
        `      ${name}: ${value}`,
        `      ${name}: '${value}' # what it is for`,
        `  "${name}": ${JSON.stringify(value)},`,
        `export ${name}=${value}`,
        `  - { Name: ${name}, Value: ${value} }`,
        `  ${name}: !If [IsProd, ${JSON.stringify(value)}, '']`,
      ];
      for (const line of lines) {
        const masked = maskText(line);
        expect(masked).toHaveLength(line.length);
        for (const part of whole(secretOf(value) ?? value)) expect(masked).not.toContain(part);
      }
    },
  );

  it.each(table.filter(([, value, expected]) => expected === 'open' && value !== '').map(([name, value]) => [name, value] as const))(
    'leaves %s as it is',
    (name, value) => {
      const line = `      ${name}: ${value.split('\n')[0]}`;
      expect(maskText(line)).toBe(line);
    },
  );

  it('hides what a telling name holds, however it looks', () => {
    expect(maskText('  DB_PASSWORD: hunter2')).toBe('  DB_PASSWORD: *******');
    expect(maskText('  DB_PASSWORD: "hunter2" # default')).toBe('  DB_PASSWORD: "*******" # default');
    expect(maskText('{"DB_PASSWORD":"hunter2","STAGE":"prod"}')).toBe('{"DB_PASSWORD":"*******","STAGE":"prod"}');
    expect(maskText('- {Name: DB_PASSWORD, Value: hunter2}')).toBe('- {Name: DB_PASSWORD, Value: *******}');
    expect(maskText('psql --password=hunter2 -h db')).toBe('psql --password=******* -h db');
    expect(maskText('  DB_PASSWORD: !Ref DbPassword')).toBe('  DB_PASSWORD: !Ref DbPassword');
    for (const line of ['!Sub {{resolve:secretsmanager:${Stage}/db}}', '{Password: !Sub "${Stage}", Token: ${Token}}'])
      expect(maskText(line)).toBe(line);
    expect(maskText('  Runtime: nodejs16.x')).toBe('  Runtime: nodejs16.x');
  });

  it('hides random text whose name stands on another line', () => {
    const secret = t('Zk7mQ2xW9v4B', 'pL3nT8cR');
    for (const line of [`          Value: ${secret}`, `          ${secret}`, `        - ${secret}`, `        Default: "${secret}"`])
      expect(maskText(line)).not.toContain(secret);
  });

  it('hides the lines of a private key in a block, and those alone', () => {
    const text = [
      'Key: |',
      ...pem(t('RSA PRIV', 'ATE KEY'))
        .split('\n')
        .map((line) => `  ${line}`),
      'Runtime: nodejs22.x',
    ].join('\n');
    const masked = maskText(text);
    expect(masked.split('\n')).toHaveLength(text.split('\n').length);
    for (const line of keyBody.split('\n')) expect(masked).not.toContain(line);
    expect(masked).toContain('Runtime: nodejs22.x');
  });

  it('keeps length and line breaks and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 })), (text) => {
        const masked = maskText(text);
        expect(masked).toHaveLength(text.length);
        expect([...masked.matchAll(/\n/g)].map(({ index }) => index)).toEqual([...text.matchAll(/\n/g)].map(({ index }) => index));
      }),
    );
  });

  it('hides a token wherever it stands in a line', () => {
    const alone = flagged
      .filter(([name, value]) => name === 'FOO' && !value.includes('\n') && !value.includes(' ') && !/[:;]/.test(value))
      .map(([, value]) => value);
    const edge = fc.string({
      unit: fc.constantFrom(' ', ':', '"', "'", '{', '}', ',', '=', '\\', '[', '!', 'a: ', '- ', '&', '|'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...alone), edge, edge, (secret, before, after) => {
        expect(maskText(`${before} ${secret} ${after}`)).not.toContain(secret);
        expect(maskText(`${before}"${secret}"${after}`)).not.toContain(secret);
      }),
    );
  });

  it('is done with long hostile lines', () => {
    for (const piece of [
      'a=',
      'a: "',
      'sk-',
      'eyJ',
      '{{',
      '<',
      'https://a:',
      '-----BEGIN PRIVATE KEY-----',
      'password=',
      'AKIA',
      '"\\',
      'token: [',
      'Basic ',
    ]) {
      const line = piece.repeat(Math.ceil(65_000 / piece.length));
      expect(maskText(line)).toHaveLength(line.length);
    }
  });
});
