import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../xml.ts';

/** A module with the hash of its archive. */
interface Component {
  /** `group:name` */
  readonly name: string;
  readonly version: string;
  readonly hash: string | undefined;
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

const strongest = (artifact: XmlElement | undefined): string | undefined => {
  for (const algorithm of ALGORITHMS) {
    const value = childOf(artifact, algorithm)?.attributes.get('value');
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
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
      components.push({ name: `${group}:${name}`, version, hash, element });
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
  const places = new Map<number, XmlElement>();
  const nodes: Node[] = components.map(({ name, version, hash, element }) => {
    const span = { source, start: element.start, end: element.inner.start };
    places.set(span.start, element);
    return nodeOf({ name, version, integrity: hash, span });
  });
  return {
    packages: packagesOf({ ecosystem: 'Maven', purlType: 'maven', installed: nodes, unlinked: true }),
    gaps,
    spanOf: ({ pkg, entry }, member) => {
      const element = places.get(entry.start);
      const value = member === 'version' ? pkg.version : member === 'integrity' ? pkg.integrity : undefined;
      const at = element === undefined || value === undefined ? -1 : source.text.indexOf(`"${value}"`, element.start);
      return at < 0 || element === undefined || at > element.end || value === undefined ? entry : { start: at, end: at + value.length + 2 };
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
    for (const { name, version, hash } of readVerification(source).components)
      if (hash !== undefined) hashes.set(`${name}:${version}`, hash);
    break;
  }
  return hashes;
};
