import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { ReadDocument } from '../files.ts';
import { gapAt } from '../gap.ts';
import { refusedAt } from '../includes.ts';
import { type Entry, list, type MapNode, map, measuring, member, type Node, scalar, textOf } from '../node.ts';
import { MAX_DEPTH } from '../syntax.ts';
import { isModule, type Modules } from './projects.ts';
import { type Names, renamed } from './renamed.ts';

/** A template with what its modules stand for. */
export interface Expanded {
  readonly root: Node;
  /** The fragments of the modules. */
  readonly sources: readonly SourceFile[];
  readonly gaps: readonly Gap[];
  /** The logical ids of the modules, by those of the resources that they stand for. */
  readonly madeBy: ReadonlyMap<string, string>;
}

/** CloudFormation takes three: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html */
const MAX_LEVELS = 16;

/** How many nodes all modules of a template may stand for: far more than a stack takes. */
const MAX_MADE = 100_000;

/** A text in which there may be a module, its type written out or escaped. */
const ASKS = /::MODULE|\\[uUx]/;

const SECTIONS = ['Conditions', 'Mappings', 'Resources', 'Outputs'] as const;
type Sections = Readonly<Record<(typeof SECTIONS)[number], Map<string, Entry>>>;

const entriesOf = (root: Node, section: string): ReadonlyMap<string, Entry> => {
  const node = member(root, section);
  return node?.kind === 'map' ? node.entries : new Map();
};

/**
 * Puts what modules stand for in their place, as CloudFormation does before it deploys a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules-using.html
 */
export const withModules = ({ source, root }: ReadDocument, asking: readonly SourceFile[], modules: Modules | undefined): Expanded => {
  const nothing: Expanded = { root, sources: [], gaps: [], madeBy: new Map() };
  if (root.kind !== 'map' || ![source, ...asking].some(({ text }) => ASKS.test(text))) return nothing;
  const calls = [...entriesOf(root, 'Resources')].filter(([, { value }]) => isModule(textOf(member(value, 'Type')) ?? ''));
  if (calls.length === 0) return nothing;

  const gaps: Gap[] = [];
  const sources = new Set<SourceFile>();
  const madeBy = new Map<string, string>();
  const whole: Sections = Object.fromEntries(SECTIONS.map((name) => [name, new Map(entriesOf(root, name))])) as Sections;
  const expanded = new Set<string>();
  const room = { left: MAX_MADE };
  const refused = new Set<Span>();
  const measured = measuring();

  const refuseAt = (key: Span, reason: string, message: string): undefined => {
    refused.add(key);
    gaps.push(gapAt(key, reason, message));
  };

  /** What a module stands for; nothing where that cannot be said, which is then a gap. */
  const fragmentOf = (id: string, type: string, key: Span, above: readonly string[]): ReadDocument | undefined => {
    // That there is no room left is said once, and so is what is wrong with one line, however often it is used.
    if (room.left < 0 || refused.has(key)) return undefined;
    const refuse = (reason: string, message: string): undefined => refuseAt(key, reason, message);
    if (above.includes(type)) return refuse('cyclic', `${id} is a module that contains itself`);
    if (above.length >= MAX_LEVELS)
      return refuse('too-deep', `${id} is not read: modules contain each other over more than ${MAX_LEVELS} levels`);
    const found = modules?.fragmentOf(type);
    if (found === undefined)
      return refuse(
        'module',
        `${id} is a module: what ${type} stands for is known to the registry of the account alone, as no project of it is among the files`,
      );
    if ('refusal' in found) return void gaps.push(refusedAt(key, `${id} is a module that is not read: ${found.path}`, found.refusal));
    return found.document;
  };

  const expand = (id: string, { key, value }: Entry, above: readonly string[], top: string): void => {
    const type = textOf(member(value, 'Type')) ?? '';
    const fragment = fragmentOf(id, type, key, above);
    if (fragment === undefined) return;
    const names = namesIn(fragment.root, id, member(value, 'Properties'));
    const calledInWhole = (section: string): readonly (readonly [string, Entry])[] =>
      [...entriesOf(fragment.root, section)].map(([name, entry]) => [
        name,
        { ...entry, value: conditional(renamed(entry.value, names), names) },
      ]);
    const parts = new Map(SECTIONS.map((section) => [section, calledInWhole(section)]));
    const of = (section: (typeof SECTIONS)[number]) => parts.get(section) ?? [];
    // With the values of its parameters, each of which may stand in many places.
    const measures = [...parts.values()].flat().map(([, entry]) => measured(entry.value));
    room.left -= measures.reduce((sum, { size }) => sum + size, 1);
    if (room.left < 0) {
      refuseAt(
        key,
        'too-large',
        `The modules of a template may stand for ${MAX_MADE.toLocaleString('en')} values, which ${id} goes beyond`,
      );
      return;
    }
    if (measures.some(({ height }) => height > MAX_DEPTH)) {
      refuseAt(key, 'too-deep', `With ${id} the template is nested deeper than ${MAX_DEPTH} levels`);
      return;
    }
    whole.Resources.delete(id);
    expanded.add(id);
    sources.add(fragment.source);
    for (const section of ['Conditions', 'Mappings'] as const)
      for (const [name, entry] of of(section)) whole[section].set(`${id}.${name}`, entry);
    for (const [name, entry] of of('Outputs')) whole.Outputs.set(`${id}${name}`, entry);
    const made: (readonly [string, Entry])[] = of('Resources').map(([name, entry]) => [
      `${id}${name}`,
      { ...entry, value: onlyIf(member(value, 'Condition'), entry.value, `${id}${name}`) },
    ]);
    for (const [name, entry] of made) {
      whole.Resources.set(name, entry);
      if (isModule(textOf(member(entry.value, 'Type')) ?? '')) expand(name, entry, [...above, type], top);
      else madeBy.set(name, top);
    }
  };

  /** A resource that is made only where that of the module holds as well. */
  const onlyIf = (condition: Node | undefined, resource: Node, id: string): Node => {
    if (condition === undefined || resource.kind !== 'map') return resource;
    const own = member(resource, 'Condition');
    const both = `${id}.Condition`;
    if (own !== undefined) {
      const parts = [condition, own].map((each) => map({ Condition: each }, each.span));
      whole.Conditions.set(both, { key: own.span, value: map({ 'Fn::And': list(parts, own.span) }, own.span) });
    }
    const value = own === undefined ? condition : scalar(both, own.span);
    return { ...resource, entries: new Map([...resource.entries, ['Condition', { key: value.span, value }]]) };
  };

  for (const [id, entry] of calls) expand(id, entry, [], id);
  if (expanded.size === 0) return { ...nothing, gaps };
  const sections = new Map<string, Entry>(root.entries);
  for (const name of SECTIONS) {
    if (whole[name].size === 0) continue;
    const before = root.entries.get(name);
    const value: MapNode = { kind: 'map', entries: whole[name], span: before?.value.span ?? root.span };
    sections.set(name, { key: before?.key ?? root.span, value });
  }
  return { root: renamed({ ...root, entries: sections }, namesOutside(whole.Resources, expanded)), sources: [...sources], gaps, madeBy };
};

