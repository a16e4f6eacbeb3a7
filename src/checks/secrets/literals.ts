import type { Anchor } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { isChoice, isComposed, isPlainObject, isRedacted, type Path, type Redacted } from '../../model/value.ts';

/** A credential that is written out in a resource. */
export interface Literal {
  readonly at: Anchor;
  readonly redacted: Redacted['$redacted'] & { readonly confidence: 'high' | 'medium' | 'low' };
}

/** Nothing is nested deeper. */
const MAX_DEPTH = 64;

/** Every credential in a resource's properties, whatever its conditions: it stands there in each of their branches. */
export function* literalsIn(subject: RawResource): Generator<Literal> {
  yield* inside(subject, subject.properties, [], [], 0);
}

function* inside(subject: RawResource, value: unknown, path: Path, trail: Path, depth: number): Generator<Literal> {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  if (isRedacted(value)) {
    const { confidence } = value.$redacted;
    if (confidence !== undefined) yield { at: { subject, path, trail }, redacted: { ...value.$redacted, confidence } };
  } else if (isChoice(value)) {
    yield* inside(subject, value.$if.then, path, [...trail, '$then'], depth + 1);
    yield* inside(subject, value.$if.else, path, [...trail, '$else'], depth + 1);
  } else if (isComposed(value)) {
    for (const part of value.$text.parts) yield* inside(subject, part, path, trail, depth + 1);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* inside(subject, item, [...path, index], [...trail, index], depth + 1);
  } else if (isPlainObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* inside(subject, item, [...path, key], [...trail, key], depth + 1);
  }
}
