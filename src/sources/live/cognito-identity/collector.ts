import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { identityPoolOf, listedIdentityPool } from './mapper.ts';

/** A pool that was deleted after it was listed. */
const GONE = ['ResourceNotFoundException'];

/** Identity pools: their names, and one call for each. */
export const cognitoIdentity: Collector = {
  service: 'cognito-identity',
  endpoint: 'COGNITO_IDENTITY',
  calls: [
    { action: 'cognito-identity:ListIdentityPools', kind: 'list', gives: { 'AWS::Cognito::IdentityPool': ['IdentityPoolName'] } },
    {
      action: 'cognito-identity:DescribeIdentityPool',
      kind: 'detail',
      gives: {
        'AWS::Cognito::IdentityPool': [
          'AllowClassicFlow',
          'AllowUnauthenticatedIdentities',
          'CognitoIdentityProviders',
          'OpenIdConnectProviderARNs',
          'SamlProviderARNs',
        ],
      },
      after: ['cognito-identity:ListIdentityPools'],
      permission: { resources: ['arn:${Partition}:cognito-identity:${Region}:${Account}:identitypool/*'] },
    },
  ],

  async collect(run) {
    const { CognitoIdentityClient, DescribeIdentityPoolCommand, ListIdentityPoolsCommand } = await import(
      '@aws-sdk/client-cognito-identity'
    );
    const client = run.client(CognitoIdentityClient);
    const pools = await run.list('cognito-identity:ListIdentityPools', async (NextToken) => {
      const answer = await client.send(new ListIdentityPoolsCommand({ MaxResults: 60, NextToken }));
      return { items: known(answer.IdentityPools, 'IdentityPoolId'), next: answer.NextToken };
    });
    await run.each(pools, async (pool) => {
      const listed = listedIdentityPool(pool, run);
      const answer = await run.ask(
        'cognito-identity:DescribeIdentityPool',
        async () => {
          const given = await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId: pool.IdentityPoolId }));
          if (typeof given.IdentityPoolId !== 'string') throw new TypeError('IdentityPoolId is missing');
          return given;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::Cognito::IdentityPool', identityPoolOf) } });
    });
  },
};
