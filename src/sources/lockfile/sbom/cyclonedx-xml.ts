import type { SourceFile } from '../../text/source-file.ts';
import { MAX_PACKAGES, oddEntries } from '../node.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { incompleteGap, isOther, scopeOf, versionGap, wordsOf } from './cyclonedx.ts';
import { type Component, integrityOf, MAX_NESTED, type SbomDocument } from './document.ts';

const componentOf = (source: SourceFile, element: XmlElement): Component | undefined => {
  const name = textOf(element, 'name');
  if (name === undefined) return undefined;
  const group = textOf(element, 'group');
  const properties = childrenOf(childOf(element, 'properties'), 'property');
  const references = childrenOf(childOf(element, 'externalReferences'), 'reference');
  const inner = childOf(element, 'name')?.inner ?? element;
  return {
    ref: element.attributes.get('bom-ref'),
    name: group === undefined ? name : `${group}/${name}`,
    purl: textOf(element, 'purl'),
    isOther: isOther(element.attributes.get('type')),
    ...scopeOf(
      textOf(element, 'scope'),
      wordsOf(properties.map(({ attributes, text }) => ({ name: attributes.get('name') ?? '', value: text }))),
    ),
    integrity: integrityOf(
      childrenOf(childOf(element, 'hashes'), 'hash').map(({ attributes, text }) => ({ algorithm: attributes.get('alg') ?? '', hex: text })),
    ),
    resolved: textOf(
      references.find(({ attributes }) => attributes.get('type') === 'distribution'),
      'url',
    ),
    span: { source, start: inner.start, end: inner.end },
    spanOf: (member) => (member === 'version' ? (childOf(element, 'version') ?? childOf(element, 'purl'))?.inner : undefined),
  };
};

/** Reads CycloneDX as XML. https://cyclonedx.org/docs/1.6/xml/ */
export const readCycloneDxXml = (source: SourceFile, bom: XmlElement): SbomDocument => {
  const components: Component[] = [];
  const subjects: { ref: string | undefined; name: string }[] = [];
  const odd: number[] = [];
  const collect = (within: XmlElement | undefined, level: number, add: (component: Component) => void): void => {
    if (level > MAX_NESTED) return;
    for (const element of childrenOf(childOf(within, 'components'), 'component')) {
      if (!element.complete || components.length >= MAX_PACKAGES) continue;
      const component = componentOf(source, element);
      if (component === undefined) odd.push(element.start);
      else add(component);
      collect(element, level + 1, add);
    }
  };
  const subject = childOf(childOf(bom, 'metadata'), 'component');
  const name = textOf(subject, 'name');
  if (name !== undefined) subjects.push({ ref: subject?.attributes.get('bom-ref'), name });
  collect(subject, 0, (part) => {
    if (part.purl === undefined) subjects.push({ ref: part.ref, name: part.name });
    else components.push(part);
  });
  collect(bom, 0, (component) => components.push(component));

  const edges = new Map<string, readonly string[]>();
  for (const one of childrenOf(childOf(bom, 'dependencies'), 'dependency')) {
    const ref = one.attributes.get('ref');
    const to = childrenOf(one, 'dependency').flatMap(({ attributes }) => attributes.get('ref') ?? []);
    if (ref !== undefined) edges.set(ref, [...(edges.get(ref) ?? []), ...to]);
  }
  const compositions = childOf(bom, 'compositions');
  const aggregates = childrenOf(compositions, 'composition').flatMap((one) => textOf(one, 'aggregate') ?? []);
  const version = /\/bom\/(\d+\.\d+)$/.exec(bom.attributes.get('xmlns') ?? '')?.[1];
  return {
    subjects,
    components,
    edges: edges.size === 0 ? undefined : edges,
    gaps: [
      ...versionGap(source, version, bom.start),
      ...oddEntries(source, odd, 'A component without a name'),
      ...incompleteGap(source, aggregates, compositions?.start ?? 0),
    ],
  };
};
