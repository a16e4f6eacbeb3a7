import type { Gap } from '../../model/inventory.ts';
import { explore, settleDeep } from '../../model/world.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { scalarText } from './choices.ts';
import { evaluate } from './evaluate.ts';
import { expressionOf } from './expression.ts';
import { gapAt } from './gap.ts';
import { type Entry, intrinsicOf, type MapNode, member, type Node, scalar, textOf } from './node.ts';
import type { Scope } from './scope.ts';

/** How many nodes all loops of a template may make: far more than a stack takes, far less than nested loops can ask for. */
const MAX_MADE = 300_000;

const SECTIONS: readonly string[] = ['Conditions', 'Resources', 'Outputs'];

/** Whether a key makes others of itself. */
export const isLoop = (key: string): boolean => key.startsWith('Fn::ForEach');

/** A text in which there may be a loop, its name written out or escaped. */
const ASKS = /Fn::ForEach|\\[uUx]/;

/** A loop that is not expanded, or not for all that it may go through, and why. */
interface Trouble {
  readonly span: Span;
  readonly message: string;
  readonly body: Node | undefined;
}

/** What a loop makes; nothing of one that cannot be read. */
interface Turns {
  readonly entries: readonly (readonly [string, Entry])[];
  readonly made: boolean;
}

const NONE: Turns = { entries: [], made: false };

/**
 * Writes out the loops of a template, as `AWS::LanguageExtensions` does. `enabled` says whether the template asks for that.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export const withLoops = (
  source: SourceFile,
  root: Node,
  enabled: boolean,
  scope: () => Scope,
): { readonly root: Node; readonly gaps: readonly Gap[] } => {
  if (root.kind !== 'map' || !ASKS.test(source.text)) return { root, gaps: [] };
  const troubles = new Map<Span, Trouble>();
  const expand = enabled ? expander(scope(), (trouble) => void troubles.set(trouble.span, trouble)) : (node: Node) => node;
  const entries = new Map<string, Entry>(root.entries);
  for (const name of SECTIONS) {
    const section = root.entries.get(name);
    if (section !== undefined) entries.set(name, { ...section, value: expand(section.value) });
  }
  const left = enabled ? [] : SECTIONS.flatMap((name) => loopsIn(member(root, name)));
  const gaps = [
    ...left.map(([name, { key, value }]) => ({
      span: key,
      message: `What ${name} makes is not read: CloudFormation takes loops only with the transform AWS::LanguageExtensions`,
      body: bodyOf(value),
    })),
    ...troubles.values(),
  ].map(({ span, message, body }) => gapAt(span, 'loop', message, typesIn(body)));
  return { root: { ...root, entries }, gaps };
};

const loopsIn = (section: Node | undefined): readonly (readonly [string, Entry])[] =>
  section?.kind === 'map' ? [...section.entries].filter(([key]) => isLoop(key)) : [];

const bodyOf = (loop: Node): Node | undefined => (loop.kind === 'list' ? loop.items[2] : undefined);

/** The types that a loop's body may make; `undefined` where they cannot be told. */
const typesIn = (body: Node | undefined): readonly string[] | undefined => {
  if (body?.kind !== 'map') return undefined;
  const types = [...body.entries].map(([key, { value }]) => {
    if (isLoop(key)) return typesIn(bodyOf(value));
    const type = textOf(member(value, 'Type'));
    return type === undefined || /[$&]\{/.test(type) ? undefined : [type];
  });
  return types.every((each) => each !== undefined) ? [...new Set(types.flat())] : undefined;
};

const expander = (scope: Scope, report: (trouble: Trouble) => void): ((node: Node) => Node) => {
  const room = { left: MAX_MADE };

  const turnsOf = (name: string, { key, value: loop }: Entry): Turns => {
    const [first, collection, body] = loop.kind === 'list' ? loop.items : [];
    const fail = (why: string): Turns => {
      report({ span: key, message: `What ${name} makes is not read: ${why}`, body });
      return NONE;
    };
    const identifier = textOf(first);
    if (identifier === undefined || collection === undefined || body?.kind !== 'map')
      return fail('a loop is a list of an identifier, a collection and what is made for each of its values');
    const { values, others } = valuesOf(collection, scope);
    if (values === undefined) return fail(`it goes through ${expressionOf(collection)}, which is not known`);
    if (others) report({ span: key, message: `What ${name} makes is read for the first value of ${expressionOf(collection)} alone`, body });
    const made = values.flatMap((value) => {
      const turn = substituted(body, identifier, value, room);
      return room.left < 0 || turn.kind !== 'map' ? [] : [...(expand(turn) as MapNode).entries];
    });
    return room.left < 0 ? fail(`the loops of a template may make ${MAX_MADE.toLocaleString('en')} values`) : { entries: made, made: true };
  };

  const expand = (node: Node): Node => {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'list') {
      const items = node.items.map(expand);
      return items.every((item, at) => item === node.items[at]) ? node : { ...node, items };
    }
    let changed = false;
    const entries = new Map<string, Entry>();
    for (const [key, entry] of node.entries) {
      const turns = isLoop(key) ? turnsOf(key, entry) : NONE;
      if (turns.made) for (const [made, each] of turns.entries) entries.set(made, each);
      const value = isLoop(key) ? entry.value : expand(entry.value);
      if (!turns.made) entries.set(key, value === entry.value ? entry : { ...entry, value });
      changed ||= turns.made || value !== entry.value;
    }
    return changed ? { ...node, entries } : node;
  };
  return expand;
};

