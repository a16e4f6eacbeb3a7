import type { SourceFile } from '../../text/source-file.ts';
import type { FormatSays, LockfileFormat, ReadLockfile } from '../format.ts';
import { readJson } from '../json.ts';
import { isMembers, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt } from '../node.ts';
import { readXml } from '../xml.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { readCycloneDxXml } from './cyclonedx-xml.ts';
import { packagesOfSbom } from './packages.ts';
import { readSpdxJson } from './spdx-json.ts';
import { readSpdxTags } from './spdx-tags.ts';

const nothing = (source: SourceFile, offset: number, reason: string, message: string): ReadLockfile => ({
  packages: [],
  gaps: [gapAt(source, offset, reason, message)],
  spanOf: ({ entry }) => entry,
});

/** The beginning of a text by which a format is told, before anything of it is parsed. */
const head = (text: string): string => text.slice(0, 20_000);

const isCycloneDxXml = (text: string): boolean => /<(?:[\w-]+:)?bom\b[^>]*cyclonedx\.org\/schema\/bom/.test(head(text));
const isCycloneDx = (text: string): boolean =>
  (/"bomFormat"\s*:\s*"CycloneDX"/.test(text) && /^\uFEFF?\s*\{/.test(text)) || isCycloneDxXml(text);
const isSpdxTags = (text: string): boolean => /^\uFEFF?(?:#.*\r?\n|\s)*SPDXVersion:/.test(head(text));
const isSpdx3 = (text: string): boolean => /"@context"\s*:\s*\[?\s*"https?:\/\/spdx\.org\/rdf\/3\./.test(head(text));
const isSpdx = (text: string): boolean =>
  isSpdxTags(text) || isSpdx3(text) || (/"spdxVersion"\s*:/.test(text) && /^\uFEFF?\s*\{/.test(text));

const readCycloneDxFile = async (source: SourceFile): Promise<ReadLockfile> => {
  if (isCycloneDxXml(source.text)) {
    const { root, failure } = readXml(source);
    const broken = failure === undefined ? [] : [gapAt(source, failure.offset, 'syntax', failure.message)];
    const read = root === undefined ? undefined : packagesOfSbom(source, readCycloneDxXml(source, root));
    return read === undefined ? { packages: [], gaps: broken, spanOf: ({ entry }) => entry } : { ...read, gaps: [...broken, ...read.gaps] };
  }
  const { value, failure } = readJson(source);
  const broken = failure === undefined ? [] : [gapAt(source, failure.offset, 'syntax', failure.message)];
  if (!isMembers(value) || textIn(value, 'bomFormat') !== 'CycloneDX')
    return broken.length > 0
      ? { packages: [], gaps: broken, spanOf: ({ entry }) => entry }
      : nothing(source, 0, 'malformed', 'Not an SBOM of CycloneDX');
  const read = packagesOfSbom(source, readCycloneDx(source, value, failure?.offset ?? source.text.length));
  return { ...read, gaps: [...broken, ...read.gaps] };
};

const readSpdxFile = async (source: SourceFile): Promise<ReadLockfile> => {
  if (isSpdxTags(source.text)) return packagesOfSbom(source, readSpdxTags(source));
  const { value, failure } = readJson(source);
  const broken = failure === undefined ? [] : [gapAt(source, failure.offset, 'syntax', failure.message)];
  if (isMembers(value) && isSpdx3(source.text) && memberIn(value, 'spdxVersion') === undefined)
    return nothing(
      source,
      Math.max(0, source.text.indexOf('"@context"')),
      'unsupported',
      'SPDX 3 is not read: give it as SPDX 2.3 or CycloneDX',
    );
  // https://docs.github.com/en/rest/dependency-graph/sboms
  const within = isMembers(value) && memberIn(value, 'spdxVersion') === undefined ? ['sbom'] : [];
  const document = isMembers(value) && within.length > 0 ? membersIn(value, 'sbom') : value;
  if (!isMembers(document) || textIn(document, 'spdxVersion') === undefined)
    return broken.length > 0
      ? { packages: [], gaps: broken, spanOf: ({ entry }) => entry }
      : nothing(source, 0, 'malformed', 'Not an SBOM of SPDX');
  const read = packagesOfSbom(source, readSpdxJson(source, document, failure?.offset ?? source.text.length, within));
  return { ...read, gaps: [...broken, ...read.gaps] };
};

const SAYS: Omit<FormatSays, 'of' | 'versions' | 'dev' | 'optional'> = {
  direct: 'with its dependencies',
  paths: 'with its dependencies',
  integrity: true,
  resolved: true,
  installScript: false,
  deprecated: false,
};

const cyclonedx: LockfileFormat = {
  format: 'cyclonedx',
  names: [/^.+\.cdx\.(?:json|xml)$/i],
  mayBe: [/^bom\.(?:json|xml)$/i, /^sbom.*\.(?:json|xml)$/i, /\bcyclonedx.*\.(?:json|xml)$/i],
  recognizes: isCycloneDx,
  says: {
    of: 'CycloneDX',
    versions: 'JSON and XML 1.2 to 1.7',
    files: '`*.cdx.json`, `bom.json`, `sbom*.json`, the same as `.xml`; under another name if you name it',
    dev: 'by the scope `excluded`',
    optional: 'by the scope `optional`',
    ...SAYS,
  },
  read: readCycloneDxFile,
};

const spdx: LockfileFormat = {
  format: 'spdx',
  names: [/^.+\.spdx(?:\.json)?$/i],
  mayBe: [/^sbom.*\.json$/i],
  recognizes: isSpdx,
  says: {
    of: 'SPDX',
    versions: 'JSON and tag-value 2.2, 2.3; 3.0 is a gap',
    files: '`*.spdx.json`, `*.spdx`, `sbom*.json`; under another name if you name it',
    dev: 'by the kind of the relationships',
    optional: 'by the kind of the relationships',
    ...SAYS,
  },
  read: readSpdxFile,
};

/** Bills of materials: what others found. */
export const sbom: readonly LockfileFormat[] = [cyclonedx, spdx];
