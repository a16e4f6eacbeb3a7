import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Review, ReviewedChange } from '../../src/comparison/review.ts';
import { reviews } from '../../src/reporters/review/index.ts';

const WIDE = { color: false, width: 100 };

const change = (name: string, rest: Partial<ReviewedChange> = {}): ReviewedChange => ({
  kind: 'upgraded',
  ecosystem: 'npm',
  name,
  from: { version: '1.0.0', source: 'registry', purl: 'pkg:npm/x@1.0.0', license: null },
  to: { version: '1.1.0', source: 'registry', purl: 'pkg:npm/x@1.1.0', license: null },
  direct: true,
  dev: false,
  remarks: [],
  ...rest,
});

const review = (changes: readonly ReviewedChange[], rest: Partial<Review> = {}): Review => ({
  version: 1,
  tool: { name: 'parapet', version: '0.0.0' },
  base: 'main',
  head: null,
  lockfiles: changes.length === 0 ? [] : [{ file: 'package-lock.json', changes }],
  summary: { added: 0, removed: 0, upgraded: 0, downgraded: 0, changed: 0, critical: 0, high: 0, medium: 0, low: 0, gaps: 0 },
  gaps: [],
  ...rest,
});

const HOSTILE = [
  '\u001b[2J\u001b]8;;https://evil.example\u0007',
  'a | b',
  '`code` @octocat #1 GH-2',
  '[x](https://evil.example) ![y](z)',
  '<img src=x onerror=alert(1)> </code><script>',
  'www.evil.example https://evil.example',
  'line\nbreak\r\n| --- |',
  '\u202egnp.exe',
  '&#64;octocat',
];
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }));
const anyChange = fc
  .record({ name: hostile, version: hostile, message: hostile, severity: fc.constantFrom('high', undefined) })
  .map(({ name, version, message, severity }) =>
    change(name, {
      kind: 'added',
      to: { version, source: 'git', purl: 'pkg:npm/x', license: version },
      remarks: [{ kind: 'package-publisher-changed', message, ...(severity === undefined ? {} : { severity: 'high' as const }) }],
    }),
  );
const anyReview = fc
  .tuple(fc.array(anyChange, { maxLength: 4 }), hostile, hostile)
  .map(([changes, base, message]) => review(changes, { base, head: base, gaps: [{ scope: {}, reason: 'unreadable', message }] }));

describe('markdown', () => {
  it('is a table for a pull request', () => {
    const text = reviews.markdown(
      review(
        [
          change('left', {
            remarks: [{ kind: 'package-install-script-added', severity: 'high', message: 'left 1.1.0 runs a script, 1.0.0 did not' }],
          }),
          change('@scope/new', {
            kind: 'added',
            from: null,
            direct: false,
            remarks: [{ kind: 'new-transitive', message: 'brought in by left › @scope/b' }],
          }),
        ],
        { summary: { ...review([]).summary, high: 1 } },
      ),
    );
    expect(text).toBe(`### Packages: <code>main</code> → the working tree

Found: 1 high

#### <code>package-lock&#46;json</code>

1 upgraded, 1 added (1 transitive)

| package | change | | |
| --- | --- | --- | --- |
| <code>left</code> | upgraded <code>1&#46;0&#46;0</code> → <code>1&#46;1&#46;0</code> | direct | **high**: left 1.1.0 runs a script, 1.0.0 did not |
| <code>&#64;scope/new</code> | added <code>1&#46;1&#46;0</code> | transitive | brought in by left › <code>&#64;scope/b</code> |
`);
  });

  it('holds nothing of a lockfile that Markdown, HTML or a platform would take for more than text', () => {
    fc.assert(
      fc.property(anyReview, (one) => {
        const lines = reviews.markdown(one).split('\n');
        for (const line of lines) {
          const own = line
            .replaceAll(/<\/?code>|<br>|&#\d+;|\*\*(?:critical|high|medium|low)\*\*/g, '')
            .replace(/^#{3,4} (?:Packages: )?|^- gap: /, '');
          const cells = own.startsWith('|') ? own.split('|') : [own];
          expect([1, 6]).toContain(cells.length);
          for (const cell of cells) expect(cell).toMatch(/^[A-Za-z0-9 .,;:()/›→…-]*$/);
          // Nothing that is no plain word stands outside of code.
          for (const bare of line.replaceAll(/<code>.*?<\/code>/g, '').split(/[ |]+/)) expect(bare).not.toMatch(/\/\/|@|www\.|:\S/);
        }
      }),
    );
  });

  it('has a bounded number of rows', () => {
    const text = reviews.markdown(review(Array.from({ length: 2_000 }, (_, index) => change(`p${index}`))));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('… and 1700 more');
  });
});

describe('terminal', () => {
  it('is a list, the remarks below or beside', () => {
    const text = reviews.terminal(
      review(
        [
          change('left', {
            remarks: [{ kind: 'package-install-script-added', severity: 'high', message: 'left 1.1.0 runs a script, 1.0.0 did not' }],
          }),
          change('d', {
            kind: 'added',
            from: null,
            to: { version: '1.1.0', source: 'registry', purl: 'pkg:npm/d@1.1.0', license: 'MIT' },
            direct: false,
            dev: true,
            remarks: [{ kind: 'new-transitive', message: 'brought in by left' }],
          }),
          change('gone', { kind: 'removed', to: null, direct: null }),
        ],
        {
          summary: { ...review([]).summary, high: 1 },
          gaps: [{ scope: { file: 'x' }, reason: 'unreadable', message: 'x cannot be read' }],
        },
      ),
      WIDE,
    );
    expect(text).toBe(`package-lock.json: 1 upgraded, 1 added (1 transitive), 1 removed
^ upgraded    left 1.0.0 → 1.1.0  direct
              high[package-install-script-added]: left 1.1.0 runs a script, 1.0.0 did not
+ added       d 1.1.0  transitive, for development, MIT: brought in by left
- removed     gone 1.0.0

gap: x cannot be read

1 upgraded, 1 added (1 transitive), 1 removed · 1 high · 1 gap
`);
    expect(reviews.terminal(review([]), WIDE)).toBe('No package changed from main to the working tree\n');
  });

  it('moves no cursor and forges no line', () => {
    fc.assert(
      fc.property(anyReview, (one) => {
        const text = reviews.terminal(one, WIDE);
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
        expect(text.split('\n').filter((line) => /^[-+^v~] /.test(line)).length).toBe(
          one.lockfiles.flatMap(({ changes }) => changes).length,
        );
      }),
    );
  });
});

describe('json', () => {
  it('reads back', () => {
    fc.assert(
      fc.property(anyReview, (one) => {
        expect(JSON.parse(reviews.json(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });
});
