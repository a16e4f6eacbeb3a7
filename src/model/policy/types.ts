import type { Path, TextPart, UnknownReason } from '../value.ts';

/** A value of a policy as far as it is known: a single string when all of it is. */
export type PolicyText = readonly TextPart[];

/** Who a statement names. `AWS: "*"` and `"*"` are the same. */
export interface Principals {
  readonly everyone: boolean;
  readonly aws: readonly PolicyText[];
  readonly services: readonly PolicyText[];
  readonly federated: readonly PolicyText[];
  readonly canonical: readonly PolicyText[];
  /** Set where it is not known whom the element names: any of the above, everyone included. */
  readonly unknown?: UnknownReason;
}

/** One operator, one key: `StringEquals` of `aws:SourceArn`. Keys in lower case, the operator as written. */
export interface PolicyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly PolicyText[];
}

/** A statement in the normal form: lists everywhere, one spelling of everything. */
export interface Statement {
  /** Where it stands in the document: `['Statement', 0]`, or `['Statement']` where it is a single object. */
  readonly path: Path;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principals?: Principals;
  readonly notPrincipals?: Principals;
  readonly actions: readonly PolicyText[];
  readonly notActions?: readonly PolicyText[];
  readonly resources: readonly PolicyText[];
  readonly notResources?: readonly PolicyText[];
  readonly conditions: readonly PolicyCondition[];
  /** What of the statement could not be established: whether it applies at all depends on it. */
  readonly unknown?: UnknownReason;
}

/** A policy document in its normal form. */
export interface Policy {
  /** `2008-10-17`, which knows no policy variables, unless the document says otherwise. */
  readonly version?: string;
  readonly statements: readonly Statement[];
  /** Statements that could not be established. */
  readonly unknown: readonly { readonly path: Path; readonly reason: UnknownReason }[];
}

/** What is asked of a policy. */
export interface Question {
  /** The service prefix of the actions that matter (`sqs`); a grant of none of its actions lets nobody in. */
  readonly service: string;
  /** Only these actions matter, in lower case without the prefix; all of the service's when absent. */
  readonly actions?: readonly string[];
  /** The account ids that are the application's own. `AWS::AccountId` always is. */
  readonly ownAccounts: ReadonlySet<string>;
  readonly trustedAccounts?: readonly string[];
  readonly trustedOrganizations?: readonly string[];
  /** ISO date: what is over by then lets nobody in. Without it every date counts as reachable. */
  readonly today?: string;
  /** The resource can be reached through VPC endpoints alone (a private API). */
  readonly onlyThroughEndpoint?: boolean;
  /** The resource that the policy is attached to, where a policy names several: its logical id, and its name if that is known. */
  readonly resource?: { readonly id?: string; readonly name?: string };
}

interface Entry {
  readonly path: Path;
  readonly confidence: 'high' | 'medium' | 'low';
  /** It holds for calls through a Lambda function URL, and for no other. */
  readonly onlyThroughUrl?: boolean;
}

/** One statement's answer to *who can this let in*. The own account and nobody have no entry. */
export type Admission = Entry &
  (
    | { readonly who: 'anyone'; readonly because?: string }
    | { readonly who: 'account'; readonly account: string; readonly conditioned: boolean; readonly trusted: boolean }
    | { readonly who: 'organization'; readonly organization: string; readonly trusted: boolean }
    /**
     * `source`: whether a condition ties the service to a source; `account-missing` where the source's ARN names no account and the
     * service needs one; `foreign` where the source is another account's. `service` is `*` where the principal is everyone and only
     * the source keys, which none but services carry, hold it back.
     */
    | {
        readonly who: 'service';
        readonly service: string;
        readonly source: 'tied' | 'none' | 'account-missing' | 'foreign';
        readonly account?: string;
        readonly trusted?: boolean;
      }
    /** `atWorst`: whom it may let in, depending on what is not known. */
    | { readonly who: 'unknown'; readonly reason: UnknownReason; readonly atWorst: 'anyone' | 'account' | 'organization' | 'service' }
  );
