/** A text as its literal parts and its variables. */
export type Part = string | Variable;

/** `${type(params):address, fallback}`. */
export interface Variable {
  /** As the user wrote it. */
  readonly text: string;
  /** What to take, and what instead where that has no value. */
  readonly sources: readonly Source[];
}

export type Source = Call | { readonly literal: string | number | boolean | null } | Variable;

/** What a variable asks for: `self:custom.key`, `file(./a.yml):key`. */
export interface Call {
  readonly type: string;
  readonly params: readonly (readonly Part[])[];
  readonly address: readonly Part[] | undefined;
}

/** How deep variables may be nested, and how long one may be. */
const MAX_DEPTH = 20;
const MAX_LENGTH = 4096;

/** What was read, and where it ends. */
interface Found<T> {
  readonly value: T;
  readonly end: number;
}

/**
 * Finds the variables of a text. What does not begin like one is text: `${AWS::Region}` and `${Queue.Arn}` are CloudFormation's.
 * https://www.serverless.com/framework/docs/guides/variables
 */
export const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', at)) {
    const found = variableAt(text, at, Math.min(text.length, at + MAX_LENGTH), 0);
    if (text[at - 1] === '\\' || found === undefined) {
      at += 2;
      continue;
    }
    if (at > from) parts.push(text.slice(from, at));
    parts.push(found.value);
    at = from = found.end;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
};

const skipBlanks = (text: string, at: number): number => {
  const blanks = /\s*/y;
  blanks.lastIndex = at;
  blanks.test(text);
  return blanks.lastIndex;
};

const variableAt = (text: string, start: number, limit: number, depth: number): Found<Variable> | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const sources: Source[] = [];
  for (let at = skipBlanks(text, start + 2); at < limit; at = skipBlanks(text, at + 1)) {
    const source = sourceAt(text, at, limit, depth, sources.length === 0);
    if (source === undefined) return undefined;
    sources.push(source.value);
    at = skipBlanks(text, source.end);
    if (text[at] === '}') return { value: { text: text.slice(start, at + 1), sources }, end: at + 1 };
    if (text[at] !== ',') return undefined;
  }
  return undefined;
};

const LITERALS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const sourceAt = (text: string, at: number, limit: number, depth: number, first: boolean): Found<Source> | undefined => {
  const type = /[a-z][A-Za-z0-9._-]*(?=[:(])/y;
  type.lastIndex = at;
  const name = type.exec(text)?.[0];
  if (name !== undefined) return callAt(text, at, name, limit, depth);
  if (first) return undefined;
  if (text.startsWith('${', at)) return variableAt(text, at, limit, depth + 1);
  const quoted = quotedAt(text, at, limit);
  if (quoted !== undefined) return { value: { literal: quoted.value }, end: quoted.end };
  const bare = /[^\s,}'"$]+/y;
  bare.lastIndex = at;
  const word = bare.exec(text)?.[0];
  if (word === undefined) return undefined;
  const known = LITERALS.get(word);
  const value = known !== undefined ? known : /^-?\d+(?:\.\d+)?$/.test(word) ? Number(word) : word;
  return { value: { literal: value }, end: bare.lastIndex };
};

const callAt = (text: string, at: number, type: string, limit: number, depth: number): Found<Call> | undefined => {
  let end = at + type.length;
  const params: (readonly Part[])[] = [];
  if (text[end] === '(') {
    do {
      const param = partsAt(text, skipBlanks(text, end + 1), limit, ',)', depth);
      if (param === undefined) return undefined;
      params.push(param.value);
      end = param.end;
    } while (text[end] === ',');
    if (text[end] !== ')') return undefined;
    end += 1;
  }
  if (text[end] !== ':') return { value: { type, params, address: undefined }, end };
  const address = partsAt(text, end + 1, limit, ',}', depth);
  return address === undefined ? undefined : { value: { type, params, address: address.value }, end: address.end };
};

/** A param or an address: it ends before one of the signs. */
const partsAt = (text: string, start: number, limit: number, signs: string, depth: number): Found<readonly Part[]> | undefined => {
  const quoted = quotedAt(text, start, limit);
  if (quoted !== undefined) return { value: [quoted.value], end: skipBlanks(text, quoted.end) };
  const parts: Part[] = [];
  let from = start;
  for (let at = start; at < limit; at += 1) {
    if (signs.includes(text[at] as string)) {
      const rest = text.slice(from, at).trimEnd();
      return { value: rest === '' ? parts : [...parts, rest], end: at };
    }
    if (!text.startsWith('${', at)) continue;
    const nested = variableAt(text, at, limit, depth + 1);
    if (nested === undefined) return undefined;
    if (at > from) parts.push(text.slice(from, at));
    parts.push(nested.value);
    from = nested.end;
    at = nested.end - 1;
  }
  return undefined;
};

const quotedAt = (text: string, at: number, limit: number): Found<string> | undefined => {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') return undefined;
  let value = '';
  for (let end = at + 1; end < limit; end += 1) {
    if (text[end] === quote) return { value, end: end + 1 };
    if (text[end] === '\\') end += 1;
    value += text[end] ?? '';
  }
  return undefined;
};
