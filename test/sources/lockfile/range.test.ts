import { expect, it } from 'vitest';
import { rangeIn } from '../../../src/sources/lockfile/range.ts';
import { only, packagesIn, registry, versionOne, versionThree } from './read.ts';

it.each([
  ['^1.2.0', '^1.2.0'],
  ['>=1 <2 || 3.x', '>=1 <2 || 3.x'],
  ['latest', 'latest'],
  ['', ''],
  ['npm:@scope/real@~1.0', '~1.0'],
  ['npm:real@2', '2'],
  ['npm:real', ''],
  ['workspace:^', '^'],
  ['git+https://user:token@example.com/a.git#v1', undefined],
  ['github:owner/name', undefined],
  ['owner/name#semver:^1', undefined],
  ['file:../a', undefined],
  ['catalog:', undefined],
  ['1'.repeat(300), undefined],
] as const)('the range in %j', (spec, range) => expect(rangeIn(spec)).toBe(range));

it('names everybody who asks for a package, and in which versions', async () => {
  const entries = { a: registry('a', '1.0.0'), b: registry('b', '2.0.0') };
  const asks = [
    { by: 'app', range: '^2.0.0' },
    { by: 'pkg:npm/a@1.0.0', range: '~2.0.0' },
  ];
  const three = await packagesIn(
    versionThree(
      { 'node_modules/a': { ...entries.a, dependencies: { b: '~2.0.0' } }, 'node_modules/b': entries.b },
      { dependencies: { a: '1.0.0', b: '^2.0.0' } },
    ),
  );
  expect(only(three, 'b').requirements).toEqual(asks);
  expect(only(three, 'a').requirements).toEqual([{ by: 'app', range: '1.0.0' }]);
  const one = await packagesIn(versionOne({ a: { ...entries.a, requires: { b: '~2.0.0' } }, b: entries.b }));
  expect(only(one, 'b').requirements).toEqual(asks.slice(1));
  expect(only(one, 'a').requirements).toBeUndefined();
});
