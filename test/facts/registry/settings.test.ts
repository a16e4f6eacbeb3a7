import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, npmEnvironment, ownNpmrc, parseNpmrc, projectNpmrc } from '../../../src/facts/registry/npmrc.ts';
import { questionFor } from '../../../src/facts/registry/question.ts';
import { authorizationFor, registryFor, type Settings } from '../../../src/facts/registry/settings.ts';
import type { Package } from '../../../src/model/package.ts';

const env = { NPM_TOKEN: 's3cret', EMPTY: '' };
const layers = (project: string, user = '', variables: Record<string, string> = {}): Settings => [
  { from: 'environment', values: npmEnvironment({ ...env, ...variables }) },
  { from: 'project', values: projectNpmrc(project) },
  { from: 'user', values: ownNpmrc(user, { ...env, ...variables }) },
];
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('an .npmrc', () => {
  it.each([
    ['registry=https://npm.example/', { registry: 'https://npm.example/' }],
    ['\uFEFF  registry = https://npm.example/  \r\n', { registry: 'https://npm.example/' }],
    ['; a\n# b\n\nregistry="https://npm.example/"', { registry: 'https://npm.example/' }],
    ["registry='https://npm.example/'", { registry: 'https://npm.example/' }],
    ['registry=https://a/\nregistry=https://b/', { registry: 'https://b/' }],
    ['//npm.example/:_authToken=abc==', { '//npm.example/:_authToken': 'abc==' }],
    ['registry=https://npm.example/ ; ours', { registry: 'https://npm.example/' }],
    ['always-auth', { 'always-auth': 'true' }],
    ['a\\;b=c\\#d', { 'a;b': 'c#d' }],
    ['[other]\nregistry=https://npm.example/', {}],
    ['=x', {}],
    ['__proto__=x', { ['__proto__']: 'x' }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect([...parseNpmrc(text)]).toEqual(Object.entries(expected));
  });

  it('of any content is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '=', '"', "'", '\\', ';', '#', '[', ']', '\n', ' ', '$', '{', '}') }), (text) => {
        parseNpmrc(text);
        projectNpmrc(text);
        ownNpmrc(text, env);
      }),
    );
  });

  it.each([
    ['${NPM_TOKEN}', 's3cret'],
    ['a-${NPM_TOKEN}-b', 'a-s3cret-b'],
    ['${NOT_THERE}', '${NOT_THERE}'],
    ['${NOT_THERE?}', ''],
    ['${EMPTY}', ''],
    ['\\${NPM_TOKEN}', '${NPM_TOKEN}'],
    ['${constructor}', '${constructor}'],
  ])('has %s filled in as npm does', (text, expected) => expect(expand(text, env)).toBe(expected));
});

describe('the registry of a name', () => {
  it.each([
    ['npm’s own by default', 'lodash', layers(''), 'https://registry.npmjs.org/'],
    ['the user’s', 'lodash', layers('', 'registry=https://npm.example'), 'https://npm.example/'],
    ['the project’s over the user’s', 'lodash', layers('registry=https://b.example/', 'registry=https://a.example/'), 'https://b.example/'],
    [
      'the environment’s over all',
      'lodash',
      layers('registry=https://b.example/', '', { NPM_CONFIG_REGISTRY: 'https://c.example/' }),
      'https://c.example/',
    ],
    [
      'the scope’s',
      '@shop/ui',
      layers('@shop:registry=https://shop.example/npm', 'registry=https://a.example/'),
      'https://shop.example/npm/',
    ],
    ['not another scope’s', '@shop/ui', layers('@shops:registry=https://shop.example/'), 'https://registry.npmjs.org/'],
    [
      'from the environment for a scope',
      '@shop/ui',
      layers('', '', { 'npm_config_@shop:registry': 'https://s.example/' }),
      'https://s.example/',
    ],
    ['with the user’s variables', 'lodash', layers('', 'registry=https://${H}/', { H: 'npm.example' }), 'https://npm.example/'],
    ['without what stands before its host', 'lodash', layers('', 'registry=https://me:pw@npm.example/?q#h'), 'https://npm.example/'],
    ['on loopback without TLS', 'lodash', layers('registry=http://127.0.0.1:4873/'), 'http://127.0.0.1:4873/'],
    [
      'without TLS where the user says so',
      'lodash',
      layers('registry=http://npm.example/', 'registry=http://npm.example/'),
      'http://npm.example/',
    ],
  ])('is %s', (_, name, settings, expected) => {
    const found = registryFor(name, settings);
    expect('url' in found && found.url.href).toBe(expected);
  });

  it.each([
    ['a project without TLS', layers('registry=http://169.254.169.254/'), 'TLS'],
    ['a project with a variable', layers('registry=https://${NPM_TOKEN}.evil.example/', '', {}), 'variable'],
    ['a file', layers('', 'registry=file:///etc/'), 'no address'],
    ['nonsense', layers('', 'registry=npm'), 'no address'],
  ])('is refused: %s', (_, settings, why) => {
    const found = registryFor('lodash', settings);
    expect('refused' in found && found.refused).toContain(why);
  });
});

