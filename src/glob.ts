/**
 * Globs without regular expressions: a pattern of many stars takes time in proportion to pattern and text, never more.
 * `*` stops at the separator, `**` does not, `**` with a separator is any folders or none, `?` is one character.
 */
type Token = { readonly kind: 'text'; readonly char: string } | { readonly kind: 'one' | 'some' | 'all' | 'folders' };

const tokensOf = (pattern: string, separator: string | undefined): readonly Token[] => {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '?') tokens.push({ kind: 'one' });
    else if (char !== '*') tokens.push({ kind: 'text', char });
    else {
      const first = i;
      while (pattern.charAt(i + 1) === '*') i += 1;
      const whole =
        (first === 0 || pattern.charAt(first - 1) === separator) && pattern.charAt(i + 1) === separator && separator !== undefined;
      if (i === first) tokens.push({ kind: 'some' });
      else if (whole) {
        tokens.push({ kind: 'folders' });
        i += 1;
      } else tokens.push({ kind: 'all' });
    }
  }
  return tokens;
};

/** At the beginning of a token, or within the folders that it stands for. */
const AT = 1;
const WITHIN = 2;

/** Walks the text once with the set of places in the pattern that it may have reached. */
const matches = (pattern: string, text: string, separator: string | undefined): boolean => {
  const tokens = tokensOf(pattern, separator);
  const mayBeEmpty = tokens.map(({ kind }) => kind === 'some' || kind === 'all' || kind === 'folders');
  const spread = (places: Uint8Array): Uint8Array => {
    mayBeEmpty.forEach((empty, i) => {
      if (empty && ((places[i] ?? 0) & AT) !== 0) places[i + 1] = (places[i + 1] ?? 0) | AT;
    });
    return places;
  };
  let reached = new Uint8Array(tokens.length + 1);
  reached[0] = AT;
  spread(reached);
  for (let t = 0; t < text.length; t++) {
    const char = text.charAt(t);
    const next = new Uint8Array(tokens.length + 1);
    tokens.forEach((token, i) => {
      if (reached[i] === 0) return;
      if (token.kind === 'folders') {
        next[i] = (next[i] ?? 0) | WITHIN;
        if (char === separator) next[i + 1] = AT;
      } else if (token.kind === 'all' || (token.kind === 'some' && char !== separator)) next[i] = AT;
      else if (token.kind === 'text' ? token.char === char : token.kind === 'one' && char !== separator)
        next[i + 1] = (next[i + 1] ?? 0) | AT;
    });
    reached = spread(next) as typeof reached;
  }
  return ((reached[tokens.length] ?? 0) & AT) !== 0;
};

/** Whether an id or an ARN matches: `*` runs over every character, as it does in ARNs of policies. */
export const matchesName = (pattern: string, name: string): boolean => matches(pattern, name, undefined);

/** Whether a file matches: `infra/*.yaml`, `**` for any depth; a folder's name stands for everything below it. */
export const matchesPath = (pattern: string, file: string): boolean => {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  return matches(plain, file, '/') || matches(`${plain}/**`, file, '/');
};

/** Whether a whole path matches, and no folder stands for what is below it. */
export const matchesGlob = (pattern: string, path: string): boolean => matches(pattern, path, '/');

/** Patterns with their alternatives (`{a,b}`) spelled out; no more than `most`. */
export const alternativesOf = (patterns: readonly string[], most: number): readonly string[] => {
  const open = [...patterns];
  const done: string[] = [];
  for (let next = open.shift(); next !== undefined && done.length + open.length < most; next = open.shift()) {
    const [, before = '', choices, after = ''] = /^([^{}]*)\{([^{}]*)\}(.*)$/s.exec(next) ?? [];
    if (choices === undefined) done.push(next);
    else open.unshift(...choices.split(',').map((choice) => before + choice + after));
  }
  return done;
};
