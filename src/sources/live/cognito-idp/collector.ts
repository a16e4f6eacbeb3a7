import { known } from '../answers.ts';
import type { Call, Collector } from '../call.ts';
import type { Page } from '../run.ts';
import { CLIENT_PROPERTIES, clientOf, identityProviderOf, listedClient, listedUserPool, resourceServerOf, userPoolOf } from './mapper.ts';

/** What was deleted after it was listed. */
const GONE = 'ResourceNotFoundException';
const permission = { resources: ['arn:${Partition}:cognito-idp:${Region}:${Account}:userpool/*'] };

const CALLS: readonly Call[] = [
  { action: 'cognito-idp:ListUserPools', kind: 'list', gives: { 'AWS::Cognito::UserPool': ['UserPoolName'] } },
  {
    action: 'cognito-idp:DescribeUserPool',
    kind: 'detail',
    gives: {
      'AWS::Cognito::UserPool': [
        'AccountRecoverySetting',
        'AdminCreateUserConfig',
        'DcrConfiguration',
        'DeletionProtection',
        'KeyConfiguration',
        'LambdaConfig',
        'MfaConfiguration',
        'Policies',
        'Schema',
        'UserPoolAddOns',
        'UserPoolTier',
      ],
    },
    after: ['cognito-idp:ListUserPools'],
    permission,
  },
  {
    action: 'cognito-idp:ListUserPoolClients',
    kind: 'list',
    gives: { 'AWS::Cognito::UserPoolClient': ['ClientName', 'UserPoolId'] },
    after: ['cognito-idp:ListUserPools'],
    permission,
  },
  {
    action: 'cognito-idp:DescribeUserPoolClient',
    kind: 'detail',
    gives: {
      'AWS::Cognito::UserPoolClient': [...CLIENT_PROPERTIES, 'GenerateSecret'],
    },
    after: ['cognito-idp:ListUserPoolClients'],
    permission,
  },
  {
    action: 'cognito-idp:ListResourceServers',
    kind: 'list',
    gives: { 'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'Name', 'Scopes', 'UserPoolId'] },
    after: ['cognito-idp:ListUserPools'],
    permission,
  },
  {
    action: 'cognito-idp:ListIdentityProviders',
    kind: 'list',
    gives: { 'AWS::Cognito::UserPoolIdentityProvider': ['ProviderName', 'ProviderType', 'UserPoolId'] },
    after: ['cognito-idp:ListUserPools'],
    permission,
  },
];

/** User pools with their clients, resource servers and identity providers. No user is ever asked for. */
export const cognitoIdp: Collector = {
  service: 'cognito-idp',
  endpoint: 'COGNITO_IDENTITY_PROVIDER',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-cognito-identity-provider');
    const client = run.client(sdk.CognitoIdentityProviderClient);
    const pools = await run.list('cognito-idp:ListUserPools', async (NextToken) => {
      const answer = await client.send(new sdk.ListUserPoolsCommand({ MaxResults: 60, NextToken }));
      return { items: known(answer.UserPools, 'Id'), next: answer.NextToken };
    });
    await run.each(pools, async (pool) => {
      const listed = listedUserPool(pool, run);
      const UserPoolId = pool.Id ?? '';

      const parts = async <T>(action: string, page: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> => {
        const { items, failure } = await run.tryList(action, page, listed.arn);
        if (failure !== undefined && failure.code !== GONE) run.gap(failure, listed.arn);
        return items;
      };

      const details = async () => {
        const answer = await run.ask('cognito-idp:DescribeUserPool', async () => {
          const { UserPool } = await client.send(new sdk.DescribeUserPoolCommand({ UserPoolId }));
          if (typeof UserPool?.Id !== 'string') throw new TypeError('Id is missing');
          return UserPool;
        }, [GONE]);
        if (answer.state === 'none') return;
        run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::Cognito::UserPool', userPoolOf) } });
      };

      const clients = async () => {
        const found = await parts('cognito-idp:ListUserPoolClients', async (NextToken) => {
          const answer = await client.send(new sdk.ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60, NextToken }));
          return { items: known(answer.UserPoolClients, 'ClientId'), next: answer.NextToken };
        });
        await run.each(found, async (each) => {
          const made = listedClient({ UserPoolId, ...each });
          const answer = await run.ask('cognito-idp:DescribeUserPoolClient', async () => {
            const { UserPoolClient } = await client.send(new sdk.DescribeUserPoolClientCommand({ UserPoolId, ClientId: each.ClientId }));
            if (typeof UserPoolClient?.ClientId !== 'string') throw new TypeError('ClientId is missing');
            return UserPoolClient;
          }, [GONE]);
          if (answer.state === 'none') return;
          run.add({ ...made, properties: { ...made.properties, ...run.given(answer, 'AWS::Cognito::UserPoolClient', clientOf) } });
        });
      };

      const servers = async () => {
        const found = await parts('cognito-idp:ListResourceServers', async (NextToken) => {
          const answer = await client.send(new sdk.ListResourceServersCommand({ UserPoolId, MaxResults: 50, NextToken }));
          return { items: known(answer.ResourceServers, 'Identifier'), next: answer.NextToken };
        });
        for (const each of found) run.add(resourceServerOf({ UserPoolId, ...each }));
      };

      const providers = async () => {
        const found = await parts('cognito-idp:ListIdentityProviders', async (NextToken) => {
          const answer = await client.send(new sdk.ListIdentityProvidersCommand({ UserPoolId, MaxResults: 60, NextToken }));
          return { items: known(answer.Providers, 'ProviderName'), next: answer.NextToken };
        });
        for (const each of found) run.add(identityProviderOf(UserPoolId, each));
      };

      await Promise.all([details(), clients(), servers(), providers()]);
    });
  },
};
