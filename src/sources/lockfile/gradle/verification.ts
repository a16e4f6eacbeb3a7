import { sriOf } from '../../../model/integrity.ts';
import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { childOf, childrenOf, readXml, tagOf, type XmlElement } from '../xml.ts';

/** A module with the hash of its archive. */
interface Component {
  /** `group:name` */
  readonly name: string;
  readonly version: string;
  readonly integrity: string | undefined;
  /** Where the hash stands. */
  readonly hash: XmlElement | undefined;
  readonly element: XmlElement;
}

/** What Gradle verifies of what it downloads. */
interface Verification {
  readonly components: readonly Component[];
  /** Offsets of the components that cannot be read. */
  readonly unreadable: readonly number[];
  readonly failure: { readonly offset: number; readonly message: string } | undefined;
  readonly isOne: boolean;
}

const ALGORITHMS = ['sha512', 'sha256', 'sha1', 'md5'];

const strongest = (artifact: XmlElement | undefined): Pick<Component, 'integrity' | 'hash'> => {
  for (const algorithm of ALGORITHMS) {
    const hash = childOf(artifact, algorithm);
    const integrity = sriOf(algorithm, hash?.attributes.get('value'));
    if (integrity !== undefined) return { integrity, hash };
  }
  return { integrity: undefined, hash: undefined };
};

/** The archive rather than the description of a module: `name-version.jar`, or what is none of its metadata. */
const archiveOf = (artifacts: readonly XmlElement[], name: string, version: string): XmlElement | undefined => {
  const nameOf = (artifact: XmlElement): string => artifact.attributes.get('name') ?? '';
  const isArchive = (artifact: XmlElement): boolean => !/\.(?:pom|module|asc|xml)$/.test(nameOf(artifact));
  return artifacts.find((artifact) => nameOf(artifact) === `${name}-${version}.jar`) ?? artifacts.find(isArchive) ?? artifacts[0];
};

/** https://docs.gradle.org/current/userguide/dependency_verification.html */
export const readVerification = (source: SourceFile): Verification => {
  const { root, failure } = readXml(source);
  const components: Component[] = [];
  const unreadable: number[] = [];
  for (const element of childrenOf(childOf(root, 'components'), 'component').slice(0, MAX_PACKAGES)) {
    if (!element.complete) continue;
    const [group = '', name = '', version = ''] = ['group', 'name', 'version'].map((key) => element.attributes.get(key));
    if (group === '' || name === '' || version === '') unreadable.push(element.start);
    else {
      const hash = strongest(archiveOf(childrenOf(element, 'artifact'), name, version));
      components.push({ name: `${group}:${name}`, version, element, ...hash });
    }
  }
  return { components, unreadable, failure, isOne: root?.name === 'verification-metadata' };
};

const read = async (source: SourceFile): Promise<ReadLockfile> => {
  const { components, unreadable, failure, isOne } = readVerification(source);
  const gaps: Gap[] = [];
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  else if (!isOne) gaps.push(gapAt(source, 0, 'malformed', 'Not a verification-metadata.xml'));
  gaps.push(...oddEntries(source, unreadable, 'A component without a group, name or version'));
  const hashes = new Map<number, XmlElement | undefined>();
  const nodes: Node[] = components.map(({ name, version, integrity, hash, element }) => {
    const span = { source, ...tagOf(element) };
    hashes.set(span.start, hash);
    return nodeOf({ name, version, integrity, span });
  });
  return {
    packages: packagesOf({ ecosystem: 'Maven', purlType: 'maven', installed: nodes, unlinked: true }),
    gaps,
    spanOf: ({ pkg, entry }, member) => {
      const hash = hashes.get(entry.start);
      if (member === 'integrity' && hash !== undefined) return tagOf(hash);
      const at = member === 'version' ? source.text.slice(entry.start, entry.end).lastIndexOf(`"${pkg.version}"`) : -1;
      return at < 0 ? entry : { start: entry.start + at, end: entry.start + at + (pkg.version ?? '').length + 2 };
    },
  };
};

/** Gradle's `verification-metadata.xml`: everything that any build of it downloaded, where no lockfile says what is used. */
export const verification: LockfileFormat = {
  format: 'gradle-verification',
  names: ['verification-metadata.xml'],
  yieldsTo: /^(?:buildscript-|settings-)?gradle\.lockfile$/,
  recognizes: (text) => /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?<verification-metadata\b/.test(text),
  says: {
    of: 'Gradle (dependency verification)',
    versions: 'all; where no lockfile stands, which it only adds hashes to otherwise',
    dev: false,
    optional: false,
    direct: false,
    paths: false,
    integrity: true,
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};

/** How far above a project's lockfile the build's own folder may lie. */
const LEVELS = 6;

/** The hashes that stand for a lockfile, by `group:name:version`. */
export const hashesBeside = async (beside: ReadBeside): Promise<ReadonlyMap<string, string>> => {
  const hashes = new Map<string, string>();
  for (let level = 0; level <= LEVELS; level += 1) {
    const source = await beside(`${'../'.repeat(level)}gradle/verification-metadata.xml`);
    if (source === undefined) continue;
    for (const { name, version, integrity } of readVerification(source).components)
      if (integrity !== undefined) hashes.set(`${name}:${version}`, integrity);
    break;
  }
  return hashes;
};
