import type { Severity } from '../check.ts';
import type { Report, Reporter } from '../report.ts';
import { block, type Canvas } from './block.ts';
import { assessmentLines } from './frameworks.ts';
import { groupsOf } from './group.ts';
import { widthOf, wrap } from './layout.ts';
import { libraryBlock } from './library.ts';
import { paletteOf } from './palette.ts';
import { gapLines, hiddenLines, noticeLines, provenanceLines, undeterminedLines } from './remarks.ts';
import { summaryOf, verdictOf } from './summary.ts';

const BLOCKS = 50;
const NARROWEST = 24;
const WIDEST = 140;

const accountsOf = ({ inputs, findings }: Report): ReadonlySet<string> =>
  new Set(
    [...inputs.map(({ account }) => account), ...findings.map(({ subject }) => subject.account ?? undefined)].filter(
      (account) => account !== undefined,
    ),
  );

/** Breaks the footer between its parts. */
const footer = (report: Report, { width, palette }: Canvas): readonly string[] => {
  const lines: string[] = [];
  for (const part of summaryOf(report)) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line) + widthOf(part) + 3 <= width) lines[lines.length - 1] = `${line} · ${part}`;
    else lines.push(...wrap(part, width));
  }
  const [counts = '', ...rest] = lines;
  return [
    counts.replace(/\d+ (critical|high|medium|low)\b(?=,| ·|$)/g, (text, severity: Severity) => palette.severity[severity](text)),
    ...rest,
  ];
};

/** The report for people at a terminal, in the grammar of a good compiler. */
export const terminal: Reporter = (report, options) => {
  const palette = paletteOf(options.color);
  const width = Math.max(NARROWEST, Math.min(options.width || 80, WIDEST));
  const checks = new Map(options.checks.map((check) => [check.id, check]));
  const canvas: Canvas = { width, palette, options, checks, accounts: accountsOf(report).size > 1 };
  const groups = groupsOf(report.findings.filter(({ disposition }) => disposition.kind === 'reported'));
  const shown = options.verbose || groups.length <= BLOCKS ? groups : groups.slice(0, BLOCKS);
  const rest = groups.slice(shown.length).reduce((sum, { others }) => sum + 1 + others.length, 0);
  const verdict = verdictOf(report);
  const sections: readonly (readonly string[])[] = [
    ...shown.map((group) => {
      const { library } = group.first.subject;
      return library === undefined ? block(group, canvas) : libraryBlock(group, library, canvas);
    }),
    rest === 0 ? [] : [`… and ${rest} more: run with --verbose or --format json`],
    options.verbose ? hiddenLines(report, canvas) : [],
    undeterminedLines(report.undetermined, canvas),
    gapLines(report.gaps, canvas),
    noticeLines(report, canvas),
    provenanceLines(report, canvas),
    ...(report.frameworks ?? []).map((assessment) => assessmentLines(assessment, canvas)),
    [
      ...(groups.length > 0 ? [] : wrap(verdict.text, width).map((line) => (verdict.good ? palette.good(line) : palette.caution(line)))),
      ...footer(report, canvas),
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
};
