import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, OneOf } from '../../src/model/value.ts';
import { explore, holds, settle, settleDeep, type World } from '../../src/model/world.ts';
import { reading } from '../sources/template/reading.ts';

const parameter = (name: string, options: readonly string[], rest: Omit<OneOf['$parameter'], 'name' | 'options'> = {}): OneOf => ({
  $parameter: { name, options, ...rest },
});
const equals = (left: unknown, right: unknown): Condition => ({
  equals: [left, right],
  expression: `${JSON.stringify(left)} = ${JSON.stringify(right)}`,
});
const choice = (condition: Condition, then: unknown, otherwise?: unknown) => ({ $if: { condition, then, else: otherwise } });
const results = (run: (world: World) => unknown): readonly unknown[] => explore(run).worlds.map(({ result }) => result);

describe('worlds', () => {
  test('a run that asks nothing has one', () =>
    expect(explore(() => 1)).toEqual({ complete: true, worlds: [{ result: 1, answers: new Map() }], choices: [] }));
  test('the same choice has one answer wherever it is asked', () => {
    const prod: Condition = { named: 'Prod', is: { undecided: 'u' } };
    expect(results((world) => [settle(choice(prod, 1, 2), world), settle(choice(prod, 'a', 'b'), world)])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });
  test('past the limit they are not complete, and say what was asked', () => {
    const { complete, worlds, choices } = explore((world) => [...'abcdef'].map((name) => world.choose(name, ['1', '2'])));
    expect([complete, worlds.length, choices]).toEqual([false, 16, [...'abcdef']]);
  });
  test('a choice that is touched only in one world is asked only there', () =>
    expect(results((world) => (world.choose('a', ['1', '2']) === '1' ? world.choose('b', ['3', '4']) : 'no'))).toEqual(['3', '4', 'no']));
});

describe('open parameters', () => {
  const asked = parameter('Stage', ['prod'], { open: true, byDefault: true });
  test('reading one before a condition asks takes no world away', () => {
    const run = (order: readonly number[]) =>
      new Set(
        results((world) => {
          const out: unknown[] = [];
          for (const at of order) out[at] = at === 0 ? settle(asked, world) : settle(choice(equals(asked, 'prod'), 'yes', 'no'), world);
          return out;
        }).map((result) => JSON.stringify(result)),
      );
    const both = [
      ['prod', 'yes'],
      [{ $unknown: { kind: 'intrinsic', expression: '!Ref Stage' } }, 'no'],
    ];
    expect(run([0, 1])).toEqual(new Set(both.map((result) => JSON.stringify(result))));
    expect(run([1, 0])).toEqual(run([0, 1]));
  });
  test('another value is none of those that it is compared with', () =>
    expect(results((world) => holds(equals(parameter('P', ['a', 'b'], { open: true }), 'a'), world))).toEqual([true, false, false]));
  test('two parameters that may be anything may be the same', () =>
    expect(
      new Set(results((world) => holds(equals(parameter('P', [], { open: true }), parameter('Q', [], { open: true })), world))),
    ).toEqual(new Set([true, false])));
  test('nor is another value the same as one that nothing compared it with', () =>
    expect(new Set(results((world) => holds(equals(parameter('P', ['a'], { open: true }), 'c'), world)))).toEqual(new Set([false, true])));
  test('without a default it is known where a condition has settled it', () =>
    expect(
      results((world) =>
        holds(equals(parameter('P', ['a'], { open: true }), 'a'), world) ? settle(parameter('P', ['a'], { open: true }), world) : 'no',
      ),
    ).toEqual(['a', 'no']));
});

describe('words', () => {
  const answers = (condition: Condition) => explore((world) => holds(condition, world)).worlds.map((world) => [...world.answers]);
  test('a named condition speaks for what it asks', () =>
    expect(answers({ named: 'IsProd', is: equals(parameter('Stage', ['dev', 'prod']), 'prod') })).toEqual([
      [['IsProd', 'false']],
      [['IsProd', 'true']],
    ]));
  test('a bare comparison speaks of its parameter', () =>
    expect(answers(equals(parameter('Stage', ['dev', 'prod']), 'prod'))).toEqual([[['Stage', 'dev']], [['Stage', 'prod']]]));
});

test('null is absent', () =>
  expect(settleDeep({ a: null, b: [null, 1, undefined], c: { d: null } }, explore((world) => world).worlds[0]?.result as World)).toEqual({
    b: [1],
    c: {},
  }));

// An evaluator of its own, over plain JSON: what CloudFormation makes of a template with these parameters.
type Values = Readonly<Record<string, string>>;
type Tree = string | number | boolean | readonly Tree[] | { readonly [key: string]: Tree };
interface Sample {
  readonly Parameters: Readonly<Record<string, { Type: string; Default?: string; AllowedValues?: readonly string[] }>>;
  readonly Mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly Conditions: Readonly<Record<string, Tree>>;
  readonly Resources: { readonly R: { readonly Type: string; readonly Condition?: string; readonly Properties: Tree } };
}

const NONE = Symbol('AWS::NoValue');

const condition = (sample: Sample, tree: Tree, values: Values): boolean => {
  const [[name, argument]] = Object.entries(tree as Record<string, Tree>) as [[string, Tree]];
  const list = argument as readonly Tree[];
  if (name === 'Condition') return condition(sample, sample.Conditions[argument as string] as Tree, values);
  if (name === 'Fn::Not') return !condition(sample, list[0] as Tree, values);
  if (name === 'Fn::And') return list.every((part) => condition(sample, part, values));
  if (name === 'Fn::Or') return list.some((part) => condition(sample, part, values));
  return String(concrete(sample, list[0] as Tree, values)) === String(concrete(sample, list[1] as Tree, values));
};

const concrete = (sample: Sample, tree: Tree, values: Values): unknown => {
  if (typeof tree !== 'object') return tree;
  if (Array.isArray(tree)) return tree.map((item) => concrete(sample, item, values)).filter((item) => item !== NONE);
  const entries = Object.entries(tree as Record<string, Tree>);
  const [name, argument] = entries[0] ?? ['', ''];
  const list = argument as readonly Tree[];
  if (name === 'Ref') return argument === 'AWS::NoValue' ? NONE : values[argument as string];
  if (name === 'Fn::If') return concrete(sample, list[condition(sample, { Condition: list[0] as string }, values) ? 1 : 2] as Tree, values);
  if (name === 'Fn::Sub') return (argument as string).replaceAll(/\$\{(\w+)\}/g, (_, key: string) => values[key] as string);
  if (name === 'Fn::Join') return (concrete(sample, list[1] as Tree, values) as readonly unknown[]).map(String).join(list[0] as string);
  if (name === 'Fn::FindInMap') {
    const [map, top, below] = list.map((key) => concrete(sample, key, values)) as [string, string, string];
    return sample.Mappings[map]?.[top]?.[below];
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, concrete(sample, item, values)] as const).filter(([, item]) => item !== NONE),
  );
};

