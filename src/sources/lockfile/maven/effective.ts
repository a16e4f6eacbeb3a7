import { posix } from 'node:path';
import type { ReadBeside } from '../format.ts';
import { type Declared, type Pom, readPom } from './project.ts';

/** More parents than any project has, one above the other. */
const MAX_PARENTS = 20;
/** More modules than any build has: each costs reading a file. */
const MAX_MODULES = 500;
/** A text that properties grow longer than this is none. */
const MAX_TEXT = 1_000;
const MAX_PROPERTIES = 100;

/** A `pom.xml`, the nearest first, and those that it takes from as far as they lie in the audited tree. */
export interface Lineage {
  readonly poms: readonly [Pom, ...Pom[]];
  /** `group:artifact` of what is built together with it. */
  readonly siblings: ReadonlySet<string>;
  /** A parent that only a repository has: what it manages is unknown. */
  readonly missing: string | undefined;
}

/** Reads the parents of a `pom.xml`, and what else its build makes. */
export const lineageOf = async (pom: Pom, beside: ReadBeside): Promise<Lineage> => {
  const poms: [Pom, ...Pom[]] = [pom];
  const siblings = new Set<string>();
  const seen = new Set<string>(['pom.xml']);
  let missing: string | undefined;
  let folder = '.';
  for (let at: Pom = pom; at.parent !== undefined; ) {
    const { group, artifact, version, path } = at.parent;
    const name = `${group ?? ''}:${artifact ?? ''}`;
    const file = path === undefined ? undefined : posix.join(folder, path);
    const source = file === undefined || seen.has(file) || poms.length > MAX_PARENTS ? undefined : await beside(file);
    const parent = source === undefined ? undefined : readPom(source);
    // Maven asks a repository where the folder above holds another project.
    if (parent === undefined || file === undefined || parent.artifact !== artifact || (parent.group ?? group) !== group) {
      missing = `${name}${version === undefined ? '' : ` ${version}`}`;
      break;
    }
    seen.add(file);
    poms.push(parent);
    folder = posix.dirname(file);
    siblings.add(name);
    for (const module of parent.modules.slice(0, MAX_MODULES)) {
      const next = posix.join(folder, module, 'pom.xml');
      const found = seen.has(next) ? undefined : await beside(next);
      const made = found === undefined ? undefined : readPom(found);
      if (made?.artifact !== undefined) siblings.add(`${made.group ?? ''}:${made.artifact}`);
    }
    at = parent;
  }
  return { poms, siblings, missing };
};

/** The names under which a project's own coordinates are known, old ones too. */
const ownProperty = ({ poms: [pom] }: Lineage, name: string): string | undefined => {
  switch (name.replace(/^(?:project|pom)\./, '')) {
    case 'groupId':
      return pom.group;
    case 'artifactId':
      return pom.artifact;
    case 'version':
      return pom.version;
    case 'parent.groupId':
      return pom.parent?.group;
    case 'parent.version':
      return pom.parent?.version;
    default:
      return undefined;
  }
};

/** Puts properties in; `undefined` where one is not known, or names itself. */
export const interpolated = (lineage: Lineage, text: string): string | undefined => {
  let left = MAX_PROPERTIES;
  const put = (given: string, within: readonly string[]): string | undefined => {
    if (given.length > MAX_TEXT) return undefined;
    let known = true;
    const out = given.replace(/\$\{([^${}]*)\}/g, (_, name: string) => {
      left -= 1;
      const value = left < 0 || within.includes(name) ? undefined : propertyOf(name);
      const whole = value === undefined ? undefined : put(value, [...within, name]);
      known &&= whole !== undefined && whole.length <= MAX_TEXT;
      return known ? (whole ?? '') : '';
    });
    return known && out.length <= MAX_TEXT && !out.includes('${') ? out.trim() : undefined;
  };
  const propertyOf = (name: string): string | undefined =>
    lineage.poms.map(({ properties }) => properties.get(name)).find((value) => value !== undefined) ?? ownProperty(lineage, name);
  return put(text, []);
};

/** The dependency that a project manages for another one's name: the nearest wins. https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html#dependency-management */
export const managedBy = (lineage: Lineage): ((name: string) => Declared | undefined) => {
  const managed = new Map<string, Declared>();
  for (const pom of lineage.poms)
    for (const one of pom.managed) {
      const group = interpolated(lineage, one.group ?? '');
      const artifact = interpolated(lineage, one.artifact ?? '');
      // What is imported manages others, and is no dependency.
      const isImport = one.scope === 'import' && one.type === 'pom';
      if (!isImport && group && artifact && !managed.has(`${group}:${artifact}`)) managed.set(`${group}:${artifact}`, one);
    }
  return (name) => managed.get(name);
};

/** What a version says: one version, or a range that only a repository can tell the outcome of. `[1.0]` is 1.0 and no other. */
export const versionIn = (text: string): { readonly version: string | undefined; readonly range: string } => {
  const exact = /^\[\s*([^\s,[\]()]+)\s*\]$/.exec(text)?.[1];
  const isRange = /[[\](),]/.test(text) || /^(?:LATEST|RELEASE)$/.test(text);
  return { version: exact ?? (isRange ? undefined : text), range: text };
};
