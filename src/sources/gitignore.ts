/** One pattern of a .gitignore file: https://git-scm.com/docs/gitignore#_pattern_format */
interface Rule {
  readonly negated: boolean;
  readonly folderOnly: boolean;
  /** Segments of a path; `**` stands for any number of them. */
  readonly segments: readonly string[];
}

/** What a .gitignore file says about a path below its folder: ignored, expressly not, or nothing. */
export type Ignores = (path: readonly string[], isFolder: boolean) => boolean | undefined;

const ruleOf = (line: string): Rule | undefined => {
  const text = line.replace(/\r$/, '').replace(/(?<!\\)[ \t]+$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  const pattern = negated ? text.slice(1) : text.replace(/^\\([!#])/, '$1');
  const folderOnly = pattern.endsWith('/');
  const segments = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  // A pattern without a slash but at its end holds at any depth.
  const anywhere = !pattern.slice(0, -1).includes('/');
  return { negated, folderOnly, segments: anywhere ? ['**', ...segments] : segments };
};

/** No path is longer, and no project has more patterns. */
const LONGEST = 4096;
const MOST = 10_000;

/** Reads a .gitignore file. The last pattern that matches decides. */
export const gitignore = (text: string): Ignores => {
  const rules = text
    .split('\n')
    .filter((line) => line.length <= LONGEST)
    .slice(0, MOST)
    .map(ruleOf)
    .filter((rule) => rule !== undefined)
    .reverse();
  return (path, isFolder) => {
    const rule = rules.find((candidate) => (isFolder || !candidate.folderOnly) && matchesPath(candidate.segments, path));
    return rule === undefined ? undefined : !rule.negated;
  };
};

/** Whether segments match a whole path: a table of what matches from each pair of positions on, so never worse than their product. */
const matchesPath = (segments: readonly string[], path: readonly string[]): boolean => {
  let row = path.map(() => false);
  row.push(true);
  for (let at = segments.length - 1; at >= 0; at -= 1) {
    const segment = segments[at] as string;
    const above: boolean[] = new Array(path.length + 1).fill(false);
    for (let from = path.length; from >= 0; from -= 1) {
      if (segment !== '**') above[from] = from < path.length && (row[from + 1] as boolean) && matchesName(segment, path[from] as string);
      // `a/**` is what lies below `a`, not `a` itself.
      else if (at === segments.length - 1) above[from] = from < path.length;
      else above[from] = (row[from] as boolean) || (from < path.length && (above[from + 1] as boolean));
    }
    row = above;
  }
  return row[0] as boolean;
};

/** One sign of a pattern at `at`: whether it matches, and where the next begins. */
const sign = (pattern: string, at: number, char: string): { readonly matches: boolean; readonly next: number } => {
  if (pattern[at] === '?') return { matches: true, next: at + 1 };
  if (pattern[at] === '\\') return { matches: pattern[at + 1] === char, next: at + 2 };
  if (pattern[at] !== '[') return { matches: pattern[at] === char, next: at + 1 };
  const set = /\[([!^]?)(\]?[^\]]*)\]/y;
  set.lastIndex = at;
  const match = set.exec(pattern);
  if (match === null) return { matches: char === '[', next: at + 1 };
  const members = match[2] as string;
  let inside = false;
  for (let index = 0; index < members.length; index += 1) {
    const from = members[index] as string;
    const to = members[index + 1] === '-' ? members[index + 2] : undefined;
    inside ||= to === undefined ? from === char : from <= char && char <= to;
    if (to !== undefined) index += 2;
  }
  return { matches: inside !== (match[1] !== ''), next: set.lastIndex };
};

/** Whether a name matches a pattern with `*`, `?` and `[...]`: only the last `*` is ever taken up again, so it is never exponential. */
const matchesName = (pattern: string, name: string): boolean => {
  let at = 0;
  let index = 0;
  let star = -1;
  let mark = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at;
      mark = index;
      at += 1;
      continue;
    }
    const { matches, next } = at < pattern.length ? sign(pattern, at, name[index] as string) : { matches: false, next: at };
    if (matches) {
      at = next;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      mark += 1;
      index = mark;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at >= pattern.length;
};
