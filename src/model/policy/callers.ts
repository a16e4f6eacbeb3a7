import type { Case } from './compiled.ts';

/**
 * A population of callers that look alike to a policy. A caller that is `named` may hold whatever the policy names (its office's
 * addresses, its endpoints); a stranger holds only what he can choose or make for himself.
 */
export interface Caller {
  readonly kind: 'anonymous' | 'principal' | 'service' | 'federated';
  readonly named: boolean;
  /** The account of the principal; of the source, where a service calls. */
  readonly account: string;
  /** Nobody wrote the account down. */
  readonly unnamed: boolean;
  /** The ARN, where the population is a single principal. */
  readonly arn?: string;
  readonly organization?: string;
  readonly network: 'internet' | 'endpoint';
  readonly service?: string;
  /** A stranger's source may be a bucket that has a name which the policy writes out: bucket names are reused. */
  readonly reusedBucket: boolean;
  /** Through a Lambda function URL, or by Lambda's own API. */
  readonly url: boolean;
  /** The identity provider, of a federated caller. */
  readonly provider?: string;
}

/** An organization that nobody wrote down. */
export const STRANGERS_ORGANIZATION = 'o-zq7x0stranger';

const networks = ({ question }: Case): readonly Caller['network'][] =>
  question.onlyThroughEndpoint ? ['endpoint'] : ['internet', 'endpoint'];

/** Services that answer requests which nobody signed. */
const UNSIGNED = new Set(['s3', 'sqs', 'sns', 'execute-api', 'es', 'lambda', 'glacier', 'mediastore', 'ecr-public', 'iot']);

/** Callers who are nobody's: unsigned, of an account outside of any organization, of another organization's account. */
export const strangers = (it: Case, accounts: readonly string[], url: boolean): readonly Caller[] =>
  networks(it).flatMap((network): readonly Caller[] => {
    const base = { named: false, unnamed: true, network, reusedBucket: false, url } as const;
    const unsigned = UNSIGNED.has(it.question.service) && (it.question.service !== 'lambda' || url);
    return [
      ...(unsigned ? [{ ...base, kind: 'anonymous', account: 'anonymous' } as const] : []),
      ...accounts.flatMap((account) => [
        { ...base, kind: 'principal', account } as const,
        { ...base, kind: 'principal', account, organization: STRANGERS_ORGANIZATION } as const,
      ]),
    ];
  });

/** The principals of an account that the policy names, or one of them. */
export const principalsOf = (it: Case, account: string, arn: string | undefined, url: boolean): readonly Caller[] =>
  networks(it).map((network) => ({
    kind: 'principal',
    named: true,
    unnamed: false,
    account,
    ...(arn === undefined ? {} : { arn }),
    network,
    reusedBucket: false,
    url,
  }));

/** The members of an organization that the policy names. */
export const membersOf = (it: Case, organization: string, url: boolean): readonly Caller[] =>
  networks(it).map((network) => ({
    kind: 'principal',
    named: true,
    unnamed: true,
    account: it.member,
    organization,
    network,
    reusedBucket: false,
    url,
  }));

/** A service that calls for a resource of an account. */
export const serviceFor = (
  service: string,
  account: string,
  options: Partial<Pick<Caller, 'named' | 'organization' | 'reusedBucket'>> = {},
): Caller => ({
  kind: 'service',
  named: false,
  unnamed: options.named !== true,
  account,
  network: 'internet',
  service,
  reusedBucket: false,
  url: false,
  ...options,
});
