import { named, type Operation, ok, pageOf } from './operation.ts';

/** What Cognito answers about user pools. The lists tell less than what they name. */
export const cognitoIdp: Readonly<Record<string, Operation>> = {
  ListUserPools: (params, { userPools = [] }, pageSize) =>
    pageOf(userPools, { token: params.NextToken, asked: params.MaxResults, most: 60, pageSize }, (page, NextToken) => ({
      UserPools: page.map(({ pool }) => ({ Id: pool.Id, Name: pool.Name })),
      NextToken,
    })),
  DescribeUserPool: (params, { userPools = [] }) =>
    named(
      userPools.map(({ pool }) => pool),
      'Id',
      params.UserPoolId,
      (UserPool) => ok({ UserPool }),
    ),
  ListUserPoolClients: (params, { userPools = [] }, pageSize) => {
    const clients = userPools.find(({ pool }) => pool.Id === params.UserPoolId)?.clients ?? [];
    return pageOf(clients, { token: params.NextToken, asked: params.MaxResults, most: 60, pageSize }, (page, NextToken) => ({
      UserPoolClients: page.map(({ ClientId, ClientName }) => ({ ClientId, ClientName, UserPoolId: params.UserPoolId })),
      NextToken,
    }));
  },
  DescribeUserPoolClient: (params, { userPools = [] }) =>
    named(
      userPools.flatMap(({ pool, clients = [] }) => (pool.Id === params.UserPoolId ? clients : [])),
      'ClientId',
      params.ClientId,
      (client) => ok({ UserPoolClient: { UserPoolId: params.UserPoolId, ...client } }),
    ),
  ListResourceServers: (params, { userPools = [] }, pageSize) => {
    const servers = userPools.find(({ pool }) => pool.Id === params.UserPoolId)?.servers ?? [];
    return pageOf(servers, { token: params.NextToken, asked: params.MaxResults, most: 50, pageSize }, (page, NextToken) => ({
      ResourceServers: page.map((server) => ({ UserPoolId: params.UserPoolId, ...server })),
      NextToken,
    }));
  },
  ListIdentityProviders: (params, { userPools = [] }, pageSize) => {
    const providers = userPools.find(({ pool }) => pool.Id === params.UserPoolId)?.providers ?? [];
    return pageOf(providers, { token: params.NextToken, asked: params.MaxResults, most: 60, pageSize }, (Providers, NextToken) => ({
      Providers,
      NextToken,
    }));
  },
};

/** What Cognito answers about identity pools. */
export const cognitoIdentity: Readonly<Record<string, Operation>> = {
  ListIdentityPools: (params, { identityPools = [] }, pageSize) =>
    pageOf(identityPools, { token: params.NextToken, asked: params.MaxResults, most: 60, pageSize }, (page, NextToken) => ({
      IdentityPools: page.map(({ IdentityPoolId, IdentityPoolName }) => ({ IdentityPoolId, IdentityPoolName })),
      NextToken,
    })),
  DescribeIdentityPool: (params, { identityPools = [] }) => named(identityPools, 'IdentityPoolId', params.IdentityPoolId, ok),
};
