import { posix } from 'node:path';
import type { Gap } from '../../../../model/inventory.ts';
import type { SourceFile } from '../../../text/source-file.ts';
import type { ReadBeside } from '../../format.ts';
import { gapAt } from '../../node.ts';
import type { Line } from './lines.ts';
import { type ParsedFile, parseFile } from './parse.ts';

/** A file of requirements, and those that it includes. */
export interface ReadFile extends ParsedFile {
  readonly source: SourceFile;
  /** Its path from the lockfile's folder. */
  readonly path: string;
}

/** What a lockfile's files say: what is required, and which versions are allowed of what is. */
export interface ReadFiles {
  readonly required: readonly ReadFile[];
  readonly constraints: readonly ReadFile[];
  readonly gaps: readonly Gap[];
}

/** More files than any project spreads its requirements over. */
const MAX_FILES = 200;

const countOf = (lines: readonly Line[]): string =>
  lines.length === 1 ? '' : ` (${(lines.length - 1).toLocaleString('en')} more like it)`;

/** What of a file cannot be read: one gap for each reason, at its first line. */
const gapsOf = ({ source, templated, unnamed, odd }: ReadFile): readonly Gap[] =>
  (
    [
      [templated, 'template', 'Lines for a template engine are not read'],
      [unnamed, 'unnamed', 'The package that this address leads to has a name that only fetching it would tell'],
      [odd, 'malformed', 'This line is no requirement'],
    ] as const
  ).flatMap(([lines, reason, message]) =>
    lines[0] === undefined ? [] : [gapAt(source, lines[0].start, reason, `${message}${countOf(lines)}`)],
  );

/** Reads a file and everything that it includes, each file once in each role. */
export const readFiles = async (source: SourceFile, beside: ReadBeside): Promise<ReadFiles> => {
  const required: ReadFile[] = [];
  const constraints: ReadFile[] = [];
  const gaps: Gap[] = [];
  const own = posix.basename(source.file);
  const seen = new Set([`false ${own}`]);
  const open = [{ path: own, source, isConstraint: false }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const file: ReadFile = { ...parseFile(next.source.text), source: next.source, path: next.path };
    (next.isConstraint ? constraints : required).push(file);
    gaps.push(...gapsOf(file));
    for (const include of file.includes) {
      const isConstraint = next.isConstraint || include.isConstraint;
      const gap = (reason: string, message: string) => void gaps.push(gapAt(file.source, include.line.start, reason, message));
      if (/^[a-z][a-z0-9+.-]+:/i.test(include.path) && !/^[a-z]:[\\/]/i.test(include.path)) {
        gap('remote', 'What this address holds is not read: nothing is fetched');
        continue;
      }
      const path = posix.join(posix.dirname(next.path), include.path.replaceAll('\\', '/'));
      const key = `${isConstraint} ${path}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MAX_FILES) {
        gap('too-large', `Only the first ${MAX_FILES} included files are read`);
        return { required, constraints, gaps };
      }
      const isAbsolute = posix.isAbsolute(include.path);
      const found = isAbsolute ? undefined : path === own ? source : await beside(path);
      if (found === undefined) gap('missing', 'The file that this line includes is not there, or lies outside of the audited tree');
      else open.push({ path, source: found, isConstraint });
    }
  }
  return { required, constraints, gaps };
};
