// Versions of each ecosystem as people write them, and odd ones; pairs of them that differ in little, as that is where orders differ.
import { choices } from '../random.js';

const NUMBERS = [
  '0',
  '0',
  '1',
  '1',
  '2',
  '3',
  '9',
  '10',
  '11',
  '19',
  '20',
  '100',
  '00',
  '01',
  '010',
  '2023',
  '20230101',
  '99999',
  '2147483648',
];
const LARGE = ['9007199254740993', '9007199254740992', '20230101000000001', '99999999999999999999', '18446744073709551616'];

/** What stands between and after the numbers of a version. */
const WORDS = {
  npm: ['alpha', 'beta', 'rc', 'x', 'Beta', 'canary', 'next', 'a-b', 'sha'],
  Go: ['rc', 'beta', 'alpha', 'pre', '0.20220906165146-f3363e06e74c', '20191109021931-daa7c04131f5', 'rc.1.0.20220906165146-f3363e06e74c'],
  PyPI: ['a', 'b', 'c', 'rc', 'alpha', 'beta', 'pre', 'preview', 'post', 'rev', 'r', 'dev', 'RC', 'Dev', 'cu118', '1e5', 'x'],
  RubyGems: ['a', 'b', 'rc', 'pre', 'beta', 'alpha', 'RC', 'java', 'rc1', 'b2x'],
  Maven: [
    'alpha',
    'beta',
    'milestone',
    'rc',
    'cr',
    'snapshot',
    'SNAPSHOT',
    'ga',
    'final',
    'Final',
    'release',
    'sp',
    'a',
    'b',
    'm',
    'M',
    'jre',
    'android',
    'x',
    'pfd',
    'RELEASE',
    'incubating',
    'redhat',
  ],
  NuGet: ['alpha', 'beta', 'rc', 'preview', 'Beta', 'ALPHA', 'ci', 'a-b', 'z', 'x1'],
  Packagist: ['alpha', 'beta', 'b', 'a', 'RC', 'rc', 'patch', 'pl', 'p', 'dev', 'stable', 'Beta', 'x'],
};
WORDS['crates.io'] = WORDS.npm;

/** Seldom or never right: each order has to read it as its own implementation does, or say that it is no version. */
const ODD = [
  '',
  '1',
  '1.2',
  '1.2.3.4',
  '1.2.3.4.5',
  '1..2',
  '.1',
  '1.',
  '-1',
  '1-',
  '1.0-',
  '1.0.-1',
  '1.0--1',
  '1.0-1-1',
  'v1',
  'V1.0',
  'v1.0.0',
  '=1.0.0',
  ' 1.0 ',
  '1.0.0+',
  '1.0.0+a',
  '1.0.0-',
  '1.0.0-a..b',
  '1.0.0-01',
  '1!1.0',
  '0!1.0',
  '1.0+a.1',
  '1.0+A-1',
  '1.0.post',
  '1.0-1',
  '1.0.dev',
  '1.0a',
  '1.0.0.0',
  '1.x',
  '1.x-dev',
  'dev-main',
  '1.0.x-dev',
  '1.0-dev',
  '2023.01.02',
  '2023-01-02',
  '20230102',
  '20230102.1',
  '1_0',
  '1.0_beta',
  'r09',
  'Hoxton.SR1',
  'hello',
  '1.a.1',
  '1.a1',
  '1.1a',
  '1.0-rc-1',
  '1.0.rc.1',
  '1-a.0',
  '1.0.0-rc.0',
  '1.0.a.0.b',
  '0',
  '0.0.0',
  '00.0',
  '0.0-0',
  '1.0.0-beta+exp.sha.5114f85',
  '1.0.0-0',
  '1.0.0--',
  '1.0.0-A',
  '1.0.0-a',
  '1.0.0-1a',
  '1.0.0-a1',
  '1.0.0-2147483648',
  '1.0.0-99999999999',
  '3.0.0-beta.10',
  '3.0.0-beta10',
  '3.0.0-BETA2',
];

const SEPARATORS = {
  npm: ['.', '.', '.', '-', '-', '+'],
  PyPI: ['.', '.', '.', '-', '_', '+', '!', ''],
  RubyGems: ['.', '.', '.', '-', ''],
  Maven: ['.', '.', '.', '-', '-', '', '_'],
  NuGet: ['.', '.', '.', '-', '-', '+'],
  Packagist: ['.', '.', '.', '-', '-', '_', ''],
};
SEPARATORS.Go = SEPARATORS.npm;
SEPARATORS['crates.io'] = SEPARATORS.npm;

/** Pieces that make a version: numbers first, then what the ecosystem puts behind them. */
const pieces = (ecosystem, { pick, maybe }) => {
  const parts = [];
  // PHP takes everything above 64 bits for one number.
  const number = () => (ecosystem !== 'Packagist' && maybe(0.02) ? pick(LARGE) : pick(NUMBERS));
  const count = ecosystem === 'npm' || ecosystem === 'Go' || ecosystem === 'crates.io' ? 3 : pick([1, 2, 2, 3, 3, 3, 4, 5]);
  for (let i = 0; i < count; i += 1) parts.push(...(i === 0 ? [] : ['.']), number());
  for (let more = pick([0, 0, 1, 1, 2, 3, 4]), first = true; more > 0; more -= 1, first = false) {
    const separator = pick(SEPARATORS[ecosystem]);
    parts.push(
      first && ['npm', 'Go', 'crates.io', 'NuGet'].includes(ecosystem) && maybe(0.9) ? '-' : separator,
      maybe(0.6) ? pick(WORDS[ecosystem]) : number(),
    );
  }
  return parts;
};

const mutated = (ecosystem, parts, random) => {
  const { pick, maybe, next } = random;
  const changed = [...parts];
  const at = Math.floor(next() * changed.length);
  const piece = changed[at] ?? '';
  const kind = next();
  if (kind < 0.2) changed.splice(at, 1);
  else if (kind < 0.4) changed.push(pick(SEPARATORS[ecosystem]), maybe(0.5) ? pick(WORDS[ecosystem]) : pick(NUMBERS));
  else if (SEPARATORS[ecosystem].includes(piece)) changed[at] = pick(SEPARATORS[ecosystem]);
  else changed[at] = /^\d/.test(piece) ? pick(NUMBERS) : pick(WORDS[ecosystem]);
  return changed;
};

/** Pairs of versions of an ecosystem: every odd one against every other, and so many that are drawn. */
export const pairsOf = (ecosystem, count, seed) => {
  const random = choices(seed);
  const odd = ODD.flatMap((a) => ODD.map((b) => [a, b]));
  const drawn = Array.from({ length: count }, () => {
    const parts = pieces(ecosystem, random);
    const other = random.maybe(0.75) ? mutated(ecosystem, parts, random) : pieces(ecosystem, random);
    return [parts.join(''), random.maybe(0.05) ? random.pick(ODD) : other.join('')];
  });
  return [...odd, ...drawn];
};
