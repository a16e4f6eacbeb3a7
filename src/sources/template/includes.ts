import type { Gap } from '../../model/inventory.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { Files, ReadDocument, Refusal } from './files.ts';
import { gapAt } from './gap.ts';
import { type Entry, type MapNode, type Measures, measuring, member, type Node, textOf } from './node.ts';
import { MAX_DEPTH, MAX_NODES } from './syntax.ts';

/** A template with what it includes in it. */
export interface Included {
  readonly root: Node;
  /** The files that were included. */
  readonly sources: readonly SourceFile[];
  readonly gaps: readonly Gap[];
}

/** What an included file is, itself and all that it includes. */
interface Part extends Measures {
  readonly root: Node;
}

/** A text in which it may be asked for, its name written out or escaped. */
const ASKS = /AWS::Include|\\[uUx]/;

/** Whether a node asks for `AWS::Include`: a transform by name, or one among others. */
export const includeOf = (transform: Node | undefined): Node | undefined =>
  (transform?.kind === 'list' ? transform.items : [transform]).find((each) => textOf(member(each, 'Name')) === 'AWS::Include');

/** Whether a file is named by its path, as `aws cloudformation package` takes it, and not by where it was uploaded to. */
export const isLocal = (location: string): boolean => !/^(?:s3|https?):\/\//i.test(location.trim());

/** Says of a file that a template names why it is not read, where that can be said best. */
export const refusedAt = (
  named: Span,
  path: string,
  { reason, message, at }: Refusal,
  types?: readonly string[],
  resource?: string,
): Gap =>
  at === undefined
    ? gapAt(named, reason, `${path} ${message}`, types, resource)
    : gapAt({ source: at.source, start: at.offset, end: at.offset }, reason, message, types, resource);

const joined = (included: MapNode, own: MapNode): MapNode => ({ ...own, entries: new Map([...included.entries, ...own.entries]) });

/**
 * Puts what `AWS::Include` names in its place, as the packaging of a template does before all other transforms.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export const withIncludes = ({ source, root }: ReadDocument, files: Files): Included => {
  if (!ASKS.test(source.text)) return { root, sources: [], gaps: [] };
  const gaps: Gap[] = [];
  const parts = new Map<SourceFile, Part>();
  const open = new Set<SourceFile>([source]);
  const room = { left: MAX_NODES };
  const measured = measuring();

  const partAt = (transform: Node, depth: number): MapNode | undefined => {
    const refuse = (at: Node, reason: string, message: string): undefined => void gaps.push(gapAt(at.span, reason, message));
    const location = member(member(transform, 'Parameters'), 'Location');
    const path = textOf(location);
    if (location === undefined || path === undefined)
      return refuse(transform, 'included', 'What AWS::Include adds is not read: no path of a file is its Location');
    if (!isLocal(path)) return refuse(location, 'included', `What AWS::Include adds from ${path} is not read: it stands in a bucket`);
    const found = files.beside(location.span.source, path);
    if ('refusal' in found) return void gaps.push(refusedAt(location.span, path, found.refusal));
    const { document } = found;
    if (open.has(document.source)) return refuse(location, 'cyclic', `${path} includes itself`);
    const part = parts.get(document.source) ?? read(document, depth);
    parts.set(document.source, part);
    room.left -= part.size;
    if (part.root.kind !== 'map') return refuse(location, 'malformed', `${path} holds no map, so that nothing can be included of it`);
    if (room.left < 0)
      return refuse(location, 'too-large', `With ${path} the template has more than ${MAX_NODES.toLocaleString('en')} values`);
    if (depth + part.height > MAX_DEPTH)
      return refuse(location, 'too-deep', `With ${path} the template is nested deeper than ${MAX_DEPTH} levels`);
    return part.root;
  };
  const read = (document: ReadDocument, depth: number): Part => {
    open.add(document.source);
    const filled = ASKS.test(document.source.text) ? fill(document.root, depth) : document.root;
    open.delete(document.source);
    return { root: filled, ...measured(filled) };
  };

  /** A node with what is included below it; itself where that is nothing. */
  const fill = (node: Node, depth: number): Node => {
    if (node.kind === 'scalar' || depth > MAX_DEPTH) return node;
    if (node.kind === 'list') {
      const items = node.items.map((item) => fill(item, depth + 1));
      return items.every((item, at) => item === node.items[at]) ? node : { ...node, items };
    }
    const transform = includeOf(member(node, 'Fn::Transform')) ?? (depth === 0 ? includeOf(member(node, 'Transform')) : undefined);
    const part = transform && partAt(transform, depth);
    let changed = part !== undefined;
    const entries = new Map<string, Entry>(part?.entries);
    for (const [key, entry] of node.entries) {
      if (part !== undefined && key === 'Fn::Transform') continue;
      const value = fill(entry.value, depth + 1);
      const other = depth === 0 ? part?.entries.get(key)?.value : undefined;
      // What stands in the template itself counts, and of its sections each member.
      const whole = other?.kind === 'map' && value.kind === 'map' ? joined(other, value) : value;
      if (whole !== entry.value) changed = true;
      entries.set(key, { key: entry.key, value: whole });
    }
    return changed ? { ...node, entries } : node;
  };
  return { root: fill(root, 0), sources: [...parts.keys()], gaps };
};
