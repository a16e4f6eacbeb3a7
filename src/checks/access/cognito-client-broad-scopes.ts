import { defineCheck, each, type Field, finding, known, type Resource, type Undetermined, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';
import { grantsOf, OAUTH_READS } from './user-pool-client.ts';

type Server = Resource<'AWS::Cognito::UserPoolResourceServer', 'Identifier' | 'Scopes' | 'UserPoolId'>;

/** Whether an allowed scope is this one of a resource server's, which it names by its identifier or by reference. */
const isScope = (allowed: Field<string>, server: Server, name: string): boolean => {
  const identifier = server.get('Identifier');
  if (allowed.state === 'known') return identifier.state === 'known' && String(allowed.value) === `${identifier.value}/${name}`;
  if (allowed.state !== 'unknown') return false;
  const [whose, rest, ...more] = partsOf(allowed.reason);
  if (rest !== `/${name}` || more.length > 0 || typeof whose !== 'object') return false;
  if ('target' in whose) return whose.target.id === server.id;
  return (
    identifier.state === 'unknown' &&
    identifier.reason.kind === 'intrinsic' &&
    'expression' in whose &&
    identifier.reason.expression === whose.expression
  );
};

function* scopesOf(server: Server): Generator<Undetermined, readonly string[]> {
  const names: string[] = [];
  for (const scope of yield* each(server.get('Scopes'))) {
    const name = yield* known(scope.get('ScopeName'));
    if (name !== undefined) names.push(String(name));
  }
  return names;
}

/** Whether two resources name the same user pool. */
const samePool = (one: Field<string>, other: Field<string>): boolean => {
  if (one.state === 'known' && other.state === 'known') return one.value === other.value;
  if (one.state !== 'unknown' || other.state !== 'unknown') return false;
  return one.reason.kind === 'intrinsic' && other.reason.kind === 'intrinsic' && one.reason.expression === other.reason.expression;
};

export default defineCheck({
  id: 'cognito-client-broad-scopes',
  title: 'Machine client may ask for every scope',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: {
    'AWS::Cognito::UserPoolClient': [...OAUTH_READS, 'AllowedOAuthScopes', 'UserPoolId'],
    'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'Scopes', 'UserPoolId'],
  },
  docs: {
    why: 'A client secret that leaks opens all that the client may ask for; where others share the resource server, their scopes as well.',
    fix: 'Allow the client the scopes that it uses in AllowedOAuthScopes.',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-7'] },
  },
  *check(client, context) {
    if (!(yield* grantsOf(client)).some(({ text }) => text === 'client_credentials')) return;
    const list = client.get('AllowedOAuthScopes');
    const allowed = yield* each(list);
    const others = context
      .resources('AWS::Cognito::UserPoolClient')
      .filter((other) => other.id !== client.id && samePool(other.get('UserPoolId'), client.get('UserPoolId')));
    for (const server of context.resources('AWS::Cognito::UserPoolResourceServer')) {
      if (!samePool(server.get('UserPoolId'), client.get('UserPoolId'))) continue;
      const names = yield* scopesOf(server);
      const uses = (scopes: readonly Field<string>[], name: string) => scopes.some((scope) => isScope(scope, server, name));
      const shared = others.some((other) => names.some((name) => uses(other.get('AllowedOAuthScopes').items(), name)));
      if (names.length < 2 || !shared) continue;
      const missing = names.filter((name) => !uses(allowed, name));
      if (missing.length === 0) {
        yield finding(list, `${client.id} may ask for all ${names.length} scopes of ${server.id}, which other clients share`);
        continue;
      }
      const open = allowed.filter(
        (scope) => scope.state === 'unknown' && !partsOf(scope.reason).some((part) => typeof part === 'string' && part.includes('/')),
      );
      const [first] = open;
      if (open.length >= missing.length && first?.state === 'unknown') yield undetermined(first, first.reason);
    }
  },
});
