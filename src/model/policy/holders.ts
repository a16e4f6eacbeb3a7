import type { UnknownReason } from '../value.ts';
import { type Clause, compile } from './compiled.ts';
import { hasHole, matches, NO } from './glob.ts';
import { awsPrincipal } from './principals.ts';
import type { Policy, Statement } from './types.ts';

/** A principal that a policy names, with the statements of some use that allow it something. */
export interface Holder {
  /** As the user would write it. */
  readonly name: string;
  /** Whether it is an account as a whole, whose IAM policies then decide. */
  readonly account?: string;
  readonly service: boolean;
  /** Set where it is not known whom the element names. */
  readonly unknown?: UnknownReason;
  /** The first statement that allows all of the actions at once, and those that allow each. */
  readonly whole: Statement | undefined;
  readonly allowed: ReadonlyMap<string, Statement>;
}

/** Who holds something by a policy, and the statements of which it is not known to whom they give it. */
export interface Holders {
  readonly holders: readonly Holder[];
  readonly unsure: readonly { readonly statement: Statement; readonly reason: UnknownReason }[];
}

const about = ({ actions, notActions }: Clause, action: string): boolean => {
  const of = (patterns: readonly string[]) => patterns.some((pattern) => matches(pattern.toLowerCase(), action, true) !== NO);
  return notActions === undefined ? of(actions) : !of(notActions);
};

const isAll = ({ actions }: Clause, service: string): boolean =>
  actions.some((pattern) => pattern === '*' || pattern.toLowerCase() === `${service}:*`);

const names = ({ principals }: Clause, principal: string): boolean =>
  principals !== undefined && (principals.everyone || principals.aws.includes(principal) || principals.services.includes(principal));

/**
 * Who holds some actions by a resource policy, principal by principal: by statements without conditions, and not taken away by a Deny
 * without conditions. Everyone, and whoever `NotPrincipal` leaves, is no principal in particular. Actions in lower case.
 */
export const holdersOf = (policy: Policy, service: string, actions: readonly string[], ownAccounts: ReadonlySet<string>): Holders => {
  const it = compile(policy, { service, ownAccounts });
  const free = it.allows.filter(({ terms, unknown }) => terms.length === 0 && !unknown);
  const principals = [...new Set(free.flatMap(({ principals: named }) => [...(named?.aws ?? []), ...(named?.services ?? [])]))];
  const holders = principals.map((principal): Holder => {
    const denied = (action: string) =>
      it.denies.some((deny) => deny.terms.length === 0 && !deny.unknown && names(deny, principal) && about(deny, action));
    const mine = free.filter((clause) => names(clause, principal));
    const allowed = new Map<string, Statement>();
    for (const action of actions) {
      const clause = denied(action) ? undefined : mine.find((one) => about(one, action));
      if (clause !== undefined) allowed.set(action, clause.statement);
    }
    const whole = actions.some(denied) ? undefined : mine.find((clause) => isAll(clause, service));
    const isService = mine.some(({ principals: named }) => named?.services.includes(principal));
    const read = isService ? undefined : awsPrincipal(principal);
    const reason = hasHole(principal) ? it.reason(principal) : undefined;
    return {
      name: it.show(principal),
      service: isService,
      ...(read?.kind === 'account' && read.arn === undefined ? { account: it.owns(read.account) ? 'own' : read.account } : {}),
      ...(reason === undefined ? {} : { unknown: reason }),
      whole: whole?.statement,
      allowed,
    };
  });
  const unsure = it.allows.flatMap((clause) => {
    const reason = clause.statement.unknown ?? clause.statement.principals?.unknown;
    return reason !== undefined && actions.some((action) => about(clause, action)) ? [{ statement: clause.statement, reason }] : [];
  });
  return { holders, unsure };
};
