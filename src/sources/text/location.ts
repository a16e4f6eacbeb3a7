import type { Location } from '../../report.ts';
import { positionOf } from './lines.ts';
import type { Span } from './source-file.ts';

/** A span as lines and columns; of several lines the first. */
export const locationOf = ({ source, start, end }: Span): Location => {
  const text = source.text.slice(start, end);
  const first = /^[^\r\n]*/.exec(text)?.[0].trimEnd() ?? '';
  const from = positionOf(source, start);
  return {
    file: source.file,
    startLine: from.line,
    startColumn: from.column,
    endLine: from.line,
    endColumn: from.column + Math.max(first.length, 1),
  };
};