describe('a credential', () => {
  const user = [
    '//npm.example/:_authToken=root',
    '//npm.example/team/:_authToken=team',
    '//npm.example:8443/:_authToken=port',
    '//basic.example/:_auth=bWU6cHc=',
    '//old.example/:username=me',
    `//old.example/:_password=${Buffer.from('pw').toString('base64')}`,
    '//half.example/:username=me',
    '//var.example/:_authToken=${NPM_TOKEN}',
    '_authToken=for-nobody',
    '//broken.example/:_authToken="a\\nb: c"',
  ].join('\n');

  it.each([
    ['https://npm.example/lodash', 'Bearer root'],
    ['https://npm.example/team/lodash', 'Bearer team'],
    ['https://npm.example/teams/lodash', 'Bearer root'],
    ['https://npm.example:8443/lodash', 'Bearer port'],
    ['https://npm.example:9443/lodash', undefined],
    ['https://sub.npm.example/lodash', undefined],
    ['https://npm.example.evil.example/lodash', undefined],
    ['https://evil.example/npm.example/lodash', undefined],
    ['https://evil.example/?//npm.example/', undefined],
    ['https://basic.example/lodash', 'Basic bWU6cHc='],
    ['https://old.example/@shop%2fui', basic('me:pw')],
    ['https://half.example/lodash', undefined],
    ['https://var.example/lodash', 'Bearer s3cret'],
    ['https://registry.npmjs.org/lodash', undefined],
    ['https://broken.example/lodash', undefined],
  ])('for %s is %s', (address, expected) => {
    expect(authorizationFor(new URL(address), layers('', user))).toBe(expected);
  });

  it('may come from the environment, and from the project for where it says', () => {
    const settings = layers('//npm.example/:_authToken=literal', '', { 'npm_config_//env.example/:_authToken': '${NPM_TOKEN}' });
    expect(authorizationFor(new URL('https://env.example/x'), settings)).toBe('Bearer s3cret');
    expect(authorizationFor(new URL('https://npm.example/x'), settings)).toBe('Bearer literal');
  });

  it('is never made of the environment by the project', () => {
    const settings = layers(
      'registry=https://evil.example/\n//evil.example/:_authToken=${NPM_TOKEN}\n//evil.example/${NPM_TOKEN}/:_auth=x',
    );
    expect(authorizationFor(new URL('https://evil.example/x'), settings)).toBeUndefined();
    expect(JSON.stringify(settings.map(({ values }) => [...values]))).not.toContain('s3cret/');
  });

  it('of another host never goes to a host, whatever the settings are', () => {
    const host = fc.constantFrom('a.example', 'b.example', 'a.example:8443', 'ab.example', 'example');
    const path = fc.constantFrom('/', '/npm/', '/npm', '/n/', '/npm/team/');
    const secret = fc.record({ host, path, kind: fc.constantFrom('_authToken', '_auth') });
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 8 }), host, path, (secrets, to, at) => {
        const lines = secrets.map(({ host, path, kind }) => `//${host}${path}:${kind}=T${host}T`).join('\n');
        const header = authorizationFor(new URL(`https://${to}${at}`), layers('', lines));
        if (header !== undefined) expect(header.split(' ')[1]).toBe(`T${to}T`);
      }),
    );
  });
});

