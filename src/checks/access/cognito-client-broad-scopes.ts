import {
  type Context,
  defineCheck,
  each,
  type Field,
  finding,
  known,
  type Reads,
  type Resource,
  type Undetermined,
  undetermined,
} from '../../check.ts';
import { groupedBy } from '../../grouped.ts';
import { partsOf } from '../../model/world.ts';
import { grantsOf, OAUTH_READS } from './user-pool-client.ts';
import { wordingOf } from './wording.ts';

const READS = {
  'AWS::Cognito::UserPoolClient': [...OAUTH_READS, 'AllowedOAuthScopes', 'UserPoolId'],
  'AWS::Cognito::UserPoolResourceServer': ['Identifier', 'Scopes', 'UserPoolId'],
} as const satisfies Reads;

type Server = Resource<'AWS::Cognito::UserPoolResourceServer', (typeof READS)['AWS::Cognito::UserPoolResourceServer'][number]>;

/** The scope of a resource server that an allowed scope is. It names the server by its identifier or by reference. */
const scopeOf = (allowed: Field<string>, server: Server): string | undefined => {
  const identifier = server.get('Identifier');
  if (allowed.state === 'known') {
    const [text, whose] = [String(allowed.value), identifier.state === 'known' ? `${identifier.value}/` : undefined];
    return whose !== undefined && text.startsWith(whose) ? text.slice(whose.length) : undefined;
  }
  if (allowed.state !== 'unknown') return undefined;
  const [whose, rest, ...more] = partsOf(allowed.reason);
  if (typeof rest !== 'string' || !rest.startsWith('/') || more.length > 0 || typeof whose !== 'object') return undefined;
  const same =
    'target' in whose
      ? whose.target.id === server.id
      : identifier.state === 'unknown' &&
        identifier.reason.kind === 'intrinsic' &&
        'expression' in whose &&
        identifier.reason.expression === whose.expression;
  return same ? rest.slice(1) : undefined;
};

/** What a resource server offers. */
interface Offer {
  readonly server: Server;
  readonly names: readonly string[];
  readonly doubts: readonly Undetermined[];
  /** The clients of its pool that may ask for some of it. */
  readonly clients: readonly string[];
}

/** The names of a server's scopes, and why others are not known. */
const namesOf = (server: Server): Pick<Offer, 'names' | 'doubts'> => {
  const list = server.get('Scopes');
  if (list.state === 'unknown') return { names: [], doubts: [undetermined(list, list.reason)] };
  if (list.state === 'known' && list.form !== 'list')
    return { names: [], doubts: [undetermined(list, { kind: 'malformed', expected: 'a list' })] };
  const names: string[] = [];
  const doubts: Undetermined[] = [];
  for (const scope of list.items()) {
    const { done, value } = known(scope.get('ScopeName')).next();
    if (!done) doubts.push(value);
    else if (value !== undefined) names.push(String(value));
  }
  return { names, doubts };
};

/** Stands for a pool of which nothing is known, which is the same as no other. */
const NO_POOL = '';

/** What the servers of each pool offer. Each client is held against each server of its own pool, which are few. */
const offersIn = (context: Context<typeof READS, never>): ReadonlyMap<string, readonly Offer[]> => {
  const poolOf = (one: { get(key: 'UserPoolId'): Field<string> }) => wordingOf(one.get('UserPoolId')) ?? NO_POOL;
  const clients = groupedBy(context.resources('AWS::Cognito::UserPoolClient'), poolOf);
  const offers = context.resources('AWS::Cognito::UserPoolResourceServer').map((server) => {
    const { names, doubts } = namesOf(server);
    const [pool, own] = [poolOf(server), new Set<string | undefined>(names)];
    const asking = (clients.get(pool) ?? []).filter((client) => {
      const allowed = client.get('AllowedOAuthScopes');
      return allowed.form === 'list' && allowed.items().some((scope) => own.has(scopeOf(scope, server)));
    });
    return { pool, server, names, doubts, clients: asking.map(({ id }) => id) };
  });
  return groupedBy(offers, ({ pool }) => pool);
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
  reads: READS,
  docs: {
    why: 'A client secret that leaks opens all that the client may ask for; where others share the resource server, their scopes as well.',
    fix: 'Allow the client the scopes that it uses in AllowedOAuthScopes.',
    fixIn: {
      terraform: 'Allow the client the scopes that it uses in allowed_oauth_scopes.',
    },
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
    const pool = wordingOf(client.get('UserPoolId'));
    const offers = pool === undefined ? [] : (context.common(offersIn).get(pool) ?? []);
    for (const { server, names, doubts, clients } of offers) {
      yield* doubts;
      if (names.length < 2 || clients.every((id) => id === client.id)) continue;
      const asked = new Set(allowed.map((scope) => scopeOf(scope, server)));
      const missing = names.filter((name) => !asked.has(name));
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
