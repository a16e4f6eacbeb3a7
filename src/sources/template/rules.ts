import type { Condition } from '../../model/value.ts';
import type { Conditions } from './conditions.ts';
import { longExpressionOf } from './expression.ts';
import { intrinsicOf, member, type Node } from './node.ts';

/** The most values that one assertion is compared with: what has more is not looked into. */
const MOST = 100;

const listOf = (node: Node | undefined): readonly Node[] | undefined =>
  node?.kind === 'list' && node.items.length <= MOST ? node.items : undefined;

const undecided = (node: Node): Condition => ({ undecided: longExpressionOf(node) });

/** What an assertion asks, in the functions of rules. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-rules.html */
const asked = (node: Node, conditions: Conditions): Condition => {
  const intrinsic = intrinsicOf(node);
  const parts = listOf(intrinsic?.argument) ?? [];
  const equals = (one: Node, other: Node): Condition =>
    conditions.of({
      kind: 'map',
      entries: new Map([['Fn::Equals', { key: node.span, value: { kind: 'list', items: [one, other], span: node.span } }]]),
      span: node.span,
    });
  const [first, second] = parts;
  const [some, others] = [listOf(first), listOf(second)];
  switch (intrinsic?.name) {
    case 'Fn::And':
      return { all: parts.map((part) => asked(part, conditions)) };
    case 'Fn::Or':
      return { any: parts.map((part) => asked(part, conditions)) };
    case 'Fn::Not':
      return first && parts.length === 1 ? { not: asked(first, conditions) } : undecided(node);
    case 'Fn::Equals':
      return conditions.of(node);
    case 'Fn::Contains':
      return some && second ? { any: some.map((each) => equals(second, each)) } : undecided(node);
    case 'Fn::EachMemberEquals':
      return some && second ? { all: some.map((each) => equals(each, second)) } : undecided(node);
    case 'Fn::EachMemberIn':
      return some && others ? { all: some.map((each) => ({ any: others.map((other) => equals(each, other)) })) } : undecided(node);
    default:
      return undecided(node);
  }
};

/** What the `Rules` of a template assert of its parameters: nothing is deployed where one of them does not hold. */
export const rulesOf = (section: Node | undefined, conditions: Conditions): readonly Condition[] => {
  if (section?.kind !== 'map') return [];
  return [...section.entries.values()].flatMap(({ value: rule }) => {
    const given = member(rule, 'RuleCondition');
    const where = given && asked(given, conditions);
    return (listOf(member(rule, 'Assertions')) ?? []).flatMap((assertion): readonly Condition[] => {
      const assert = member(assertion, 'Assert');
      if (assert === undefined) return [];
      const holds = asked(assert, conditions);
      return [where === undefined ? holds : { any: [{ not: where }, holds] }];
    });
  });
};
