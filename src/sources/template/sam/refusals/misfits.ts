import type { Span } from '../../../text/source-file.ts';
import { intrinsicOf, member, type Node } from '../../node.ts';
import { isAbsent, type Refusal } from './refusal.ts';

/** What the properties of a type may be: `required`, and the kinds of values, both in words. */
export type Properties = Readonly<Record<string, string>>;

/** The properties that a type does not have, those it must have and those that are of another kind. */
export function* misfits(node: Node, accepted: Properties, span: Span, what: string): Generator<Refusal> {
  if (node.kind !== 'map' || intrinsicOf(node)) return;
  for (const [name, { key, value }] of node.entries) {
    if (name.startsWith('Fn::') || name === '<<') continue;
    if (!Object.hasOwn(accepted, name)) yield { span: key, why: `${what} has no property ${name}` };
    // SAM takes a map of one member for a function, whatever it is called.
    else if (!(value.kind === 'map' && value.entries.size === 1) && !isAbsent(value)) {
      const kinds = (accepted[name] as string).split(' ').filter((word) => word !== '' && word !== 'required');
      if (kinds.length > 0 && !kinds.includes(value.kind)) yield { span: key, why: `${name} is not a ${kinds.join(' or ')}` };
    }
  }
  for (const [name, words] of Object.entries(accepted))
    if (words.startsWith('required') && isAbsent(member(node, name))) yield { span, why: `${what} needs ${name}` };
}
