import type { SourceFile } from '../../text/source-file.ts';
import { type Line, linesOf } from '../lines.ts';
import { gapAt, MAX_PACKAGES } from '../node.ts';
import type { SbomDocument } from './document.ts';
import { type SpdxPackage, sbomOfSpdx } from './spdx.ts';

interface Draft {
  readonly name: string;
  readonly line: Line;
  id: string;
  purl: string | undefined;
  download: string | undefined;
  purpose: string | undefined;
  version: Line | undefined;
  readonly checksums: { algorithm: string; hex: string }[];
}

/** `Tag: value` */
const TAG = /^([A-Z][A-Za-z0-9]*):[ \t]*(.*)$/;

/** Reads SPDX 2 as tags and values, a line each; texts of several lines are passed over. https://spdx.github.io/spdx-spec/v2.3/conformance/ */
export const readSpdxTags = (source: SourceFile): SbomDocument => {
  const drafts: Draft[] = [];
  const relationships: { from: string; type: string; to: string }[] = [];
  let inText = false;
  let current: Draft | undefined;
  for (const line of linesOf(source)) {
    if (inText) {
      inText = !line.text.includes('</text>');
      continue;
    }
    const [, tag = '', given = ''] = TAG.exec(line.text) ?? [];
    const value = given.trim();
    inText = value.startsWith('<text>') && !value.includes('</text>');
    if (tag === 'PackageName' && drafts.length < MAX_PACKAGES) {
      current = { name: value, line, id: '', purl: undefined, download: undefined, purpose: undefined, version: undefined, checksums: [] };
      drafts.push(current);
    } else if (tag === 'FileName' || tag === 'SnippetSPDXID') current = undefined;
    else if (tag === 'Relationship') {
      const [from = '', type = '', to = ''] = value.split(/\s+/);
      relationships.push({ from, type: type.toUpperCase(), to });
    } else if (current === undefined) continue;
    else if (tag === 'SPDXID') current.id = value;
    else if (tag === 'PackageVersion') current.version = line;
    else if (tag === 'PackageDownloadLocation') current.download = value;
    else if (tag === 'PrimaryPackagePurpose') current.purpose = value.toUpperCase();
    else if (tag === 'PackageChecksum') {
      const [algorithm = '', hex = ''] = value.split(/:\s*/);
      current.checksums.push({ algorithm, hex });
    } else if (tag === 'ExternalRef') current.purl ??= /^PACKAGE[-_]MANAGER\s+purl\s+(\S+)$/.exec(value)?.[1];
  }
  const packages = drafts.map(
    ({ name, line, id, purl, download, purpose, version, checksums }): SpdxPackage => ({
      ...{ id, name, purl, download, purpose, checksums, comments: [] },
      span: { source, start: line.start, end: line.end },
      spanOf: (member) => (member === 'version' ? version : undefined),
    }),
  );
  const version = /^SPDXVersion:[ \t]*(\S+)/m.exec(source.text)?.[1] ?? '';
  const gaps = /^SPDX-2\.[0-3]$/.test(version)
    ? []
    : [
        gapAt(
          source,
          Math.max(0, source.text.search(/^SPDXVersion:/m)),
          'unknown-version',
          `${version || 'The document'} is another version than parapet knows`,
        ),
      ];
  return { ...sbomOfSpdx({ source, packages, relationships, describes: [] }), gaps };
};
