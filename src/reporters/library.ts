import { type Canvas, NAME, noted } from './block.ts';
import { clip } from './escape.ts';
import type { Group } from './group.ts';
import { wrap } from './layout.ts';

/** So many constructs are named for each check. */
const SHOWN = 8;

/** The findings about what a library makes for itself: one thing to do, whatever the checks are. */
export const libraryBlock = ({ first, others }: Group, library: string, canvas: Canvas): readonly string[] => {
  const { palette, width } = canvas;
  const findings = [first, ...others];
  const name = clip(library, NAME);
  const title = `What ${name} makes for itself is to blame for ${findings.length === 1 ? 'a finding' : `${findings.length} findings`}`;
  const start = `${first.severity}[${name}]:`;
  const byCheck = new Map<string, Set<string>>();
  for (const { check, subject } of findings) {
    const subjects = byCheck.get(check) ?? new Set();
    byCheck.set(check, subjects.add(subject.construct ?? subject.id));
  }
  const lines = [...byCheck].flatMap(([check, subjects]) => {
    const all = [...subjects].map((subject) => clip(subject, NAME));
    const shown = all.length <= SHOWN + 1 ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];
    return noted(
      `   = ${clip(check, NAME)}:`,
      shown.join(', '),
      canvas,
      () => `   ${palette.gutter('=')} ${palette.bold(`${clip(check, NAME)}:`)}`,
    );
  });
  return [
    ...wrap(title, width - 4, width - start.length - 1).map((line, index) =>
      index === 0 ? `${palette.severity[first.severity](start)} ${palette.bold(line)}` : `    ${palette.bold(line)}`,
    ),
    ...lines,
    ...noted('   = fix:', clip(first.fix, NAME), canvas, () => `   ${palette.gutter('=')} ${palette.bold('fix:')}`),
  ];
};
