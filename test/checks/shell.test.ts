import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsIn } from '../../src/checks/shell.ts';

describe('the commands of a script', () => {
  it.each([
    [
      'npm ci && npm test; echo done',
      [
        ['npm', 'ci'],
        ['npm', 'test'],
        ['echo', 'done'],
      ],
    ],
    ['CI=1 FOO="a b" sudo npm install # why', [['npm', 'install']]],
    ['npm \\\n  install \\\r\n  --no-audit', [['npm', 'install', '--no-audit']]],
    [`echo "npm install" 'it''s' a"b"c`, [['echo', 'npm install', 'its', 'abc']]],
    ['echo "a \\"b\\" $X" ${Y:-a b} ${{ env.Z }}', [['echo', 'a "b" $X', '${Y:-a b}', '${{ env.Z }}']]],
    [
      "cat <<'EOF' > file\nnpm install\nEOF\nnpm ci",
      [
        ['cat', '>', 'file'],
        ['npm', 'ci'],
      ],
    ],
    ['if [ -f x ]; then npm i; fi', [['[', '-f', 'x', ']'], ['npm', 'i'], ['fi']]],
    [
      'x=$(npm install) | tee log',
      [
        ['npm', 'install'],
        ['tee', 'log'],
      ],
    ],
    ['cat <<EOF\nnever closed', [['cat'], ['never', 'closed']]],
    ['', []],
    ['"never closed', [['never closed']]],
  ] as const)('%j', (script, commands) => {
    expect(commandsIn(script)).toEqual(commands);
  });

  it('are the words that were quoted', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\0'));
    const plain = word.filter((text) => !/^[A-Za-z_]\w*=/.test(text) && !['sudo', 'env', 'time'].includes(text));
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 6 }), (words) => {
        const quoted = ['run', ...words].map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(' ');
        expect(commandsIn(quoted)).toEqual([['run', ...words]]);
      }),
    );
  });

  it('end for every text', () => {
    const piece = fc.constantFrom('<<', '<<EOF', '\n', 'EOF', '\\', '"', "'", '$', '${', '${{', '}', '#', ';', '&', ' ', 'a', '`', '(');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(commandsIn(pieces.join('')).every((words) => words.length > 0)).toBe(true);
      }),
    );
  });
});
