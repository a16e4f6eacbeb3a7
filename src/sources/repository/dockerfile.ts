import { list, map, scalar } from '../template/node.ts';
import { lineRange, lineStarts } from '../text/lines.ts';
import type { Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';

const HEREDOC = /<<-?\s*["']?([A-Za-z_][A-Za-z0-9_]*)["']?/g;

interface Instruction {
  readonly name: Span;
  readonly value: Span;
  readonly text: string;
}

/** The lines of a Dockerfile as instructions: continuation lines joined, comments between them left out, here-documents kept whole. */
const instructionsOf: (source: Parameters<RepositoryFormat['read']>[0]) => readonly Instruction[] = (source) => {
  const found: Instruction[] = [];
  const last = lineStarts(source).length;
  // A parser directive may name another sign of continuation: https://docs.docker.com/reference/dockerfile/#escape
  const continuation = /^#\s*escape\s*=\s*`/im.test(source.text.slice(0, 1000)) ? '`' : '\\';
  const textOf = (line: number) => {
    const range = lineRange(source, line);
    return range === undefined ? { start: 0, end: 0, text: '' } : { ...range, text: source.text.slice(range.start, range.end) };
  };
  for (let line = 1; line <= last; line += 1) {
    const first = textOf(line);
    const [, indent, name] = /^(\s*)([A-Za-z]+)(?=\s|$)/.exec(first.text) ?? [];
    if (indent === undefined || name === undefined) continue;
    const nameStart = first.start + indent.length;
    const parts: string[] = [];
    let start = -1;
    let end = first.end;
    let rest = first.text.slice(indent.length + name.length);
    let offset = nameStart + name.length;
    for (;;) {
      const lead = rest.length - rest.trimStart().length;
      const continued = rest.trimEnd().endsWith(continuation);
      const body = continued ? rest.trimEnd().slice(0, -1) : rest;
      if (body.trim() !== '') {
        if (start < 0) start = offset + lead;
        end = offset + body.trimEnd().length;
        parts.push(body.trim());
      }
      if (!continued || line >= last) break;
      do line += 1;
      while (line < last && /^\s*(?:#.*)?$/.test(textOf(line).text));
      ({ start: offset, text: rest } = textOf(line));
    }
    for (const [, mark = ''] of parts.join(' ').matchAll(HEREDOC))
      for (line += 1; line <= last && textOf(line).text.trim() !== mark; line += 1) {
        parts.push(`\n${textOf(line).text}`);
        end = textOf(line).end;
      }
    found.push({
      name: { source, start: nameStart, end: nameStart + name.length },
      value: { source, start: start < 0 ? nameStart : start, end: Math.max(end, start < 0 ? nameStart : start) },
      text: parts.join(' '),
    });
  }
  return found;
};

/** Dockerfiles and Containerfiles: https://docs.docker.com/reference/dockerfile/ */
export const dockerfile: RepositoryFormat = {
  type: 'dockerfile',
  format: 'dockerfile',
  is: (path) =>
    /(?:^|\/)(?:[^/]+\.)?(?:Dockerfile|Containerfile)(?:\.[^/]+)?$|(?:^|\/)[^/]+\.dockerfile$/.test(path) &&
    !/\.(?:dockerignore|md)$/.test(path),
  read: (source) => {
    const whole: Span = { source, start: 0, end: Math.min(source.text.length, 1) };
    const items = instructionsOf(source).map(({ name, value, text }) =>
      map(
        { Instruction: scalar(source.text.slice(name.start, name.end).toUpperCase(), name), Value: scalar(text, value) },
        { source, start: name.start, end: value.end },
      ),
    );
    return { properties: map({ Instructions: list(items, whole) }, whole) };
  },
  secrets: new Set(['Instructions']),
};
