import { finding, type Outcome, undetermined } from '../check.ts';
import type { Grant } from './resource-policy.ts';

/** The service that a grant is for, if it is for one. */
export const serviceOf = ({ admission, statement }: Grant): string | undefined => {
  if (admission.who === 'service') return admission.service;
  const [text, ...more] = statement?.principals?.services ?? [];
  return more.length === 0 && text?.length === 1 && typeof text[0] === 'string' ? text[0] : undefined;
};

/** Whether a grant holds for certain sources, however well it names them. */
export const asksForSource = ({ statement }: Grant): boolean => statement?.conditions.some(({ key }) => key === 'aws:sourcearn') ?? false;

/** The ARN of a bucket names no account, whichever bucket it is: what is not known of it does not matter. */
const isBucketWithoutAccount = (grant: Grant): boolean =>
  grant.admission.who === 'unknown' &&
  serviceOf(grant) === 's3.amazonaws.com' &&
  (grant.statement?.conditions.every(({ key }) => key === 'aws:sourcearn') ?? false);

/** How far a grant leaves open for whom a service acts: for anyone, or for whoever owns a bucket's name; `undefined` where it does not. */
export const openness = (grant: Grant): 'none' | 'account-missing' | undefined => {
  if (isBucketWithoutAccount(grant)) return 'account-missing';
  const { admission } = grant;
  return admission.who === 'service' && (admission.source === 'none' || admission.source === 'account-missing')
    ? admission.source
    : undefined;
};

/** Whether it is not known of a grant for whom a service acts. */
export const mayBeOpen = (grant: Grant): boolean =>
  openness(grant) === undefined && grant.admission.who === 'unknown' && /anyone|service/.test(grant.admission.atWorst);

/** What is said of a service that names no source, so that a condition on it would keep the service out. */
export interface Sourceless {
  readonly service: RegExp;
  readonly fix: string;
}

/** The findings of a check that asks whether a service lets its other customers in. `whose` is the object of the message: `Orders`. */
export function* letsDeputiesIn(whose: string, grants: readonly Grant[], sourceless?: Sourceless): Generator<Outcome> {
  for (const grant of grants) {
    const { admission, at } = grant;
    if (mayBeOpen(grant) && admission.who === 'unknown') yield undetermined(at, admission.reason);
    const service = serviceOf(grant);
    const open = openness(grant);
    if (service === undefined || open === undefined) continue;
    const { confidence } = admission;
    if (open === 'account-missing') {
      const message = `${service} may use ${whose} for whoever owns the bucket's name next: a bucket's ARN names no account, and aws:SourceAccount is missing`;
      yield finding(at, message, { confidence, fix: 'Say whose bucket it is as well: aws:SourceAccount beside aws:SourceArn.' });
    } else if (sourceless?.service.test(service)) {
      const message = `${service} may use ${whose} for any account, and names no source that could be asked for`;
      yield finding(at, message, { confidence, severity: 'low', persona: 'pedantic', fix: sourceless.fix });
    } else {
      const because = asksForSource(grant)
        ? 'aws:SourceArn leaves the account open'
        : 'there is neither aws:SourceArn nor aws:SourceAccount';
      yield finding(at, `${service} may use ${whose} for any account: ${because}`, { confidence });
    }
  }
}
