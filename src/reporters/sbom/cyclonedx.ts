import type { Inventory } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { toJson } from '../escape.ts';
import { type Bill, type BillOptions, billOf, type Entry, hashesOf, uuidOf, wordsOf } from './bill.ts';

const property = (name: string, value: string) => ({ name: `parapet:${name}`, value });

/** A scope's words: https://cyclonedx.org/docs/1.6/json/#components_items_scope */
const scopeOf = ({ dev, optional }: Package): string | undefined => {
  if (dev === true) return 'excluded';
  if (optional === true) return 'optional';
  return dev === false ? 'required' : undefined;
};

/** Names as the format splits them: an npm scope and a Maven group are groups. */
const namesOf = ({ ecosystem, name }: Package): { readonly group?: string; readonly name: string } => {
  const at = ecosystem === 'Maven' ? name.indexOf(':') : ecosystem === 'npm' || ecosystem === 'Packagist' ? name.indexOf('/') : -1;
  return at < 1 ? { name } : { group: name.slice(0, at), name: name.slice(at + 1) };
};

/** Addresses that lead somewhere: masked ones and paths do not. */
const referenceOf = ({ resolved = '', source, ecosystem }: Package) => {
  if (!/^(?:git\+)?(?:https?|ssh):\/\/[^\s*<>"{}|\\^`]+$/.test(resolved)) return [];
  // Cargo's and Bundler's lockfiles say which registry has a package, not where its archive is.
  const type = source === 'git' ? 'vcs' : ecosystem === 'crates.io' || ecosystem === 'RubyGems' ? 'other' : 'distribution';
  return [{ type, url: resolved }];
};

const listed = <T>(key: string, list: readonly T[]) => (list.length === 0 ? {} : { [key]: list });

const componentOf = (entry: Entry) => {
  const { ref, pkg } = entry;
  const { version, purl, origin } = pkg;
  const scope = scopeOf(pkg);
  return {
    type: 'library',
    'bom-ref': ref,
    ...namesOf(pkg),
    ...(version === undefined ? {} : { version }),
    ...(scope === undefined ? {} : { scope }),
    ...listed(
      'hashes',
      hashesOf(pkg).map(({ algorithm, hex }) => ({ alg: algorithm, content: hex })),
    ),
    purl,
    ...listed('externalReferences', referenceOf(pkg)),
    properties: wordsOf(entry).map(([name, value]) => property(name, value)),
    ...(origin.file === undefined
      ? {}
      : { evidence: { occurrences: [{ location: origin.file, ...(origin.line === undefined ? {} : { line: origin.line }) }] } }),
  };
};

/** What the bill is about: the project, or all of them as its parts. */
const subjectOf = ({ name, projects }: Bill) => {
  const [only] = projects;
  if (projects.length === 1 && only !== undefined) return { type: 'application', 'bom-ref': only.ref, name };
  return {
    type: 'application',
    'bom-ref': 'project:',
    name,
    ...listed(
      'components',
      projects.map((project) => ({ type: 'application', 'bom-ref': project.ref, name: project.name })),
    ),
  };
};

/** CycloneDX 1.6 as JSON (https://cyclonedx.org/docs/1.6/json/): every package once for each lockfile that holds it. */
export const cyclonedx = (inventory: Inventory, options: BillOptions): string => {
  const bill = billOf(inventory, options);
  const subject = subjectOf(bill);
  const known = [...bill.projects, ...bill.entries].flatMap(({ ref, needs }) => (needs === undefined ? [] : [{ ref, dependsOn: needs }]));
  const content = {
    version: 1,
    metadata: {
      timestamp: `${options.today}T00:00:00Z`,
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: [{ type: 'application', name: 'parapet', version: options.version }] },
      component: subject,
      ...listed(
        'properties',
        bill.gaps.map((gap) => property('gap', gap)),
      ),
    },
    components: bill.entries.map(componentOf),
    ...listed('dependencies', known),
    ...(bill.gaps.length === 0 ? {} : { compositions: [{ aggregate: 'incomplete', assemblies: [subject['bom-ref']] }] }),
  };
  return toJson({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(content)}`,
    ...content,
  });
};
