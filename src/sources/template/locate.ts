import type { Path } from '../../model/value.ts';
import type { Span } from '../text/source-file.ts';
import { intrinsicOf, type Node } from './node.ts';

/** Where a resource stands in a template. */
export interface Place {
  readonly properties: Node | undefined;
  /** Its own line. */
  readonly span: Span;
}

const MARKERS: ReadonlySet<string | number> = new Set(['$then', '$else']);

const oneLine = ({ source, start, end }: Span): boolean => end > start && !/[\r\n]/.test(source.text.slice(start, end));

/** What to underline of a value: itself where it fits on a line, else its key. */
const shown = (value: Node, key: Span | undefined): Span => (key === undefined || oneLine(value.span) ? value.span : key);

/** The place of a property, or the nearest that the text spells out. `trail` is that of an anchor. */
export const spanOf = ({ properties, span }: Place, trail: Path): Span => {
  let at = span;
  let node = properties;
  const steps = [...trail];
  for (let step = steps.shift(); step !== undefined && node !== undefined; step = steps.shift()) {
    const call = intrinsicOf(node);
    if (call?.name === 'Fn::If') {
      const branches = call.argument.kind === 'list' ? call.argument.items : [];
      // Where all properties hang on a condition (`Properties: !If ...`), the branch is named after the property.
      const marker = MARKERS.has(step) ? step : steps.find((later) => MARKERS.has(later));
      if (marker === undefined) break;
      if (step !== marker) {
        steps.splice(steps.indexOf(marker), 1);
        steps.unshift(step);
      }
      const branch: Node | undefined = branches[marker === '$then' ? 1 : 2];
      if (branch !== undefined && (branch.kind === 'scalar' || call.argument.span.start !== branch.span.start))
        at = shown(branch, undefined);
      node = branch;
    } else if (node.kind === 'map' && typeof step === 'string') {
      const entry = node.entries.get(step);
      if (entry === undefined) break;
      at = shown(entry.value, entry.key);
      node = entry.value;
    } else if (node.kind === 'list' && typeof step === 'number') {
      const item: Node | undefined = node.items[step];
      if (item === undefined) break;
      at = item.span;
      node = item;
    } else break;
  }
  return at;
};
