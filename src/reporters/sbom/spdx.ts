import { createHash } from 'node:crypto';
import type { Inventory } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { toJson } from '../escape.ts';
import { type BillOptions, billOf, type Entry, hashesOf, uuidOf, wordsOf } from './bill.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';
const SUBJECT = 'SPDXRef-Project';

/** An identifier that says what it is of, and is of nothing else: letters, digits, dots and dashes. */
const idOf = (kind: string, ref: string): string => {
  const words = ref.replace(/^pkg:/, '').replaceAll(/[^A-Za-z0-9.]+/g, '-');
  return `SPDXRef-${kind}-${words.slice(0, 100)}-${createHash('sha256').update(ref).digest('hex').slice(0, 12)}`;
};

/** An address that the format takes; a commit stands behind an `@`. https://spdx.github.io/spdx-spec/v2.3/package-information/ */
const downloadOf = ({ resolved = '', source }: Package): string => {
  const address = source === 'git' ? resolved.replace(/^(?=https?:)/, 'git+').replace('#', '@') : resolved;
  return /^(?:git\+)?(?:https?|ssh):\/\/[A-Za-z0-9._~:/?@!$&'(),;=%-]+$/.test(address) ? address : 'NOASSERTION';
};

/** What brings a package in, in words of the format: the first thing on the way that is for development, or optional, is said to be. */
const relation = (by: Package | undefined, from: string, to: Entry, toId: string) => {
  const { dev, optional } = to.pkg;
  const kind = dev === true && by?.dev !== true ? 'DEV' : optional === true && by?.optional !== true ? 'OPTIONAL' : undefined;
  return kind === undefined
    ? { spdxElementId: from, relationshipType: 'DEPENDS_ON', relatedSpdxElement: toId }
    : { spdxElementId: toId, relationshipType: `${kind}_DEPENDENCY_OF`, relatedSpdxElement: from };
};

/** SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3/): every package once for each lockfile that holds it. */
export const spdx = (inventory: Inventory, options: BillOptions): string => {
  const { name, entries, projects, gaps } = billOf(inventory, options);
  const date = `${options.today}T00:00:00Z`;
  const annotated = (comments: readonly string[]) => ({
    annotations: comments.map((comment) => ({
      annotationDate: date,
      annotationType: 'OTHER',
      annotator: `Tool: parapet-${options.version}`,
      comment: `parapet: ${comment}`,
    })),
  });
  const application = (id: string, of: string) => ({
    name: of,
    SPDXID: id,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    primaryPackagePurpose: 'APPLICATION',
  });
  const packageOf = (entry: Entry) => {
    const { ref, pkg } = entry;
    const { version, purl, origin } = pkg;
    const checksums = hashesOf(pkg).map(({ algorithm, hex }) => ({ algorithm: algorithm.replace('-', ''), checksumValue: hex }));
    const place = origin.file === undefined ? '' : `Read in ${origin.file}${origin.line === undefined ? '' : `:${origin.line}`}`;
    return {
      name: pkg.name,
      SPDXID: idOf('Package', ref),
      ...(version === undefined ? {} : { versionInfo: version }),
      downloadLocation: downloadOf(pkg),
      filesAnalyzed: false,
      ...(checksums.length === 0 ? {} : { checksums }),
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
      ...(place === '' ? {} : { sourceInfo: place }),
      ...annotated([
        wordsOf(entry)
          .map(([word, value]) => `${word}=${value}`)
          .join(' '),
      ]),
    };
  };

  const single = projects.length === 1;
  const byRef = new Map(entries.map((entry) => [entry.ref, entry] as const));
  const to = (from: string, by: Package | undefined, needs: readonly string[]) =>
    needs.flatMap((ref) => {
      const entry = byRef.get(ref);
      return entry === undefined ? [] : [relation(by, from, entry, idOf('Package', ref))];
    });
  const parts = single ? [] : projects.map((project) => application(idOf('Project', project.ref), project.name));
  const content = {
    name,
    ...(gaps.length === 0 ? {} : annotated(gaps.map((gap) => `incomplete: ${gap}`))),
    packages: [application(SUBJECT, name), ...parts, ...entries.map(packageOf)],
    relationships: [
      { spdxElementId: DOCUMENT, relationshipType: 'DESCRIBES', relatedSpdxElement: SUBJECT },
      ...parts.map(({ SPDXID }) => ({ spdxElementId: SUBJECT, relationshipType: 'CONTAINS', relatedSpdxElement: SPDXID })),
      ...projects.flatMap((project) => to(single ? SUBJECT : idOf('Project', project.ref), undefined, project.needs)),
      ...entries.flatMap(({ ref, pkg, needs = [] }) => to(idOf('Package', ref), pkg, needs)),
    ],
  };
  return toJson({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: DOCUMENT,
    documentNamespace: `https://spdx.org/spdxdocs/parapet-${uuidOf(content)}`,
    creationInfo: { created: date, creators: [`Tool: parapet-${options.version}`] },
    ...content,
  });
};
