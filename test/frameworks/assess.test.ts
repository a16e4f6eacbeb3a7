import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import type { Provenance } from '../../src/facts/facts.ts';
import { frameworkOf } from '../../src/facts/frameworks/index.ts';
import { type Assessable, assess, questionsOf } from '../../src/frameworks/assess.ts';
import type { Seen } from '../../src/frameworks/evidence.ts';
import { SCVS } from '../../src/frameworks/scvs.ts';
import { SLSA } from '../../src/frameworks/slsa.ts';
import type { RawResource } from '../../src/model/inventory.ts';
import type { Package } from '../../src/model/package.ts';
import type { AssessedControl, Evaluated, Report, ReportedGap } from '../../src/report.ts';
import { newFolder, run } from '../cli/run.ts';
import { closed, compile, schemaOf } from '../reporters/schemas.ts';

const seenOf = (rest: Partial<Omit<Seen, 'report'>> & Partial<Seen['report']> = {}): Seen => {
  const { evaluated = [], gaps = [], inputs = [], provenance = [], ...others } = rest;
  return { report: { evaluated, gaps, inputs, provenance }, checks, packages: [], resources: [], ...others };
};

const figures = (check: string, passed: number, findings = 0, undetermined = 0): Evaluated => ({
  check,
  subjects: passed + findings + undetermined,
  passed,
  findings,
  undetermined,
});

const controlOf = (name: Assessable, id: string, seen: Seen, of?: AssessedControl['of']): AssessedControl => {
  const found = assess(frameworkOf(name), seen).controls.find((control) => control.id === id && control.of === of);
  if (found === undefined) throw new Error(`${name} has no ${id} ${of ?? ''}`);
  return found;
};

/** The catalogue as if it were these checks alone. */
const only = (...ids: readonly string[]): Pick<Seen, 'checks'> => ({ checks: checks.filter(({ id }) => ids.includes(id)) });

const pkg = (name: string, rest: Partial<Package> = {}): Package => ({
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  source: 'registry',
  origin: { source: 'lockfile', file: 'package-lock.json' },
  ...rest,
});

describe('what can be seen of a framework', () => {
  it.each([
    ['scvs', SCVS],
    ['slsa', SLSA],
  ] as const)('is asked of controls of %s that exist, and of checks that name them', (name, sights) => {
    const framework = frameworkOf(name);
    for (const [id, { as = {} }] of Object.entries(sights)) {
      const control = framework.controls.find((each) => each.id === id);
      expect(control, id).toBeDefined();
      for (const check of Object.keys(as)) {
        const found = checks.find((each) => each.id === check);
        expect(found?.docs.frameworks?.[name], `${check} and ${id}`).toContain(id);
      }
    }
  });

  it('counts each control once: among the questions, or among those of which nothing is visible', () => {
    for (const name of ['scvs', 'slsa'] as const) {
      const framework = frameworkOf(name);
      const { controls, unseen } = assess(framework, seenOf());
      expect([...new Set([...controls.map(({ id }) => id), ...unseen])].sort()).toEqual(framework.controls.map(({ id }) => id).sort());
      expect(unseen.filter((id) => controls.some((control) => control.id === id))).toEqual([]);
      expect(controls).toHaveLength(questionsOf(framework, checks).length);
    }
  });

  it('is nothing where nothing ran and nothing was read', () => {
    for (const name of ['scvs', 'slsa'] as const)
      for (const { standing, statements } of assess(frameworkOf(name), seenOf()).controls) {
        expect(standing).toBe('not-visible');
        expect(statements.map(({ says }) => says)).toContain('open');
      }
  });
});

