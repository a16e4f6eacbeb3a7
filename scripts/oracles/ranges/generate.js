// Ranges of each ecosystem, and versions near to what they name.
import { choices } from '../random.js';

const NUMBERS = ['0', '1', '2', '3', '10'];

const ECOSYSTEMS = {
  PyPI: ({ pick, maybe, numbers }) => {
    const specifier = () => {
      const operator = pick(['==', '==', '!=', '!=', '>=', '<=', '<', '>', '~=', '~=']);
      if (operator === '~=') return `~=${numbers([2, 3])}`;
      if (operator.endsWith('=') && /[=!]=/.test(operator) && maybe(0.4)) return `${operator}${numbers([1, 2])}.*`;
      return `${operator}${pick(['', ' '])}${numbers([1, 2, 2, 3])}${pick(['', '', '', '', 'rc1', '.post1', '.dev0'])}`;
    };
    const range = maybe(0.6) ? specifier() : `${specifier()}${pick([',', ', '])}${specifier()}`;
    return [range, numbers([1, 2, 3, 3, 4]) + pick(['', '', '', '', 'a1', 'rc1', '.post1', '.dev1', '+cu1', '+1e5'])];
  },
  RubyGems: ({ pick, maybe, numbers }) => {
    const requirement = () =>
      `${pick(['=', '!=', '>=', '<=', '<', '>', '~>', '~>', '~>'])} ${numbers([1, 2, 2, 3])}${pick(['', '', '', '.a', '.rc1'])}`;
    const range = maybe(0.6) ? requirement() : `${requirement()}, ${requirement()}`;
    return [range, numbers([1, 2, 3, 3, 4]) + pick(['', '', '', '.rc1', '.beta.2'])];
  },
  Packagist: ({ pick, maybe, numbers }) => {
    const bound = () => pick(['', '', 'v']) + numbers([1, 2, 2, 3]);
    const constraint = () => {
      if (maybe(0.2)) return `${numbers([1, 2])}.*`;
      return pick(['^', '^', '~', '~', '>=', '<=', '<', '>', '=', '']) + bound();
    };
    const all = () => (maybe(0.6) ? constraint() : `${constraint()}${pick([' ', ','])}${constraint()}`);
    return [maybe(0.6) ? all() : `${all()}${pick(['|', ' || '])}${all()}`, pick(['', 'v']) + numbers([3])];
  },
};

/** So many ranges of an ecosystem, each with a version. */
export const rangesOf = (ecosystem, count, seed) => {
  const { pick, maybe } = choices(seed);
  const numbers = (counts) => Array.from({ length: pick(counts) }, () => pick(NUMBERS)).join('.');
  return Array.from({ length: count }, () => ECOSYSTEMS[ecosystem]({ pick, maybe, numbers }));
};
