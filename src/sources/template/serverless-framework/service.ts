import type { Span } from '../../text/source-file.ts';
import { type Entry, intrinsicOf, type MapNode, member, type Node, scalar, textOf } from '../node.ts';
import type { ParameterValues } from '../parameters.ts';
import { unknownText } from '../variable.ts';
import { arnOf, join, type Members, object } from './build.ts';
import { functionId, normalized } from './naming.ts';

/** What happens to call a function. */
export interface FunctionEvent {
  readonly owner: ServerlessFunction;
  /** `http`, `sqs` ... */
  readonly kind: string;
  readonly value: Node;
  /** Where its kind stands. */
  readonly span: Span;
  /** Its place among the events of the function, the first being 1. */
  readonly index: number;
}

/** A function of the service. */
export interface ServerlessFunction {
  readonly name: string;
  /** Its settings, those of the provider not merged. */
  readonly settings: MapNode;
  readonly span: Span;
  /** The name that it is deployed under. */
  readonly deployedName: Node;
  /** What events call: the function, or its alias. */
  readonly target: Members;
  /** Its alias, where one is made. */
  readonly alias: string | undefined;
  readonly events: readonly FunctionEvent[];
}

/** A service, its variables resolved. */
export interface Service {
  readonly root: Node;
  readonly span: Span;
  readonly name: Node;
  readonly stage: Node;
  readonly provider: MapNode;
  readonly functions: readonly ServerlessFunction[];
}

/** A setting by its path; `undefined` where there is none, or null. */
export const setting = (node: Node | undefined, ...path: readonly string[]): Node | undefined => {
  let at = node;
  for (const key of path) at = member(at, key);
  return at?.kind === 'scalar' && at.value === null ? undefined : at;
};

/** A setting with where its key stands. */
export const settingEntry = (node: Node | undefined, key: string): Entry | undefined => {
  const entry = node?.kind === 'map' ? node.entries.get(key) : undefined;
  return entry === undefined || setting(node, key) === undefined ? undefined : entry;
};

/** Whether a setting is set as JavaScript sees it. What is not known may be. */
export const isSet = (node: Node | undefined): boolean => node !== undefined && (node.kind !== 'scalar' || Boolean(node.value));

export const isFalse = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === false;

/** A text, or the digits of a number. */
export const wordOf = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && (typeof node.value === 'string' || typeof node.value === 'number') ? String(node.value) : undefined;

export const itemsOf = (node: Node | undefined): readonly Node[] => (node === undefined ? [] : node.kind === 'list' ? node.items : [node]);

export const entriesOf = (node: Node | undefined): readonly (readonly [string, Entry])[] =>
  node?.kind === 'map' && intrinsicOf(node) === undefined ? [...node.entries] : [];

/** Text made of parts, some of which may not be known. */
export const composed = (span: Span, ...parts: readonly (string | Node)[]): Node => {
  const words = parts.map((part) => (typeof part === 'string' ? part : wordOf(part)));
  if (!words.includes(undefined)) return scalar(words.join(''), span);
  return object(join(...parts), span);
};

/** Maps one over the other, as `functions` may be a list of them. */
export const joinedMap = (node: Node | undefined): MapNode | undefined => {
  if (node === undefined) return undefined;
  if (node.kind === 'map') return intrinsicOf(node) === undefined ? node : undefined;
  if (node.kind !== 'list') return undefined;
  return { kind: 'map', entries: new Map(node.items.flatMap((item) => entriesOf(item))), span: node.span };
};

const EMPTY: ReadonlyMap<string, Entry> = new Map();

/** Reads a service of which every variable is resolved. */
export const serviceOf = (root: Node, given: ParameterValues): Service => {
  const provider = setting(root, 'provider');
  const settings: MapNode = provider?.kind === 'map' ? provider : { kind: 'map', entries: EMPTY, span: provider?.span ?? root.span };
  const service = setting(root, 'service');
  const name = setting(service, 'name') ?? service ?? scalar('', root.span);
  const option = given.get('stage');
  const stage = option === undefined ? (setting(settings, 'stage') ?? scalar('dev', settings.span)) : scalar(option, settings.span);
  const functions = entriesOf(joinedMap(setting(root, 'functions'))).flatMap(([key, entry]) => {
    const { value } = entry;
    return value.kind === 'map' && unknownText(value) === undefined ? [functionOf(key, { ...entry, value }, name, stage)] : [];
  });
  return { root, span: settings.span, name, stage, provider: settings, functions };
};

const functionOf = (
  name: string,
  { key: span, value: settings }: { readonly key: Span; readonly value: MapNode },
  service: Node,
  stage: Node,
): ServerlessFunction => {
  const alias = isSet(setting(settings, 'provisionedConcurrency'))
    ? 'provisioned'
    : isSet(setting(settings, 'snapStart'))
      ? 'snapstart'
      : undefined;
  const id = functionId(name);
  const owner: ServerlessFunction = {
    name,
    settings,
    span,
    deployedName: setting(settings, 'name') ?? composed(span, service, '-', stage, `-${name}`),
    target: alias === undefined ? arnOf(id) : { 'Fn::Join': [':', [arnOf(id), alias]] },
    alias: alias === undefined ? undefined : `${normalized(name)}${alias === 'provisioned' ? 'ProvConc' : 'SnapStart'}LambdaAlias`,
    events: [],
  };
  const events = itemsOf(setting(settings, 'events')).flatMap((item, at): readonly FunctionEvent[] => {
    const text = textOf(item);
    if (text !== undefined) return [{ owner, kind: text, value: item, span: item.span, index: at + 1 }];
    return entriesOf(item).map(([kind, { key, value }]) => ({ owner, kind, value, span: key, index: at + 1 }));
  });
  return { ...owner, events };
};

/** A function by its name. */
export const functionNamed = (service: Service, name: string): ServerlessFunction | undefined =>
  service.functions.find((each) => each.name === name);

/** Whether CloudFront calls a function, which is then one of Lambda@Edge. */
export const isAtEdge = ({ events }: ServerlessFunction): boolean => events.some(({ kind }) => kind === 'cloudFront');
