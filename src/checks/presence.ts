import { type Field, isSet, knownBoolean, knownNumber, type Undetermined } from '../check.ts';

/** Whether a text is surely not there, nor empty; makes the subject undetermined where that is not known. */
export function* isMissing(field: Field<string>): Generator<Undetermined, boolean> {
  const set = yield* isSet(field);
  return !set && (field.state === 'absent' || (field.state === 'known' && field.form === 'scalar'));
}

/** A number, or what holds where it is absent; `undefined`, and the subject undetermined, where it is not known. */
export function* numberOr(field: Field<number>, otherwise: number): Generator<Undetermined, number | undefined> {
  return field.state === 'absent' ? otherwise : yield* knownNumber(field);
}

/** A switch, or what holds where it is absent; `undefined`, and the subject undetermined, where it is not known. */
export function* switchOr(field: Field<boolean>, otherwise: boolean): Generator<Undetermined, boolean | undefined> {
  return field.state === 'absent' ? otherwise : yield* knownBoolean(field);
}
