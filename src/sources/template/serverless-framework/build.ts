import type { Span } from '../../text/source-file.ts';
import { type Entry, list, type MapNode, type Node, scalar } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import type { Custom } from './custom-resources.ts';

/** What a node is made of: literals, and nodes and entries that keep where the user wrote them. */
export type Value = string | number | boolean | Node | Entry | readonly Value[] | Members;

/** Members of a map that is made; those that are `undefined` are left out. */
export interface Members {
  readonly [name: string]: Value | undefined;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
const isNode = (value: Node | Entry | Members): value is Node => 'kind' in value && 'span' in value;
const isEntry = (value: Entry | Members): value is Entry => 'key' in value && 'value' in value;

const nodeOf = (value: Value, span: Span): Node => {
  if (typeof value !== 'object') return scalar(value, span);
  if (isList(value))
    return list(
      value.map((item) => nodeOf(item, span)),
      span,
    );
  if (isNode(value)) return value;
  return isEntry(value) ? value.value : object(value, span);
};

const entryFrom = (value: Value, span: Span): Entry => {
  if (typeof value === 'object' && !isList(value) && !isNode(value) && isEntry(value)) return value;
  const node = nodeOf(value, span);
  return { key: node.span, value: node };
};

/** The node that a value is, if the user wrote it. */
export const written = (value: Value | undefined): Node | undefined => {
  if (typeof value !== 'object' || isList(value)) return undefined;
  if (isNode(value)) return value;
  return isEntry(value) ? value.value : undefined;
};

/** A map, at the place of what caused it. */
export const object = (members: Members, span: Span): MapNode => ({
  kind: 'map',
  entries: new Map(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, entryFrom(value, span)] as const])),
  ),
  span,
});

export const ref = (id: string): Members => ({ Ref: id });
export const arnOf = (id: string): Members => ({ 'Fn::GetAtt': [id, 'Arn'] });
export const join = (...parts: readonly Value[]): Members => ({ 'Fn::Join': ['', parts] });

/** An ARN: `<partition>`, `<region>` and `<account>` are those of the deployment. */
export const arn = (text: string, ...rest: readonly Value[]): Members =>
  join(
    ...text
      .split(/<(\w+)>/)
      .map((part, at) => (at % 2 === 0 ? part : ref(PSEUDO[part] ?? part)))
      .filter((part) => part !== ''),
    ...rest,
  );
const PSEUDO: Readonly<Record<string, string>> = { partition: 'AWS::Partition', region: 'AWS::Region', account: 'AWS::AccountId' };

/** Where API Gateway finds a function. */
export const invocationUri = (target: Value): Members =>
  arn('arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/', target, '/invocations');

/** What a part of a service becomes. */
export interface Made {
  readonly resources: readonly TemplateResource[];
  readonly gaps?: readonly ExpansionGap[];
  /** What the role of the service's functions gets to do besides. */
  readonly statements?: readonly Value[];
  /** What the framework's own functions are asked to do. */
  readonly customs?: readonly Custom[];
}

/** What several parts make together. */
export const together = (parts: readonly Made[]): Made => ({
  resources: parts.flatMap(({ resources }) => resources),
  gaps: parts.flatMap(({ gaps }) => gaps ?? []),
  statements: parts.flatMap(({ statements }) => statements ?? []),
  customs: parts.flatMap(({ customs }) => customs ?? []),
});

/** A resource of the stack. */
export const resource = (id: string, type: string, members: Members, span: Span): TemplateResource => ({
  id,
  type,
  properties: object(members, span),
  conditions: [],
  metadata: undefined,
  span,
});
