import { describe, expect, it } from 'vitest';
import { fenced, shortened } from '../../scripts/docs/excerpt.ts';
import { documents } from '../../scripts/docs/index.ts';
import { memberAt } from '../../scripts/docs/template.ts';
import { checks } from '../../src/checks/index.ts';

describe('the documents about the checks', async () => {
  const texts = await documents();

  it('are an index, a page for each check, and what they see of frameworks', () => {
    expect([...texts.keys()].sort()).toEqual(['checks.md', 'slsa-and-scvs.md', ...checks.map(({ id }) => `checks/${id}.md`)].sort());
  });

  it.each(checks.map((check) => [check.id, check] as const))('show what the terminal says of %s', (id, { severity }) => {
    const page = texts.get(`checks/${id}.md`) ?? '';
    expect(page).toMatch(new RegExp(`^\`\`\`text\\n(?:critical|high|medium|low)\\[${id}\\]: .+\\n(?: {4}.+\\n)*? +--> `, 'm'));
    expect(page, 'the marks of fixtures are no part of an example').not.toMatch(/# (?:flagged|undetermined)/);
    expect(page).toContain(`| Severity | ${severity} |`);
    expect(page).toContain('## Passes');
    expect(texts.get('checks.md')).toContain(`](checks/${id}.md)`);
  });

  it('link to nothing that is not there', () => {
    for (const [path, text] of texts)
      for (const [, target = ''] of text.matchAll(/\]\(([a-z0-9-/.]+\.md)/g))
        expect(texts.has(new URL(target, `file:///${path}`).pathname.slice(1)), `${target} in ${path}`).toBe(true);
  });
});

describe('an excerpt', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `  line ${index}`);

  it('has the line that it is about, and says where lines are left out', () => {
    for (const focus of [0, 10, 35, 36, 50, 99]) {
      const shown = shortened(lines, focus);
      expect(shown).toContain(`  line ${focus}`);
      expect(shown).toContain('  line 0');
      expect(shown).toContain('  # ...');
      expect(shown.length).toBeLessThan(40);
    }
    expect(shortened(lines.slice(0, 20), 5)).toEqual(lines.slice(0, 20));
  });

  it('closes its fence by nothing that it contains', () => {
    expect(
      fenced({ language: 'text', lines: ['a', '```', '````js'] })
        .split('\n')
        .at(-1),
    ).toBe('`````');
  });

  it('of a template is the member that has the line, with its section', () => {
    const text = [
      'Parameters:',
      '  A:',
      '    Type: String',
      'Resources:',
      '  # of Q',
      '  Q:',
      '    Type: T::Q',
      '    # why',
      '  R:',
      '    Type: T::R',
    ];
    const { excerpt, type } = memberAt(text.join('\n'), 7) ?? {};
    expect(type).toBe('T::Q');
    expect(excerpt?.lines).toEqual(['Resources:', '  Q:', '    Type: T::Q', '    # why']);
    expect(memberAt(text.join('\n'), 3)?.excerpt.lines[0]).toBe('Parameters:');
    expect(memberAt(text.join('\n'), 4)).toBeUndefined();
  });
});
