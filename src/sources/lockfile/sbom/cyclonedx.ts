import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { memberSpan, placesOfObjects, type ValuePlace, type Way, wayName } from '../json-spans.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, newerGap, oddEntries } from '../node.ts';
import { type Component, integrityOf, MAX_NESTED, ownWords, type Said, type SbomDocument } from './document.ts';

/** The newest version that is known: https://cyclonedx.org/specification/overview/ */
const NEWEST = 7;

/** Types of components that nobody expects a package URL of. */
const OTHERS: ReadonlySet<string> = new Set([
  'application',
  'container',
  'cryptographic-asset',
  'data',
  'device',
  'device-driver',
  'file',
  'firmware',
  'machine-learning-model',
  'operating-system',
  'platform',
]);

export const listIn = (members: Members, key: string): readonly unknown[] => {
  const list = memberIn(members, key);
  return Array.isArray(list) ? list : [];
};

/** Names and values, as properties have them in both spellings of the format. */
export const wordsOf = (properties: readonly { readonly name: string; readonly value: string }[]): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  for (const { name, value } of properties) {
    if (name.startsWith('parapet:')) words.set(name.slice('parapet:'.length), value);
    // https://github.com/CycloneDX/cyclonedx-property-taxonomy
    else if (/^cdx:npm:package:development$|^cdx:composer:package:isDevRequirement$/.test(name) && !words.has('dev'))
      words.set('dev', value);
  }
  return words;
};

/** A scope that is not written says nothing, though the specification has it taken for `required`: most tools write none. */
export const scopeOf = (scope: string | undefined, words: ReadonlyMap<string, string>): Said => {
  const own = ownWords(words);
  // parapet's own documents say all that is known.
  if (own.source !== undefined) return own;
  const known = scope === 'required' || scope === 'optional' || scope === 'excluded';
  const dev = own.dev ?? (known ? scope === 'excluded' : undefined);
  // npm calls what is for development optional as well, and says by a property what it means.
  return { ...own, dev, optional: own.optional ?? (known ? scope === 'optional' && own.dev !== true : undefined) };
};

/** What is no package, by its type. */
export const isOther = (type: string | undefined): boolean => type !== undefined && OTHERS.has(type);

export const versionGap = (source: SourceFile, version: string | undefined, at: number): readonly Gap[] => {
  const [, major = '', minor = ''] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (version === undefined || (major === '1' && Number(minor) <= NEWEST)) return [];
  return [newerGap(source, at, `CycloneDX ${version}`)];
};

/** A composition that says that something is missing. https://cyclonedx.org/docs/1.6/json/#compositions */
export const incompleteGap = (source: SourceFile, aggregates: readonly string[], at: number): readonly Gap[] => {
  const said = aggregates.find((aggregate) => aggregate.startsWith('incomplete'));
  return said === undefined ? [] : [gapAt(source, Math.max(0, at), 'incomplete', 'The SBOM says of itself that it is incomplete')];
};

const MEMBERS: Readonly<Record<string, readonly Way[]>> = {
  name: [['name']],
  version: [['version'], ['purl']],
  integrity: [['hashes', 0, 'content']],
  resolved: [['externalReferences', 0, 'url']],
};

const componentOf = (source: SourceFile, members: Members, place: ValuePlace | undefined): Component | undefined => {
  const name = textIn(members, 'name');
  if (name === undefined) return undefined;
  const texts = (key: string, ...keys: readonly string[]) =>
    listIn(members, key).flatMap((one) => (isMembers(one) ? [keys.map((inner) => textIn(one, inner) ?? '')] : []));
  const words = wordsOf(texts('properties', 'name', 'value').map(([key = '', value = '']) => ({ name: key, value })));
  const group = textIn(members, 'group');
  const span: Span = { source, ...(place?.named ?? { start: place?.value.start ?? 0, end: (place?.value.start ?? 0) + 1 }) };
  return {
    ref: textIn(members, 'bom-ref'),
    name: group === undefined ? name : `${group}/${name}`,
    purl: textIn(members, 'purl'),
    isOther: isOther(textIn(members, 'type')),
    ...scopeOf(textIn(members, 'scope'), words),
    integrity: integrityOf(texts('hashes', 'alg', 'content').map(([algorithm = '', hex = '']) => ({ algorithm, hex }))),
    resolved: texts('externalReferences', 'type', 'url').find(
      ([type]) => type === 'distribution' || type === 'vcs' || type === 'other',
    )?.[1],
    span,
    spanOf: (member) => {
      const ways = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
      return place === undefined || ways === undefined ? undefined : memberSpan(source.text, place, ways);
    },
  };
};

/** `components`, a number, and so on for those within; of the subject too. */
const isComponent = (way: Way): boolean => {
  const inner = way[0] === 'metadata' && way[1] === 'component' ? way.slice(2) : way;
  if (inner.length === 0 || inner.length % 2 !== 0 || inner.length > 2 * MAX_NESTED) return false;
  return inner.every((part, index) => (index % 2 === 0 ? part === 'components' : typeof part === 'number'));
};

/** Reads CycloneDX as JSON, as far as the text stands (`end`). https://cyclonedx.org/docs/1.6/json/ */
export const readCycloneDx = (source: SourceFile, bom: Members, end: number): SbomDocument => {
  const places = placesOfObjects(source.text, end, isComponent, 'name');
  const components: Component[] = [];
  const odd: number[] = [];
  const subjects: { ref: string | undefined; name: string }[] = [];
  const collect = (members: Members, way: Way, add: (component: Component) => void): void => {
    if (way.length > 2 * MAX_NESTED) return;
    for (const [index, value] of listIn(members, 'components').entries()) {
      if (components.length >= MAX_PACKAGES) return;
      const inner = [...way, 'components', index];
      const place = places.get(wayName(inner));
      const component = isMembers(value) ? componentOf(source, value, place) : undefined;
      if (component === undefined) odd.push(place?.value.start ?? 0);
      else add(component);
      if (isMembers(value)) collect(value, inner, add);
    }
  };
  const subject = membersIn(membersIn(bom, 'metadata'), 'component');
  const name = textIn(subject, 'name');
  if (name !== undefined) subjects.push({ ref: textIn(subject, 'bom-ref'), name });
  // What lies in the subject is a part of it, and a package only where it has a package URL.
  collect(subject, ['metadata', 'component'], (part) => {
    if (part.purl === undefined) subjects.push({ ref: part.ref, name: part.name });
    else components.push(part);
  });
  collect(bom, [], (component) => components.push(component));

  const dependencies = listIn(bom, 'dependencies').filter(isMembers);
  const edges = new Map<string, readonly string[]>();
  for (const one of dependencies) {
    const ref = textIn(one, 'ref');
    const to = listIn(one, 'dependsOn').filter((other) => typeof other === 'string');
    if (ref !== undefined) edges.set(ref, [...(edges.get(ref) ?? []), ...to]);
  }
  const aggregates = listIn(bom, 'compositions').flatMap((one) => (isMembers(one) ? (textIn(one, 'aggregate') ?? []) : []));
  return {
    subjects,
    components,
    edges: edges.size === 0 ? undefined : edges,
    gaps: [
      ...versionGap(source, textIn(bom, 'specVersion'), source.text.indexOf('"specVersion"')),
      ...oddEntries(source, odd, 'A component without a name'),
      ...incompleteGap(source, aggregates, source.text.indexOf('"compositions"')),
    ],
  };
};
