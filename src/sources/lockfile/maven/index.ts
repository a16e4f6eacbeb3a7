import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { gapAt, MAX_PACKAGES, type Node, nodeOf, oddEntries } from '../node.ts';
import { childOf, type XmlElement } from '../xml.ts';
import { interpolated, lineageOf, managedBy, versionIn } from './effective.ts';
import { type Declared, readPom } from './project.ts';

/** Scopes of what is not shipped: tests, and what the platform has. https://maven.apache.org/pom.html#dependencies */
const NOT_SHIPPED: ReadonlySet<string> = new Set(['test', 'provided']);

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const pom = readPom(source);
  const gaps: Gap[] = [];
  if (pom.failure !== undefined) gaps.push(gapAt(source, pom.failure.offset, 'syntax', pom.failure.message));
  else if (!pom.isOne) gaps.push(gapAt(source, 0, 'malformed', 'Not a pom.xml: it has no project'));
  const lineage = await lineageOf(pom, beside);
  const managed = managedBy(lineage);
  const nodes: Node[] = [];
  const ranges = new Map<Node, string>();
  const elements = new Map<number, XmlElement>();
  const odd: number[] = [];

  const add = (one: Declared): void => {
    const group = interpolated(lineage, one.group ?? '');
    const artifact = interpolated(lineage, one.artifact ?? '');
    if (!group || !artifact || nodes.length >= MAX_PACKAGES) return void odd.push(one.element.start);
    const name = `${group}:${artifact}`;
    const from = managed(name);
    const given = one.version ?? from?.version;
    const text = given === undefined ? undefined : interpolated(lineage, given);
    const asked = text === undefined || text === '' ? undefined : versionIn(text);
    const scope = interpolated(lineage, one.scope ?? from?.scope ?? 'compile');
    const start = childOf(one.element, 'artifactId')?.start ?? one.element.start;
    const end = childOf(one.element, 'artifactId')?.end ?? one.element.end;
    elements.set(start, one.element);
    const node = nodeOf({
      name,
      version: asked?.version,
      source: scope === 'system' ? 'file' : lineage.siblings.has(name) ? 'workspace' : 'registry',
      resolved: scope === 'system' ? interpolated(lineage, one.systemPath ?? '') : undefined,
      dev: NOT_SHIPPED.has(scope ?? ''),
      optional: interpolated(lineage, one.optional ?? from?.optional ?? 'false') === 'true',
      unhashed: true,
      span: { source, start, end },
    });
    nodes.push(node);
    if (asked !== undefined && asked.range.length <= 256) ranges.set(node, asked.range);
  };
  for (const one of pom.dependencies) add(one);

  gaps.push(...oddEntries(source, odd, 'A dependency whose group or artifact is unknown'));
  const first = pom.dependencies[0]?.element;
  if (first !== undefined || pom.leftOut.length > 0) {
    const others =
      pom.leftOut.length === 0 ? '' : `, nor is what its profiles add that are off by default (${pom.leftOut.slice(0, 5).join(', ')})`;
    const from = lineage.missing === undefined ? '' : `, and versions that its parent ${lineage.missing} manages are not`;
    gaps.push(
      gapAt(
        source,
        first?.start ?? 0,
        'direct-only',
        `A pom.xml names direct dependencies alone: what they need is not known${from}${others}`,
      ),
    );
  }
  const packages = packagesOf({
    ecosystem: 'Maven',
    purlType: 'maven',
    installed: nodes,
    projects: [
      {
        name: pom.artifact ?? folder,
        requires: nodes.map((to) => ({ to, ...(ranges.has(to) ? { range: ranges.get(to) ?? '' } : {}) })),
      },
    ],
    unlinked: true,
  });
  return {
    packages,
    gaps,
    spanOf: ({ entry }, member) => {
      const element = elements.get(entry.start);
      const value = member === 'version' ? childOf(element, 'version') : undefined;
      return value === undefined || /[\r\n]/.test(source.text.slice(value.inner.start, value.inner.end)) ? entry : value.inner;
    },
  };
};

/** Maven's `pom.xml`, which is no lockfile: what it asks for itself. */
export const maven: LockfileFormat = {
  format: 'maven',
  names: ['pom.xml'],
  recognizes: (text) => /<project\b/.test(text.slice(0, 10_000)) && /<(?:modelVersion|artifactId)>/.test(text),
  says: {
    of: 'Maven',
    versions: '4.0.0; direct dependencies alone, as it is no lockfile: a gap says so',
    beside: '`pom.xml` of the parents and modules in the audited tree',
    dev: 'scopes `test` and `provided`',
    optional: true,
    direct: true,
    paths: 'of direct ones',
    integrity: false,
    resolved: false,
    installScript: false,
    deprecated: false,
  },
  read,
};
