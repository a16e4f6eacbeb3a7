import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Gap, Input } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { maskText } from '../../model/redaction.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import type { Located } from '../lockfile/graph.ts';
import { gapAt } from '../lockfile/node.ts';
import { codeOf } from '../lockfile/store.ts';
import { decoded } from '../text/decode.ts';
import { lineRange } from '../text/lines.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import { type CodeFiles, filesOfArchive, filesOfFolder, isArchive } from './files.ts';
import { isNodeManifest, nodePackages } from './node.ts';
import { isBesideMetadata, isPythonMetadata, pythonPackages } from './python.ts';

/** Archives within the code are not unpacked, whatever they hold. */
const ARCHIVE = /\.(?:zip|whl|egg|jar|war|tgz|tar\.gz)$/i;
const MAX_QUOTED = 10_000;
/** Characters of a file that are kept: of metadata the text about the package is of no use. */
const MAX_KEPT = 65_536;

/** What deployed code holds. */
export interface CollectedCode {
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  locate(pkg: Package, trail: Path): Location | undefined;
  quote(file: string, line: number): string | undefined;
}

/** Whether a folder holds code as it is deployed: what is installed lies at its top, or where a layer has it. */
const isDeployed = async (folder: string): Promise<boolean> => {
  const names = async (...path: string[]): Promise<readonly string[]> => readdir(join(folder, ...path)).catch(() => []);
  const isInstalled = (name: string): boolean => name === 'node_modules' || /\.(?:dist|egg)-info$/.test(name);
  const [top, nodejs, python, libraries] = await Promise.all([names(), names('nodejs'), names('python'), names('python', 'lib')]);
  if ([...top, ...nodejs, ...python].some(isInstalled)) return true;
  if (top.includes('nodejs') && (await Promise.all(nodejs.map((name) => names('nodejs', name)))).flat().includes('node_modules'))
    return true;
  const sites = await Promise.all(
    libraries.filter((name) => name.startsWith('python')).map((name) => names('python', 'lib', name, 'site-packages')),
  );
  return sites.flat().some(isInstalled);
};

const isTold = (name: string): boolean => isNodeManifest(name) || isPythonMetadata(name);
const matters = (name: string): boolean => isTold(name) || isBesideMetadata(name) || ARCHIVE.test(name);

const count = (names: readonly unknown[]): string =>
  names.length === 1 ? '' : ` (${(names.length - 1).toLocaleString('en')} more like it)`;

/** Reads deployment packages and layers: archives that the user named, and folders of that kind. */
const readCode = async ({ file }: Candidate, { files, unread }: CodeFiles) => {
  const gaps: Gap[] = [];
  const sources = new Map<string, SourceFile>();
  const gap = (name: string, reason: string, message: string): void =>
    void gaps.push({
      source: 'lockfile',
      scope: { file: name === '' ? file : posix.join(file, name) },
      reason,
      message,
      types: ['package'],
    });
  const failed = new Map<string, string[]>();
  for (const { name, why } of unread) gap(name, 'unreadable', `${posix.join(file, name)} cannot be searched (${why})`);
  const names = files.map(({ name }) => name);
  const archives = files.filter(({ name }) => ARCHIVE.test(name) && !isPythonMetadata(name));
  for (const { name, read } of files) {
    if (!isTold(name)) continue;
    const content = await read();
    if ('unreadable' in content) failed.set(content.unreadable, [...(failed.get(content.unreadable) ?? []), name]);
    else {
      const text = decoded(content);
      // Broken at its end, where it is longer: nothing that is cut off counts.
      sources.set(name, { file: posix.join(file, name), text: isPythonMetadata(name) ? text.slice(0, MAX_KEPT) : text });
    }
  }
  for (const [why, names] of failed)
    gap(names[0] ?? '', 'unreadable', `${posix.join(file, names[0] ?? '')} cannot be read: ${why}${count(names)}`);
  if (archives[0] !== undefined)
    gap(
      archives[0].name,
      'unsupported',
      `${posix.join(file, archives[0].name)} is not read: archives within deployed code are not unpacked${count(archives)}`,
    );

  const onExhausted = (): void => gap('', 'too-large', 'Not every dependency is followed: there are more than anybody deploys');
  const told = [
    nodePackages(sources, posix.basename(file), onExhausted),
    pythonPackages(sources, names, (name) => posix.join(file, name), onExhausted),
  ];
  for (const { broken } of told) {
    const first = broken[0];
    if (first !== undefined) gaps.push(gapAt(first.source, first.offset, 'syntax', `${first.message}${count(broken)}`));
  }
  const packages = told.flatMap((each) => each.packages);
  if (packages.length === 0 && gaps.length === 0)
    gap('', 'no-packages', `${file} holds no package that says what it is: bundled and compiled code does not`);
  return { packages, gaps, sources };
};

/** It is there without a lockfile that says where it came from, or what it should be. */
const shipped = ({ pkg: { origin, ...pkg }, ...located }: Located): Located => ({ ...located, pkg: { ...pkg, unhashed: true, origin } });

/** Reads the code among the paths that the user gave: archives, and folders in which no lockfile was read. */
export const collectCode = async (archives: readonly Candidate[], folders: readonly Candidate[]): Promise<CollectedCode> => {
  const gaps: Gap[] = [];
  const inputs: Input[] = [];
  const texts = new Map<string, SourceFile>();
  const located = new Map<Package, Located>();
  const read = async (candidate: Candidate, list: () => Promise<CodeFiles | { readonly unreadable: string }>): Promise<void> => {
    const { file } = candidate;
    const gap = (reason: string, message: string): void =>
      void gaps.push({ source: 'lockfile', scope: { file }, reason, message, types: ['package'] });
    try {
      const files = await list();
      if ('unreadable' in files) return gap('unreadable', `${file} cannot be read: ${files.unreadable}`);
      const code = await readCode(candidate, files);
      inputs.push({ source: 'lockfile', file, format: 'deployed' });
      gaps.push(...code.gaps);
      for (const source of code.sources.values()) texts.set(source.file, source);
      for (const one of code.packages.map(shipped)) located.set(one.pkg, one);
    } catch (error) {
      const code = codeOf(error);
      if (code !== undefined) gap('unreadable', `${file} cannot be read (${code})`);
      else gap('internal-error', `parapet failed on this code: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const candidate of archives) await read(candidate, () => filesOfArchive(candidate.path, matters));
  for (const candidate of folders)
    if (await isDeployed(candidate.path)) await read(candidate, () => filesOfFolder(candidate.path, matters));
  return {
    packages: [...located.keys()],
    gaps,
    inputs,
    locate: (pkg) => {
      const found = located.get(pkg);
      return found === undefined ? undefined : locationOf(found.entry);
    },
    quote: (file, line) => {
      const source = texts.get(file);
      const range = source === undefined ? undefined : lineRange(source, line);
      if (source === undefined || range === undefined || range.end - range.start > MAX_QUOTED) return undefined;
      return maskText(source.text.slice(range.start, range.end));
    },
  };
};

/** The archives among files that the user named himself. */
export const archivesAmong = async (files: readonly Candidate[]): Promise<ReadonlySet<Candidate>> => {
  const archives = new Set<Candidate>();
  for (const file of files) if (file.explicit && (await isArchive(file.path))) archives.add(file);
  return archives;
};
