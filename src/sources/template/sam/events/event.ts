import type { Span } from '../../../text/source-file.ts';
import type { MapNode, Node } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { Addition, SamContext, SamResource } from '../context.ts';
import { type Members, made, ref } from '../make.ts';

/** An event of a function. */
export interface FunctionEvent {
  readonly owner: SamResource;
  readonly name: string;
  /** The logical id that SAM derives for it. */
  readonly id: string;
  readonly properties: MapNode;
  /** Where its name stands. */
  readonly span: Span;
  /** What it invokes: the function, or its alias. */
  readonly alias: string | undefined;
  readonly context: SamContext;
}

/** What a function's role may do because of an event. */
export interface Grants {
  readonly managedPolicies?: readonly string[];
  readonly statements?: readonly Node[];
}

/** What an event source becomes. */
export interface EventMade extends Grants {
  readonly resources: readonly TemplateResource[];
  readonly additions?: readonly Addition[];
}

export type ExpandEvent = (event: FunctionEvent) => EventMade;

/** A resource that is made of an event. */
export const madeOf = (event: FunctionEvent, id: string, type: string, members: Members): TemplateResource =>
  made(event.owner, id, type, members, event.span);

/** What a permission or an event source mapping calls the function by. */
export const functionName = (event: FunctionEvent): Node => ref(event.alias ?? event.owner.id, event.span);
