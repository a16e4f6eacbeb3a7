import { computed, object, objects } from '../conversions.ts';
import type { Table } from '../table.ts';

const CLIENT = {
  access_token_validity: 'AccessTokenValidity',
  allowed_oauth_flows: 'AllowedOAuthFlows',
  allowed_oauth_flows_user_pool_client: 'AllowedOAuthFlowsUserPoolClient',
  allowed_oauth_scopes: 'AllowedOAuthScopes',
  auth_session_validity: 'AuthSessionValidity',
  callback_urls: 'CallbackURLs',
  default_redirect_uri: 'DefaultRedirectURI',
  enable_token_revocation: 'EnableTokenRevocation',
  explicit_auth_flows: 'ExplicitAuthFlows',
  id_token_validity: 'IdTokenValidity',
  logout_urls: 'LogoutURLs',
  prevent_user_existence_errors: 'PreventUserExistenceErrors',
  read_attributes: 'ReadAttributes',
  refresh_token_validity: 'RefreshTokenValidity',
  supported_identity_providers: 'SupportedIdentityProviders',
  token_validity_units: object('TokenValidityUnits', {
    access_token: 'AccessToken',
    id_token: 'IdToken',
    refresh_token: 'RefreshToken',
  }),
  user_pool_id: 'UserPoolId',
  write_attributes: 'WriteAttributes',
};

export const COGNITO: readonly Table[] = [
  {
    terraform: 'aws_cognito_user_pool',
    type: 'AWS::Cognito::UserPool',
    attributes: {
      admin_create_user_config: computed(object('AdminCreateUserConfig', { allow_admin_create_user_only: 'AllowAdminCreateUserOnly' })),
      alias_attributes: 'AliasAttributes',
      auto_verified_attributes: 'AutoVerifiedAttributes',
      deletion_protection: 'DeletionProtection',
      mfa_configuration: 'MfaConfiguration',
      name: 'UserPoolName',
      password_policy: computed(
        object('Policies.PasswordPolicy', {
          minimum_length: 'MinimumLength',
          password_history_size: 'PasswordHistorySize',
          require_lowercase: 'RequireLowercase',
          require_numbers: 'RequireNumbers',
          require_symbols: 'RequireSymbols',
          require_uppercase: 'RequireUppercase',
          temporary_password_validity_days: 'TemporaryPasswordValidityDays',
        }),
      ),
      schema: objects('Schema', {
        attribute_data_type: 'AttributeDataType',
        developer_only_attribute: 'DeveloperOnlyAttribute',
        mutable: 'Mutable',
        name: 'Name',
        required: 'Required',
      }),
      sign_in_policy: computed(object('Policies.SignInPolicy', { allowed_first_auth_factors: 'AllowedFirstAuthFactors' })),
      user_pool_add_ons: object('UserPoolAddOns', { advanced_security_mode: 'AdvancedSecurityMode' }),
      user_pool_tier: 'UserPoolTier',
      username_attributes: 'UsernameAttributes',
    },
  },
  {
    terraform: 'aws_cognito_user_pool_client',
    type: 'AWS::Cognito::UserPoolClient',
    attributes: { ...CLIENT, generate_secret: 'GenerateSecret', name: 'ClientName' },
  },
  {
    terraform: 'aws_cognito_identity_provider',
    type: 'AWS::Cognito::UserPoolIdentityProvider',
    attributes: {
      attribute_mapping: 'AttributeMapping',
      idp_identifiers: 'IdpIdentifiers',
      provider_details: 'ProviderDetails',
      provider_name: 'ProviderName',
      provider_type: 'ProviderType',
      user_pool_id: 'UserPoolId',
    },
  },
  { terraform: 'aws_cognito_managed_user_pool_client', type: 'AWS::Cognito::UserPoolClient', attributes: CLIENT },
  {
    terraform: 'aws_cognito_identity_pool',
    type: 'AWS::Cognito::IdentityPool',
    attributes: {
      allow_classic_flow: 'AllowClassicFlow',
      allow_unauthenticated_identities: 'AllowUnauthenticatedIdentities',
      cognito_identity_providers: objects('CognitoIdentityProviders', {
        client_id: 'ClientId',
        provider_name: 'ProviderName',
        server_side_token_check: 'ServerSideTokenCheck',
      }),
      developer_provider_name: 'DeveloperProviderName',
      identity_pool_name: 'IdentityPoolName',
      openid_connect_provider_arns: 'OpenIdConnectProviderARNs',
      saml_provider_arns: 'SamlProviderARNs',
      supported_login_providers: 'SupportedLoginProviders',
    },
  },
  {
    terraform: 'aws_cognito_resource_server',
    type: 'AWS::Cognito::UserPoolResourceServer',
    attributes: {
      identifier: 'Identifier',
      name: 'Name',
      scope: objects('Scopes', { scope_description: 'ScopeDescription', scope_name: 'ScopeName' }),
      user_pool_id: 'UserPoolId',
    },
  },
];
