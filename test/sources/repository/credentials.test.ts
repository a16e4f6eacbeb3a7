import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { audit } from '../../../src/run.ts';
import { collect } from '../../../src/sources/collect.ts';
import { runOf } from '../../options.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const SECRET = 'Zk7mQ2xW9v4BpL3nT8cRHq4v';

/** A repository of these files. */
const repository = (files: Readonly<Record<string, string | Buffer>>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-credentials-'));
  folders.push(cwd);
  for (const [file, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  return cwd;
};

const scan = async (cwd: string) => {
  const collected = await collect(['.'], { cwd });
  const { report } = audit(collected, runOf(checks));
  const told = report.findings.filter(({ check }) => /^secret-in-|registry-token/.test(check));
  return { collected, report, told };
};

const places = ({ told }: Awaited<ReturnType<typeof scan>>): readonly string[] =>
  told.map(({ check, location, disposition }) => `${check} ${location?.file}:${location?.startLine} ${disposition.kind}`).sort();

describe('credentials in the files of a repository', () => {
  it('are told where git keeps the file, in text of any encoding, and never shown', async () => {
    const line = `password = "${SECRET}"\n`;
    const cwd = repository({
      '.gitignore': 'ignored/\n',
      'ignored/settings.conf': line,
      'settings.conf': `# first\n${line}`,
      'wide.conf': Buffer.from(`\ufefftoken = "Rw5Bn7KZk7mHq4vT9zLm2Xc8"\n`, 'utf16le'),
      'image.png': line,
      'core.dump': Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(line)]),
    });
    const ran = await scan(cwd);
    expect(places(ran)).toEqual(['secret-in-repository settings.conf:2 reported', 'secret-in-repository wide.conf:1 reported']);
    const { collected, report } = ran;
    expect(JSON.stringify([collected.resources, report])).not.toContain(SECRET);
    expect(collected.quote('settings.conf', 2)).toBe(`password = "${'*'.repeat(SECRET.length)}"`);
    expect(report.gaps).toEqual([]);
  });

  it('are looked for in the beginning of a large file, and the rest is a gap', async () => {
    const filler = 'a line of text without anything in it\n'.repeat(230_000);
    const ran = await scan(repository({ 'large.txt': `${filler}password = "${SECRET}"\n` }));
    expect(places(ran)).toEqual([]);
    expect(ran.report.gaps).toMatchObject([{ reason: 'too-large', message: expect.stringContaining('large.txt') }]);
    expect(ran.report.undetermined).toMatchObject([{ check: 'secret-in-repository' }, { check: 'subscriber-unverified' }]);
  });

  it.skipIf(process.getuid?.() === 0)('leave a gap where a file cannot be read', async () => {
    const cwd = repository({ 'locked.conf': `password = "${SECRET}"\n` });
    chmodSync(join(cwd, 'locked.conf'), 0);
    expect((await scan(cwd)).report.gaps).toMatchObject([{ reason: 'unreadable' }]);
  });

  it('are told once, by the check that knows most of the place', async () => {
    const ran = await scan(
      repository({
        'template.yaml': [
          'Resources:',
          '  Orders:',
          '    Type: AWS::SecretsManager::Secret',
          '    Properties:',
          `      SecretString: '{"password":"${SECRET}"}'`,
          '',
        ].join('\n'),
        '.npmrc': '//registry.npmjs.org/:_authToken=npm_Ab3dE6gH9jK2mN5pQ8rS1tU4vW7xY0Zz9Yy8\n',
      }),
    );
    expect(places(ran)).toEqual([
      'registry-token-committed .npmrc:1 reported',
      'secret-in-repository .npmrc:1 superseded',
      'secret-in-repository template.yaml:5 superseded',
      'secret-in-template template.yaml:5 reported',
    ]);
  });

  it('are told once where a parameter has them by default', async () => {
    const ran = await scan(
      repository({
        'template.yaml': `Parameters:\n  Token:\n    Type: String\n    NoEcho: true\n    Default: glpat-${SECRET}\nResources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: { Variables: { TOKEN: !Ref Token } }\n`,
      }),
    );
    expect(places(ran)).toEqual(['secret-in-environment template.yaml:10 reported', 'secret-in-repository template.yaml:5 superseded']);
  });

  it('stay a matter of their own where they stand in other files as well', async () => {
    const ran = await scan(
      repository({
        'template.yaml': `Resources:\n  Orders:\n    Type: AWS::SecretsManager::Secret\n    Properties:\n      SecretString: '{"password":"${SECRET}"}'\n`,
        'other.conf': `password = "${SECRET}"\n`,
      }),
    );
    expect(places(ran)).toEqual(['secret-in-repository other.conf:1 reported', 'secret-in-template template.yaml:5 reported']);
    expect(ran.told.find(({ check }) => check === 'secret-in-repository')?.related).toMatchObject([
      { location: { file: 'template.yaml' } },
    ]);
  });

  it('are accepted by a comment above them', async () => {
    const ran = await scan(
      repository({ 'settings.conf': `# parapet: ignore[secret-in-repository] revoked in May\npassword = "${SECRET}"\n` }),
    );
    expect(places(ran)).toEqual(['secret-in-repository settings.conf:2 ignored']);
  });
});
