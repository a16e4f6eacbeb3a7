import type { STSClient } from '@aws-sdk/client-sts';
import { UserError } from '../../errors.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import type { Failure } from './failure.ts';

/** Whose account it is. Needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const IDENTITY: Call = { action: 'sts:GetCallerIdentity', kind: 'detail', gives: {} };

/**
 * The account that the credentials belong to. Without it nobody can tell the account's own principals from those of others, and AWS
 * answers it to everyone: what keeps it from being answered keeps the audit from being worth anything.
 */
export const identify = async (caller: Caller, region: string): Promise<string> => {
  const { GetCallerIdentityCommand, STSClient: Client } = await import('@aws-sdk/client-sts');
  const client: STSClient = caller.client(Client, { endpoint: 'STS', calls: [IDENTITY] }, region);
  try {
    return await caller.send(IDENTITY, region, async () => {
      const { Account } = await client.send(new GetCallerIdentityCommand({}));
      if (typeof Account !== 'string' || !/^\d{12}$/.test(Account)) throw new TypeError('Account is missing');
      return Account;
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { reason, message, action } = error as Failure;
    if (reason === 'credentials')
      throw new UserError(`AWS refuses the credentials: ${message}`, { hint: 'Sign in again, or name other credentials with --profile.' });
    throw new UserError(`whose account it is could not be asked: ${action}: ${message}`, {
      hint: 'The call needs no permission: look at the network, the proxy, AWS_ENDPOINT_URL and the policies of VPC endpoints.',
    });
  }
};
