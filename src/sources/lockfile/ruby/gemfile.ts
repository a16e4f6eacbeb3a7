import type { SourceFile, Span } from '../../text/source-file.ts';
import { type Line, linesOf } from '../lines.ts';

/** What a `Gemfile` asks for in plain words. */
export interface Gemfile {
  /** Where it asks for a gem. */
  placeOf(name: string): Span | undefined;
  /** Gems that it asks for whatever happens, with their requirements where those are plain to see; absent where nobody can say. */
  readonly surely?: readonly { readonly name: string; readonly range?: string }[];
  /** Whether it asks for a gem for development and tests alone: what is not plain to see is not. */
  isForDevelopment(name: string): boolean;
}

/** Groups that nobody deploys; others may be. https://bundler.io/guides/groups.html */
const DEVELOPMENT: ReadonlySet<string> = new Set(['development', 'test']);

const GEM = /^\s*gem\b\s*\(?\s*(?:"([^"#]+)"|'([^']+)')(.*)$/s;
/** A group's words, `:test` or `"test"`, but for the keys of options (`optional: true`). */
const WORDS = /(?<![\w:]):(\w+)|"(\w+)"|'(\w+)'/g;
const OPTION = /(?:\bgroups?:|:groups?\s*=>)\s*(%i[[(][^\])]*[\])]|\[[^\]]*\]|:\w+|"\w+"|'\w+')/;

const wordsIn = (text: string): readonly string[] =>
  text.startsWith('%i')
    ? text.slice(3, -1).split(/\s+/)
    : [...text.matchAll(WORDS)].map(([, symbol, quoted, single]) => symbol ?? quoted ?? single ?? '');

/** Blocks whose gems are asked for whatever happens, on whichever platform. https://bundler.io/man/gemfile.5.html */
const PLAIN_BLOCK = /^\s*(?:group|platforms?|source|path|git|github)\b(?!.*\s(?:if|unless)\s)/;

/** The requirements behind a gem's name, as a lockfile writes them; `undefined` where they are no plain texts, empty where there are none. */
const rangeIn = (options: string): string | undefined => {
  const ranges: string[] = [];
  let rest = options;
  for (;;) {
    const [whole, double, single] = /^\s*,\s*(?:"([^"#]*)"|'([^']*)')(?=\s*(?:,|\)|$))/.exec(rest) ?? [];
    if (whole === undefined) break;
    const text = (double ?? single ?? '').trim();
    if (!/^(?:[~<>=!]{1,2}\s*)?\d[\w.]*$/.test(text)) return undefined;
    ranges.push(/^\d/.test(text) ? `= ${text}` : text.replace(/^([~<>=!]+)\s*/, '$1 '));
    rest = rest.slice(whole.length);
  }
  // What follows has to be options, or nothing: a variable may be another requirement.
  return /^\s*\)?\s*$|^\s*,\s*(?::\w+\s*=>|\w+:)/.test(rest) ? ranges.join(', ') : undefined;
};

/** Longer ones are none that people write. */
const MAX_STATEMENT = 10_000;

/** Lines, those joined that a comma at the end goes on in the next. */
const statementsOf = (source: SourceFile): readonly Line[] => {
  const statements: Line[] = [];
  let open: Line | undefined;
  for (const line of linesOf(source)) {
    const text = line.text.slice(0, MAX_STATEMENT).replace(/(^|\s)#(?![{]).*$/, '$1');
    const joined: Line = open === undefined ? { ...line, text } : { ...open, text: `${open.text} ${text.trim()}` };
    open = /,\s*$/.test(text) && joined.text.length < MAX_STATEMENT ? joined : undefined;
    if (open === undefined) statements.push(joined);
  }
  return open === undefined ? statements : [...statements, open];
};

/**
 * Reads a `Gemfile`, which is a program, as far as it is a plain list; it is never run. `undefined` where its blocks do not add up:
 * nobody can say then what is in which.
 */
export const readGemfile = (source: SourceFile): Gemfile | undefined => {
  const asked = new Map<string, { readonly span: Span; development: boolean }>();
  const blocks: (readonly string[] | undefined)[] = [];
  /** Of each block, whether what it holds is asked for whatever happens. */
  const sure: boolean[] = [];
  const surely: { readonly name: string; readonly range?: string }[] = [];
  for (const { text, start, end } of statementsOf(source)) {
    const [, double, single, options = ''] = GEM.exec(text) ?? [];
    const name = double ?? single;
    if (name !== undefined) {
      const option = OPTION.exec(options)?.[1];
      const groups = [...blocks.flatMap((block) => block ?? []), ...(option === undefined ? [] : wordsIn(option))];
      const development = groups.length > 0 && groups.every((group) => DEVELOPMENT.has(group));
      const known = asked.get(name);
      const from = start + (text.length - text.trimStart().length);
      if (known === undefined) asked.set(name, { span: { source, start: from, end: Math.max(end, from + 1) }, development });
      else known.development &&= development;
      if (sure.every(Boolean) && !/\s(?:if|unless|and|or)\s|\?|install_if/.test(options)) {
        const range = rangeIn(options);
        surely.push({ name, ...(range === undefined ? {} : { range }) });
      }
    } else if (/^\s*end\b/.test(text)) {
      if (blocks.length === 0) return undefined;
      blocks.pop();
      sure.pop();
    } else if (/\bdo\s*(?:\|[^|]*\|\s*)?$/.test(text)) {
      const group = /^\s*group\b\s*\(?(.*?)\)?\s*do\b/.exec(text)?.[1];
      blocks.push(group === undefined ? undefined : wordsIn(group));
      sure.push(PLAIN_BLOCK.test(text));
    } else if (/^\s*(?:if|unless|case|while|until|begin|def|module|class|for)\b(?!.*\bend\s*$)/.test(text)) {
      blocks.push(undefined);
      sure.push(false);
    }
  }
  if (blocks.length > 0) return undefined;
  // What stands in a comment of several lines, or behind the program's end, is asked for by nobody.
  const plain = /^(?:=begin\b|__END__)/m.test(source.text) ? {} : { surely };
  return { ...plain, placeOf: (name) => asked.get(name)?.span, isForDevelopment: (name) => asked.get(name)?.development === true };
};
