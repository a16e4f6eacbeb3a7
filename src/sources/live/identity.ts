import type { STSClient } from '@aws-sdk/client-sts';
import { UserError } from '../../errors.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import type { Failure } from './failure.ts';

/** Whose account it is. Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const IDENTITY: Call = { action: 'sts:GetCallerIdentity', kind: 'detail', gives: {} };

/** The account that the credentials belong to; refused credentials are a `UserError`, anything else leaves the account unknown. */
export const identify = async (
  caller: Caller,
  region: string,
): Promise<{ readonly account: string } | { readonly account?: never; readonly failure: Failure }> => {
  const { GetCallerIdentityCommand, STSClient: Client } = await import('@aws-sdk/client-sts');
  const client: STSClient = caller.client(Client, { endpoint: 'STS', calls: [IDENTITY] }, region);
  try {
    const account = await caller.send(IDENTITY, region, async () => {
      const { Account } = await client.send(new GetCallerIdentityCommand({}));
      if (typeof Account !== 'string' || !/^\d{12}$/.test(Account)) throw new TypeError('Account is missing');
      return Account;
    });
    return { account };
  } catch (error) {
    const failure = error as Failure;
    if (failure.reason === 'credentials')
      throw new UserError(`AWS refuses the credentials: ${failure.message}`, {
        hint: 'Sign in again, or name other credentials with --profile.',
      });
    return { failure };
  }
};
