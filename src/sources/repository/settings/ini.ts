import type { SourceFile, Span } from '../../text/source-file.ts';

/** A line of an INI file: a value under a name, in a section. */
export interface Setting {
  /** The section that it stands in; empty before the first. */
  readonly section: string;
  readonly name: string;
  readonly value: string;
  readonly key: Span;
  readonly span: Span;
}

/** Takes the quotes off, and no comment: a `#` within a value is a part of it. */
const bare = (text: string): string => (/^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text);

/**
 * The settings of an INI file as npm, pip and others write it: `name = value`, comments with `;` or `#` at the beginning of a line,
 * lines that are indented go on with the value above (pip's lists). `separator` tells a name from its value.
 */
export const settingsIn = (source: SourceFile, separator: RegExp = /\s*[=:]\s*/): readonly Setting[] => {
  const settings: Setting[] = [];
  let section = '';
  let offset = 0;
  for (const raw of source.text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const start = offset;
    offset += raw.length + 1;
    const text = line.trim();
    if (text === '' || /^[;#]/.test(text)) continue;
    const indent = line.length - line.trimStart().length;
    const header = /^\[([^\]]*)\]/.exec(text);
    if (header !== null) {
      section = (header[1] ?? '').trim();
      continue;
    }
    const last = settings.at(-1);
    if (indent > 0 && last !== undefined && last.section === section && section !== '') {
      settings[settings.length - 1] = { ...last, value: `${last.value}\n${bare(text)}` };
      continue;
    }
    const found = separator.exec(text);
    const name = found === null ? text : text.slice(0, found.index);
    const value = found === null ? '' : text.slice(found.index + found[0].length);
    const at = start + indent;
    const valueAt = found === null ? at : at + found.index + found[0].length;
    settings.push({
      section,
      name: name.trim(),
      // npm takes a name alone for true: https://docs.npmjs.com/cli/configuring-npm/npmrc
      value: found === null ? 'true' : bare(value),
      key: { source, start: at, end: at + name.length },
      span: { source, start: valueAt, end: found === null ? at + text.length : valueAt + value.length },
    });
  }
  return settings;
};
