// The order of versions of each ecosystem, against the ecosystem's own implementation and against deps.dev's, which knows them all.
import { load } from '../../load.js';
import { percent } from '../tools.js';
import { pairsOf } from './generate.js';
import { oraclesOf } from './oracles.js';

const ECOSYSTEMS = ['npm', 'crates.io', 'Go', 'PyPI', 'RubyGems', 'Maven', 'NuGet', 'Packagist'];

/**
 * The least share of the pairs that both order which they order alike, in percent. deps.dev's reading of odd versions is its own: where
 * the ecosystem's implementation says otherwise too, that one is right.
 */
const FLOOR = { own: 100, other: { npm: 98, 'crates.io': 98, Go: 98, PyPI: 98, RubyGems: 97, Maven: 90, NuGet: 98, Packagist: 95 } };
const SHOWN = 6;

const said = (compared) =>
  compared === undefined || compared === null ? 'no version' : { '-1': '<', 0: '=', 1: '>' }[Math.sign(compared)];

/** Compares an ecosystem's order with one oracle's. */
const against = async (ecosystem, order, { name, ask, own }, pairs) => {
  const answers = await ask()(pairs);
  const different = [];
  const early = [];
  const counts = { both: 0, neither: 0, loose: 0, strict: 0 };
  pairs.forEach(([a, b], i) => {
    const ours = order.compare(a, b);
    const [theirs, isEarly] = answers[i];
    if (ours === undefined) counts[theirs === null ? 'neither' : 'strict'] += 1;
    else if (theirs === null) counts.loose += 1;
    else {
      counts.both += 1;
      if (Math.sign(ours) !== Math.sign(theirs))
        different.push(`${JSON.stringify(a)} ${said(ours)} ${JSON.stringify(b)}, there ${said(theirs)}`);
    }
    if (isEarly !== null && order.isVersion(a) && order.isPrerelease(a) !== isEarly) early.push(JSON.stringify(a));
  });
  const alike = percent(counts.both - different.length, counts.both);
  const floor = own ? FLOOR.own : FLOOR.other[ecosystem];
  const distinct = [...new Set(different)];
  return {
    holds: counts.both > 0 && alike >= floor && early.length === 0,
    lines: [
      `${ecosystem} against ${name}: ${alike.toFixed(2)} % of ${counts.both} pairs alike; ${counts.neither} are no versions to both, ${counts.strict} to parapet alone, ${counts.loose} to the other alone`,
      ...distinct.slice(0, SHOWN).map((line) => `  ${line}`),
      ...[...new Set(early)].slice(0, SHOWN).map((version) => `  whether ${version} is a pre-release`),
    ],
  };
};

/** Draws so many pairs of each ecosystem. */
export const compareVersions = async (count, seed) => {
  const { orderOf } = await load('src/versions/orders/index.ts');
  const results = [];
  for (const ecosystem of ECOSYSTEMS) {
    const pairs = pairsOf(ecosystem, count, seed);
    for (const oracle of oraclesOf(ecosystem))
      results.push(
        oracle.here
          ? await against(ecosystem, orderOf(ecosystem), oracle, pairs)
          : { holds: true, lines: [`${ecosystem} against ${oracle.name}: not asked, as there is no ${oracle.needs} here`] },
      );
  }
  return { holds: results.every(({ holds }) => holds), lines: results.flatMap(({ lines }) => lines) };
};
