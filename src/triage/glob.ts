/**
 * Globs without regular expressions: a pattern of many stars takes time in proportion to pattern and text, never more.
 * `*` stops at the separator, `**` does not, `?` is one character.
 */
type Token =
  | { readonly kind: 'text'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'some' }
  | { readonly kind: 'all' };

const tokensOf = (pattern: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '?') tokens.push({ kind: 'one' });
    else if (char !== '*') tokens.push({ kind: 'text', char });
    else {
      const deep = pattern.charAt(i + 1) === '*';
      if (deep) while (pattern.charAt(i + 1) === '*') i += 1;
      tokens.push({ kind: deep ? 'all' : 'some' });
    }
  }
  return tokens;
};

/** Walks the text once with the set of places in the pattern that it may have reached. */
const matches = (tokens: readonly Token[], text: string, separator: string | undefined): boolean => {
  const spread = (at: Uint8Array): Uint8Array => {
    for (let i = 0; i < tokens.length; i++) if (at[i] === 1 && (tokens[i]?.kind === 'some' || tokens[i]?.kind === 'all')) at[i + 1] = 1;
    return at;
  };
  let reached = spread(Uint8Array.from({ length: tokens.length + 1 }, (_, i) => (i === 0 ? 1 : 0)));
  for (let t = 0; t < text.length; t++) {
    const char = text.charAt(t);
    const next = new Uint8Array(tokens.length + 1);
    tokens.forEach((token, i) => {
      if (reached[i] !== 1) return;
      if (token.kind === 'all' || (token.kind === 'some' && char !== separator)) next[i] = 1;
      else if (token.kind === 'text' ? token.char === char : token.kind === 'one' && char !== separator) next[i + 1] = 1;
    });
    reached = spread(next);
  }
  return reached[tokens.length] === 1;
};

/** Whether an id or an ARN matches: `*` runs over every character, as it does in ARNs of policies. */
export const matchesName = (pattern: string, name: string): boolean => matches(tokensOf(pattern), name, undefined);

/** Whether a file matches: `infra/*.yaml`, `**` for any depth; a folder's name stands for everything below it. */
export const matchesPath = (pattern: string, file: string): boolean => {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '');
  // `**/x` matches `x` itself, as it does wherever people know it from.
  const patterns = plain.startsWith('**/') ? [plain, plain.slice(3)] : [plain];
  return patterns.some((one) => matches(tokensOf(one), file, '/') || matches(tokensOf(`${one}/**`), file, '/'));
};
