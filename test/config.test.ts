import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config/parse.ts';
import { defaultConfig, defaultSettings } from '../src/config.ts';
import { UserError } from '../src/errors.ts';

const CHECKS = ['queue-public', 'lambda-url-no-auth'];
const read = (text: string) => parseConfig(text, 'parapet.yml', CHECKS);

const refusal = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return '';
};

const schema = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../schema/config.schema.json', import.meta.url), 'utf8')) as object,
);

describe('a configuration', () => {
  it('says which checks run, how severe they are, what is trusted and what is ignored', () => {
    const config = read(`
checks:
  queue-public: off
  lambda-url-no-auth: { severity: critical }
settings:
  runtimeEndingDays: 90
  packageTooNewDays: 14
  packageAbandonedYears: 3
  trustedAccounts: ["123456789012"]
  trustedOrganizations: [o-abcdefghij]
  internalPackages: ['@acme/*']
  requireCodeSigning: true
ignores:
  - check: queue-public
    resource: Jobs*
    path: infra/**
    reason: a public drop box
    until: 2026-12-31
`);
    expect([...config.off]).toEqual(['queue-public']);
    expect([...config.severities]).toEqual([['lambda-url-no-auth', 'critical']]);
    expect(config.settings).toEqual({
      runtimeEndingDays: 90,
      packageTooNewDays: 14,
      packageAbandonedYears: 3,
      trustedAccounts: ['123456789012'],
      trustedOrganizations: ['o-abcdefghij'],
      internalPackages: ['@acme/*'],
      requireCodeSigning: true,
    });
    expect(config.ignores).toEqual([
      {
        check: 'queue-public',
        resource: 'Jobs*',
        path: 'infra/**',
        reason: 'a public drop box',
        until: '2026-12-31',
        location: { file: 'parapet.yml', startLine: 14, startColumn: 5, endLine: 14, endColumn: 6 },
      },
    ]);
  });

  it.each(['', '# nothing yet\n', '---\n', '~', '{}', '\uFEFF{}'])('may say nothing: %j', (text) => {
    expect(read(text)).toEqual(defaultConfig);
  });

  it('has defaults for settings that it leaves out', () => {
    expect(read('settings: { requireCodeSigning: true }').settings).toEqual({ ...defaultSettings, requireCodeSigning: true });
  });

  it('reads account ids as they are written, zeros in front and without quotes', () => {
    expect(read('settings: { trustedAccounts: [012345678901, 123456789012, "000000000001"] }').settings.trustedAccounts).toEqual([
      '012345678901',
      '123456789012',
      '000000000001',
    ]);
  });

  it('may be JSON', () => {
    expect([...read('{"checks": {"queue-public": "off"}}').off]).toEqual(['queue-public']);
  });

  it('keeps ignores of checks that it does not know: triage tells about them', () => {
    expect(read('ignores: [{ check: gone-check, reason: old }]').ignores).toMatchObject([{ check: 'gone-check' }]);
  });
});

