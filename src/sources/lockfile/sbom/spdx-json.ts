import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { memberSpan, placesOfObjects, type ValuePlace, type Way, wayName } from '../json-spans.ts';
import { isMembers, type Members, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, oddEntries } from '../node.ts';
import { listIn } from './cyclonedx.ts';
import type { SbomDocument } from './document.ts';
import { type SpdxPackage, sbomOfSpdx } from './spdx.ts';

const packageOf = (source: SourceFile, members: Members, place: ValuePlace | undefined): SpdxPackage | undefined => {
  const name = textIn(members, 'name');
  if (name === undefined) return undefined;
  const texts = (key: string, ...keys: readonly string[]) =>
    listIn(members, key).flatMap((one) => (isMembers(one) ? [keys.map((inner) => textIn(one, inner) ?? '')] : []));
  return {
    id: textIn(members, 'SPDXID') ?? '',
    name,
    purl: texts('externalRefs', 'referenceType', 'referenceLocator').find(([type]) => type === 'purl')?.[1],
    download: textIn(members, 'downloadLocation'),
    purpose: textIn(members, 'primaryPackagePurpose')?.toUpperCase(),
    checksums: texts('checksums', 'algorithm', 'checksumValue').map(([algorithm = '', hex = '']) => ({ algorithm, hex })),
    comments: texts('annotations', 'comment').map(([comment = '']) => comment),
    span: { source, ...(place?.named ?? { start: place?.value.start ?? 0, end: (place?.value.start ?? 0) + 1 }) },
    spanOf: (member) => {
      const key = member === 'version' ? 'versionInfo' : member === 'resolved' ? 'downloadLocation' : undefined;
      return place === undefined || key === undefined ? undefined : memberSpan(source.text, place, [[key]]);
    },
  };
};

/**
 * Reads SPDX 2 as JSON, as far as the text stands (`end`). `within` is the way to the document, as GitHub's API has one in another.
 * https://spdx.github.io/spdx-spec/v2.3/
 */
export const readSpdxJson = (source: SourceFile, document: Members, end: number, within: Way = []): SbomDocument => {
  const places = placesOfObjects(
    source.text,
    end,
    (way) => way.length === within.length + 2 && way.at(-2) === 'packages' && typeof way.at(-1) === 'number',
    'name',
  );
  const packages: SpdxPackage[] = [];
  const odd: number[] = [];
  for (const [index, value] of listIn(document, 'packages').slice(0, MAX_PACKAGES).entries()) {
    const place = places.get(wayName([...within, 'packages', index]));
    const one = isMembers(value) ? packageOf(source, value, place) : undefined;
    if (one === undefined) odd.push(place?.value.start ?? 0);
    else packages.push(one);
  }
  const relationships = listIn(document, 'relationships').flatMap((one) =>
    isMembers(one)
      ? [
          {
            from: textIn(one, 'spdxElementId') ?? '',
            type: textIn(one, 'relationshipType')?.toUpperCase() ?? '',
            to: textIn(one, 'relatedSpdxElement') ?? '',
          },
        ]
      : [],
  );
  const describes = listIn(document, 'documentDescribes').filter((id) => typeof id === 'string');
  const gaps: Gap[] = [...oddEntries(source, odd, 'A package without a name')];
  const version = textIn(document, 'spdxVersion') ?? '';
  if (!/^SPDX-2\.[0-3]$/.test(version))
    gaps.push(
      gapAt(
        source,
        Math.max(0, source.text.indexOf('"spdxVersion"')),
        'unknown-version',
        `${version} is another version than parapet knows`,
      ),
    );
  const incomplete = listIn(document, 'annotations').some(
    (one) => isMembers(one) && /^parapet: incomplete/.test(textIn(one, 'comment') ?? ''),
  );
  if (incomplete)
    gaps.push(
      gapAt(
        source,
        Math.max(0, source.text.indexOf('"parapet: incomplete')),
        'incomplete',
        'The SBOM says of itself that it is incomplete',
      ),
    );
  const sbom = sbomOfSpdx({ source, packages, relationships, describes });
  return { ...sbom, gaps: [...gaps, ...sbom.gaps] };
};
