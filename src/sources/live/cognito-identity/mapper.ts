import type { IdentityPool, IdentityPoolShortDescription } from '@aws-sdk/client-cognito-identity';
import { type Found, NOT_RETURNED, type Place, type Properties, picked, present } from '../answers.ts';

/** A pool of ListIdentityPools. */
export const listedIdentityPool = (
  { IdentityPoolId: id = '', IdentityPoolName: name }: IdentityPoolShortDescription,
  { partition, region, account }: Place,
): Found => ({
  type: 'AWS::Cognito::IdentityPool',
  id: name ?? id,
  arn: `arn:${partition}:cognito-identity:${region}:${account ?? ''}:identitypool/${id}`,
  properties: present({ IdentityPoolName: name }),
  attributes: { Ref: id, Id: id },
});

/** What DescribeIdentityPool says. */
export const identityPoolOf = (given: IdentityPool): Properties => ({
  AllowUnauthenticatedIdentities: NOT_RETURNED,
  ...picked(given, [
    'AllowClassicFlow',
    'AllowUnauthenticatedIdentities',
    'CognitoIdentityProviders',
    'OpenIdConnectProviderARNs',
    'SamlProviderARNs',
  ]),
});
