import type { FunctionEvent } from '../service.ts';

/** The number of each event among those of its function, as logical ids have it. */
export const numbered = (events: readonly FunctionEvent[]): readonly (readonly [FunctionEvent, number])[] => {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const number = (counts.get(event.owner.name) ?? 0) + 1;
    counts.set(event.owner.name, number);
    return [event, number];
  });
};
