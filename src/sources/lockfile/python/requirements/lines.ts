/** A line as pip reads it: physical lines that a backslash joins are one, and comments are none of it. */
export interface Line {
  /** Without comments and the spaces around it; empty where there is nothing else. */
  readonly text: string;
  /** Its comments without their signs. */
  readonly comments: readonly string[];
  /** Where its text begins, and where it ends within its first physical line. UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Where its last physical line ends. */
  readonly last: number;
}

const COMMENT = /(?:^|\s)#(.*)$/s;

/** Without the backslashes at its end. */
const withoutJoint = (code: string): string => {
  const bare = code.trimEnd();
  let end = bare.length;
  while (bare[end - 1] === '\\') end -= 1;
  return end === bare.length ? code : bare.slice(0, end);
};

/** The lines of a file of requirements (https://pip.pypa.io/en/stable/reference/requirements-file-format/#structure). */
export const linesOf = (text: string): readonly Line[] => {
  const lines: Line[] = [];
  let parts: string[] = [];
  let comments: string[] = [];
  let first: { readonly start: number; readonly end: number } | undefined;
  const close = (last: number): void => {
    lines.push({ text: parts.join('').trim(), comments, start: first?.start ?? last, end: first?.end ?? last, last });
    parts = [];
    comments = [];
    first = undefined;
  };
  for (const { 0: raw, index } of text.replace(/^\uFEFF/, ' ').matchAll(/.*(?:\r\n|\n|\r|$)/g)) {
    const whole = raw.replace(/[\r\n]+$/, '');
    if (raw === '' && index >= text.length && parts.length === 0) break;
    const comment = COMMENT.exec(whole);
    if (comment?.[1] !== undefined) comments.push(comment[1]);
    const code = comment === null ? whole : whole.slice(0, comment.index);
    // A backslash before spaces joins nothing, but is no part of a requirement either.
    const goesOn = comment === null && code.endsWith('\\') && raw !== whole;
    const part = withoutJoint(code);
    if (first === undefined && part.trim() !== '') {
      const start = index + code.indexOf(part.trim());
      first = { start, end: start + part.trim().length };
    }
    parts.push(part);
    if (!goesOn) close(index + whole.length);
  }
  if (parts.length > 0) close(text.length);
  return lines;
};
