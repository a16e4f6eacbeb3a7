import { each, type Field, known, type Undetermined, undetermined } from '../../check.ts';

/** An element of a list whose text is known, with its place. */
export interface Listed {
  readonly at: Field<string>;
  readonly text: string;
}

/** The texts of a list. One that is not known makes the subject undetermined, and so does what is no list. */
export function* textsOf(list: Field<readonly string[]>): Generator<Undetermined, readonly Listed[]> {
  const items = yield* each(list);
  if (list.state === 'known' && !Array.isArray(list.json())) yield undetermined(list, { kind: 'malformed', expected: 'a list' });
  const texts: Listed[] = [];
  for (const at of items) {
    const text = yield* known(at);
    if (text !== undefined) texts.push({ at, text: String(text) });
  }
  return texts;
}
