import type { SourceFile, Span } from '../../text/source-file.ts';
import { type Line, linesOf } from '../lines.ts';

/** What a `Gemfile` asks for in plain words. */
export interface Gemfile {
  /** Where it asks for a gem. */
  placeOf(name: string): Span | undefined;
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
    } else if (/^\s*end\b/.test(text)) {
      if (blocks.length === 0) return undefined;
      blocks.pop();
    } else if (/\bdo\s*(?:\|[^|]*\|\s*)?$/.test(text)) {
      const group = /^\s*group\b\s*\(?(.*?)\)?\s*do\b/.exec(text)?.[1];
      blocks.push(group === undefined ? undefined : wordsIn(group));
    } else if (/^\s*(?:if|unless|case|while|until|begin|def|module|class|for)\b(?!.*\bend\s*$)/.test(text)) blocks.push(undefined);
  }
  if (blocks.length > 0) return undefined;
  return { placeOf: (name) => asked.get(name)?.span, isForDevelopment: (name) => asked.get(name)?.development === true };
};
