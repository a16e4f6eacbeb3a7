import { type Anchor, defineCheck, each, finding, type Resource, related } from '../../check.ts';
import { organizationsOf, siblingHostsOf, TENANT_READS } from './tenants.ts';

/** Fewer hosts side by side are as likely the parts of one application. */
const HOSTS = 3;
const ORGANIZATIONS = 2;
const ATTRIBUTE = /^(?:custom:)?(?:tenant|organi[sz]ation|org|workspace)(?:[-_ ]?(?:id|name|key))?$/i;

type Pool = Resource<'AWS::Cognito::UserPool', 'Schema'>;

/** The attribute by which a pool tells its users' tenants apart. */
const attributeOf = (pool: Pool) =>
  pool
    .get('Schema')
    .items()
    .map((attribute) => attribute.get('Name'))
    .find((name) => name.state === 'known' && ATTRIBUTE.test(String(name.value)));

export default defineCheck({
  id: 'cognito-client-many-tenants',
  title: 'One app client serves several tenants',
  family: 'access',
  severity: 'low',
  confidence: 'low',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: {
    ...TENANT_READS,
    'AWS::Cognito::UserPoolClient': [...TENANT_READS['AWS::Cognito::UserPoolClient'], 'UserPoolId'],
    'AWS::Cognito::UserPool': ['Schema'],
  },
  docs: {
    why: "Tokens of a shared client name no tenant by themselves: what keeps one tenant's users out of another's data is a check that every piece of code has to remember.",
    fix: 'Make an app client for each tenant, with its callbacks and identity provider alone, or let the authorizer compare the tenant of the token with that of the request.',
    limits:
      'Tenants are guessed by callbacks side by side, identity providers of organizations, and attributes such as tenant_id; that the code tells them apart is not seen.',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/multi-tenant-application-best-practices.html',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/application-client-based-multi-tenancy.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-7'] },
  },
  *check(client, context) {
    const urls = client.get('CallbackURLs');
    const providers = client.get('SupportedIdentityProviders');
    const hosts = yield* siblingHostsOf(urls);
    const organizations = yield* organizationsOf(providers, context);
    const owner = context.target(client.get('UserPoolId'), 'AWS::Cognito::UserPool');
    const pool = owner.state === 'found' ? owner.resource : undefined;
    const alone = pool !== undefined && context.referrers(pool, 'AWS::Cognito::UserPoolClient', 'UserPoolId').length === 1;
    const attribute = alone ? attributeOf(pool) : undefined;

    const signs: (readonly [Anchor, string])[] = [];
    if (hosts.found.length >= HOSTS) signs.push([urls, `its callbacks lead to ${hosts.found.length} hosts such as ${hosts.found[0]}`]);
    if (organizations.found >= ORGANIZATIONS)
      signs.push([providers, `users sign in by ${organizations.found} identity providers of organizations`]);
    if (attribute?.state === 'known')
      signs.push([client, `it is the only client of a pool whose users have the attribute ${attribute.value}`]);
    const [first] = signs;
    if (first !== undefined)
      return yield finding(first[0], `${client.id} looks shared by several tenants: ${signs.map(([, sign]) => sign).join('; ')}`, {
        ...(signs.length > 1 ? { confidence: 'medium' } : {}),
        related: attribute === undefined ? [] : [related(attribute, 'the attribute')],
      });
    yield* context.follow(client.get('UserPoolId'), 'AWS::Cognito::UserPool');
    if (hosts.found.length + hosts.unknown.length >= HOSTS) yield* hosts.unknown;
    if (organizations.found + organizations.unknown.length >= ORGANIZATIONS) yield* organizations.unknown;
    const schema = alone ? yield* each(pool.get('Schema')) : [];
    for (const name of schema.map((each) => each.get('Name')))
      if (name.state === 'unknown') yield { kind: 'undetermined', at: name, reason: name.reason };
  },
});
