import type { Review, ReviewedChange } from '../../comparison/review.ts';
import { clip, visible } from '../escape.ts';
import { widthOf, wrap } from '../layout.ts';
import { type Palette, paletteOf } from '../palette.ts';
import { licenseOf, roleOf, severitiesOf, sidesOf, totalsOf, versionsOf } from './words.ts';

const NAME = 80;
const INDENT = 14;
const NARROWEST = 40;
const WIDEST = 140;

const MARKS: Readonly<Record<ReviewedChange['kind'], string>> = {
  added: '+ added',
  removed: '- removed',
  upgraded: '^ upgraded',
  downgraded: 'v downgraded',
  changed: '~ changed',
};

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

const linesOf = (change: ReviewedChange, width: number, palette: Palette): readonly string[] => {
  const versions = versionsOf(change)
    .map((version) => clip(version, NAME))
    .join(' → ');
  const license = licenseOf(change);
  const role = [roleOf(change), ...(license === undefined ? [] : [clip(license, NAME)])].filter((text) => text !== '').join(', ');
  const [mark, name, rest] = [padded(MARKS[change.kind], INDENT), clip(change.name, NAME), ` ${versions}${role === '' ? '' : `  ${role}`}`];
  const said = mark + name + rest;
  const head = mark + palette.bold(name) + rest;
  const [only, ...more] = change.remarks;
  const beside = only === undefined || more.length > 0 || only.severity !== undefined ? undefined : `: ${visible(only.message)}`;
  if (beside !== undefined && widthOf(said) + widthOf(beside) <= width) return [head + beside];
  const remarks = change.remarks.flatMap(({ severity, kind, message }) => {
    const label = severity === undefined ? '' : `${severity}[${visible(kind)}]: `;
    const lines = wrap(visible(message), width - INDENT, width - INDENT - label.length);
    const painted = severity === undefined ? '' : palette.severity[severity](severity) + label.slice(severity.length);
    return lines.map((line, index) => `${' '.repeat(INDENT)}${index === 0 ? painted : ''}${line}`);
  });
  return [head, ...remarks];
};

/** The changes for people at a terminal. */
export const terminal = (review: Review, { color, width: given }: { readonly color: boolean; readonly width: number }): string => {
  const palette = paletteOf(color);
  const width = Math.max(NARROWEST, Math.min(given || 80, WIDEST));
  const [base, head] = sidesOf(review);
  const changes = review.lockfiles.flatMap((lockfile) => lockfile.changes);
  const found = severitiesOf(review);
  const gaps = review.gaps.flatMap(({ message, reason, scope: { file } }) =>
    wrap(`gap: ${visible(message ?? `${file ?? ''} ${reason}`)}`, width).map((line) => palette.caution(line)),
  );
  const sum = changes.length === 0 ? `No package changed from ${visible(base)} to ${visible(head)}` : totalsOf(changes);
  const sections: readonly (readonly string[])[] = [
    ...review.lockfiles.map(({ file, changes: own }) => [
      `${palette.bold(visible(file))}: ${totalsOf(own)}`,
      ...own.flatMap((change) => linesOf(change, width, palette)),
    ]),
    gaps,
    [
      `${sum}${found === '' ? '' : ` · ${found}`}${review.gaps.length === 0 ? '' : ` · ${review.gaps.length === 1 ? '1 gap' : `${review.gaps.length} gaps`}`}`,
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
};
