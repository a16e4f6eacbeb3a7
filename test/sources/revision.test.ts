import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRevisionOf, lockfilesAt } from '../../src/sources/revision/index.ts';
import { commit, ENV, git, newFolder, put, repository } from '../git.ts';
import { lockOf } from '../packages.ts';

const at = (revision: string, cwd: string, paths: readonly string[] = [cwd]) => lockfilesAt(revision, { paths, cwd, env: ENV });
const purls = async (...args: Parameters<typeof at>) => (await at(...args)).packages.map(({ purl, origin }) => `${origin.file} ${purl}`);

describe('the lockfiles of a revision', () => {
  it('are those that were committed, whatever the working tree holds', async () => {
    const folder = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
    commit(folder, { 'package-lock.json': lockOf({ a: '1.1.0' }), 'services/x/package-lock.json': lockOf({ b: '2.0.0' }) });
    put(folder, { 'package-lock.json': 'not even JSON' });
    rmSync(join(folder, 'services'), { recursive: true });
    expect(await purls('main~1', folder)).toEqual(['package-lock.json pkg:npm/a@1.0.0']);
    expect(await purls('HEAD', folder)).toEqual(['package-lock.json pkg:npm/a@1.1.0', 'services/x/package-lock.json pkg:npm/b@2.0.0']);
    expect(await purls('HEAD', folder, [join(folder, 'services')])).toEqual(['services/x/package-lock.json pkg:npm/b@2.0.0']);
    expect(await purls('HEAD', folder, [join(folder, 'services/x/package-lock.json')])).toHaveLength(1);
  });

  it('are read with the manifests beside them, and named from the working directory', async () => {
    const folder = repository({
      'app/requirements.txt': '-r more/base.txt\nflask==3.0.0\n',
      'app/more/base.txt': 'jinja2==3.1.0\n',
      'app/node_modules/x/package-lock.json': lockOf({ hidden: '1.0.0' }),
    });
    put(folder, { 'app/more/base.txt': 'jinja2==2.0.0\n' });
    expect((await purls('HEAD', join(folder, 'app'))).sort()).toEqual([
      'more/base.txt pkg:pypi/jinja2@3.1.0',
      'requirements.txt pkg:pypi/flask@3.0.0',
    ]);
  });

  it('follow no link, and are a gap where they are broken', async () => {
    const folder = repository({ 'package-lock.json': '{ "lockfileVersion": 3, "packages": { "node_modules/a": 5 } }' });
    symlinkSync('package-lock.json', join(folder, 'npm-shrinkwrap.json'));
    commit(folder, {});
    const { packages, gaps, inputs } = await at('HEAD', folder);
    expect(packages).toEqual([]);
    expect(inputs.map(({ file }) => file)).toEqual(['package-lock.json']);
    expect(gaps).toMatchObject([{ source: 'lockfile', scope: { file: 'package-lock.json' } }]);
  });

  it.each(['nope', '-h', '--output=x', '', 'main:package-lock.json', 'main..main', 'a\nb', 'HEAD~9', 'x'.repeat(5000)])(
    'are not asked for by %j',
    async (revision) => {
      const folder = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
      await expect(at(revision, folder)).rejects.toThrow(/there is no file and no revision/);
      expect(await isRevisionOf(revision, folder, ENV)).toBe(false);
    },
  );

  it('need a repository, and git', async () => {
    const folder = newFolder();
    await expect(at('HEAD', folder)).rejects.toThrow(/lies in no git repository/);
    const real = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
    await expect(lockfilesAt('HEAD', { paths: [real], cwd: real, env: { PATH: folder } })).rejects.toThrow(/git, which is not installed/);
    await expect(at('HEAD', real, [real, folder])).rejects.toThrow(/lies outside of the repository/);
  });

  it('lead to no other repository by the environment', async () => {
    const folder = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
    const other = repository({ 'package-lock.json': lockOf({ other: '1.0.0' }) });
    const env = { ...ENV, GIT_DIR: join(other, '.git'), GIT_OBJECT_DIRECTORY: join(other, '.git/objects') };
    const { packages } = await lockfilesAt('HEAD', { paths: [folder], cwd: folder, env });
    expect(packages.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('a hostile repository', () => {
  /** A script that leaves a trace when anything runs it. */
  const trap = (folder: string): { readonly script: string; readonly sprung: () => boolean } => {
    const [script, trace] = [join(folder, 'trap.sh'), join(folder, 'sprung')];
    writeFileSync(script, `#!/bin/sh\ntouch ${trace}\nexit 1\n`);
    chmodSync(script, 0o755);
    return { script, sprung: () => existsSync(trace) };
  };

  it('runs nothing that its settings, attributes and hooks name', async () => {
    const folder = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }), '.gitattributes': '* filter=evil diff=evil\n' });
    const { script, sprung } = trap(newFolder());
    for (const name of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.editor',
      'filter.evil.smudge',
      'diff.evil.textconv',
      'gpg.program',
    ])
      git(folder, 'config', name, script);
    git(folder, 'config', 'alias.cat-file', `!${script}`);
    git(folder, 'config', 'pager.ls-tree', script);
    for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction']) {
      put(folder, { [`.git/hooks/${hook}`]: readFileSync(script, 'utf8') });
      chmodSync(join(folder, '.git/hooks', hook), 0o755);
    }
    const before = git(folder, 'status', '--porcelain');
    rmSync(join(dirname(script), 'sprung'), { force: true });
    expect(await purls('HEAD', folder)).toEqual(['package-lock.json pkg:npm/a@1.0.0']);
    expect(sprung()).toBe(false);
    expect(before).toBe('');
  });

  it('fetches nothing that it pretends to lack', async () => {
    const folder = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
    const { script, sprung } = trap(newFolder());
    const id = git(folder, 'rev-parse', 'HEAD:package-lock.json').trim();
    rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    for (const [name, value] of Object.entries({
      'core.repositoryformatversion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::${script}`,
      'remote.origin.uploadpack': script,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
      'protocol.file.allow': 'always',
    }))
      git(folder, 'config', name, value);
    const { packages, gaps } = await at('HEAD', folder);
    expect(packages).toEqual([]);
    expect(gaps).toMatchObject([{ reason: 'unreadable', scope: { file: 'package-lock.json' } }]);
    git(folder, 'config', 'remote.origin.url', folder);
    await at('HEAD', folder);
    expect(sprung()).toBe(false);
    // The trap works: git left to itself walks into it.
    expect(() => git(folder, 'cat-file', '-p', id)).toThrow();
    expect(sprung()).toBe(true);
  });
});
