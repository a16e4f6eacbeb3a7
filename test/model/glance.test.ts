import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/model/redaction/formats.ts';
import { glance } from '../../src/model/redaction/glance.ts';
import { credentialsIn } from '../../src/model/redaction/search.ts';

const seen = (text: string) => glance(Buffer.from(text), true);

/** A format's pattern without what has to stand around it, which fast-check cannot make. */
const bare = (source: string): RegExp => new RegExp(source.slice(source.indexOf(')') + 1, source.lastIndexOf('(?!')));

describe('a glance overlooks nothing that a search finds', () => {
  const each = formats.map(({ kind, hint, pattern }) => [`${kind} ${hint}`, pattern.source] as const);
  it.each(each)('%s', (_, source) => {
    fc.assert(
      fc.property(
        fc.stringMatching(bare(source)),
        fc.constantFrom('', 'x = ', '<', 'é "'),
        fc.constantFrom('', '"\n', ' # '),
        (token, before, after) => {
          const text = `${before}${token}${after}`;
          if (credentialsIn(text, 'none').length > 0) expect(seen(text).form).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  const FORMS = [
    '-----BEGIN PRIVATE KEY-----\nq7Zp2Xv9Lk4RtY8wB3nM6cJ1hG5fD0sAeUiOxTzQyWjKbVrNlPmCgHdFaS2E4u6I\n-----END PRIVATE KEY-----',
    '{"kty":"EC","crv":"P-256","d":"q7Zp2Xv9Lk4RtY8wB3nM6cJ1hG5fD0sAeUiOxTzQyWj"}',
    'redis://:Zk7mQ2xW9v4B@cache.acme.io',
    'Authorization: Bearer q7Zp2Xv9Lk4RtY8wB3nM6cJ1hG5fD0sA',
    `authorization: basic ${Buffer.from('orders:Zk7mQ2xW9v').toString('base64')}`,
  ];
  it.each(FORMS)('%s', (text) => {
    expect(credentialsIn(text, 'none')).toHaveLength(1);
    expect(seen(text).form).toBe(true);
  });

  const value = fc.stringMatching(/^[A-Za-z0-9]{20,40}$/);
  const name = fc.constantFrom('DB_PASSWORD', 'apiToken', 'client-secret', 'x');
  const separator = fc.constantFrom('=', ': ', ' = ', ' => ', '": "', " := '");
  it('values under telling names', () => {
    fc.assert(
      fc.property(name, separator, value, fc.constantFrom('', '\n', '"', "'", ','), (called, between, text, after) => {
        const line = `${called}${between}${text}${after}`;
        if (credentialsIn(line, 'bare').length > 0) expect(seen(line).form || seen(line).value).toBe(true);
      }),
    );
  });
});

describe('of text without credentials', () => {
  it.each([
    'const tokenPattern = /sk_live_/;',
    'https://docs.aws.amazon.com/lambda/latest/dg/welcome.html?user=a@b.io',
    'The Bearer authentication scheme of RFC 6750',
    'integrity sha512-PRp66vJ865SSqOlgqS8hujT5U4AOgMfhrwYIuIhfKaoSCZcirrmASQr8CX7cUg+RMih+hgznrjp99o+W4pJLHQ==',
  ])('%s is not read', (text) => expect(seen(text)).toMatchObject({ form: false, value: false }));
});