describe('the verdicts of checks', () => {
  const tlsChecks = only('package-insecure-url', 'registry-insecure');
  const tls = (...evaluated: readonly Evaluated[]) => controlOf('scvs', '4.15', seenOf({ ...tlsChecks, evaluated }));

  it('evidence a control where all pass', () => {
    const { standing, statements } = tls(figures('package-insecure-url', 3), figures('registry-insecure', 1));
    expect(standing).toBe('evidenced');
    expect(statements).toContainEqual({ says: 'for', check: 'package-insecure-url', text: '3 of 3 pass' });
  });

  it('contradict it by one finding, whatever passes', () => {
    const { standing, statements } = tls(figures('package-insecure-url', 3), figures('registry-insecure', 5, 2));
    expect(standing).toBe('contradicted');
    expect(statements[0]).toEqual({ says: 'against', check: 'registry-insecure', text: '2 findings' });
  });

  it('leave it open by one subject that could not be judged, by a check that did not run, and by what could not be read', () => {
    expect(tls(figures('package-insecure-url', 3, 0, 1), figures('registry-insecure', 1)).standing).toBe('not-visible');
    const { standing, statements } = tls(figures('package-insecure-url', 3));
    expect(standing).toBe('not-visible');
    expect(statements).toContainEqual({ says: 'open', check: 'registry-insecure', text: 'it did not run' });

    const gap: ReportedGap = {
      source: 'lockfile',
      scope: { file: 'yarn.lock' },
      reason: 'syntax',
      message: 'line 3 is no YAML',
      checks: ['package-insecure-url'],
    };
    const unread = controlOf(
      'scvs',
      '4.15',
      seenOf({ ...tlsChecks, evaluated: [figures('package-insecure-url', 3), figures('registry-insecure', 1)], gaps: [gap] }),
    );
    expect(unread.standing).toBe('not-visible');
    expect(unread.statements).toContainEqual({
      says: 'open',
      check: 'package-insecure-url',
      text: '1 part could not be read: line 3 is no YAML',
    });
  });

  it('say nothing where they had nothing to judge', () => {
    const { standing, statements } = tls(figures('package-insecure-url', 0), figures('registry-insecure', 0));
    expect(standing).toBe('not-visible');
    expect(statements).toEqual([{ says: 'open', text: 'nothing that says something of it was read' }]);
  });

  it('of one run are no habit: vulnerabilities that were found contradict nothing, and one look evidences nothing', () => {
    const once = [figures('package-vulnerable', 9, 1), figures('package-malicious', 10)];
    const looked = controlOf(
      'scvs',
      '5.4',
      seenOf({
        ...only('package-vulnerable', 'package-malicious', 'scans-not-continuous'),
        evaluated: [...once, figures('scans-not-continuous', 0, 1)],
      }),
    );
    expect(looked.standing).toBe('not-visible');
    expect(looked.statements.map(({ says }) => says)).not.toContain('against');
    expect(
      controlOf(
        'scvs',
        '5.4',
        seenOf({
          ...only('package-vulnerable', 'package-malicious', 'scans-not-continuous'),
          evaluated: [...once, figures('scans-not-continuous', 1)],
        }),
      ).standing,
    ).toBe('evidenced');
    expect(
      controlOf('scvs', '5.8', seenOf({ evaluated: [figures('package-deprecated', 9), figures('package-abandoned', 9)] })).standing,
    ).toBe('not-visible');
  });
});

describe('packages', () => {
  it('are an inventory as far as they have versions and every lockfile could be read', () => {
    expect(controlOf('scvs', '1.3', seenOf({ packages: [pkg('a'), pkg('b')] }))).toMatchObject({
      standing: 'evidenced',
      statements: [{ says: 'for', text: '2 of 2 packages named with a version, in 1 file' }],
    });
    const { version: _, ...unversioned } = pkg('c');
    expect(controlOf('scvs', '1.3', seenOf({ packages: [pkg('a'), unversioned] })).standing).toBe('contradicted');
    const gaps: readonly ReportedGap[] = [{ source: 'lockfile', scope: { file: 'yarn.lock' }, reason: 'syntax', checks: [] }];
    expect(controlOf('scvs', '1.3', seenOf({ packages: [pkg('a')], gaps })).standing).toBe('not-visible');
  });

  it('from git or an address do not come from a repository of packages, those of the project itself are no packages of others', () => {
    const own = pkg('mine', { source: 'workspace' });
    expect(controlOf('scvs', '4.1', seenOf({ ...only(), packages: [pkg('a'), own] })).standing).toBe('evidenced');
    expect(controlOf('scvs', '4.1', seenOf({ ...only(), packages: [pkg('a'), pkg('g', { source: 'git' })] }))).toMatchObject({
      standing: 'contradicted',
      statements: [{ says: 'against', text: '1 package from elsewhere: g@1.0.0' }, { says: 'for' }],
    });
    expect(controlOf('scvs', '4.1', seenOf({ ...only(), packages: [own] })).standing).toBe('not-visible');
  });

  it('of a bill of materials are judged by it alone', () => {
    const inputs: Report['inputs'] = [{ source: 'lockfile', file: 'bom.json', format: 'cyclonedx' }];
    const listed = (integrity: string) => pkg('b', { integrity, origin: { source: 'lockfile', file: 'bom.json' } });
    const strong = seenOf({ inputs, packages: [pkg('a'), listed('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')] });
    expect(controlOf('scvs', '2.1', strong).standing).toBe('evidenced');
    expect(controlOf('scvs', '2.18', strong).standing).toBe('evidenced');
    expect(controlOf('scvs', '2.18', seenOf({ inputs, packages: [listed('sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=')] })).standing).toBe(
      'contradicted',
    );
    expect(controlOf('scvs', '2.18', seenOf({ packages: [pkg('a')] })).standing).toBe('not-visible');
  });
});

