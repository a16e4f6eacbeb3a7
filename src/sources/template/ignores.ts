import type { InlineIgnore } from '../source.ts';
import { lineOf, lineRange, lineStarts, positionOf } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import { member, type Node, textOf } from './node.ts';
import type { TemplateResource } from './template.ts';

const COMMENT = /(?:^|\s)(#|\/\/)[ \t]*parapet:[ \t]*ignore\[([^\]\r\n]{0,1000})\]([^\r\n]*)/g;
/** Files whose comments begin with two slashes. */
const SLASHES = /\.(?:[cm]?[jt]sx?|java|kt|cs|go)$/;
const UNTIL = /\[?\buntil:[ \t]*(\d{4}-\d{2}-\d{2})\]?/i;

const idsOf = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((id) => id.trim())
    .filter((id) => id !== '');

const reasonOf = (text: string): { readonly reason: string; readonly until?: string } => {
  const until = UNTIL.exec(text)?.[1];
  return { reason: text.replace(UNTIL, '').replaceAll(/\s+/g, ' ').trim(), ...(until === undefined ? {} : { until }) };
};

/** `# parapet: ignore[id] reason until: 2027-01-31`, in code `// parapet: …`, on the line that it silences or alone above it. */
export const commentIgnores = (source: SourceFile): readonly InlineIgnore[] => {
  if (!source.text.includes('parapet:')) return [];
  const sign = SLASHES.test(source.file) ? '//' : '#';
  return [...source.text.matchAll(COMMENT)]
    .filter((match) => match[1] === sign)
    .map((match) => {
      const { line } = positionOf(source, match.index + match[0].indexOf(sign));
      return {
        by: 'comment',
        file: source.file,
        line,
        appliesTo: silenced(source, line),
        checks: idsOf(match[2] as string),
        ...reasonOf(match[3] as string),
      };
    });
};

/** How many lines of comments may stand between an ignore and what it silences. */
const MAX_COMMENTS = 50;

/** A comment that stands alone silences the next line that is neither blank nor a comment. */
const silenced = (source: SourceFile, line: number): number => {
  const last = Math.min(lineStarts(source).length, line + MAX_COMMENTS);
  for (let at = line; at <= last; at += 1) {
    const range = lineRange(source, at);
    if (range !== undefined && !/^\s*(?:(?:#|\/\/).*)?$/.test(source.text.slice(range.start, range.end))) return at;
  }
  return line;
};

/**
 * `Metadata: {parapet: {ignore: [{check: id, reason: ..., until: ...}]}}`. `checks` may name several; one entry may stand without its list,
 * and a text is short for it: `id: reason`.
 */
export const metadataIgnores = ({ id, metadata }: TemplateResource): readonly InlineIgnore[] => {
  const ignore = member(member(metadata, 'parapet'), 'ignore');
  if (ignore === undefined) return [];
  return (ignore.kind === 'list' ? ignore.items : [ignore]).flatMap((entry) => metadataIgnore(id, entry));
};

const metadataIgnore = (resource: string, entry: Node): readonly InlineIgnore[] => {
  const place = { by: 'metadata', file: entry.span.source.file, line: lineOf(entry.span), resource } as const;
  const text = textOf(entry);
  if (text !== undefined) {
    const [ids = '', ...rest] = text.split(/:(.*)/s);
    return [{ ...place, checks: idsOf(ids), ...reasonOf(rest.join('')) }];
  }
  const named = member(entry, 'checks') ?? member(entry, 'check');
  const checks = named?.kind === 'list' ? named.items.flatMap((item) => textOf(item) ?? []) : idsOf(textOf(named) ?? '');
  const until = textOf(member(entry, 'until'));
  if (checks.length === 0) return [];
  return [{ ...place, checks, reason: textOf(member(entry, 'reason'))?.trim() ?? '', ...(until === undefined ? {} : { until }) }];
};
