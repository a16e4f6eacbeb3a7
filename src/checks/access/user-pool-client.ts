import { each, type Field, known, knownBoolean, type Subjects, type Undetermined, undetermined } from '../../check.ts';

/** An element of a list whose text is known, with its place. */
export interface Listed {
  readonly at: Field<string>;
  readonly text: string;
}

/** The texts of a list. One that is not known makes the subject undetermined, and so does what is no list. */
export function* textsOf(list: Field<readonly string[]>): Generator<Undetermined, readonly Listed[]> {
  const items = yield* each(list);
  if (list.state === 'known' && !Array.isArray(list.json())) yield undetermined(list, { kind: 'malformed', expected: 'a list' });
  const texts: Listed[] = [];
  for (const at of items) {
    const text = yield* known(at);
    if (text !== undefined) texts.push({ at, text: String(text) });
  }
  return texts;
}

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