describe('verified provenance', () => {
  const provenance: Provenance = {
    predicateType: 'https://slsa.dev/provenance/v1',
    builder: 'https://github.com/actions/runner/github-hosted',
    issuer: 'https://token.actions.githubusercontent.com',
    repository: 'https://github.com/example/a',
    commit: '0123456789abcdef0123456789abcdef01234567',
    workflow: 'https://github.com/example/a/.github/workflows/release.yml@refs/heads/main',
    runner: 'github-hosted',
  };
  const provenanceOf = (of: Readonly<Record<string, Provenance>>) =>
    Object.entries(of).map(([name, built]) => ({ package: `pkg:npm/${name}@1.0.0`, ...built }));
  const levels = (of: Readonly<Record<string, Provenance>>, packages = [pkg('a')]) =>
    ['Build L1', 'Build L2', 'Build L3'].map(
      (id) => controlOf('slsa', id, seenOf({ ...only(), packages, provenance: provenanceOf(of) }), 'dependencies').standing,
    );

  it('evidences what its certificate says, and no more', () => {
    expect(levels({})).toEqual(['not-visible', 'not-visible', 'not-visible']);
    expect(levels({ a: provenance })).toEqual(['evidenced', 'evidenced', 'not-visible']);
    expect(levels({ a: { ...provenance, runner: 'self-hosted' } })).toEqual(['evidenced', 'not-visible', 'not-visible']);
    const generator = 'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml@refs/tags/v2.1.0';
    expect(levels({ a: { ...provenance, workflow: generator } })).toEqual(['evidenced', 'evidenced', 'evidenced']);
    const imitation =
      'https://github.com/example/x/slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml@refs/tags/v2.1.0';
    expect(levels({ a: { ...provenance, workflow: imitation } })[2]).toBe('not-visible');
    // What the statement says of its builder is the builder's own word.
    expect(levels({ a: { ...provenance, builder: generator } })[2]).toBe('not-visible');
  });

  it('of some packages evidences nothing of the others', () => {
    const packages = [pkg('a'), pkg('b')];
    expect(levels({ a: provenance }, packages)).toEqual(['not-visible', 'not-visible', 'not-visible']);
    const { statements } = controlOf(
      'slsa',
      'Build L1',
      seenOf({ ...only(), packages, provenance: provenanceOf({ a: provenance }) }),
      'dependencies',
    );
    expect(statements.map(({ text }) => text)).toEqual([
      '1 of 2 packages with provenance that was verified',
      '1 of 2 packages without provenance that was verified',
    ]);
  });
});

describe('a signature that does not verify', () => {
  it('contradicts that packages were built as their provenance says, and nothing of the repository itself', () => {
    const seen = seenOf({ packages: [pkg('a')], evaluated: [figures('package-signature-invalid', 0, 1)] });
    expect(controlOf('slsa', 'Build L2', seen, 'dependencies').standing).toBe('contradicted');
    expect(controlOf('slsa', 'Build L2', seen, 'repository').standing).toBe('not-visible');
  });
});

describe('workflows', () => {
  const workflow = (properties: RawResource['properties']): RawResource => ({
    type: 'workflow',
    id: '.github/workflows/release.yml',
    properties,
    origin: { source: 'repository', file: '.github/workflows/release.yml', repository: '.' },
  });
  const job = (steps: readonly unknown[], rest: Readonly<Record<string, unknown>> = {}) =>
    workflow({ jobs: { release: { 'runs-on': 'ubuntu-24.04', steps, ...rest } } } as RawResource['properties']);
  const levels = (resource: RawResource, findings = 0) =>
    ['Build L1', 'Build L2', 'Build L3'].map(
      (id) =>
        controlOf(
          'slsa',
          id,
          seenOf({ resources: [resource], evaluated: [figures('build-without-provenance', 1, findings)] }),
          'repository',
        ).standing,
    );
  const attest = { uses: 'actions/attest-build-provenance@v3' };

  it.each([
    ['that publish nothing evidence nothing', job([{ run: 'npm test' }]), ['not-visible', 'not-visible', 'not-visible']],
    ['that attest on a hosted runner', job([attest]), ['evidenced', 'evidenced', 'not-visible']],
    [
      'that attest on a machine of their own',
      job([attest], { 'runs-on': ['self-hosted', 'linux'] }),
      ['evidenced', 'not-visible', 'not-visible'],
    ],
    ['that attest on who knows what', job([attest], { 'runs-on': '${{ matrix.os }}' }), ['evidenced', 'not-visible', 'not-visible']],
    ['that publish to npm with provenance', job([{ run: 'npm publish --provenance' }]), ['evidenced', 'evidenced', 'not-visible']],
    [
      'that publish to npm with a token',
      job([{ run: 'npm publish', env: { NODE_AUTH_TOKEN: 'x' } }], { permissions: { 'id-token': 'write' } }),
      ['not-visible', 'not-visible', 'not-visible'],
    ],
    [
      'that sign with a key of who knows whom',
      job([{ run: 'cosign attest --key k.pem img' }]),
      ['evidenced', 'not-visible', 'not-visible'],
    ],
    [
      'that verify attestations leave none',
      job([{ run: 'gh attestation verify a.zip --owner example' }]),
      ['not-visible', 'not-visible', 'not-visible'],
    ],
    [
      'that let an isolated builder build',
      workflow({ jobs: { build: { uses: 'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0' } } }),
      ['evidenced', 'evidenced', 'evidenced'],
    ],
  ])('%s', (_, resource, expected) => {
    expect(levels(resource)).toEqual(expected);
  });

  it('that could not be read leave open what the others evidence', () => {
    const gaps: readonly ReportedGap[] = [
      { source: 'repository', scope: { file: '.github/workflows/b.yml' }, reason: 'syntax', checks: ['build-without-provenance'] },
    ];
    const seen = seenOf({ resources: [job([attest])], evaluated: [figures('build-without-provenance', 1)], gaps });
    expect(controlOf('slsa', 'Build L1', seen, 'repository').standing).toBe('not-visible');
  });

  it('that publish something else besides contradict', () => {
    expect(levels(job([attest]), 1)[0]).toBe('contradicted');
  });
});

