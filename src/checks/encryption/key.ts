import { type Field, finding, type Outcome, type Undetermined } from '../../check.ts';
import { isMissing } from '../presence.ts';

/** AWS's own keys by their aliases, with and without the ARN around them; some services leave out the word. */
const AWS_ALIAS = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?(?:alias\/)?aws\/[\w-]+$/;

/** Whether something is encrypted with a key that is AWS's own: none is named, or one of those by its alias. */
export function* isOwnedByAws(key: Field<string>): Generator<Undetermined, boolean> {
  if (yield* isMissing(key)) return true;
  return key.state === 'known' && key.form === 'scalar' && AWS_ALIAS.test(String(key.value));
}

/** The finding of a check that asks for a customer key. `what` is encrypted: `Orders`. */
export function* wantsCustomerKey(what: string, key: Field<string>, property: string): Generator<Outcome> {
  if (!(yield* isOwnedByAws(key))) return;
  const isNamed = key.state === 'known' && key.form === 'scalar' && String(key.value) !== '';
  const why = isNamed ? `${property} names one of AWS's` : `${property} is not set`;
  yield finding(key, `${what} is encrypted with a key of AWS's own: ${why}`);
}
