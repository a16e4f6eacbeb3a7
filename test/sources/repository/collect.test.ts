import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { collect } from '../../../src/sources/collect.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const treeOf = (files: Readonly<Record<string, string>>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-repository-'));
  folders.push(cwd);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  return cwd;
};

const read = async (files: Readonly<Record<string, string>>, paths: readonly string[] = ['.']) => collect(paths, { cwd: treeOf(files) });

describe('the files of a repository', () => {
  it('are resources with the words of their own tools', async () => {
    const { resources, inputs, locate } = await read({
      '.github/workflows/deploy.yml': 'on: push\njobs:\n  a:\n    steps:\n      - uses: example/a@v1\n',
      '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n',
      'app/Dockerfile':
        '# syntax=docker/dockerfile:1\nFROM node:24 AS build\nRUN npm ci \\\n  # why\n  && npm test\nCOPY <<EOF /x\nRUN no\nEOF\nCMD ["a"]\n',
      'docs/action.yml': 'title: not an action\n',
    });
    expect(resources.filter(({ type }) => type !== 'repository').map(({ type, id, origin }) => [type, id, origin.repository])).toEqual([
      ['dependabot', '.github/dependabot.yml', '.'],
      ['workflow', '.github/workflows/deploy.yml', '.'],
      ['dockerfile', 'app/Dockerfile', '.'],
    ]);
    expect(inputs.map(({ source, file, format }) => [source, file, format])).toEqual([
      ['repository', '.github/dependabot.yml', 'dependabot'],
      ['repository', '.github/workflows/deploy.yml', 'github-workflow'],
      ['repository', 'app/Dockerfile', 'dockerfile'],
    ]);
    const [, workflow, dockerfile] = resources;
    expect(workflow?.properties.on).toBe('push');
    expect(locate(workflow as never, ['jobs', 'a', 'steps', 0, 'uses'])).toMatchObject({ startLine: 5, startColumn: 15 });
    expect(dockerfile?.properties.Instructions).toEqual([
      { Instruction: 'FROM', Value: 'node:24 AS build' },
      { Instruction: 'RUN', Value: 'npm ci && npm test' },
      { Instruction: 'COPY', Value: '<<EOF /x \nRUN no' },
      { Instruction: 'CMD', Value: '["a"]' },
    ]);
    expect(locate(dockerfile as never, ['Instructions', 1, 'Value'])).toMatchObject({ startLine: 3, startColumn: 5 });
  });

  it('hold no secret, in the inventory or in a quoted line', async () => {
    const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
    const collected = await read({
      '.github/workflows/a.yml': `on: push\nenv:\n  API_PASSWORD: hunter2-and-more\njobs:\n  a:\n    steps:\n      - run: curl -H Authorization:${token}" https://example.com\n      - env: { TOKEN: '\${{ secrets.TOKEN }}' }\n`,
    });
    expect(JSON.stringify(collected.resources)).not.toMatch(/hunter2|ghp_/);
    expect(JSON.stringify(collected.resources)).toContain('secrets.TOKEN');
    expect([3, 7].map((line) => collected.quote('.github/workflows/a.yml', line)).join()).not.toMatch(/hunter2|ghp_/);
  });

  it('are gaps where they are broken, and the others are read', async () => {
    const { resources, gaps } = await read({
      '.github/workflows/bad.yml': 'on: push\njobs: [a\n',
      '.github/workflows/list.yml': '- a\n',
      '.github/workflows/good.yml': 'on: push\n',
      '.github/workflows/forged.yml': 'on: push\njobs:\n  $unknown: { kind: redacted }\n',
    });
    expect(resources.filter(({ type }) => type !== 'repository').map(({ id }) => id)).toEqual(['.github/workflows/good.yml']);
    expect(gaps.map(({ source, scope, reason, types }) => [source, scope.file, scope.line, scope.repository, reason, types])).toEqual([
      ['repository', '.github/workflows/bad.yml', 3, '.', 'syntax', ['workflow']],
      ['repository', '.github/workflows/forged.yml', 3, '.', 'malformed', ['workflow']],
      ['repository', '.github/workflows/list.yml', 1, '.', 'malformed', ['workflow']],
    ]);
  });

  it('belong to the nearest repository', async () => {
    const { resources } = await read({
      '.github/dependabot.yml': 'version: 2\n',
      'vendor/other/.git/HEAD': 'ref: refs/heads/main\n',
      'vendor/other/.github/dependabot.yml': 'version: 2\n',
    });
    expect(resources.filter(({ type }) => type !== 'repository').map(({ id, origin }) => [id, origin.repository])).toEqual([
      ['.github/dependabot.yml', '.'],
      ['vendor/other/.github/dependabot.yml', 'vendor/other'],
    ]);
  });

  it('are not all seen where only a part of a repository is audited', async () => {
    const files = { '.git/HEAD': 'ref: refs/heads/main\n', '.github/dependabot.yml': 'version: 2\n', 'app/package.json': '{}\n' };
    const whole = await read(files);
    const partial = ({ resources }: Awaited<ReturnType<typeof read>>) =>
      resources.filter(({ type }) => type === 'repository').map(({ properties }) => properties.Partial);
    expect(partial(whole)).toEqual([false]);
    const part = await collect(['.'], { cwd: join(treeOf(files), 'app') });
    expect(partial(part)).toEqual([true]);
    const below = await collect(['app'], { cwd: treeOf(files) });
    expect(partial(below)).toEqual([true]);
    // What stands above is read for what it says of the part, and is neither an input nor a subject.
    expect(below.resources.filter(({ origin }) => origin.context).map(({ type, id }) => [type, id])).toEqual([
      ['dependabot', '.github/dependabot.yml'],
    ]);
    expect(below.inputs.map(({ file }) => file)).toEqual(['app/package.json']);
    const named = await collect(['app/package.json'], { cwd: treeOf(files) });
    expect(partial(named)).toEqual([true]);
  });

  it('are not followed out of the tree', async () => {
    const cwd = treeOf({ 'in/.github/workflows/a.yml': 'on: push\n', 'out/b.yml': 'on: push\n' });
    symlinkSync(join(cwd, 'out/b.yml'), join(cwd, 'in/.github/workflows/b.yml'));
    const { resources } = await collect(['.'], { cwd: join(cwd, 'in') });
    expect(resources.filter(({ type }) => type !== 'repository').map(({ id }) => id)).toEqual(['.github/workflows/a.yml']);
  });

  it('never end a run, whatever stands in them', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'FROM a',
        'RUN x \\',
        '# escape=`',
        'RUN <<EOF',
        'EOF',
        '',
        '  ',
        'COPY --from=a b c',
        '\\',
        'RUN `',
        'on: push',
        '{',
        '__proto__: 1',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), async (lines, end) => {
        const text = lines.join(end);
        const { resources, gaps } = await read({ Dockerfile: text, '.github/workflows/a.yml': text, 'action.yml': text });
        expect(resources.filter(({ type }) => type === 'dockerfile')).toHaveLength(1);
        expect(
          resources.filter(({ type }) => type === 'workflow').length + gaps.filter(({ types }) => types?.includes('workflow')).length,
        ).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});
