import { knownBoolean, type Subjects, type Undetermined } from '../../check.ts';
import { type Listed, textsOf } from './list.ts';

/** What tells whether a client's OAuth settings hold at all. */
export const OAUTH_READS = ['AllowedOAuthFlows', 'AllowedOAuthFlowsUserPoolClient'] as const;

type OAuthClient = Subjects<{ readonly 'AWS::Cognito::UserPoolClient': typeof OAUTH_READS }, 'AWS::Cognito::UserPoolClient'>;

/**
 * The OAuth grants that a client may use: none, whatever it lists, unless AllowedOAuthFlowsUserPoolClient is true.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
 */
export function* grantsOf(client: OAuthClient): Generator<Undetermined, readonly Listed[]> {
  const flows = yield* textsOf(client.get('AllowedOAuthFlows'));
  if (flows.length === 0) return [];
  return (yield* knownBoolean(client.get('AllowedOAuthFlowsUserPoolClient'))) ? flows : [];
}

type MachineClient = Subjects<
  { readonly 'AWS::Cognito::UserPoolClient': readonly [...typeof OAUTH_READS, 'GenerateSecret'] },
  'AWS::Cognito::UserPoolClient'
>;

/** Whether a client is known to be a machine's: it has a secret, without which nobody can ask anything by it, and no grant of users. */
export const isMachine = (client: MachineClient): boolean => {
  const secret = knownBoolean(client.get('GenerateSecret')).next();
  const grants = grantsOf(client).next();
  return (
    secret.done === true &&
    secret.value === true &&
    grants.done === true &&
    grants.value.length > 0 &&
    grants.value.every(({ text }) => text === 'client_credentials')
  );
};
