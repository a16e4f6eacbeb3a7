import { type Field, isSet, knownBoolean, knownNumber, type Undetermined } from '../../check.ts';

/** Whether something holds; why that is not known where it is not. */
export type Answer = 'yes' | 'no' | Undetermined;

/** The first that holds; a doubt where none surely does and one may. */
export const anyOf = (answers: readonly Answer[]): Answer => {
  if (answers.includes('yes')) return 'yes';
  return answers.find((answer) => answer !== 'no') ?? 'no';
};

const answerOf = <T>({ done, value }: IteratorResult<Undetermined, T>, holds: (value: T) => boolean): Answer =>
  done ? (holds(value) ? 'yes' : 'no') : value;

/** Whether a rate or a quota limits anything: a negative one is none. */
export const limits = (field: Field<number>): Answer => answerOf(knownNumber(field).next(), (value) => value !== undefined && value >= 0);

/** Whether a switch is on. */
export const isOn = (field: Field<boolean>): Answer => answerOf(knownBoolean(field).next(), (value) => value === true);

/** Whether a text is there. */
export const isThere = (field: Field<string>): Answer => answerOf(isSet(field).next(), (value) => value);
