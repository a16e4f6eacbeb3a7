import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outdatedOf } from '../../src/cli/registry.ts';
import type { Report } from '../../src/report.ts';
import { nameIn, startRegistry } from '../facts/registry/server.ts';
import { hashOf, keysOf, newSigner, signedDist } from '../facts/registry/signed.ts';
import { newSigstore, PROVENANCE } from '../facts/registry/sigstore.ts';
import { newFolder, run } from './run.ts';

/** A project that locks packages from the public registry. */
const project = (names: readonly string[]): string => {
  const folder = newFolder();
  const dependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const packages = Object.fromEntries(
    names.map((name) => [
      `node_modules/${name}`,
      {
        version: '1.0.0',
        resolved: `https://registry.npmjs.org/${name}/-/${name.split('/').pop()}-1.0.0.tgz`,
        integrity: hashOf(`${name}@1.0.0`),
      },
    ]),
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', dependencies }));
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ name: 'app', lockfileVersion: 3, packages: { '': { name: 'app', dependencies }, ...packages } }),
  );
  return folder;
};

it('a scan says who built packages, and which do not verify', async () => {
  const [signer, sigstore, foreign] = [newSigner(), await newSigstore(), await newSigstore()];
  const answers: Readonly<Record<string, unknown>> = {
    '@shop/ui': await sigstore.attest({ name: '@shop/ui' }),
    forged: await foreign.attest({ name: 'forged' }),
    moved: await sigstore.attest({ name: '@shop/ui' }),
  };
  const registry = await startRegistry((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    if (path === '/-/npm/v1/keys') return void response.end(keysOf(signer));
    const about = /^\/-\/npm\/v1\/attestations\/(.+)@1\.0\.0$/.exec(path)?.[1];
    if (about !== undefined) return void response.end(JSON.stringify({ attestations: [answers[about]] }));
    const name = nameIn(request.url);
    const attestations = { url: 'http://127.0.0.1:9/elsewhere', provenance: { predicateType: PROVENANCE.predicateType } };
    const dist = { ...signedDist(signer, name), ...(Object.hasOwn(answers, name) ? { attestations } : {}) };
    response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': { dist } } }));
  });
  const root = join(newFolder(), 'trusted-root.json');
  writeFileSync(root, JSON.stringify(sigstore.trustRoot.trustedRoot));
  const env = { npm_config_registry: registry.url, PARAPET_CACHE: newFolder(), PARAPET_TRUSTED_ROOT: root };
  const cwd = project(['@shop/ui', 'forged', 'moved', 'plain']);
  const args = ['scan', '--check', 'package-signature-invalid'];
  const look = async (): Promise<Report> => JSON.parse((await run([...args, '--format', 'json'], { cwd, env })).stdout);
  const report = await look();
  expect(report.findings.map(({ message, severity, data }) => [message, severity, data.failures])).toEqual([
    [
      'forged 1.0.0 does not verify: the certificate that its provenance is signed with was not issued by a trusted authority, or not for that time',
      'critical',
      [{ of: 'attestation', defect: 'certificate' }],
    ],
    [
      'moved 1.0.0 does not verify: its provenance is about another package, version or archive than the one that is locked',
      'critical',
      [{ of: 'attestation', defect: 'subject' }],
    ],
  ]);
  expect([report.gaps, report.undetermined]).toEqual([[], []]);
  expect(report.evaluated).toEqual([{ check: 'package-signature-invalid', subjects: 4, passed: 2, findings: 2, undetermined: 0 }]);
  expect(report.provenance).toEqual([{ package: 'pkg:npm/%40shop/ui@1.0.0', ...PROVENANCE }]);

  // What verified is kept, what did not is asked for again.
  const before = registry.seen.length;
  expect((await look()).provenance).toEqual(report.provenance);
  expect(
    registry.seen
      .slice(before)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['/-/npm/v1/attestations/forged@1.0.0', '/-/npm/v1/attestations/moved@1.0.0']);

  const { stdout } = await run([...args, '--verbose', '--no-color'], { cwd, env, columns: 200 });
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `provenance[pkg:npm/%40shop/ui@1.0.0]: ${PROVENANCE.repository} at 0123456789ab, by ${PROVENANCE.workflow}`,
  );
  expect(stdout).toContain('1 package with verified provenance');
});

it.each([
  ['{}', false],
  ['{"tlogs":[{}]}', true],
  ['nothing', true],
])('a trust root that is %s', async (text, refused) => {
  const root = join(newFolder(), 'trusted-root.json');
  writeFileSync(root, text);
  const env = { npm_config_registry: 'http://127.0.0.1:9/', PARAPET_TRUSTED_ROOT: root };
  const { code, stderr } = await run(['scan', '--check', 'package-signature-invalid'], { cwd: project(['a']), env });
  expect([code === 2, stderr.includes('PARAPET_TRUSTED_ROOT names no trust root')]).toEqual([refused, refused]);
});

it('says of what attestations were verified by that it may be out of date', () => {
  const lookup = () => ({ unavailable: { kind: 'not-returned' as const } });
  const registry = { lookup, verificationOf: () => ({ failures: [], unknown: [] }) };
  expect(outdatedOf(registry)).toEqual([]);
  expect(outdatedOf({ ...registry, trust: { asOf: '2026-11-05' } })).toEqual([]);
  expect(outdatedOf({ ...registry, trust: { asOf: '2026-11-05', stale: 'tuf.example answers with 500' } })).toMatchObject([
    {
      source: 'facts',
      reason: 'trust-root-stale',
      message: expect.stringContaining('of 2026-11-05, which could not be brought up to date: tuf'),
    },
  ]);
});
