import type { SourceFile, Span } from '../../text/source-file.ts';

/** An attribute or a block of a `.tf` file, as far as its line tells. */
export interface Member {
  readonly key: Span;
  /** What stands behind the equals sign on its line; absent for a block. */
  readonly value: Span | undefined;
  readonly members: Members;
}

/** By name; blocks of one name follow each other. */
export type Members = ReadonlyMap<string, readonly Member[]>;

/** A resource or a data source as a `.tf` file has it. */
export interface Block {
  /** `aws_sqs_queue.orders`, `data.aws_iam_policy_document.orders` */
  readonly address: string;
  readonly span: Span;
  readonly members: Members;
}

interface Frame {
  readonly depth: number;
  readonly members: Map<string, Member[]>;
  /** It is a `dynamic` block: its `content` is what it makes. */
  readonly dynamic: boolean;
}

const RESOURCE = /^[ \t]{0,100}(resource|data)[ \t]{1,20}"([\w-]{1,200})"[ \t]{1,20}"([\w-]{1,200})"[ \t]{0,20}\{/;
const MEMBER = /^[ \t]{0,200}("?)([\w-]{1,200})\1[ \t]{0,100}([=:]|\{|"([^"]{0,200})"[ \t]{0,20}\{)[ \t]{0,100}/;
const HEREDOC = /<<[-~]?([A-Za-z_]\w{0,100})[ \t]*$/;
/** A longer line is data. */
const LONGEST = 10_000;

/** Strings and comments of a line as blanks, so that the brackets that are left are brackets. */
const code = (line: string): string =>
  line.replace(/"(?:[^"\\]|\\.)*"?|#.*|\/\/.*|\/\*.*?\*\//g, (found) =>
    found.startsWith('"') ? found.replaceAll(/[^"]/g, '.') : ' '.repeat(found.length),
  );

/** The resources and data sources of a `.tf` file: a light look, line by line, which understands nothing but where things begin. */
export const blocksOf = (source: SourceFile): readonly Block[] => {
  const blocks: Block[] = [];
  const stack: Frame[] = [];
  let depth = 0;
  let heredoc: string | undefined;
  let comment = false;
  for (const { 0: line, index } of source.text.matchAll(/[^\r\n]+/g)) {
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      continue;
    }
    if (comment || /^\s*\/\*/.test(line)) {
      comment = !line.includes('*/');
      continue;
    }
    if (line.length > LONGEST) continue;
    const bare = code(line);
    const span = (start: number, end: number): Span => ({ source, start: index + start, end: index + end });
    const [, kind, type, name] = depth === 0 ? (RESOURCE.exec(line) ?? []) : [];
    const frame = stack.at(-1);
    let opened: Map<string, Member[]> | undefined;
    let dynamic = false;
    if (type !== undefined && name !== undefined) {
      opened = new Map();
      const start = line.length - line.trimStart().length;
      const end = bare.trimEnd().replace(/\s*\{$/, '').length;
      blocks.push({ address: `${kind === 'data' ? 'data.' : ''}${type}.${name}`, span: span(start, end), members: opened });
    } else if (frame !== undefined && frame.depth === depth) {
      const found = MEMBER.exec(line);
      const word = found?.[2];
      if (frame.dynamic && word === 'content' && found?.[3] === '{') opened = frame.members;
      else if (found && word !== undefined) {
        opened = new Map();
        dynamic = word === 'dynamic' && found[4] !== undefined;
        const key = dynamic ? (found[4] as string) : word;
        const from = line.indexOf(key);
        const to = bare.trimEnd().length;
        const isBlock = found[3] !== '=' && found[3] !== ':';
        const value = isBlock || to <= found[0].length ? undefined : span(found[0].length, to);
        const member: Member = { key: span(from, from + key.length), value, members: opened };
        const there = frame.members.get(key);
        if (there === undefined) frame.members.set(key, [member]);
        else there.push(member);
      }
    }
    const before = depth;
    for (const char of bare) {
      if (char === '{' || char === '[' || char === '(') depth += 1;
      else if (char === '}' || char === ']' || char === ')') depth = Math.max(0, depth - 1);
    }
    while ((stack.at(-1)?.depth ?? 0) > depth) stack.pop();
    if (opened !== undefined && depth > before && /\{\s*$/.test(bare)) stack.push({ depth, members: opened, dynamic });
    heredoc = HEREDOC.exec(bare)?.[1];
  }
  return blocks;
};
