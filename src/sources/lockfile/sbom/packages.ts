import type { Gap } from '../../../model/inventory.ts';
import type { Ecosystem } from '../../../model/package.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { ReadLockfile } from '../format.ts';
import { type Installed, type Project, packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf } from '../node.ts';
import { PURL_TYPES, type Purl, readPurl } from '../purl.ts';
import { pypiName } from '../python/names.ts';
import type { Component, SbomDocument } from './document.ts';

/** Edges that are followed through what is no package: more than any SBOM has. */
const MAX_EDGES = 2_000_000;

/** A package URL may have lost the case that its ecosystem tells names by; the component's own name has it. */
const nameOf = ({ name, ecosystem }: Purl, given: string): string => {
  if (ecosystem === 'PyPI') return pypiName(name);
  return given.toLowerCase() === name.toLowerCase() && (ecosystem === 'Go' || ecosystem === 'Packagist') ? given : name;
};

const sourceOf = ({ qualifiers }: Purl, { source }: Component): Node['source'] => {
  if (source !== undefined) return source;
  if (qualifiers.has('vcs_url')) return 'git';
  return 'registry';
};

/** One gap for all components that cannot be held against anything, as nobody can say what they are. */
const unknownGap = (
  source: SourceFile,
  nameless: readonly Component[],
  foreign: ReadonlyMap<string, readonly Component[]>,
): readonly Gap[] => {
  const others = [...foreign.values()].flat();
  const first = [...nameless, ...others].reduce<Component | undefined>(
    (a, b) => (a === undefined || b.span.start < a.span.start ? b : a),
    undefined,
  );
  if (first === undefined) return [];
  const count = (number: number): string => `${number.toLocaleString('en')} component${number === 1 ? '' : 's'}`;
  const parts = [
    ...(nameless.length === 0 ? [] : [`${count(nameless.length)} without a package URL`]),
    ...(others.length === 0
      ? []
      : [`${count(others.length)} of ecosystems that parapet does not know (${[...foreign.keys()].sort().slice(0, 10).join(', ')})`]),
  ];
  return [gapAt(source, first.span.start, 'unknown-package', `Not judged: ${parts.join(', and ')}`)];
};

/** What an SBOM says of packages. */
export const packagesOfSbom = (source: SourceFile, { subjects, components, edges, gaps }: SbomDocument): ReadLockfile => {
  const nodes = new Map<Component, Node>();
  const byRef = new Map<string, Component>();
  const nameless: Component[] = [];
  const foreign = new Map<string, Component[]>();
  const own = new Set(subjects.flatMap(({ ref }) => ref ?? []));
  for (const component of components) {
    // Some list what the SBOM is about among what it has.
    if (component.ref !== undefined && own.has(component.ref)) continue;
    if (component.ref !== undefined && !byRef.has(component.ref)) byRef.set(component.ref, component);
    const purl = component.purl === undefined ? undefined : readPurl(component.purl);
    if (purl?.ecosystem === undefined) {
      if (purl !== undefined) void (foreign.get(purl.type)?.push(component) ?? foreign.set(purl.type, [component]));
      else if (!component.isOther) nameless.push(component);
      continue;
    }
    if (nodes.size >= MAX_PACKAGES) continue;
    const { dev, optional, integrity, resolved, span } = component;
    const { version, ecosystem } = purl;
    const node: Node = nodeOf({
      ...{ name: nameOf(purl, component.name), ecosystem, version, source: sourceOf(purl, component), dev, optional, integrity, span },
      resolved: resolved === undefined ? undefined : openAddress(resolved),
      // Nobody installs by an SBOM: it need not have what its lockfile has.
      unhashed: true,
    });
    nodes.set(component, node);
  }

  let left = MAX_EDGES;
  /** The packages that something leads to, through what is none: an application within the application, a lockfile. */
  const packagesFrom = (ref: string | undefined): readonly Node[] => {
    const found: Node[] = [];
    const open = new Set(edges?.get(ref ?? '') ?? []);
    // A set is walked in the order of insertion, what is added on the way included.
    for (const next of open) {
      left -= 1;
      if (left < 0) break;
      const component = byRef.get(next);
      const node = component === undefined ? undefined : nodes.get(component);
      if (node !== undefined) found.push(node);
      else for (const to of edges?.get(next) ?? []) open.add(to);
    }
    return found;
  };
  for (const [{ ref }, node] of nodes) for (const to of packagesFrom(ref)) if (to !== node) node.dependencies.push(to);

  const projects: Project[] = subjects.flatMap(({ ref, name }) =>
    ref !== undefined && edges?.has(ref) === true ? [{ name, requires: packagesFrom(ref).map((to: Installed) => ({ to })) }] : [],
  );
  for (const [{ isProject }, node] of nodes)
    if (isProject) projects.push({ name: node.name, requires: node.dependencies.map((to) => ({ to })), self: node });

  const first: Ecosystem = [...nodes.values()][0]?.ecosystem ?? 'npm';
  const entries = new Map([...nodes.keys()].map((component) => [component.span.start, component] as const));
  return {
    packages: packagesOf({
      ecosystem: first,
      purlType: PURL_TYPES[first],
      installed: [...nodes.values()],
      ...(projects.length === 0 ? {} : { projects }),
      unlinked: edges === undefined,
    }),
    gaps: [
      ...gaps,
      ...unknownGap(source, nameless, foreign),
      ...(left >= 0 ? [] : [gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has')]),
    ],
    spanOf: ({ entry }, member) => entries.get(entry.start)?.spanOf(member) ?? entry,
  };
};
