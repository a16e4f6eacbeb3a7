import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/reporters/layout.ts';
import { type Frame, type Mark, snippet } from '../../src/reporters/snippet.ts';

const plain = (text: string) => text;
const frame = (width: number): Frame => ({ gutter: 2, width, numbered: true, paint: { gutter: plain, primary: plain, related: plain } });
const mark = (line: string, text: string, label: string, primary = true): Mark => {
  const start = line.indexOf(text);
  return { line: 1, start, end: start + text.length, label, primary };
};
const draw = (lines: readonly string[], marks: readonly Mark[], width = 60): string =>
  `\n${snippet(marks, (line) => lines[line - 1], frame(width)).join('\n')}\n`;

describe('snippet', () => {
  it('tells cause and effect on one line', () => {
    const line = 'Resource: !Sub arn:aws:sqs:*:*:jobs';
    expect(draw([line], [mark(line, '*:*:jobs', 'of any account'), mark(line, '!Sub', 'composed here', false)])).toMatchInlineSnapshot(`
      "
         |
       1 | Resource: !Sub arn:aws:sqs:*:*:jobs
         |           ----             ^^^^^^^^ of any account
         |           |
         |           composed here
      "
    `);
  });

  it('hangs labels below where the evidence is not last', () => {
    const line = 'Principal: "*", Action: "sqs:*"';
    expect(draw([line], [mark(line, '"*"', 'anyone'), mark(line, '"sqs:*"', 'may do everything', false)])).toMatchInlineSnapshot(`
      "
         |
       1 | Principal: "*", Action: "sqs:*"
         |            ^^^          ------- may do everything
         |            |
         |            anyone
      "
    `);
  });

  it('underlines what tabs, wide characters and hidden characters push aside', () => {
    const line = '\tName: 注文🚀\u200b\tRuntime: "nodejs16.x" # 終';
    expect(draw([line], [mark(line, '"nodejs16.x"', 'old')])).toMatchInlineSnapshot(`
      "
         |
       1 |     Name: 注文🚀\\u{200b}    Runtime: "nodejs16.x" # 終
         |                                      ^^^^^^^^^^^^ old
      "
    `);
  });

  it('cuts a long line around its evidence', () => {
    const line = `{"a":"${'x'.repeat(300)}","Runtime":"nodejs16.x","b":"${'y'.repeat(300)}"}`;
    expect(draw([line], [mark(line, '"nodejs16.x"', 'deprecated')])).toMatchInlineSnapshot(`
      "
         |
       1 | …xxxxxxxx","Runtime":"nodejs16.x","b":"yyyyyyyyyyyyyyy…
         |                      ^^^^^^^^^^^^ deprecated
      "
    `);
  });

  it('keeps the start of a long line where the evidence is near it', () => {
    const line = `    Description: nodejs16.x ${'and so on '.repeat(20)}`;
    expect(draw([line], [mark(line, 'nodejs16.x', 'deprecated')])).toMatchInlineSnapshot(`
      "
         |
       1 |     Description: nodejs16.x and so on and so on and so…
         |                  ^^^^^^^^^^ deprecated
      "
    `);
  });

  it('reads only what is near the evidence of a line of megabytes', () => {
    const line = `${'x'.repeat(3_000_000)}HERE${'y'.repeat(3_000_000)}`;
    expect(draw([line], [mark(line, 'HERE', 'found'), mark(line, 'xx', 'far away', false)])).toMatchInlineSnapshot(`
      "
         |
       1 | …xxxxxxxxxxxxxxxxxxxxxxxxHEREyyyyyyyyyyyyyyyyyyyyyyyyy…
         | -                        ^^^^ found
         | |
         | far away
      "
    `);
  });

  it('shows a line between two marked ones, and leaves out more', () => {
    const lines = ['one', 'two', 'three', 'four', 'five', 'six'];
    const at = (line: number): Mark => ({ line, start: 0, end: 3, label: `label ${line}`, primary: line === 1 });
    expect(draw(lines, [at(1), at(3), at(6)])).toMatchInlineSnapshot(`
      "
         |
       1 | one
         | ^^^ label 1
       2 | two
       3 | three
         | --- label 3
      ...
       6 | six
         | --- label 6
      "
    `);
  });

  it('stacks what is said of the same place', () => {
    const line = 'Role: admin';
    expect(
      draw([line], [mark(line, 'admin', 'can do everything'), mark(line, 'admin', 'shared by 4 functions', false)]),
    ).toMatchInlineSnapshot(`
      "
         |
       1 | Role: admin
         |       ^^^^^ can do everything
         |       |
         |       shared by 4 functions
      "
    `);
  });

  it('marks a place beyond the end of its line', () => {
    expect(draw(['short'], [{ line: 1, start: 40, end: 50, label: 'beyond', primary: true }])).toMatchInlineSnapshot(`
      "
         |
       1 | short
         |      ^ beyond
      "
    `);
  });

  it('puts the underline exactly below the evidence, whatever stands before it, in any width', () => {
    const unit = fc.constantFrom('a', ' ', '\t', '日', '🚀', '\u001b', '\u200b', 'é', 'e\u0301');
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 80 }),
        fc.string({ unit, maxLength: 80 }),
        fc.integer({ min: 24, max: 120 }),
        (before, after, width) => {
          const line = `${before}<EVIDENCE>${after}`;
          const rows = snippet([mark(line, '<EVIDENCE>', 'x')], () => line, frame(width));
          const text = rows[1] ?? '';
          const under = rows[2] ?? '';
          const column = widthOf(text.slice(0, text.indexOf('<EVIDENCE>')));
          expect(under.indexOf('^^^^^^^^^^')).toBe(column);
          expect(under).not.toContain('^^^^^^^^^^^');
          for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('never throws and never leaves its width, whatever the marks are', () => {
    const marks = fc.array(
      fc.record({
        line: fc.integer({ min: 1, max: 4 }),
        start: fc.integer({ min: 0, max: 3_000 }),
        end: fc.integer({ min: 0, max: 3_000 }),
        label: fc.string(),
        primary: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const lines = fc.array(fc.string({ maxLength: 3_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(marks, lines, fc.integer({ min: 24, max: 120 }), (marks, lines, width) => {
        for (const row of snippet(marks, (line) => lines[line - 1], frame(width))) expect(widthOf(row)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
