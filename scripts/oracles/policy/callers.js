// Everybody whom a policy might let in without meaning to: strangers, anonymous callers, and services on behalf of strangers, with
// every combination of what each of them can choose. Only the keys that the policy reads are combined.
import {
  FOREIGN_ACCOUNT,
  MEMBERS_ACCOUNT,
  ORGANIZATION,
  OWN_ACCOUNT,
  STRANGERS_ACCOUNT,
  STRANGERS_ACCOUNT_WITH_ONE,
  STRANGERS_ORGANIZATION,
} from './names.js';

// Each key's possible values; `undefined` where the key may be absent.
const ANYBODY = {
  'aws:SecureTransport': ['true', 'false'],
  'aws:UserAgent': ['app/1.0', 'curl/8', 'zzz'],
  'aws:Referer': [undefined, 'https://x.example/', 'https://x.example/q', 'zzz'],
  'aws:CurrentTime': ['2026-11-23T12:00:00Z'],
  'aws:RequestedRegion': ['us-east-1', 'eu-west-1', 'ap-south-1'],
  'aws:ResourceAccount': [OWN_ACCOUNT],
};
const NETWORKS = [
  { 'aws:SourceIp': ['45.33.32.156', '200.1.1.1', '2600:1f18::7'] },
  {
    'aws:SourceVpce': ['vpce-0fedcba9'],
    'aws:SourceVpc': ['vpc-0fedcba9'],
    'aws:VpcSourceIp': ['10.1.2.3', '192.168.1.5', '172.16.0.9'],
  },
];
/** Somebody whom a policy means may have the addresses and endpoints that it names as well. */
const NETWORKS_OF_SOMEBODY = [
  { 'aws:SourceIp': ['45.33.32.156', '2600:1f18::7', '203.0.113.9', '198.51.100.7'] },
  {
    'aws:SourceVpce': ['vpce-0fedcba9', 'vpce-11112222'],
    'aws:SourceVpc': ['vpc-0fedcba9', 'vpc-11112222'],
    'aws:VpcSourceIp': ['10.1.2.3', '192.168.1.5', '172.16.0.9'],
  },
];
const OF_KIND = {
  user: { 'aws:username': ['bob', 'alice', 'zz'], 'aws:PrincipalType': ['User'], 'aws:userid': ['AIDAZZZZZZ'] },
  role: { 'aws:PrincipalType': ['AssumedRole'], 'aws:userid': ['AROAZZZZ:bob', 'AROAZZZZ:zz'] },
};
const SOURCES = {
  'sns.amazonaws.com': ['t', 'zzz'].map((name) => `arn:aws:sns:us-east-1:${STRANGERS_ACCOUNT}:${name}`),
  's3.amazonaws.com': ['arn:aws:s3:::zzz-bucket'],
  'events.amazonaws.com': [`arn:aws:events:us-east-1:${STRANGERS_ACCOUNT}:rule/zzz`],
};

const combinations = (space) => {
  let contexts = [{}];
  for (const [key, values] of Object.entries(space))
    contexts = contexts.flatMap((context) => values.map((value) => (value === undefined ? context : { ...context, [key]: value })));
  return contexts;
};

const organized = (organization) =>
  organization === undefined
    ? {}
    : {
        'aws:PrincipalOrgID': [organization],
        'aws:PrincipalOrgPaths': [[`${organization}/r-1/`], [`${organization}/r-9/ou-9/`]],
      };

const identity = (account, kind, arn, organization) => ({
  'aws:PrincipalAccount': [account],
  'aws:PrincipalArn': [arn],
  'aws:SourceOwner': [account],
  ...organized(organization),
  'aws:PrincipalTag/team': [undefined, 'a', 'b1', 'zz'],
  ...OF_KIND[kind],
  'aws:MultiFactorAuthPresent': [undefined, 'true', 'false'],
  'aws:PrincipalIsAWSService': ['false'],
  'aws:ViaAWSService': ['false', 'true'],
});

const identities = (account, organization, { networks = NETWORKS, who } = {}) =>
  ['role', 'user'].flatMap((kind) =>
    ['admin', 'x', 'zzz'].flatMap((name) => {
      const principal = `arn:aws:iam::${account}:${kind}/${name}`;
      const ids = who === undefined ? {} : { 'aws:userid': [...OF_KIND[kind]['aws:userid'], 'AROAEXAMPLEEXAMPLE123:zz'] };
      const space = { ...identity(account, kind, principal, organization), ...ids };
      return networks.map((network) => ({ principal, who, space: { ...network, ...space } }));
    }),
  );

/** The accounts and organizations that a policy means: the one that it names, a member of its organization. */
const somebodies = (means) => [
  ...(means.account
    ? [undefined, ORGANIZATION, 'o-other12345'].flatMap((organization) =>
        identities(FOREIGN_ACCOUNT, organization, { networks: NETWORKS_OF_SOMEBODY, who: 'account' }),
      )
    : []),
  ...(means.organization ? identities(MEMBERS_ACCOUNT, ORGANIZATION, { networks: NETWORKS_OF_SOMEBODY, who: 'organization' }) : []),
];

const anonymous = (principal) =>
  NETWORKS.map((network) => ({
    principal,
    space: {
      ...network,
      'aws:PrincipalAccount': ['anonymous'],
      'aws:PrincipalType': ['Anonymous'],
      'aws:userid': ['anonymous'],
      'aws:ViaAWSService': ['false'],
    },
  }));

const serviceFor = (service, organization) => ({
  principal: service,
  isService: true,
  space: {
    'aws:SecureTransport': ['true'],
    'aws:SourceAccount': [STRANGERS_ACCOUNT],
    'aws:SourceOwner': [STRANGERS_ACCOUNT],
    'aws:SourceArn': SOURCES[service],
    ...(organization === undefined ? {} : { 'aws:SourceOrgID': [organization] }),
    'aws:PrincipalIsAWSService': ['true'],
    'aws:PrincipalServiceName': [service],
    'aws:ViaAWSService': ['false'],
  },
});

/**
 * The callers for a policy that reads these condition keys (in lower case); `nobody` is how the simulator names an anonymous one, `means`
 * says whether the policy means an account or an organization in particular, whose principals are then tried as well.
 */
export const callersFor = (keys, nobody, means) => {
  const organizations = [undefined, STRANGERS_ORGANIZATION];
  const accounts = [STRANGERS_ACCOUNT, ...(keys.has('aws:principalaccount') ? [STRANGERS_ACCOUNT_WITH_ONE] : [])];
  const kinds = [
    ...accounts.flatMap((account) => organizations.flatMap((organization) => identities(account, organization))),
    ...anonymous(nobody),
    ...somebodies(means),
    ...Object.keys(SOURCES).flatMap((service) => organizations.map((organization) => serviceFor(service, organization))),
  ];
  return kinds.flatMap(({ principal, space, who, isService = false }) => {
    const read = Object.entries({ ...ANYBODY, ...space }).filter(([key]) => keys.has(key.toLowerCase()));
    return combinations(Object.fromEntries(read)).map((context) => ({ principal, isService, who, context }));
  });
};
