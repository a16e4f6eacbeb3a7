import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, type MapNode, type Node, textOf } from '../node.ts';
import type { ExpansionGap, Template, TemplateResource } from '../template.ts';

/** A SAM resource with what Globals say of it. */
export interface SamResource extends TemplateResource {
  readonly properties: MapNode;
}

/** An event of a function or state machine that makes a route. */
export interface ApiEvent {
  readonly type: 'Api' | 'HttpApi';
  readonly owner: SamResource;
  readonly name: string;
  readonly properties: MapNode;
  /** The logical id of the API. */
  readonly api: string;
  readonly path: string;
  /** As OpenAPI spells it: `get`, `x-amazon-apigateway-any-method`. */
  readonly method: string;
  /** What the route is reported at: the event's path, or its name. */
  readonly span: Span;
}

/** What the expander of a SAM resource may know besides it. */
export interface SamContext {
  readonly template: Template;
  /** Every resource by its logical id, Globals merged. */
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** The events that make routes, by API. */
  readonly events: ReadonlyMap<string, readonly ApiEvent[]>;
}

/** What an event of a function adds to a bucket or user pool of the template. */
export interface Addition {
  /** Its logical id. */
  readonly to: string;
  readonly event: Node;
  /** The ARN of the function. */
  readonly arn: Node;
  /** Those of the function. */
  readonly conditions: readonly Node[];
  readonly span: Span;
}

/** What a SAM resource becomes. */
export interface Made {
  readonly resources: readonly TemplateResource[];
  readonly gaps: readonly ExpansionGap[];
  readonly additions?: readonly Addition[];
}

export type ExpandResource = (resource: SamResource, context: SamContext) => Made;

/** The logical id that `!Ref` or a plain text names. */
export const idOf = (node: Node | undefined): string | undefined => {
  const intrinsic = intrinsicOf(node);
  return textOf(intrinsic?.name === 'Ref' ? intrinsic.argument : node);
};