/** The resource's properties, or that it is not made. */
const expected = (sample: Sample, values: Values): unknown => {
  const { Condition: name, Properties } = sample.Resources.R;
  return name !== undefined && !condition(sample, { Condition: name }, values) ? 'not made' : concrete(sample, Properties, values);
};

const judged = (sample: Sample) => {
  const [raw] = reading(JSON.stringify(sample)).resources;
  if (raw === undefined) throw new Error('no resource');
  return (world: World): unknown =>
    raw.condition !== undefined && !holds(raw.condition, world) ? 'not made' : settleDeep(raw.properties, world);
};

const NAMES = ['P', 'Q', 'S'];
const VALUES = ['a', 'b', 'c'];
const CONDITIONS = ['C0', 'C1', 'C2', 'C3'];
const name = fc.constantFrom(...NAMES);
const value = fc.constantFrom(...VALUES);

const conditionArb = (index: number, side: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> => {
  const compare = fc.tuple(side, fc.oneof(value, side)).map((sides) => ({ 'Fn::Equals': sides }));
  if (index === 0) return compare;
  const earlier = fc.constantFrom(...CONDITIONS.slice(0, index)).map((known) => ({ Condition: known }));
  return fc.oneof(
    compare,
    earlier.map((part) => ({ 'Fn::Not': [part] })),
    fc.tuple(earlier, compare).map((parts) => ({ 'Fn::And': parts })),
    fc.tuple(compare, earlier).map((parts) => ({ 'Fn::Or': parts })),
  );
};
const conditionsArb = (side: fc.Arbitrary<Tree>): fc.Arbitrary<Sample['Conditions']> =>
  fc
    .tuple(...CONDITIONS.map((_, index) => conditionArb(index, side)))
    .map((trees) => Object.fromEntries(trees.map((tree, index) => [`C${index}`, tree])));

const valueArb = (leaf: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  fc.letrec<{ tree: Tree }>((tie) => {
    const branch = fc.oneof({ weight: 3, arbitrary: tie('tree') }, { weight: 1, arbitrary: fc.constant<Tree>({ Ref: 'AWS::NoValue' }) });
    const choose = fc.tuple(fc.constantFrom(...CONDITIONS), branch, branch).map((parts): Tree => ({ 'Fn::If': parts }));
    return {
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        choose,
        fc.array(branch, { maxLength: 3 }) as fc.Arbitrary<Tree>,
        fc.dictionary(fc.constantFrom('X', 'Y', 'Z'), branch, { maxKeys: 3 }) as fc.Arbitrary<Tree>,
      ),
    };
  }).tree;

const sampleArb = (parameters: Sample['Parameters'], side: fc.Arbitrary<Tree>, leaf: fc.Arbitrary<Tree>): fc.Arbitrary<Sample> =>
  fc.record({
    Parameters: fc.constant(parameters),
    Mappings: fc.constant({
      M: Object.fromEntries(VALUES.map((top) => [top, Object.fromEntries(VALUES.map((below) => [below, `${top}${below}`]))])),
    }),
    Conditions: conditionsArb(side),
    Resources: fc.record({
      R: fc
        .record({
          Type: fc.constant('A::B::C'),
          Properties: fc.dictionary(fc.constantFrom('A', 'B', 'D'), valueArb(leaf), { minKeys: 1, maxKeys: 3 }),
        })
        .chain((resource) =>
          fc
            .option(fc.constantFrom(...CONDITIONS), { nil: undefined })
            .map((made) => (made === undefined ? resource : { ...resource, Condition: made })),
        ),
    }),
  }) as fc.Arbitrary<Sample>;

const assignments = (values: readonly string[]): readonly Values[] =>
  NAMES.reduce<readonly Values[]>((all, key) => all.flatMap((one) => values.map((item) => ({ ...one, [key]: item }))), [{}]);

const referring: fc.Arbitrary<Tree> = fc.oneof(
  name.map((key): Tree => ({ Ref: key })),
  fc.tuple(name, name).map(([one, two]): Tree => ({ 'Fn::Sub': `\${${one}}-\${${two}}` })),
  fc.tuple(name, value).map(([one, two]): Tree => ({ 'Fn::Join': ['-', [{ Ref: one }, two]] })),
  fc.tuple(name, name).map(([one, two]): Tree => ({ 'Fn::FindInMap': ['M', { Ref: one }, { Ref: two }] })),
);

/** Machines that test are slow. */
const SLOW = 60_000;

describe('worlds agree with concrete evaluation', () => {
  const closed = Object.fromEntries(NAMES.map((key) => [key, { Type: 'String', Default: 'b', AllowedValues: VALUES }]));

  test(
    'parameters with AllowedValues: each assignment is a world, and each world an assignment',
    () =>
      fc.assert(
        fc.property(sampleArb(closed, referring, fc.oneof(referring, value, fc.boolean(), fc.integer())), (sample) => {
          const run = judged(sample);
          const all = assignments(VALUES);
          const right = all.map((values) => canonical(expected(sample, values)));
          const worldOf = (values: Values): World => ({
            choose: (asked) => values[asked] ?? 'unasked',
            answered: (asked) => values[asked],
            note: () => undefined,
          });
          expect(all.map((values) => canonical(run(worldOf(values))))).toEqual(right);
          const explored = explore(run, 1000);
          expect(explored.complete).toBe(true);
          expect(new Set(explored.worlds.map(({ result }) => canonical(result)))).toEqual(new Set(right));
          expect(canonical(explored.worlds[0]?.result)).toBe(canonical(expected(sample, { P: 'b', Q: 'b', S: 'b' })));
        }),
        { numRuns: 100 },
      ),
    SLOW,
  );

  test(
    'parameters that may be anything: no outcome of a condition is missed',
    () => {
      const open = { P: { Type: 'String' }, Q: { Type: 'String', Default: 'a' }, S: { Type: 'String', Default: 'z' } };
      const side = fc.oneof(
        { weight: 3, arbitrary: name.map((key): Tree => ({ Ref: key })) },
        { weight: 1, arbitrary: fc.tuple(name, value).map(([one, two]): Tree => ({ 'Fn::Join': ['-', [{ Ref: one }, two]] })) },
      );
      fc.assert(
        fc.property(sampleArb(open, side, value), (sample) => {
          const found = new Set(explore(judged(sample), 5000).worlds.map(({ result }) => canonical(result)));
          const missed = assignments([...VALUES, 'z', 'other']).filter((values) => !found.has(canonical(expected(sample, values))));
          expect(missed).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
    SLOW,
  );
});

/** Members in one order. */
function canonical(tree: unknown): string {
  return JSON.stringify(tree, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort()) : item,
  );
}
