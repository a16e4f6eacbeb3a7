import type { SourceFile, Span } from '../text/source-file.ts';
import type { Node } from './node.ts';
import type { Parameter } from './parameters.ts';

/**
 * A resource of a template while it is still a tree: what SAM's expander and the expander of API bodies take and give,
 * before intrinsics are evaluated.
 */
export interface TemplateResource {
  /** The logical id; for a route or an authorizer of an API's body, what the report calls it: `Orders GET /orders/{id}`. */
  readonly id: string;
  readonly type: string;
  /** A map, or an intrinsic (`Fn::If`) in its place; absent where the template has none. */
  readonly properties: Node | undefined;
  /** All of these hold where the resource is made: `{Condition: Name}`, or a condition function such as `Fn::Not`. */
  readonly conditions: readonly Node[];
  readonly metadata: Node | undefined;
  /** Its own line: the logical id that the user wrote, or what caused it (an event, a path of an API's body). */
  readonly span: Span;
  /** See RawResource.attributes. Nodes, as they may be intrinsics. */
  readonly attributes?: Readonly<Record<string, Node>>;
  /** The logical id of the resource that this one was made from. */
  readonly madeBy?: string;
  /** Which resource caused a part of the properties, where it was another: a function whose event made an operation of an API's body. */
  readonly causes?: ReadonlyMap<Node, string>;
}

/** A template as read, not yet expanded or evaluated. */
export interface Template {
  readonly source: SourceFile;
  /** The whole document, a map. */
  readonly root: Node;
  readonly resources: readonly TemplateResource[];
  /** What its parameters are: what is given to it, or else their defaults. Absent where none is known. */
  readonly parameters?: ReadonlyMap<string, Parameter>;
}

/** What an expander could not read: the resources that it would have made are unknown. */
export interface ExpansionGap {
  readonly span: Span;
  readonly reason: string;
  readonly message: string;
  /** The CloudFormation types that may be missing because of it; absent where that cannot be said. */
  readonly types?: readonly string[];
  /** The logical id of the API whose parts these are, where they are no other one's. */
  readonly resource?: string;
}

/** A step from a template's own resources to those that the deployment makes of them. */
export type Expand = (template: Template) => { readonly resources: readonly TemplateResource[]; readonly gaps: readonly ExpansionGap[] };
