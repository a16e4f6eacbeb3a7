import { describe, expect, it } from 'vitest';
import type { Location, ReportedFinding, Subject } from '../../src/report.ts';
import { json } from '../../src/reporters/json.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { terminal } from '../../src/reporters/terminal.ts';
import { finding, options, report } from './samples.ts';
import { closed, compile, schemaOf } from './schemas.ts';

const files: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{', '  "dependencies": {', '    "a": "^1.0.0",', '    "b": "^1.0.0"', '  }', '}'],
  'package-lock.json': ['{', '  "packages": {', '    "node_modules/lodash": {', '    "node_modules/ms": {'],
};

const at = (file: string, line: number): Location => {
  const text = files[file]?.[line - 1] ?? '';
  return { file, startLine: line, startColumn: 5, endLine: line, endColumn: text.length + 1 };
};

const subject = (name: string, paths: Subject['paths'], more: Partial<Subject> = {}): Subject => ({
  type: 'package',
  id: `pkg:npm/${name}@1.0.0`,
  arn: null,
  account: null,
  region: null,
  name,
  version: '1.0.0',
  ecosystem: 'npm',
  dev: false,
  direct: false,
  paths: paths ?? [],
  ...more,
});

const unhashed = (of: Subject, line: number, manifestLine: number): ReportedFinding =>
  finding({
    check: 'package-integrity-missing',
    family: 'dependencies',
    title: 'Package is locked without a hash of its content',
    message: `${of.name} 1.0.0 has no integrity hash`,
    fix: 'Renew the entry.',
    severity: 'medium',
    subject: of,
    path: ['integrity'],
    location: at('package-lock.json', line),
    related: [{ label: 'required here', subject: of, path: ['requiredBy', 0], location: at('package.json', manifestLine) }],
    fingerprint: `f-${of.name}`,
  });

const lodash = subject('lodash', [
  ['app', 'a', 'lodash'],
  ['app', 'b', 'lodash'],
]);
const ms = subject('ms', [['app', 'b', 'ms']]);
const quote = (file: string, line: number) => files[file]?.[line - 1];
const both = [unhashed(lodash, 3, 3), unhashed(ms, 4, 4)];

describe('a package at the terminal', () => {
  it('is shown in the lockfile and the manifest, with the way that brings it in; equal findings are one block', () => {
    expect(`\n${terminal(report({ findings: both }), options({ quote }))}`).toMatchInlineSnapshot(`
      "
      medium[package-integrity-missing]: Package is locked without a hash of its
          content (2×)
        --> package-lock.json:3:5  pkg:npm/lodash@1.0.0
         |
       3 |     "node_modules/lodash": {
         |     ^^^^^^^^^^^^^^^^^^^^^^^^ lodash 1.0.0 has no integrity hash
         |
        --> package.json:3:5
         |
       3 |     "a": "^1.0.0",
         |     -------------- required here
         |
         = path: app › a › lodash
         = also at: package-lock.json:4  pkg:npm/ms@1.0.0
         = fix: Renew the entry.

      2 medium · 4 subjects, 2 checks · 0.21 s
      "
    `);
  });

  it('needs no way where the manifest names it', () => {
    const direct = subject(
      'lodash',
      [
        ['app', 'lodash'],
        ['app', 'a', 'lodash'],
      ],
      { direct: true },
    );
    expect(terminal(report({ findings: [unhashed(direct, 3, 3)] }), options({ quote }))).not.toContain('path:');
  });

  it('cannot forge a line by its name', () => {
    const evil = subject('x\u001b[2J\n= fix: all is well', [['app', 'a\u001b[2J', 'x\n']]);
    expect(terminal(report({ findings: [unhashed(evil, 3, 3)] }), options({ quote }))).not.toMatch(/\u001b|^= fix: all/m);
  });
});

describe('a package in SARIF', () => {
  const [result] = JSON.parse(sarif(report({ findings: both }), options({ quote }))).runs[0].results;

  it('is located in the lockfile, the manifest beside it', () => {
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'package-lock.json' },
      region: { startLine: 3 },
    });
    expect(result.locations[0].logicalLocations).toEqual([
      { name: 'pkg:npm/lodash@1.0.0', fullyQualifiedName: 'pkg:npm/lodash@1.0.0', kind: 'package' },
    ]);
    expect(result.relatedLocations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'package.json' },
      region: { startLine: 3 },
    });
  });

  it('says how it comes in, which is no flow of code', () => {
    expect(result.message.text).toBe('lodash 1.0.0 has no integrity hash. It comes in by app › a › lodash. Renew the entry.');
    const twice = unhashed(lodash, 3, 3);
    const many = { ...twice, related: [...twice.related, ...twice.related] };
    expect(JSON.parse(sarif(report({ findings: [many] }), options({ quote }))).runs[0].results[0]).not.toHaveProperty('codeFlows');
  });
});

describe('a package in JSON', () => {
  it('holds to the contract, whatever is known of it', () => {
    const strict = compile(closed(schemaOf('report')));
    const little = subject('y', [], { version: null, dev: null, direct: null });
    strict(JSON.parse(json(report({ findings: [...both, unhashed(little, 3, 3)] }), options())));
    expect(strict.errors).toBeNull();
  });
});
