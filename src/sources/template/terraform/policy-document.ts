import { type Entry, intrinsicOf, list, type MapNode, member, type Node, scalar, textOf } from '../node.ts';
import { type Attributes, type Conversion, converted, objects } from './conversions.ts';
import type { Block } from './hcl.ts';
import type { Instance } from './plan.ts';
import type { References } from './references.ts';
import { type Values, valuesOf } from './values.ts';

const TYPE = 'aws_iam_policy_document';

/** Whether an instance is a policy that stands in the configuration as blocks, and which of its attributes are the policy as text. */
export const isPolicyDocument = ({ type, data }: Instance): boolean => data && type === TYPE;
export const POLICY_TEXTS: ReadonlySet<string> = new Set(['json', 'minified_json']);

/** Documents that are joined with the statements of this one. */
const JOINED = ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json'];

/** Adds to the list at a key of a map in the making. */
const append = (entries: Map<string, Entry>, key: string, value: Node): void => {
  const there = entries.get(key)?.value;
  const both = [there, value].flatMap((node) => (node === undefined ? [] : node.kind === 'list' ? node.items : [node]));
  entries.set(key, { key: value.span, value: there === undefined ? value : list(both, there.span) });
};

const mapOf = (entries: Map<string, Entry>, at: Node): MapNode => ({ kind: 'map', entries, span: at.span, literal: true });

/** The first of some values that is not known: nothing can be called after it. */
const unknownOf = (...values: readonly (Node | undefined)[]): Node | undefined => values.find((value) => intrinsicOf(value) !== undefined);

/** Blocks of a type and identifiers as CloudFormation's map of them, `*` for everybody. */
const principals = (to: string): Conversion => ({
  to,
  members: { type: 'Type', identifiers: 'Identifiers' },
  convert: (value) => {
    const entries = new Map<string, Entry>();
    for (const item of value.kind === 'list' ? value.items : []) {
      const [type, identifiers] = [member(item, 'type'), member(item, 'identifiers')];
      const unknown = unknownOf(item, type);
      if (unknown !== undefined) return unknown;
      const name = textOf(type);
      if (name === '*') return scalar('*', item.span);
      if (name !== undefined && identifiers !== undefined) append(entries, name, identifiers);
    }
    return mapOf(entries, value);
  },
});

/** Blocks of a test, a variable and values as the maps in maps that they are in a policy. */
const CONDITION: Conversion = {
  to: 'Condition',
  members: { test: 'Test', variable: 'Variable', values: 'Values' },
  convert: (value) => {
    const tests = new Map<string, Map<string, Entry>>();
    for (const item of value.kind === 'list' ? value.items : []) {
      const [test, variable, values] = ['test', 'variable', 'values'].map((name) => member(item, name));
      const unknown = unknownOf(item, test, variable);
      if (unknown !== undefined) return unknown;
      const [operator, key] = [textOf(test), textOf(variable)];
      if (operator === undefined || key === undefined || values === undefined) continue;
      const keys = tests.get(operator) ?? new Map<string, Entry>();
      tests.set(operator, keys);
      append(keys, key, values);
    }
    return mapOf(new Map([...tests].map(([operator, keys]) => [operator, { key: value.span, value: mapOf(keys, value) }])), value);
  },
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
const ATTRIBUTES: Attributes = {
  version: 'Version',
  policy_id: 'Id',
  statement: objects('Statement', {
    sid: 'Sid',
    effect: 'Effect',
    actions: 'Action',
    not_actions: 'NotAction',
    resources: 'Resource',
    not_resources: 'NotResource',
    principals: principals('Principal'),
    not_principals: principals('NotPrincipal'),
    condition: CONDITION,
  }),
};

const withDefault = (node: Node, name: string, otherwise: string): Node =>
  node.kind !== 'map' || intrinsicOf(node) !== undefined || node.entries.has(name)
    ? node
    : { ...node, entries: new Map([[name, { key: node.span, value: scalar(otherwise, node.span) }], ...node.entries]), literal: true };

const isNothing = (node: Node | undefined): boolean =>
  node === undefined ||
  (node.kind === 'scalar' && (node.value === null || node.value === '')) ||
  (node.kind === 'list' && node.items.length === 0);

/** A policy that is known after apply alone, as far as its blocks are known; `undefined` where it hangs on other documents. */
export const policyDocumentOf = (
  instance: Instance,
  references: References,
  block: Block | undefined,
): (Values & { readonly document: Node }) | undefined => {
  if (JOINED.some((name) => !isNothing(member(instance.values, name)) || !isNothing(member(instance.unknown, name)))) return undefined;
  const known = valuesOf(instance, references, block, ATTRIBUTES);
  const document = converted(known.values, ATTRIBUTES);
  const statement = member(document, 'Statement');
  if (statement?.kind !== 'list') return undefined;
  const statements = list(
    statement.items.map((item) => withDefault(item, 'Effect', 'Allow')),
    statement.span,
  );
  const entries = new Map([...document.entries, ['Statement', { key: statement.span, value: statements }] as const]);
  return { ...known, document: withDefault({ ...document, entries }, 'Version', '2012-10-17') };
};
