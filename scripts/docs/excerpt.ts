/** What is shown of a file: some of its lines, the first of which has the number `start` (1-based) there. */
export interface Excerpt {
  readonly language: string;
  readonly lines: readonly string[];
}

/** The most lines of an excerpt. */
const LINES = 36;
/** What is always shown of the beginning: a section's name, a logical id and a type. */
const HEAD = 3;

const MARK = / ?# (?:flagged|undetermined)(?:\[[^\]]+\])?: .+$/;

/** A line without what a fixture expects on it. */
export const unmarked = (line: string): string => line.replace(MARK, '');

const indentOf = (line: string | undefined): string => /^\s*/.exec(line ?? '')?.[0] ?? '';

/** Lines without those that are too many, the one at `focus` (an index) kept. */
export const shortened = (lines: readonly string[], focus = 0): readonly string[] => {
  if (lines.length <= LINES) return lines;
  const room = LINES - HEAD;
  const from = focus < LINES ? 0 : Math.min(focus - Math.floor(room / 2), lines.length - room);
  const head = from === 0 ? [] : [...lines.slice(0, HEAD), `${indentOf(lines[from])}# ...`];
  const to = from === 0 ? LINES : from + room;
  return [...head, ...lines.slice(from, to), ...(to < lines.length ? [`${indentOf(lines[to])}# ...`] : [])];
};

/** A block of code in Markdown, whatever stands in it. */
export const fenced = ({ language, lines }: Excerpt): string => {
  const ticks = lines.flatMap((line) => line.match(/`{3,}/g) ?? []).reduce((most, run) => Math.max(most, run.length + 1), 3);
  const fence = '`'.repeat(ticks);
  return [`${fence}${language}`, ...lines, fence].join('\n');
};
