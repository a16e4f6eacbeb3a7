import type { Caller } from './callers.ts';
import type { Case, Clause, Named } from './compiled.ts';
import { hasHole, isWild, matches, NO, not, or, PERHAPS, some, type Truth, YES } from './glob.ts';

/** What one element of `Principal.AWS` names. */
export type AwsPrincipal =
  | { readonly kind: 'account'; readonly account: string; readonly arn?: string; readonly pattern?: boolean }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown'; readonly atWorst: 'anyone' | 'account' }
  | { readonly kind: 'malformed' };

/**
 * Reads an element of `Principal.AWS`. A wildcard within an ARN is no pattern there: AWS refuses such a policy where it validates
 * principals, and where it does not, nobody has that ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 * Whoever wrote `arn:aws:iam::*:root` meant every account all the same, so it is told as that, with little confidence.
 */
export const awsPrincipal = (text: string): AwsPrincipal => {
  if (/^\d{12}$/.test(text)) return { kind: 'account', account: text };
  const [arn, , service, , account, ...rest] = text.split(':');
  if (arn === 'arn' && account !== undefined && rest.length > 0) {
    const name = rest.join(':');
    if (account === 'cloudfront') return { kind: 'service', service: 'cloudfront.amazonaws.com' };
    if (hasHole(account)) return { kind: 'unknown', atWorst: 'account' };
    if (isWild(account)) return { kind: 'everyone' };
    if (!/^\d{12}$/.test(account)) return { kind: 'malformed' };
    if (service === 'iam' && name === 'root') return { kind: 'account', account };
    return { kind: 'account', account, arn: text, ...(isWild(name) ? { pattern: true } : {}) };
  }
  // The id of a deleted user or role is left behind in place of its ARN; it is nobody's again.
  if (/^A[A-Z]{2}A[A-Z0-9]{12,}$/.test(text)) return { kind: 'nobody' };
  if (!hasHole(text)) return { kind: 'malformed' };
  return { kind: 'unknown', atWorst: text.length === 1 ? 'anyone' : 'account' };
};

/** Whether an element names this caller: an account names all of its principals, a role none but itself. */
const namesPrincipal = (text: string, caller: Caller): Truth => {
  const named = awsPrincipal(text);
  if (named.kind === 'unknown') return caller.unnamed && named.atWorst === 'account' ? NO : PERHAPS;
  if (named.kind !== 'account' || named.account !== caller.account) return NO;
  if (named.arn === undefined || named.arn === caller.arn) return YES;
  return named.pattern ? PERHAPS : NO;
};

const names = (named: Named, caller: Caller): Truth => {
  if (named.everyone) return YES;
  const whole: Truth = named.unknown ? PERHAPS : NO;
  if (caller.kind === 'principal') {
    const canonical: Truth = named.canonical.length > 0 && !caller.unnamed ? PERHAPS : NO;
    return or(
      or(whole, canonical),
      some(named.aws, (text) => namesPrincipal(text, caller)),
    );
  }
  if (caller.kind === 'service')
    return or(
      whole,
      some(named.services, (text) =>
        text === '*' || caller.service === text ? YES : caller.service === '*' ? NO : matches(text, caller.service ?? '', false),
      ),
    );
  if (caller.kind === 'federated')
    return or(
      whole,
      some(named.federated, (text) => (text.endsWith(caller.provider ?? '') ? YES : hasHole(text) ? PERHAPS : NO)),
    );
  return whole;
};

/** Whether a Deny is about this caller. */
export const deniesCaller = (clause: Clause, caller: Caller): Truth => {
  if (clause.notPrincipals !== undefined) return not(exempts(clause.notPrincipals, caller));
  return clause.principals === undefined ? PERHAPS : names(clause.principals, caller);
};

/** Whether an Allow with `NotPrincipal` leaves this caller out. */
export const exempts = (named: Named, caller: Caller): Truth => {
  // Of an account whose role is exempt there is at least that role left.
  if (caller.kind === 'principal' && caller.arn === undefined && named.aws.some((text) => isOf(text, caller.account))) return YES;
  return names(named, caller);
};

const isOf = (text: string, account: string): boolean => {
  const named = awsPrincipal(text);
  return named.kind === 'account' && named.account === account;
};

/** The accounts that a statement's condition or exemption may name. */
export const accountsIn = (it: Case, texts: readonly string[]): readonly string[] => {
  const found = new Set<string>();
  for (const text of texts) {
    const account = /^\d{12}(?=$|:)/.exec(text)?.[0] ?? text.split(':')[4];
    if (account !== undefined && /^\d{12}$/.test(account) && !it.owns(account)) found.add(account);
  }
  return [...found].slice(0, 100);
};