/** The condition of a resource or an output, which is no intrinsic there. */
const conditional = (node: Node, names: Names): Node => {
  const condition = textOf(member(node, 'Condition'));
  const name = condition === undefined ? undefined : names.condition(condition);
  if (node.kind !== 'map' || name === undefined) return node;
  const entry = node.entries.get('Condition') as Entry;
  return { ...node, entries: new Map([...node.entries, ['Condition', { ...entry, value: scalar(name, entry.value.span) }]]) };
};

/** How a fragment's names are called where it stands for a module. Of parameters that are values, which no name is left of. */
const namesIn = (fragment: Node, id: string, given: Node | undefined): Names => {
  const resources = entriesOf(fragment, 'Resources');
  const parameters = entriesOf(fragment, 'Parameters');
  const prefixed = (section: string) => (name: string) => (entriesOf(fragment, section).has(name) ? `${id}.${name}` : undefined);
  return {
    ref: (name) => {
      const parameter = parameters.get(name)?.value;
      const value = parameter && passedOrDefault(parameter, member(given, name));
      if (value !== undefined) return { value };
      // Nothing is called as a parameter that nobody gives.
      if (parameter !== undefined) return { id: `${id}.${name}` };
      const [first = ''] = name.split('.');
      return resources.has(first) ? { id: `${id}${name}` } : undefined;
    },
    attribute: (path) => (resources.has(path.slice(0, path.indexOf('.'))) ? `${id}${path}` : undefined),
    condition: prefixed('Conditions'),
    mapping: prefixed('Mappings'),
  };
};

/** What a parameter of a module is: what it is given, or its default. */
const passedOrDefault = (parameter: Node, given: Node | undefined): Node | undefined => {
  const value = given ?? member(parameter, 'Default');
  const type = textOf(member(parameter, 'Type')) ?? '';
  const text = textOf(value);
  if (value === undefined || text === undefined || !(type === 'CommaDelimitedList' || type.startsWith('List<'))) return value;
  const items = text === '' ? [] : text.split(',').map((item) => scalar(item.trim(), value.span));
  return list(items, value.span);
};

/**
 * How a template calls what its modules stand for: `Module.Resource`, as well as by the one id that both make.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/module-ref-resources.html
 */
const namesOutside = (resources: ReadonlyMap<string, Entry>, modules: ReadonlySet<string>): Names => {
  const joined = (path: string): string | undefined => {
    const [first = '', ...rest] = path.split('.');
    let id = first;
    for (let at = 0; modules.has(id) && at < rest.length; at += 1) {
      id += rest[at];
      if (resources.has(id)) return [id, ...rest.slice(at + 1)].join('.');
    }
    return undefined;
  };
  return {
    ref: (name) => {
      const id = joined(name);
      return id === undefined ? undefined : { id };
    },
    attribute: joined,
    condition: () => undefined,
    mapping: () => undefined,
  };
};
