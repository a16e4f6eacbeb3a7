import type {
  ProviderDescription,
  ResourceServerType,
  SchemaAttributeType,
  UserPoolClientDescription,
  UserPoolClientType,
  UserPoolDescriptionType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Found, NOT_RETURNED, type Place, type Properties, picked, present } from '../answers.ts';

/** A pool of ListUserPools. */
export const listedUserPool = ({ Id: id = '', Name: name }: UserPoolDescriptionType, { partition, region, account }: Place): Found => {
  const arn = `arn:${partition}:cognito-idp:${region}:${account ?? ''}:userpool/${id}`;
  return {
    type: 'AWS::Cognito::UserPool',
    id: name ?? id,
    arn,
    properties: present({ UserPoolName: name }),
    attributes: { Ref: id, UserPoolId: id, Arn: arn },
  };
};

/** The attributes that a pool has beside Cognito's own. CloudFormation leaves out what stands before their names. */
const customAttributes = (given: readonly SchemaAttributeType[] | undefined): unknown =>
  given
    ?.filter(({ Name }) => Name?.startsWith('custom:'))
    .map((attribute) => ({
      ...picked(attribute, ['AttributeDataType', 'Mutable', 'Required']),
      Name: attribute.Name?.replace('custom:', ''),
    }));

/** What DescribeUserPool says. */
export const userPoolOf = (given: UserPoolType): Properties => ({
  ...picked(given, [
    'AccountRecoverySetting',
    'AdminCreateUserConfig',
    'DcrConfiguration',
    'DeletionProtection',
    'KeyConfiguration',
    'LambdaConfig',
    'UserPoolAddOns',
    'UserPoolTier',
  ]),
  ...present({
    // A pool that was made without a word on it has none: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
    MfaConfiguration: given.MfaConfiguration ?? 'OFF',
    Policies: given.Policies ?? NOT_RETURNED,
    Schema: customAttributes(given.SchemaAttributes),
  }),
});

/** A client of ListUserPoolClients. */
export const listedClient = (given: UserPoolClientDescription): Found => {
  const { ClientId: id = '', ClientName: name } = given;
  return {
    type: 'AWS::Cognito::UserPoolClient',
    id: name ?? id,
    properties: picked(given, ['ClientName', 'UserPoolId']),
    attributes: { Ref: id, ClientId: id },
  };
};

/** What a client of DescribeUserPoolClient names as CloudFormation does. */
export const CLIENT_PROPERTIES = [
  'AccessTokenValidity',
  'AllowedOAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthScopes',
  'CallbackURLs',
  'EnableTokenRevocation',
  'ExplicitAuthFlows',
  'IdTokenValidity',
  'LogoutURLs',
  'PreventUserExistenceErrors',
  'RefreshTokenRotation',
  'RefreshTokenValidity',
  'SupportedIdentityProviders',
  'TokenValidityUnits',
] as const;

/** What DescribeUserPoolClient says. The secret it says in clear: that there is one is all that is kept. */
export const clientOf = (given: UserPoolClientType): Properties => ({
  ...picked(given, CLIENT_PROPERTIES),
  GenerateSecret: given.ClientSecret !== undefined,
});

/** A resource server of ListResourceServers. */
export const resourceServerOf = (given: ResourceServerType): Found => ({
  type: 'AWS::Cognito::UserPoolResourceServer',
  id: given.Name ?? given.Identifier ?? '',
  properties: picked(given, ['Identifier', 'Name', 'Scopes', 'UserPoolId']),
  attributes: present({ Ref: given.Identifier }),
});

/** A provider of ListIdentityProviders. */
export const identityProviderOf = (UserPoolId: string, given: ProviderDescription): Found => ({
  type: 'AWS::Cognito::UserPoolIdentityProvider',
  id: given.ProviderName ?? '',
  properties: { ...picked(given, ['ProviderName', 'ProviderType']), UserPoolId },
  attributes: present({ Ref: given.ProviderName }),
});
