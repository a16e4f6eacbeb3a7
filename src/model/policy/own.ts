import type { Policy } from './types.ts';

/**
 * The accounts that a policy shows to be its own: a queue's policy names the queue by its ARN, and a queue's policy is the account's
 * that the queue is in. Only ARNs of the service in question count; another service's resource may be another account's.
 */
export const ownAccountsOf = (policy: Policy, service: string): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { resources } of policy.statements)
    for (const [text, ...more] of resources) {
      if (typeof text !== 'string') continue;
      const [arn, , itsService, , account, rest] = text.split(':');
      // What follows may be unknown, the account itself not.
      const whole = more.length === 0 || rest !== undefined;
      if (arn === 'arn' && whole && itsService?.toLowerCase() === service && account !== undefined && /^\d{12}$/.test(account))
        found.add(account);
    }
  return found;
};
