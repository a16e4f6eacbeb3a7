import { type Excerpt, shortened, unmarked } from './excerpt.ts';

/** A member of a section of a template: a logical id and what belongs to it. */
interface Block {
  readonly section: string;
  /** The number of its first line. */
  readonly start: number;
  readonly lines: readonly string[];
  readonly type: string | undefined;
}

const typeIn = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /^ {4}Type: (\S+)/.exec(line)?.[1]).find((type) => type !== undefined);

const blocksOf = (text: string): readonly Block[] => {
  const blocks: { section: string; start: number; lines: string[] }[] = [];
  let section = '';
  let open = false;
  text.split('\n').forEach((line, index) => {
    if (/^\S/.test(line)) {
      section = line;
      open = false;
    } else if (/^ {2}[^\s#]/.test(line)) {
      blocks.push({ section, start: index + 1, lines: [line] });
      open = true;
    } else if (open) blocks.at(-1)?.lines.push(line);
  });
  return blocks.map((block) => ({ ...block, type: typeIn(block.lines) }));
};

/** Comments between two members are of neither. */
const trimmed = (lines: readonly string[]): readonly string[] => {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !/^ {0,2}#/.test(line));
  return lines.slice(0, last + 1).filter((line, index) => index === 0 || !/^ {0,2}#/.test(line));
};

const excerptOf = ({ section, start, lines }: Block, line = start): Excerpt => ({
  language: 'yaml',
  lines: [unmarked(section), ...shortened(trimmed(lines).map(unmarked), line - start)],
});

/** The member of a template that has a line. */
export const memberAt = (text: string, line: number): { readonly excerpt: Excerpt; readonly type: string | undefined } | undefined => {
  const block = blocksOf(text).find(({ start, lines }) => line >= start && line < start + lines.length);
  return block === undefined ? undefined : { excerpt: excerptOf(block, line), type: block.type };
};

/** What two excerpts say but for the logical id. */
const isAlike = (one: Excerpt, other: Excerpt): boolean => one.lines.slice(2).join('\n') === other.lines.slice(2).join('\n');

/** The resources that name a resource, the first two of them. */
const naming = (block: Block, resources: readonly Block[]): readonly Block[] => {
  const id = /\w+/.exec(block.lines[0] ?? '')?.[0];
  const names = new RegExp(String.raw`(?:!Ref|!GetAtt) ${id}\b`);
  return resources.filter((other) => other !== block && other.lines.some((line) => names.test(line))).slice(0, 2);
};

/**
 * The first resource of the types, in their order of preference, or the first at all. One that says what the flagged one says is shown with
 * the resources that name it, as these make the difference.
 */
export const resourceOf = (text: string, types: readonly (string | undefined)[], flagged: Excerpt | undefined): Excerpt | undefined => {
  const resources = blocksOf(text).filter(({ section }) => section.startsWith('Resources:'));
  const wanted = types.flatMap((type) => resources.find((block) => type !== undefined && block.type === type) ?? []);
  const [block = resources[0]] = wanted;
  if (block === undefined) return undefined;
  const excerpt = excerptOf(block);
  if (flagged === undefined || !isAlike(excerpt, flagged)) return excerpt;
  return { ...excerpt, lines: [...excerpt.lines, ...naming(block, resources).flatMap(({ lines }) => trimmed(lines).map(unmarked))] };
};
