import { type Context, type Field, finding, type Outcome, type Undetermined } from '../../check.ts';
import { type ALIAS_READS, namesKeyOfAws } from '../aws-keys.ts';
import { isMissing } from '../presence.ts';

type AliasContext = Context<typeof ALIAS_READS, never>;

/** Whether something is encrypted with a key that is AWS's own: none is named, or one of those; `context` where it may be named by its ARN. */
export function* isOwnedByAws(key: Field<string>, context?: AliasContext): Generator<Undetermined, boolean> {
  return (yield* isMissing(key)) || namesKeyOfAws(key, context);
}

/** The finding of a check that asks for a customer key. `what` is encrypted: `Orders`. `context` as of `isOwnedByAws`. */
export function* wantsCustomerKey(what: string, key: Field<string>, property: string, context?: AliasContext): Generator<Outcome> {
  if (!(yield* isOwnedByAws(key, context))) return;
  const isNamed = key.state === 'known' && key.form === 'scalar' && String(key.value) !== '';
  const why = isNamed ? `${property} names one of AWS's` : `${property} is not set`;
  yield finding(key, `${what} is encrypted with a key of AWS's own: ${why}`);
}
