import type { Context, Field, Reads } from '../check.ts';

/** AWS's own keys by their aliases, with and without the ARN around them; some services leave out the word. */
const AWS_ALIAS = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?(?:alias\/)?aws\/[\w-]+$/;

/** By what a check learns which keys of an account are AWS's own. */
export const ALIAS_READS = { 'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'] } as const satisfies Reads;

type AliasContext = Pick<Context<typeof ALIAS_READS, never>, 'resources' | 'common'>;

const textOf = (field: Field<string>): string | undefined =>
  field.state === 'known' && field.form === 'scalar' ? String(field.value) : undefined;

/** The ids of the keys that AWS has made in an account: those that its own aliases lead to. */
const keysOfAws = (context: AliasContext): ReadonlySet<string> =>
  new Set(
    context
      .resources('AWS::KMS::Alias')
      .filter((alias) => AWS_ALIAS.test(textOf(alias.get('AliasName')) ?? ''))
      .flatMap((alias) => textOf(alias.get('TargetKeyId')) ?? []),
  );

/** The id in the ARN of a key. */
const idIn = (key: string): string | undefined => /^arn:[^:]*:kms:[^:]*:[^:]*:key\/(.+)$/.exec(key)?.[1];

/**
 * Whether a text names a key that is AWS's own: by its alias, or, with a context, by its ARN, which says nothing of whose it is. Where no
 * alias of the account leads to that one, it is a customer's.
 */
export const namesKeyOfAws = (key: Field<string>, context?: AliasContext): boolean => {
  const named = textOf(key);
  if (named === undefined) return false;
  const id = context === undefined ? undefined : idIn(named);
  return id === undefined ? AWS_ALIAS.test(named) : context?.common(keysOfAws).has(id) === true;
};
