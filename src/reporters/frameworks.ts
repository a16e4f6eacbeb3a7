import type { AssessedControl, Assessment, Statement } from '../report.ts';
import { type Canvas, noted } from './block.ts';
import { clip } from './escape.ts';
import { wrap } from './layout.ts';

const TEXT = 500;

const STANDINGS: readonly (readonly [AssessedControl['standing'], string])[] = [
  ['contradicted', 'contradicted'],
  ['evidenced', 'evidenced'],
  ['not-visible', 'not visible'],
];

const said = ({ check, text }: Statement): string => clip(check === undefined ? text : `${check}: ${text}`, TEXT);

const rowOf = (
  { id, title, level, of, standing, statements, beyond }: AssessedControl,
  word: string,
  canvas: Canvas,
): readonly string[] => {
  const { palette } = canvas;
  const about = [level, of === undefined ? undefined : `of the ${of}`].filter((part) => part !== undefined).join(', ');
  const paint = { evidenced: palette.good, contradicted: palette.caution, 'not visible': palette.dim }[word] ?? palette.plain;
  return [
    ...noted(`  ${word}[${id}]:`, about === '' ? title : `${title} (${about})`, canvas, (mark) => paint(mark)),
    ...statements.flatMap((statement) => noted(`    ${statement.says}:`, said(statement), canvas, palette.dim)),
    ...(beyond === undefined || standing !== 'evidenced' ? [] : noted('    beyond it:', beyond, canvas, palette.dim)),
  ];
};

/** The ids of what nothing can be said of, those of one chapter together. */
const unseenLines = ({ unseen }: Assessment, canvas: Canvas): readonly string[] =>
  unseen.length === 0
    ? []
    : noted(
        '  not asked:',
        `neither a repository nor a lockfile says anything of ${unseen.length} more: ${unseen.join(', ')}`,
        canvas,
        canvas.palette.dim,
      );

/** What a run shows of a framework, control by control: what contradicts first. */
export const assessmentLines = (assessment: Assessment, canvas: Canvas): readonly string[] => {
  const { title, version, controls } = assessment;
  const counts = STANDINGS.map(([standing, word]) => `${controls.filter((control) => control.standing === standing).length} ${word}`);
  return [
    ...wrap(`${title} ${version}, as far as it is visible: ${counts.join(', ')}`, canvas.width).map((line) => canvas.palette.bold(line)),
    ...STANDINGS.flatMap(([standing, word]) =>
      controls.filter((control) => control.standing === standing).flatMap((control) => rowOf(control, word, canvas)),
    ),
    ...unseenLines(assessment, canvas),
  ];
};
