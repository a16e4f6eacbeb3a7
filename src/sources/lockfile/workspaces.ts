import { alternativesOf } from '../../glob.ts';
import { gitignore } from '../gitignore.ts';
import type { FoldersIn } from './format.ts';
import { isMembers, type Members, memberIn } from './members.ts';

/** More workspaces than any project has: each costs reading a file. */
export const MAX_WORKSPACES = 5_000;
/** Patterns that alternatives add, and signs of one. */
const MAX_PATTERNS = 1_000;
const MAX_PATTERN = 4_096;
/** Folders that are looked at, and levels below a pattern that may be at any depth. */
const MAX_FOLDERS = 20_000;
const ANY_DEPTH = 6;

/** The patterns by which a manifest names its workspaces, each from its own folder on. */
const patternsOf = (manifest: Members): readonly string[] => {
  const given = memberIn(manifest, 'workspaces');
  const listed: unknown = isMembers(given) ? given.packages : given;
  const patterns = (Array.isArray(listed) ? listed : []).filter((pattern) => typeof pattern === 'string' && pattern.length <= MAX_PATTERN);
  return alternativesOf(patterns, patterns.length + MAX_PATTERNS).map((pattern) =>
    pattern.replace(/^(!?)(?:\.?\/)?/, '$1/').replace(/\/+$/, ''),
  );
};

const matcherOf = (patterns: readonly string[]): ((folder: string) => boolean) => {
  const matches = gitignore(patterns.join('\n'));
  return (folder) => matches(folder.split('/'), true) === true;
};

/** Whether a folder is one of those that a manifest calls its workspaces. */
export const workspaceMatcher = (manifest: Members): ((folder: string) => boolean) => {
  const patterns = patternsOf(manifest);
  return patterns.length === 0 ? () => false : matcherOf(patterns);
};

/** The folders on the disk that a manifest calls its workspaces, in order. */
export const workspaceFolders = async (manifest: Members, foldersIn: FoldersIn): Promise<readonly string[]> => {
  const patterns = patternsOf(manifest);
  if (patterns.length === 0) return [];
  const isWorkspace = matcherOf(patterns);
  const depth = Math.max(...patterns.map((pattern) => pattern.split('/').length - 1 + (pattern.includes('**') ? ANY_DEPTH : 0)));
  // Only below what the patterns begin with is anything looked for.
  const begins = patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => pattern.slice(1).split(/[*?[]/)[0] ?? '');
  const leads = (folder: string): boolean =>
    begins.some((begin) => `${folder}/`.startsWith(begin) || begin.startsWith(`${folder}/`) || begin === folder);
  const found: string[] = [];
  let looked = 0;
  const open: { readonly folder: string; readonly level: number }[] = [{ folder: '', level: 0 }];
  for (let next = open.shift(); next !== undefined && looked < MAX_FOLDERS; next = open.shift()) {
    if (next.folder !== '' && isWorkspace(next.folder)) found.push(next.folder);
    if (next.level >= depth || found.length >= MAX_WORKSPACES) continue;
    for (const name of await foldersIn(next.folder)) {
      const folder = next.folder === '' ? name : `${next.folder}/${name}`;
      looked += 1;
      if (name !== 'node_modules' && !name.startsWith('.') && leads(folder)) open.push({ folder, level: next.level + 1 });
    }
  }
  return found.sort();
};
