import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { linesOf } from '../lines.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { hashesBeside } from './verification.ts';

/** Configurations of tests: `testRuntimeClasspath`, `debugAndroidTestCompileClasspath`, `integrationTestImplementation`, `testFixturesApi`. */
const isForTests = (configuration: string): boolean => /^test(?![a-z])|Test(?![a-z])/.test(configuration);

/** `group:name:version=configurations`; before Gradle 7 each configuration had a file of its own, without them. */
const LINE = /^([^\s:=]+:[^\s:=]+):([^\s:=]+)(?:=(.*))?$/;

const read = async (source: SourceFile, beside: ReadBeside): Promise<ReadLockfile> => {
  const hashes = await hashesBeside(beside);
  const nodes: Node[] = [];
  const odd: number[] = [];
  let isOne = false;
  for (const { text, start } of linesOf(source)) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [whole, name = '', version = '', listed] = LINE.exec(line) ?? [];
    if (whole === undefined && /^empty=/.test(line)) isOne = true;
    else if (whole === undefined) odd.push(start);
    else if (nodes.length < MAX_PACKAGES) {
      const configurations = (listed ?? '').split(',').filter((configuration) => configuration !== '');
      const from = start + text.indexOf(line);
      nodes.push(
        nodeOf({
          name,
          version,
          integrity: hashes.get(`${name}:${version}`),
          unhashed: hashes.size === 0,
          dev: configurations.length === 0 ? undefined : configurations.every(isForTests),
          span: { source, start: from, end: from + name.length + 1 + version.length },
        }),
      );
    }
  }
  const gaps: Gap[] = [...oddEntries(source, odd, 'A line cannot be read')];
  if (nodes.length === 0 && !isOne && gaps.length === 0 && source.text.trim() === '')
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile: it is empty'));
  return {
    packages: packagesOf({ ecosystem: 'Maven', purlType: 'maven', installed: nodes, unlinked: true }),
    gaps,
    spanOf: ({ pkg, entry }, member) => (member === 'version' ? { start: entry.end - (pkg.version ?? '').length, end: entry.end } : entry),
  };
};

/** Gradle's `gradle.lockfile`, and those of its build scripts and settings. */
export const lockfile: LockfileFormat = {
  format: 'gradle',
  names: [/^(?:buildscript-|settings-)?gradle\.lockfile$/, /^dependency-locks\/.+\.lockfile$/],
  recognizes: (text) =>
    /^(?:[\w.-]+:){2}[^\s:=]+=\w|^# This is a Gradle generated file for dependency locking\.$/m.test(text.slice(0, 10_000)),
  says: {
    of: 'Gradle',
    versions: 'all',
    files: '`gradle.lockfile`, `buildscript-gradle.lockfile`, `settings-gradle.lockfile`, those of a folder `dependency-locks`',
    beside: '`gradle/verification-metadata.xml`, in a folder above too',
    dev: 'what only configurations of tests need',
    optional: false,
    direct: false,
    paths: false,
    integrity: 'with `verification-metadata.xml`',
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};
