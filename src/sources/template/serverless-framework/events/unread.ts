import { unknownText } from '../../variable.ts';
import type { Made } from '../build.ts';
import { entriesOf, type FunctionEvent } from '../service.ts';

/** An event that cannot be read, because of a variable or as it is malformed: what it would have made is missing. */
export const unknownEvent = ({ owner, kind, value, span }: FunctionEvent, types: readonly string[]): Made => {
  const unknown = [value, ...entriesOf(value).map((entry) => entry[1].value)].map(unknownText).find((text) => text !== undefined);
  const message = unknown === undefined ? `the ${kind} event cannot be read` : `the ${kind} event depends on ${unknown}`;
  return {
    resources: [],
    gaps: [{ span, reason: unknown === undefined ? 'unreadable' : 'variable', message: `${owner.name}: ${message}`, types }],
  };
};
