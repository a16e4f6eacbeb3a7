/**
 * Blanks the line breaks (and comments) inside flow collections and quoted text, one space for each sign, so that
 * offsets stay. What remains has no indentation that a strict parser could miss. Only for texts that were refused.
 */
export const flattenFlow = (text: string): string => {
  const out: string[] = [];
  let copied = 0;
  const blank = (start: number, end: number): void => {
    out.push(text.slice(copied, start), ' '.repeat(end - start));
    copied = end;
  };
  const lineEnd = (from: number): number => {
    const found = /[\r\n]/g;
    found.lastIndex = from;
    return found.exec(text)?.index ?? text.length;
  };
  /** Past the closing quote. Line breaks inside are blanked. */
  const quoted = (from: number): number => {
    const quote = text[from];
    let at = from + 1;
    for (; at < text.length; at += 1) {
      const char = text[at];
      if (char === '\\' && quote === '"') at += 1;
      else if (char === '\n' || char === '\r') blank(at, at + 1);
      else if (char === quote) {
        if (quote === "'" && text[at + 1] === quote) at += 1;
        else return at + 1;
      }
    }
    return at;
  };
  /** Past the bracket that closes the one at `from`. */
  const flow = (from: number): number => {
    let depth = 0;
    let fresh = true;
    for (let at = from; at < text.length; at += 1) {
      const char = text[at] as string;
      if (char === '\n' || char === '\r') blank(at, at + 1);
      else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
        const end = lineEnd(at);
        blank(at, end);
        at = end - 1;
      } else if ((char === '"' || char === "'") && fresh) {
        at = quoted(at) - 1;
        fresh = false;
      } else if (char === '[' || char === '{') {
        depth += 1;
        fresh = true;
      } else if (char === ']' || char === '}') {
        depth -= 1;
        fresh = false;
        if (depth === 0) return at + 1;
      } else if (char === ',' || char === ':') fresh = true;
      else if (char !== ' ' && char !== '\t') fresh = false;
    }
    return text.length;
  };

  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const indent = /[ \t]*(?:[-?] +)*/y;
    indent.lastIndex = at;
    indent.test(text);
    const column = indent.lastIndex - at;
    at = indent.lastIndex;
    let end = lineEnd(at);
    // Within a line, a node may begin at its start, after `key: `, and after a tag or an anchor.
    while (at < end) {
      const char = text[at] as string;
      if (char === '#') at = end;
      else if (char === '"' || char === "'") {
        at = quoted(at);
        end = lineEnd(at);
      } else if (char === '[' || char === '{') {
        at = flow(at);
        end = lineEnd(at);
      } else if (char === '|' || char === '>') at = end = blockEnd(text, end, column);
      else {
        const next = /[!&][^\s]*[ \t]+|[^\r\n]*?(?::[ \t]+|[ \t](?=#))/y;
        next.lastIndex = at;
        at = next.test(text) && next.lastIndex <= end ? next.lastIndex : end;
        if (text[at] === '#') at = end;
      }
      const gap = /[ \t:]*/y;
      gap.lastIndex = at;
      gap.test(text);
      at = Math.min(gap.lastIndex, end);
    }
    at = end + 1;
  }
  out.push(text.slice(copied));
  return out.join('');
};

/** The end of a block scalar: the last line that is blank or indented more than the line that opens it. */
const blockEnd = (text: string, header: number, column: number): number => {
  let end = header;
  const line = /\r?\n([ ]*)([^\r\n]?)[^\r\n]*/y;
  for (;;) {
    line.lastIndex = end;
    const match = line.exec(text);
    if (match === null || (match[2] !== '' && (match[1] as string).length <= column)) return end;
    end = line.lastIndex;
  }
};
