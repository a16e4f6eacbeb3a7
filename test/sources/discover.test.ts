import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { discover } from '../../src/sources/discover.ts';
import { gitignore } from '../../src/sources/gitignore.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parapet-discover-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const lay = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
};
const found = async (...paths: string[]): Promise<readonly string[]> =>
  (await discover(paths.length === 0 ? ['.'] : paths, root)).files.map(({ file }) => file);

describe('a folder', () => {
  test('in a stable order, without dependencies and what builds make', async () => {
    await lay({
      'b.yaml': '',
      'a/c.yaml': '',
      'node_modules/x/template.yaml': '',
      '.aws-sam/build/template.yaml': '',
      'dist/a.json': '',
      '.git/config': '',
      'a/.terraform/x.json': '',
    });
    expect(await found()).toEqual(['a/c.yaml', 'b.yaml']);
  });
  test('of a CDK assembly only the templates and the manifests, wherever it lies and whatever git ignores', async () => {
    await lay({
      '.gitignore': 'cdk.out\n*.json\n',
      'cdk.out/App.template.json': '',
      'cdk.out/manifest.json': '',
      'cdk.out/tree.json': '',
      'cdk.out/asset.1/template.yaml': '',
      'cdk.out/assembly-Prod/P.template.json': '',
      'made/cdk.out': '{"version":"55.0.0"}',
      'made/asset.1/template.yaml': '',
      'made/manifest.json': '',
    });
    expect(await found()).toEqual([
      '.gitignore',
      'cdk.out/App.template.json',
      'cdk.out/assembly-Prod/P.template.json',
      'cdk.out/manifest.json',
      'made/manifest.json',
    ]);
    expect((await discover(['.'], join(root, 'cdk.out'))).files.map(({ file }) => file)).toEqual([
      'App.template.json',
      'assembly-Prod/P.template.json',
      'manifest.json',
    ]);
  });
  test('as git sees it', async () => {
    await lay({
      '.gitignore': '*.log.yaml\n/secret/\nbuild\n!keep.log.yaml\n',
      'a.log.yaml': '',
      'keep.log.yaml': '',
      'secret/t.yaml': '',
      'sub/secret/t.yaml': '',
      'sub/build/t.yaml': '',
      'sub/.gitignore': 'only-here.yaml\n!b.log.yaml\n',
      'sub/only-here.yaml': '',
      'sub/b.log.yaml': '',
      'only-here.yaml': '',
    });
    expect(await found()).toEqual([
      '.gitignore',
      'keep.log.yaml',
      'only-here.yaml',
      'sub/.gitignore',
      'sub/b.log.yaml',
      'sub/secret/t.yaml',
    ]);
  });
  test('below a repository keeps the rules of the repository', async () => {
    await lay({ '.git/HEAD': '', '.gitignore': '*.tmp.yaml\n', 'sub/a.tmp.yaml': '', 'sub/b.yaml': '' });
    expect(await found('sub')).toEqual(['sub/b.yaml']);
  });
  test('that is ignored is searched when the user names it', async () => {
    await lay({ '.git/HEAD': '', '.gitignore': 'out/\n', 'out/a.yaml': '', 'dist/b.yaml': '' });
    expect(await found()).toEqual(['.gitignore']);
    expect(await found('out', 'dist')).toEqual(['out/a.yaml', 'dist/b.yaml']);
  });
  test('links are not followed', async () => {
    await lay({ 'a/t.yaml': '' });
    await symlink('..', join(root, 'a', 'up'));
    await symlink(join(root, 'a', 't.yaml'), join(root, 'link.yaml'));
    expect(await found()).toEqual(['a/t.yaml']);
  });
});

describe('a file', () => {
  test('that the user names is audited, ignored or not', async () => {
    await lay({ '.gitignore': 'a.yaml', 'a.yaml': '', 'node_modules/b.yaml': '' });
    expect((await discover(['a.yaml', 'node_modules/b.yaml', '.'], root)).files).toEqual([
      { path: join(root, 'a.yaml'), file: 'a.yaml', explicit: true },
      { path: join(root, 'node_modules/b.yaml'), file: 'node_modules/b.yaml', explicit: true },
      { path: join(root, '.gitignore'), file: '.gitignore', explicit: false },
    ]);
  });
  test('that does not exist is refused with the one that was meant', async () => {
    await lay({ 'infra/template.yaml': '' });
    const refused = await discover(['infra/tempalte.yaml'], root).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect(refused).toMatchObject({
      message: "There is no file or folder 'infra/tempalte.yaml'",
      hint: "Did you mean 'infra/template.yaml'?",
    });
  });
});

describe('.gitignore patterns', () => {
  const ignores = (pattern: string, path: string, isFolder = false) => gitignore(pattern)(path.split('/'), isFolder) === true;
  test.each([
    ['a', 'a', true],
    ['a', 'x/a', true],
    ['/a', 'x/a', false],
    ['a/b', 'a/b', true],
    ['a/b', 'x/a/b', false],
    ['*.yaml', 'x/y.yaml', true],
    ['*.yaml', 'x/y.yml', false],
    ['a/*', 'a/b', true],
    ['a/*', 'a/b/c', false],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['**/a', 'x/y/a', true],
    ['**/a', 'a', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'a/x/y/c', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a]x', 'bx', true],
    ['[', '[', true],
    ['\\#a', '#a', true],
    ['# a', '# a', false],
    ['\\!a', '!a', true],
    ['a\\ ', 'a ', true],
    ['a  ', 'a', true],
    ['', '', false],
    ['a\r', 'a', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b-', false],
  ])('%j and %j', (pattern, path, expected) => expect(ignores(pattern, path)).toBe(expected));

  test('for folders only', () => expect([ignores('a/', 'a'), ignores('a/', 'a', true)]).toEqual([false, true]));
  test('the last that matches decides', () => expect([ignores('*\n!a', 'a'), ignores('!a\n*', 'a')]).toEqual([false, true]));
  test('a name matches its own escaped pattern, and no pattern is slow', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z*?[\]!\\.-]{1,8}$/), (name) => {
        expect(ignores(`/${name.replaceAll(/[\\*?[\]!]/g, '\\$&')}`, name)).toBe(true);
      }),
    );
    expect(ignores(`${'a*'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
    expect(ignores(`${'**/a/'.repeat(200)}b`, 'a/'.repeat(500))).toBe(false);
  });
});
