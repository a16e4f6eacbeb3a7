import { maskText } from '../../model/redaction.ts';
import { unknown } from '../../model/value.ts';
import type { Span } from '../text/source-file.ts';
import type { Conditions } from './conditions.ts';
import type { Node, ScalarNode } from './node.ts';
import type { Parameter } from './parameters.ts';
import { type Place, redactWhole } from './secrets.ts';

/** What a template's intrinsics can refer to. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly mappings: Node | undefined;
  readonly conditions: Conditions;
  /** The logical ids of the template's resources, those that a transform makes among them. */
  readonly resources: ReadonlySet<string>;
  /** The logical ids of what SAM makes, by the names that it has for them: `Orders.Stage`, `Ship.Alias`. */
  readonly parts: ReadonlyMap<string, string>;
  /** A transform may make resources that are not known here: a name that is nothing else is then a resource. */
  readonly transformed: boolean;
  /** The value of an output of a nested stack, where that can be read. */
  readonly outputs: (id: string, name: string) => { readonly value: unknown } | undefined;
  /** The value that a template of the scan exports by a name, where exactly one does. */
  readonly imports: (name: string) => { readonly value: unknown } | undefined;
  /** Collects the places of literals that are hidden. */
  readonly hidden: Set<Span>;
}

/** Where a value stands: in which template, in which type, and what its name says of secrets. */
export interface Surrounding {
  readonly scope: Scope;
  readonly type: string;
  readonly place: Place;
  /** Evaluates a node at this place. */
  read(node: Node): unknown;
  /** Evaluates what selects a value and is none itself, as a mapping's key: nothing that the place says holds for it. */
  readKey(node: Node): unknown;
}

/**
 * A literal, or what stands for it. A dynamic reference is resolved by the deployment and never empty:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export const literalOf = (node: ScalarNode, { scope, place }: Pick<Surrounding, 'scope' | 'place'>): unknown => {
  const { value } = node;
  if (typeof value === 'string' && value.includes('{{resolve:'))
    return unknown({ kind: 'intrinsic', expression: maskText(value.slice(0, 200)), present: true });
  const hidden = typeof value === 'string' || typeof value === 'number' ? redactWhole(place, String(value)) : undefined;
  if (hidden === undefined) return value;
  scope.hidden.add(node.span);
  return hidden;
};
