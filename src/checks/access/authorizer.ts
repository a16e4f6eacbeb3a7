import type { Field, Reads, Subjects } from '../../check.ts';

/** What tells an authorizer apart: read alike by every check of authorizers. */
export const AUTHORIZER_READS = {
  'AWS::ApiGateway::Authorizer': ['Name', 'RestApiId', 'Type'],
  'AWS::ApiGatewayV2::Authorizer': ['Name', 'ApiId', 'AuthorizerType'],
} as const satisfies Reads;

/** The two types of an authorizer, whichever source or form it came from. */
export const AUTHORIZERS = ['AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer'] as const;

export type Authorizer = Subjects<typeof AUTHORIZER_READS, (typeof AUTHORIZERS)[number]>;

/** The API that an authorizer belongs to. */
export const apiOf = (authorizer: Authorizer): Field<string> =>
  authorizer.type === 'AWS::ApiGateway::Authorizer' ? authorizer.get('RestApiId') : authorizer.get('ApiId');

/** What an authorizer is called, by people and in `data.authorizer`. */
export const nameOf = (authorizer: Authorizer): string => {
  const name = authorizer.type === 'AWS::ApiGateway::Authorizer' ? authorizer.get('Name') : authorizer.get('Name');
  return name.state === 'known' ? String(name.value) : authorizer.id;
};