describe('a mistake in it is named with its place', () => {
  it.each([
    ['chekcs: {}', 'parapet.yml:1:1: unknown key chekcs in the configuration; did you mean checks?'],
    ['checks:\n  queue-publik: off', 'parapet.yml:2:3: there is no check queue-publik; did you mean queue-public?'],
    ['checks:\n  public-queue: off', 'parapet.yml:2:3: there is no check public-queue; did you mean queue-public?'],
    ['checks:\n  constructor: off', 'parapet.yml:2:3: there is no check constructor'],
    ['checks:\n  queue-public: on', 'parapet.yml:2:17: checks.queue-public has to be off or {severity: …}'],
    [
      'checks:\n  queue-public:\n    severity: hgh',
      'parapet.yml:3:15: checks.queue-public.severity has to be one of critical, high, medium, low; did you mean high?',
    ],
    ['checks:\n  queue-public:\n    level: high', 'parapet.yml:3:5: unknown key level in checks.queue-public; it may have severity'],
    ['settings:\n  trustedAccount: []', 'parapet.yml:2:3: unknown key trustedAccount in settings; did you mean trustedAccounts?'],
    ['settings: { trustedAccounts: [1234] }', 'parapet.yml:1:31: settings.trustedAccounts[0] has to be an account id of 12 digits'],
    ['settings: { runtimeEndingDays: soon }', 'parapet.yml:1:32: settings.runtimeEndingDays has to be a number of days from 0 to 3650'],
    ['settings: { requireCodeSigning: "yes" }', 'parapet.yml:1:33: settings.requireCodeSigning has to be true or false'],
    ['ignores: [{ check: queue-public }]', 'parapet.yml:1:11: ignores[0] has no reason: an ignore says why'],
    ['ignores: [{ check: queue-public, reason: "" }]', 'parapet.yml:1:42: ignores[0].reason has to be text'],
    [
      'ignores: [{ check: queue-public, reason: x, until: 2026-02-30 }]',
      'parapet.yml:1:52: ignores[0].until has to be a date (YYYY-MM-DD)',
    ],
    ['ignores:\n- check: queue-public\n  reson: x\n  reason: y', 'parapet.yml:3:3: unknown key reson in ignores[0]; did you mean reason?'],
    ['ignores: {}', 'parapet.yml:1:10: ignores has to be a list'],
    ['[]', 'parapet.yml:1:1: the configuration has to be a map'],
    ['off', 'parapet.yml:1:1: the configuration has to be a map'],
    ['a: 1\na: 2', 'parapet.yml:2:1: a stands here twice'],
    ['settings: &a {}\nchecks: *a', 'parapet.yml:1:12: anchors and aliases are not read here: write it out'],
    ['settings: !!js/function x', 'parapet.yml:1:11: tags are not read here: leave it out'],
    ['checks: {}\n---\nchecks: {}', 'holds more than one document'],
    ['checks: [\nx: {', 'parapet.yml:2:1: is not valid YAML: deficient indentation'],
    ['? [a]\n: 1', 'a key has to be a single word'],
  ])('%j', (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('and every one at once', () => {
    expect(refusal('chekcs: {}\nsettings: { requireCodeSigning: 1 }').split('\n')).toHaveLength(2);
  });

  it('without a control character of the file in it', () => {
    expect(refusal('"\\e[31mx\\nerror: y": 1')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('whatever the file holds', () => {
    const word = fc.constantFrom(
      'checks',
      'settings',
      'ignores',
      'queue-public',
      'off',
      'reason',
      '__proto__',
      '- ',
      ': ',
      '\n  ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '|',
      '"',
      "'",
      '\t',
      '#',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          const message = refusal(text);
          if (message !== '') expect(message).toMatch(/^parapet\.yml:\d+:\d+: /);
        },
      ),
    );
  });

  it('also where it is nested without end', () => {
    expect(refusal('['.repeat(5000))).toContain('parapet.yml:1:');
  });
});

describe('the published schema', () => {
  it.each([
    '{}',
    '',
    'checks: {}',
    'checks: { queue-public: off }',
    'checks: { queue-public: {} }',
    'checks: { queue-public: { severity: low } }',
    'checks: { queue-public: { severity: none } }',
    'checks: { queue-public: false }',
    'checks: { queue-public: { enabled: false } }',
    'checks: [queue-public]',
    'checks:',
    'settings: { runtimeEndingDays: 0 }',
    'settings: { packageAbandonedYears: 0 }',
    'settings: { packageAbandonedYears: 20 }',
    'settings: { packageAbandonedYears: 21 }',
    'settings: { runtimeEndingDays: -1 }',
    'settings: { runtimeEndingDays: 1.5 }',
    'settings: { runtimeEndingDays: 5000 }',
    'settings: { runtimeEndingDays: "30" }',
    'settings: { trustedAccounts: ["123456789012", 123456789012] }',
    'settings: { trustedAccounts: ["12345678901"] }',
    'settings: { trustedAccounts: "123456789012" }',
    'settings: { trustedOrganizations: [o-abcdefghij] }',
    'settings: { trustedOrganizations: [r-abcd] }',
    'settings: { requireCodeSigning: true }',
    'settings: { requireCodeSigning: 1 }',
    'settings: { trusted: [] }',
    'ignores: []',
    'ignores: [{ check: queue-public, reason: why }]',
    'ignores: [{ check: queue-public, reason: why, resource: Jobs, path: "*.yaml", until: 2026-12-31 }]',
    'ignores: [{ check: queue-public, reason: why, until: tomorrow }]',
    'ignores: [{ check: queue-public, reason: why, until: 2026-13-01 }]',
    'ignores: [{ check: queue-public }]',
    'ignores: [{ reason: why }]',
    'ignores: [{ check: queue-public, reason: " " }]',
    'ignores: [{ check: queue-public, reason: 5 }]',
    'ignores: [{ check: queue-public, reason: why, resource: null }]',
    'ignores: [{ check: queue-public, reason: why, resources: [a] }]',
    'ignores: [queue-public]',
    'plugins: [./x.js]',
    '[]',
    'text',
  ])('agrees with the command about %j', (text) => {
    const value = text === '' ? null : load(text);
    expect(schema(value)).toBe(refusal(text) === '');
  });
});
