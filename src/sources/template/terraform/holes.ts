import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { gapAt } from '../gap.ts';
import { type Entry, member, type Node, textOf } from '../node.ts';
import type { Instance } from './plan.ts';
import { tableOf } from './tables/index.ts';

/** Types that make other resources of AWS, in words that are not read here. */
const STACKS: ReadonlySet<string> = new Set([
  'aws_cloudformation_stack',
  'aws_cloudformation_stack_set',
  'aws_serverlessapplicationrepository_cloudformation_stack',
]);
/** The provider that has CloudFormation's types under names of its own. */
const CLOUD_CONTROL = 'awscc_';

const isTrue = (node: Node | undefined, value: boolean): boolean => node?.kind === 'scalar' && node.value === value;
const items = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);

/** The types that a resource of Terraform may be a part of, if a table knows it. */
const typesOf = (terraform: string | undefined): readonly string[] | undefined => {
  const table = terraform === undefined ? undefined : tableOf(terraform);
  return table && [table.type, ...(table.policy === undefined ? [] : [table.policy.type])];
};

/** Where a member of the document stands. */
const placeOf = (root: Node, name: string, source: SourceFile): Span => {
  const entry: Entry | undefined = root.kind === 'map' ? root.entries.get(name) : undefined;
  return entry?.key ?? { source, start: 0, end: 1 };
};

/** What a plan says itself that it leaves out. https://developer.hashicorp.com/terraform/internals/json-format */
const leftOut = (root: Node, source: SourceFile): readonly Gap[] => {
  const deferred = items(member(root, 'deferred_changes')).map((each) => member(each, 'resource_change'));
  const gaps = deferred
    .filter((change) => textOf(member(change, 'mode')) !== 'data')
    .map((change) => {
      const address = textOf(member(change, 'address')) ?? 'A resource';
      const message = `${address} is not read: its planning was put off until more is known`;
      return gapAt(change?.span ?? placeOf(root, 'deferred_changes', source), 'deferred', message, typesOf(textOf(member(change, 'type'))));
    });
  if (isTrue(member(root, 'errored'), true))
    return [...gaps, gapAt(placeOf(root, 'errored', source), 'incomplete', 'The planning ended with an error: the plan is not whole')];
  if (!isTrue(member(root, 'complete'), false) || gaps.length > 0) return gaps;
  const message = 'The plan is not whole: it was made for some resources (-target), or put others off';
  return [gapAt(placeOf(root, 'complete', source), 'incomplete', message)];
};

/** What a plan or state holds that makes resources of AWS, and is not read. */
const notRead = (instances: readonly Instance[]): readonly Gap[] =>
  instances.flatMap(({ data, type, address, span }) => {
    if (data) return [];
    if (STACKS.has(type)) return [gapAt(span, 'nested', `The resources of the stack ${address} are not read`)];
    if (!type.startsWith(CLOUD_CONTROL)) return [];
    return [gapAt(span, 'unread', `${address} is not read: resources of the provider awscc are in none of the tables`)];
  });

/** The holes of a plan or state. */
export const holesOf = (root: Node, source: SourceFile, instances: readonly Instance[]): readonly Gap[] => [
  ...leftOut(root, source),
  ...notRead(instances),
];
