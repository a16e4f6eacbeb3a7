import type { AnyCheck } from '../../check.ts';
import type { Framework } from '../../facts/frameworks/index.ts';
import { type Coverage, coverageOf, type Extent } from '../../frameworks/coverage.ts';
import { clip, toJson } from '../../reporters/escape.ts';
import { widthOf, wrap } from '../../reporters/layout.ts';
import { paletteOf } from '../../reporters/palette.ts';

const EXTENTS: readonly Extent[] = ['covered', 'partly', 'none'];
/** The narrowest column of text that can be read. */
const NARROWEST = 24;

const summaryOf = (rows: readonly Coverage[]): Readonly<Record<Extent, number>> => ({
  covered: rows.filter(({ extent }) => extent === 'covered').length,
  partly: rows.filter(({ extent }) => extent === 'partly').length,
  none: rows.filter(({ extent }) => extent === 'none').length,
});

/** A framework, control by control, as JSON. */
export const coverageAsJson = (framework: Framework, checks: readonly AnyCheck[]): string => {
  const { key: _, ofAccounts: __, controls: ___, ...about } = framework;
  const rows = coverageOf(framework, checks);
  return toJson({
    framework: about,
    summary: summaryOf(rows),
    controls: rows.map(({ control: { id, title, level, link }, extent, checks: by, open }) => ({
      id,
      title,
      ...(level === undefined ? {} : { level }),
      link,
      coverage: extent,
      checks: by,
      ...(open.length === 0 ? {} : { open }),
    })),
  });
};

/** A framework, control by control: which checks cover it, partly, or not. */
export const coverageAsTable = (framework: Framework, checks: readonly AnyCheck[], color: boolean, width: number): string => {
  const palette = paletteOf(color);
  const paint: Readonly<Record<Extent, (text: string) => string>> = { covered: palette.good, partly: palette.caution, none: palette.dim };
  const rows = coverageOf(framework, checks);
  const ids = Math.max(...rows.map(({ control }) => widthOf(control.id)));
  const extents = Math.max(...EXTENTS.map((extent) => extent.length));
  const margin = Math.min(2 + ids + 2 + extents + 2, Math.max(4, width - NARROWEST));
  const below = (text: string) => wrap(text, Math.max(NARROWEST, width - margin)).map((line) => ' '.repeat(margin) + line);
  const lines = rows.flatMap(({ control: { id, title, level }, extent, checks: by, open }) => {
    const start = `  ${palette.bold(id.padEnd(ids))}  ${paint[extent](extent.padEnd(extents))}  `;
    const [head = '', ...tail] = below(level === undefined ? title : `${title} (${level})`);
    return [
      start + head.trimStart(),
      ...tail,
      ...(by.length === 0 ? [] : below(by.map((id) => clip(id, 60)).join(', '))),
      ...open.flatMap((what) => below(`not: ${what}`)),
    ];
  });
  const { covered, partly, none } = summaryOf(rows);
  return `${[
    palette.bold(`${framework.title} ${framework.version}`),
    ...wrap(`${framework.scope} As of ${framework.asOf}: ${framework.source}`, width),
    '',
    ...lines,
    '',
    `${rows.length} controls: ${covered} covered, ${partly} partly, ${none} not`,
  ].join('\n')}\n`;
};