/** What a loop goes through, first of all; `others` where it may be something else. */
const valuesOf = (collection: Node, scope: Scope): { readonly values: readonly string[] | undefined; readonly others: boolean } => {
  const raw = evaluate(collection, scope);
  const { worlds, complete } = explore((world) => settleDeep(raw, world));
  const [first] = worlds;
  const items = Array.isArray(first?.result) ? first.result.map(scalarText) : [undefined];
  const values = items.every((item) => item !== undefined) ? items : undefined;
  return { values, others: !complete || new Set(worlds.map(({ result }) => JSON.stringify(result))).size > 1 };
};

/** `&{Name}` is the value without what a logical id cannot have. */
const filled = (text: string, identifier: string, value: string): string =>
  text.replaceAll(`\${${identifier}}`, () => value).replaceAll(`&{${identifier}}`, () => value.replaceAll(/[^A-Za-z0-9]/g, ''));

/** A loop's body for one value; what does not name the identifier stays the same node. */
const substituted = (node: Node, identifier: string, value: string, room: { left: number }): Node => {
  room.left -= 1;
  if (room.left < 0) return node;
  if (node.kind === 'scalar') {
    const text = typeof node.value === 'string' ? filled(node.value, identifier, value) : node.value;
    return text === node.value ? node : scalar(text, node.span);
  }
  if (node.kind === 'list') {
    const items = node.items.map((item) => substituted(item, identifier, value, room));
    return items.every((item, at) => item === node.items[at]) ? node : { ...node, items };
  }
  const call = intrinsicOf(node);
  if (call?.name === 'Ref' && textOf(call.argument) === identifier) return scalar(value, node.span);
  let changed = false;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries) {
    const name = filled(key, identifier, value);
    const inner = substituted(entry.value, identifier, value, room);
    changed ||= name !== key || inner !== entry.value;
    entries.set(name, inner === entry.value ? entry : { ...entry, value: inner });
  }
  if (!changed) return node;
  const turn = { ...node, entries };
  // What has no placeholder left is its text already, where a name may be asked for as well: in Ref, in what SAM reads.
  const text = call?.name === 'Fn::Sub' ? textOf(intrinsicOf(turn)?.argument) : undefined;
  return text === undefined || text.includes('${') ? turn : scalar(text, node.span);
};
