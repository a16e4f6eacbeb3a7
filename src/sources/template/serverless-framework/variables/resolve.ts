import type { SourceFile, Span } from '../../../text/source-file.ts';
import type { Files, ReadDocument } from '../../files.ts';
import { type Entry, intrinsicOf, list, map, type Node, scalar, textOf } from '../../node.ts';
import type { ParameterValues } from '../../parameters.ts';
import { MAX_DEPTH, MAX_NODES } from '../../syntax.ts';
import type { ExpansionGap } from '../../template.ts';
import { unknownText, unknownVariable } from '../../variable.ts';
import { type Part, partsOf, type Variable } from './parse.ts';
import { type Found, sourcesOf } from './sources.ts';

/** The longest text that variables may make. */
const MAX_TEXT = 100_000;

/** A service with its variables. */
export interface Variables {
  /** A node in which every variable is its value, or the intrinsic of one that is not known. */
  whole(node: Node): Node;
  /** The same for a node alone: what it holds keeps its variables. */
  settled(node: Node): Node;
  readonly gaps: readonly ExpansionGap[];
  /** The files that variables took something from. */
  readonly read: ReadonlySet<SourceFile>;
}

/** Resolves the variables of a service. Work is bounded: each node once, however often it is named. */
export const variablesOf = (service: ReadDocument, files: Files, given: ParameterValues): Variables => {
  const gaps: ExpansionGap[] = [];
  const settledNodes = new Map<Node, Node>();
  const wholeNodes = new Map<Node, Node>();
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();
  const read = new Set<SourceFile>();
  const sizeOf = (node: Node): number => sizes.get(node) ?? 1;

  const report = (span: Span, reason: string, message: string): void => {
    if (!gaps.some((gap) => gap.span.start === span.start && gap.message === message)) gaps.push({ span, reason, message });
  };

  /** Keeps what refers to itself, or is nested too deep, from being followed. */
  const guarded = (node: Node, memo: Map<Node, Node>, work: () => Node): Node => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    if (open.has(node) || open.size >= MAX_DEPTH) {
      const circular = open.has(node);
      report(node.span, circular ? 'circular' : 'too-deep', `A variable ${circular ? 'refers to itself' : 'hangs on too many others'}`);
      return unknownVariable(textOf(node) ?? '${self:}', node.span);
    }
    open.add(node);
    const result = work();
    open.delete(node);
    memo.set(node, result);
    return result;
  };

  const settled = (node: Node): Node => {
    const text = textOf(node);
    if (text === undefined || !text.includes('${')) return node;
    return guarded(node, settledNodes, () => valueFrom(text, node.span));
  };

  const valueFrom = (text: string, span: Span): Node => {
    const parts = partsOf(text);
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'object') return variable(only, span);
    if (!parts.some((part) => typeof part === 'object')) return scalar(text, span);
    const nodes = parts.map((part) => (typeof part === 'string' ? scalar(part, span) : variable(part, span)));
    const known = nodes.every((node) => node.kind === 'scalar');
    const joined = nodes.map((node) => (node.kind === 'scalar' ? String(node.value ?? '') : '')).join('');
    if (joined.length > MAX_TEXT) {
      report(span, 'too-large', `Variables make a text of more than ${MAX_TEXT} characters`);
      return unknownVariable(text.slice(0, 200), span);
    }
    return known
      ? scalar(joined, span)
      : unknownVariable(
          text,
          span,
          nodes.map((node, at) => (node.kind === 'scalar' || intrinsicOf(node) ? node : unknownVariable(textOfPart(parts[at]), span))),
        );
  };

  const variable = (of: Variable, span: Span): Node => {
    for (const source of of.sources) {
      const found: Found =
        'literal' in source
          ? { node: scalar(source.literal, span) }
          : 'sources' in source
            ? { node: variable(source, span) }
            : sources(source, { text: of.text, span, last: source === of.sources.at(-1) });
      if (found !== undefined && !(found.node.kind === 'scalar' && found.node.value === null && source !== of.sources.at(-1)))
        return found.node;
    }
    return unknownVariable(of.text, span);
  };

  /** The text of parts; `undefined` where it is not known. */
  const textFrom = (parts: readonly Part[], span: Span): string | undefined => {
    const texts = parts.map((part) => {
      if (typeof part === 'string') return part;
      const node = variable(part, span);
      return node.kind === 'scalar' ? String(node.value ?? '') : undefined;
    });
    return texts.includes(undefined) ? undefined : texts.join('');
  };

  const whole = (node: Node): Node => {
    const own = settled(node);
    if (own.kind === 'scalar' || unknownText(own) !== undefined) return own;
    return guarded(own, wholeNodes, () => {
      const made =
        own.kind === 'list'
          ? list(
              own.items.map((item) => whole(item)),
              own.span,
            )
          : members(own.entries, own.span);
      const size = (made.kind === 'list' ? made.items : [...(made.kind === 'map' ? made.entries.values() : [])].map(({ value }) => value))
        .map(sizeOf)
        .reduce((sum, part) => sum + part, 1);
      if (size > MAX_NODES) {
        report(own.span, 'too-large', `Variables make more than ${MAX_NODES} values`);
        return unknownVariable('${self:}', own.span);
      }
      sizes.set(made, size);
      return made;
    });
  };

  const members = (entries: ReadonlyMap<string, Entry>, span: Span): Node => {
    const sub = entries.size === 1 ? entries.get('Fn::Sub') : undefined;
    if (sub !== undefined) return substitution(sub, span);
    return { kind: 'map', entries: new Map([...entries].map(([name, { key, value }]) => [name, { key, value: whole(value) }])), span };
  };

  /** `Fn::Sub` goes on to substitute what a variable leaves: one that is not known becomes a variable of its own. */
  const substitution = ({ key, value }: Entry, span: Span): Node => {
    const [template, names] = value.kind === 'list' ? value.items : [value];
    const text = textOf(template);
    if (template === undefined || text === undefined) return map({ 'Fn::Sub': whole(value) }, span);
    const unknowns: Record<string, Node> = {};
    const parts = partsOf(text).map((part) => {
      if (typeof part === 'string') return part;
      const node = variable(part, template.span);
      if (node.kind === 'scalar') return String(node.value ?? '');
      const name = `Variable${Object.keys(unknowns).length + 1}`;
      unknowns[name] = whole(node);
      return `\${${name}}`;
    });
    const known = scalar(parts.join(''), template.span);
    const given = names === undefined ? undefined : whole(names);
    const argument =
      Object.keys(unknowns).length === 0
        ? given === undefined
          ? known
          : list([known, given], value.span)
        : list(
            [
              known,
              { kind: 'map', entries: new Map([...(given?.kind === 'map' ? given.entries : []), ...map(unknowns, span).entries]), span },
            ],
            value.span,
          );
    return { kind: 'map', entries: new Map([['Fn::Sub', { key, value: argument }]]), span };
  };

  const sources = sourcesOf({ service, files, given, settled, textFrom, report, onRead: (file) => void read.add(file) });
  return { whole, settled, gaps, read };
};

const textOfPart = (part: Part | undefined): string => (typeof part === 'object' ? part.text : (part ?? ''));
