import { posix } from 'node:path';
import { type Located, packagesOf } from '../lockfile/graph.ts';
import { canHold } from '../lockfile/python/marker.ts';
import { pypiName } from '../lockfile/python/names.ts';
import { requirementOf } from '../lockfile/python/requirement.ts';
import { type Entry, treeOf, type Want } from '../lockfile/python/tree.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Told } from './node.ts';

/** What installers write beside a package: https://packaging.python.org/en/latest/specifications/core-metadata/, or before that. */
const METADATA = /(?:^|\/)[^/]+(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg-info)$/;

/** The folder of what an installer wrote, named after the package: its metadata may have been left out to save space. */
const INSTALLED = /(?:^|\/)([^/]+)-([^/-]+)\.dist-info(?=\/[^/]+$)/;

/** Whether a file says what a Python package is. */
export const isPythonMetadata = (name: string): boolean => METADATA.test(name);

/** Whether a file lies beside such metadata, and so tells name and version by its folder. */
export const isBesideMetadata = (name: string): boolean => INSTALLED.test(name);

/** The fields before the first empty line; the rest is a text about the package. */
const fieldsOf = (
  source: SourceFile,
): ReadonlyMap<string, readonly { readonly value: string; readonly start: number; readonly end: number }[]> => {
  const fields = new Map<string, { value: string; start: number; end: number }[]>();
  const head = /\r?\n\r?\n/.exec(source.text)?.index ?? source.text.length;
  for (const match of source.text.slice(0, head).matchAll(/^([A-Za-z-]{1,40}):(.*)$/gm)) {
    const name = (match[1] ?? '').toLowerCase();
    const known = fields.get(name) ?? [];
    known.push({ value: (match[2] ?? '').trim(), start: match.index, end: match.index + match[0].trimEnd().length });
    fields.set(name, known);
  }
  return fields;
};

const NOTHING = { groups: new Set<string>(), extras: new Set<string>() };

/** What a package needs, whatever extras it has. */
const wantIn = (text: string): readonly Want[] => {
  const requirement = requirementOf(text);
  const marker = text.includes(';') ? text.slice(text.lastIndexOf(';') + 1) : undefined;
  if (requirement === undefined || (marker !== undefined && !canHold(marker, NOTHING))) return [];
  return [{ name: requirement.name, extras: [], spec: requirement.spec }];
};

/** Folders of installers without the metadata, as metadata that say no more than their names do. */
const bare = (names: readonly string[], isKnown: (metadata: string) => boolean): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const path of names) {
    const [, name, version] = INSTALLED.exec(path) ?? [];
    const metadata = `${path.slice(0, path.lastIndexOf('/'))}/METADATA`;
    if (name !== undefined && version !== undefined && !isKnown(metadata)) found.set(metadata, `Version: ${version}\nName: ${name}\n`);
  }
  return found;
};

/**
 * The packages that installers left word of, by the paths of the files within the code; `names` are those of further files. `placeOf` is
 * what reports call a path.
 */
export const pythonPackages = (
  read: ReadonlyMap<string, SourceFile>,
  names: readonly string[],
  placeOf: (path: string) => string,
  onExhausted: () => void,
): Told => {
  const known = new Set([...read.keys(), ...names]);
  const files = new Map(read);
  for (const [path, text] of bare(names, (metadata) => known.has(metadata))) files.set(path, { file: placeOf(posix.dirname(path)), text });
  const entries: Entry[] = [];
  const broken: { source: SourceFile; offset: number; message: string }[] = [];
  for (const [path, source] of files) {
    if (!isPythonMetadata(path)) continue;
    const fields = fieldsOf(source);
    const name = fields.get('name')?.[0]?.value;
    const version = fields.get('version')?.[0];
    if (name === undefined || name === '') {
      broken.push({ source, offset: 0, message: 'The metadata of this package do not name it' });
      continue;
    }
    entries.push({
      name: pypiName(name),
      version: version?.value === '' ? undefined : version?.value,
      source: 'registry',
      integrity: undefined,
      resolved: undefined,
      span: { source, start: version?.start ?? 0, end: version?.end ?? Math.min(1, source.text.length) },
      // What was deployed is there in production, whatever it is for.
      dev: false,
      optional: false,
      wants: (fields.get('requires-dist') ?? []).flatMap(({ value }) => wantIn(value)),
      extras: new Map(),
    });
  }
  const packages: readonly Located[] = packagesOf(treeOf(entries, undefined, onExhausted));
  return { packages, broken };
};