describe('the project', () => {
  it('has no say in proxies, certificates or anything but registries', () => {
    const text =
      'proxy=http://evil.example\nhttps-proxy=http://evil.example\nstrict-ssl=false\ncafile=/x\nnoproxy=*\nregistry=https://a.example/';
    expect([...projectNpmrc(text).keys()]).toEqual(['registry']);
  });
});

describe('a package', () => {
  const pkg = (rest: Partial<Package>): Package => ({
    ecosystem: 'npm',
    name: 'lodash',
    version: '1.0.0',
    purl: 'pkg:npm/lodash@1.0.0',
    source: 'registry',
    origin: {},
    ...rest,
  });
  const asked = (rest: Partial<Package>, settings: Settings) => {
    const question = questionFor(pkg(rest), settings);
    return 'url' in question ? question.url.href : 'why' in question.unavailable ? question.unavailable.why : question.unavailable.kind;
  };

  it.each([
    ['from the public registry', {}, layers(''), 'https://registry.npmjs.org/lodash'],
    [
      'of a public scope',
      { name: '@aws/x', resolved: 'https://registry.npmjs.org/@aws/x/-/x-1.0.0.tgz' },
      layers(''),
      'https://registry.npmjs.org/@aws%2fx',
    ],
    [
      'from a mirror',
      { resolved: 'https://registry.npmjs.org/lodash/-/lodash-1.0.0.tgz' },
      layers('', 'registry=https://m.example/'),
      'https://m.example/lodash',
    ],
    ['with a path', {}, layers('', 'registry=https://m.example/a/npm'), 'https://m.example/a/npm/lodash'],
    ['of a mapped scope', { name: '@shop/ui' }, layers('@shop:registry=https://s.example/'), 'https://s.example/@shop%2fui'],
    ['of an unmapped scope', { name: '@shop/ui' }, layers(''), 'no-registry-named'],
    [
      'of an unmapped scope with a registry for all',
      { name: '@shop/ui' },
      layers('', 'registry=https://m.example/'),
      'https://m.example/@shop%2fui',
    ],
    [
      'from a registry that no setting names',
      { resolved: 'https://npm.corp.example/lodash/-/lodash-1.0.0.tgz' },
      layers(''),
      'other-registry',
    ],
    [
      'from a registry for another name',
      { resolved: 'https://s.example/lodash.tgz' },
      layers('@shop:registry=https://s.example/'),
      'other-registry',
    ],
    ['of another ecosystem', { ecosystem: 'PyPI' }, layers(''), 'not-supported'],
    ['that climbs', { name: '../-/whoami' }, layers(''), 'malformed'],
    ['that climbs in its scope', { name: '@../..' }, layers(''), 'malformed'],
    ['with a question', { name: 'a?b' }, layers(''), 'malformed'],
    ['with an escape', { name: 'a%2fb' }, layers(''), 'malformed'],
    ['of an old spelling', { name: "JSONStream~'!()*" }, layers(''), "https://registry.npmjs.org/JSONStream~'!()*"],
  ] as const)('%s', (_, rest, settings, expected) => expect(asked(rest, settings)).toBe(expected));

  it('of any name stays below its registry', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '/', '@', '%', '\\', '?', '#', ':', ' ', 'é') }), (name) => {
        const question = questionFor(pkg({ name }), layers('', 'registry=https://m.example/npm/'));
        if (!('url' in question)) return;
        expect(question.url.href.startsWith('https://m.example/npm/')).toBe(true);
        expect(question.url.pathname.slice('/npm/'.length)).not.toMatch(/\/|^$/);
        expect(question.url.search + question.url.hash).toBe('');
      }),
    );
  });
});
