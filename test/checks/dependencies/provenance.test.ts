import { expect, it } from 'vitest';
import packageProvenanceLost from '../../../src/checks/dependencies/package-provenance-lost.ts';
import packageSignatureInvalid from '../../../src/checks/dependencies/package-signature-invalid.ts';
import type { Verification } from '../../../src/facts/facts.ts';
import { loadFacts } from '../../../src/facts/index.ts';
import type { Package } from '../../../src/model/package.ts';
import { audit } from '../../../src/run.ts';
import { runOf } from '../../options.ts';

const pkg: Package = {
  ecosystem: 'npm',
  name: 'left',
  version: '1.0.1',
  purl: 'pkg:npm/left@1.0.1',
  source: 'registry',
  origin: { source: 'lockfile', file: 'package-lock.json' },
};
const forged: Verification = {
  failures: [{ of: 'attestation', defect: 'certificate', message: 'its provenance does not verify' }],
  unknown: [],
};
const unsure: Verification = {
  failures: [],
  unknown: [{ kind: 'missing-fact', fact: 'registry', why: 'unreachable', message: 'No answer' }],
};
const sure: Verification = { failures: [], unknown: [] };

/** What is found of a release that its registry says has provenance, as those before it had. */
const found = (verification: Verification, subject = pkg, checks = [packageProvenanceLost, packageSignatureInvalid] as const) => {
  const versions = new Map([
    ['1.0.0', { provenance: true, published: '2026-11-10T00:00:00.000Z' }],
    ['1.0.1', { provenance: true, published: '2026-11-20T00:00:00.000Z' }],
  ]);
  const registry = { lookup: () => ({ name: 'left', versions }), verificationOf: () => verification };
  const { report } = audit(
    { resources: [], packages: [subject], gaps: [], inputs: [], ignores: [], locate: () => undefined, quote: () => undefined },
    runOf(checks, { facts: { ...loadFacts(), registry } }),
  );
  return {
    findings: report.findings.map(({ check, message, disposition }) => [check, message, disposition.kind]),
    passed: report.evaluated.map(({ check, passed, undetermined }) => [check, passed, undetermined]),
  };
};

it('provenance that does not verify is none, which is said once', () => {
  expect(found(forged).findings).toEqual([
    ['package-signature-invalid', 'left 1.0.1 does not verify: its provenance does not verify', 'reported'],
    ['package-provenance-lost', 'left 1.0.1 was published with provenance that does not verify, unlike 1.0.0', 'superseded'],
  ]);
});

it('what could not be verified passes for lost provenance by the word of the registry, and not for its signature', () => {
  expect(found(unsure)).toEqual({
    findings: [],
    passed: [
      ['package-provenance-lost', 1, 0],
      ['package-signature-invalid', 0, 1],
    ],
  });
  expect(found(sure).passed.map(([, passed]) => passed)).toEqual([1, 1]);
});

it('deployed code, which holds no hashes, is judged by what does not verify alone', () => {
  const deployed = { ...pkg, unhashed: true };
  expect(found(unsure, deployed).passed).toEqual([
    ['package-provenance-lost', 1, 0],
    ['package-signature-invalid', 0, 0],
  ]);
  expect(found(forged, deployed).findings.map(([check]) => check)).toContain('package-signature-invalid');
});
