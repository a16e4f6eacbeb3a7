import type { Term } from '../policy/compiled.ts';
import { and, NO, or, PERHAPS, type Truth, YES } from '../policy/glob.ts';
import { evaluate, type Held } from '../policy/operators.ts';

/** What holds of the calls that are asked about, by condition key in lower case. */
export type Circumstances = ReadonlyMap<string, readonly string[]>;

/** A value that nobody wrote down. */
const UNNAMED = 'zq7x';

/** Keys that say when, whence or by whom a call is made, or whose the resource is: they keep a role from no resource of its account. */
const ANYHOW = new RegExp(
  [
    '^aws:(securetransport|currenttime|epochtime|requestedregion|useragent|referer|sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn)$',
    '^aws:(principal(account|arn|orgid|orgpaths|type|isawsservice|tag/.*)|userid|username|tokenissuetime|viaawsservice|source(account|arn))$',
    '^aws:resource(account|orgid|orgpaths)$',
    '^(s3:(resourceaccount|tlsversion|authtype|signatureversion|signatureage)|lambda:sourcefunctionarn|ec2:sourceinstancearn)$',
  ].join('|'),
);

/** Keys that a role's own calls never have: what is tagged is not just any resource, and a service gives no second factor. */
const NEVER =
  /^(aws:resourcetag\/.*|[a-z0-9-]+:resourcetag\/.*|s3:existingobjecttag\/.*|aws:multifactorauth(present|age)|aws:calledvia(first|last)?)$/;

const holds = (terms: readonly Term[], held: Held): Truth =>
  terms.reduce<Truth>((truth, { operator, values }) => {
    if (operator === undefined) return and(truth, PERHAPS);
    return and(truth, evaluate(operator, values, held, true).truth);
  }, YES);

const byKey = (terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> => {
  const found = new Map<string, Term[]>();
  for (const term of terms) found.set(term.key, [...(found.get(term.key) ?? []), term]);
  return found;
};

/** What a key may hold in a call to just any resource: nothing, or what nobody wrote down. */
const possible = (key: string, given: Circumstances): readonly Held[] => {
  const fixed = given.get(key);
  if (fixed !== undefined) return [fixed];
  return NEVER.test(key) ? [undefined] : [undefined, [UNNAMED], ['true'], ['false']];
};

/** Whether the conditions of an Allow let a role do something to just any resource. */
export const isMet = (terms: readonly Term[], given: Circumstances): Truth => {
  let truth: Truth = YES;
  for (const [key, of] of byKey(terms)) {
    if (ANYHOW.test(key) && !given.has(key)) continue;
    truth = and(
      truth,
      possible(key, given).reduce<Truth>((any, value) => or(any, holds(of, value)), NO),
    );
  }
  return truth;
};

/** Whether the conditions of a Deny hold however the role calls: one that it can get round takes nothing away. */
export const isInescapable = (terms: readonly Term[], given: Circumstances): Truth => {
  let truth: Truth = YES;
  for (const [key, of] of byKey(terms)) {
    if (ANYHOW.test(key) && !given.has(key)) return NO;
    truth = and(
      truth,
      possible(key, given).reduce<Truth>((all, value) => and(all, holds(of, value)), YES),
    );
  }
  return truth;
};