describe('parapet scan --framework', () => {
  const write = (folder: string, files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  };
  const project = () =>
    write(newFolder(), {
      '.git/HEAD': 'ref: refs/heads/main\n',
      'package.json': '{ "name": "x", "dependencies": { "ms": "^2.1.3" } }',
      '.github/workflows/release\u001b[31m.yml': 'jobs: { a: { runs-on: ubuntu-24.04, steps: [{ uses: actions/attest@v3 }] } }',
    });
  const scan = (cwd: string, ...more: readonly string[]) => run(['scan', '--offline', '--fail-on', 'never', ...more], { cwd });

  it('adds what the run shows to the JSON report, which stays what its schema says', async () => {
    const { code, stdout } = await scan(project(), '--framework', 'scvs,slsa', '--format', 'json');
    expect(code).toBe(0);
    const report: Report = JSON.parse(stdout);
    const strict = compile(closed(schemaOf('report')));
    strict(report);
    expect(strict.errors).toBeNull();
    expect(report.frameworks?.map(({ framework }) => framework)).toEqual(['scvs', 'slsa']);
    const [scvs, slsa] = report.frameworks ?? [];
    expect(scvs?.controls.find(({ id }) => id === '3.1')).toMatchObject({ level: 'L1', standing: 'contradicted' });
    expect(slsa?.controls.find(({ id }) => id === 'Source L1')).toMatchObject({ standing: 'evidenced' });
    expect(slsa?.controls.find(({ id, of }) => id === 'Build L2' && of === 'repository')).toMatchObject({ standing: 'evidenced' });
  });

  it('changes neither findings nor the exit code nor SARIF', async () => {
    const cwd = project();
    for (const format of ['json', 'sarif']) {
      const of = async (...more: readonly string[]) => {
        const { code, stdout } = await run(['scan', '--offline', '--fail-on', 'medium', '--format', format, ...more], { cwd });
        const { frameworks: _, run: __, runs, ...rest } = JSON.parse(stdout);
        return { code, rest, results: runs?.[0]?.results };
      };
      const plain = await of();
      expect(plain.code).toBe(1);
      expect(await of('--framework', 'scvs')).toEqual(plain);
    }
  });

  it('is a part of the report for people, in which names of files are no escape codes', async () => {
    const { stdout } = await scan(project(), '--framework', 'scvs', '--framework', 'slsa');
    expect(stdout).toMatch(/^OWASP Software Component Verification Standard 1\.0, as far as it is visible: \d+ contradicted, /m);
    expect(stdout).toMatch(/^ {2}contradicted\[3\.1\]: A build can be repeated \(L1\)\n {4}against: lockfile-missing: 1 finding$/m);
    expect(stdout).toMatch(/^ {2}evidenced\[Build L2\]: /m);
    expect(stdout).not.toContain('\u001b');
    expect((await scan(project())).stdout).not.toContain('as far as it is visible');
  });

  it('refuses what a scan can say nothing of', async () => {
    const { code, stderr } = await scan(newFolder(), '--framework', 'fsbp');
    expect(code).toBe(2);
    expect(stderr).toContain('--framework has no fsbp');
  });
});
