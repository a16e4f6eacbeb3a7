import type { Anchor } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { isChoice, isComposed, isRedacted, RESERVED, type Redacted } from '../../model/value.ts';

/** A credential that is written out in a resource. */
export interface Literal {
  readonly at: Anchor;
  readonly redacted: Redacted['$redacted'] & { readonly confidence: 'high' | 'medium' | 'low' };
}

/** Nothing is nested deeper. */
const MAX_DEPTH = 64;

/** Every credential in a resource's properties, whatever its conditions: it stands there in each of their branches. */
export const literalsIn = (subject: RawResource): readonly Literal[] => {
  const found: Literal[] = [];
  // Most resources hold none, so that the way to a value is written down only where there is one.
  const path: (string | number)[] = [];
  const trail: (string | number)[] = [];
  const below = (step: string | number, item: unknown, depth: number, own: boolean): void => {
    if (typeof item !== 'object' || item === null) return;
    if (own) path.push(step);
    trail.push(step);
    inside(item, depth);
    trail.pop();
    if (own) path.pop();
  };
  const inside = (value: object, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => void below(index, item, depth + 1, true));
      return;
    }
    const keys = Object.keys(value);
    if (keys.length !== 1 || !RESERVED.has(keys[0] as string)) {
      for (const key of keys) below(key, (value as Readonly<Record<string, unknown>>)[key], depth + 1, true);
    } else if (isRedacted(value)) {
      const { confidence } = value.$redacted;
      const at = { subject, path: [...path], trail: [...trail] };
      if (confidence !== undefined) found.push({ at, redacted: { ...value.$redacted, confidence } });
    } else if (isChoice(value)) {
      below('$then', value.$if.then, depth + 1, false);
      below('$else', value.$if.else, depth + 1, false);
    } else if (isComposed(value)) {
      for (const part of value.$text.parts) if (typeof part === 'object' && part !== null) inside(part, depth + 1);
    }
  };
  inside(subject.properties, 0);
  return found;
};
