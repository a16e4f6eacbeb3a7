import type { Outcome } from '../check.ts';

/** What was asked of a subject, with what was said of it on the way: every check that shares the answer says it as well. */
export interface Heard<T, O extends Outcome> {
  readonly value: T;
  readonly said: readonly O[];
}

/** Hears a question out, so that its answer can be kept. */
export const heard = <T, O extends Outcome>(question: Generator<O, T>): Heard<T, O> => {
  const said: O[] = [];
  let step = question.next();
  for (; !step.done; step = question.next()) said.push(step.value);
  return { value: step.value, said };
};

/** Says what was heard, and gives the answer. */
export function* told<T, O extends Outcome>({ value, said }: Heard<T, O>): Generator<O, T> {
  yield* said;
  return value;
}
