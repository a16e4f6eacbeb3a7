import { describe, expect, it } from 'vitest';
import { parsePackument } from '../../../src/facts/registry/packument.ts';
import { packument } from './server.ts';

const versions = (members: string) => `{"name":"a","versions":${members}}`;
const pad = '"pad":"'.padEnd(1_100_000, 'x');

describe('an answer that would keep the parser busy', () => {
  it.each([
    ['is all keys', versions(`{${Array.from({ length: 100_001 }, (_, i) => `"${i}.0.0":0`).join()}}`)],
    ['is all lists', versions(`{"1.0.0":[${'[],'.repeat(2_600_000)}[]]}`)],
    ['is all depth', versions('['.repeat(2_000_000))],
    ['never ends its text', versions(`{"1.0.0":"${'\\"'.repeat(1_000_000)}`)],
  ])('%s', (_, text) => {
    expect(text.length).toBeGreaterThan(1 << 20);
    expect(parsePackument(text, 'a')).toHaveProperty('malformed');
  });
});

describe('a long answer', () => {
  it('is read, whatever its texts look like', () => {
    const text = `{${pad}","name":"a","versions":{"1.0.0":{"readme":"${'{[:,\\"\\\\'.repeat(1_000_000)}"},"1.1.0":{"deprecated":"no"}}}`;
    const found = parsePackument(text, 'a');
    expect('versions' in found && [...found.versions]).toEqual([
      ['1.0.0', {}],
      ['1.1.0', { deprecated: 'no' }],
    ]);
  });

  it('may list very many versions', () => {
    const many = Object.fromEntries(
      Array.from({ length: 40_000 }, (_, i) => [`1.0.${i}`, { dist: { tarball: `https://npm.example/${i}` } }]),
    );
    const found = parsePackument(packument('a', '2.0.0', many), 'a');
    expect('versions' in found && found.versions.size).toBe(40_001);
  });
});

describe('dates', () => {
  const time = { '1.0.0': '2020-01-01T00:00:00.000Z' };
  const published = (rest: object) => {
    const found = parsePackument(JSON.stringify({ name: 'a', versions: { '1.0.0': {} }, ...rest }), 'a');
    return 'versions' in found ? [found.versions.get('1.0.0')?.published, found.modified] : [];
  };

  it('are those of releases only where the answer also says when the package changed, as npm’s do', () => {
    const modified = '2020-02-02T00:00:00.000Z';
    expect(published({ time: { modified, ...time } })).toEqual([time['1.0.0'], modified]);
    expect(published({ time })).toEqual([undefined, undefined]);
    expect(published({ modified, time })).toEqual([undefined, modified]);
    expect(published({ time: { modified: 'lately', ...time } })).toEqual([undefined, undefined]);
  });
});

describe('provenance', () => {
  const NPM = { signatures: [{}] };
  const ANN = { name: 'ann' };
  it.each([
    ['an attestation', { dist: { attestations: { provenance: {} } } }, true],
    ['a trusted publisher', { dist: NPM, _npmUser: { ...ANN, trustedPublisher: { id: 'github' } } }, true],
    ['a signature and a publisher alone', { dist: NPM, _npmUser: ANN }, false],
    ['an attestation of the publication alone', { dist: { ...NPM, attestations: {} }, _npmUser: ANN }, false],
    ['no signature', { dist: {}, _npmUser: ANN }, undefined],
    ['no publisher', { dist: NPM }, undefined],
    ['nonsense', { dist: { attestations: 'yes', signatures: 'no' }, _npmUser: [] }, undefined],
  ])('of a release with %s', (_, release, expected) => {
    const found = parsePackument(JSON.stringify({ name: 'a', versions: { '1.0.0': release } }), 'a');
    expect('versions' in found && found.versions.get('1.0.0')?.provenance).toBe(expected);
  });
});

describe('names that objects have by themselves', () => {
  it('are versions like others, and nothing where they do not stand', () => {
    const text = '{"name":"a","versions":{"__proto__":{"deprecated":"x"},"constructor":{}},"time":{}}';
    const found = parsePackument(text, 'a');
    expect('versions' in found && [...found.versions]).toEqual([
      ['__proto__', { deprecated: 'x' }],
      ['constructor', {}],
    ]);
    expect(parsePackument('{"__proto__":{"versions":{}}}', 'a')).toHaveProperty('malformed');
  });
});
