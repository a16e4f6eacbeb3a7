import type { Caller } from './callers.ts';
import type { Clause } from './compiled.ts';
import { OWN_RESOURCE } from './compiled.ts';
import { instance, isWild } from './glob.ts';

/**
 * Identity providers that anybody can get a token of, so that a claim has to say whose token it may be. Those that give each customer
 * an address of his own (CircleCI, Bitbucket, a tenant of Entra) are as closed as a provider of one's own.
 */
const OPEN = new Map<string, 'owner' | 'client'>([
  ['token.actions.githubusercontent.com', 'owner'],
  ['gitlab.com', 'owner'],
  ['app.terraform.io', 'owner'],
  ['agent.buildkite.com', 'owner'],
  ['api.pulumi.com/oidc', 'owner'],
  ['oidc.vercel.com', 'owner'],
  ['cognito-identity.amazonaws.com', 'client'],
  ['accounts.google.com', 'client'],
  ['graph.facebook.com', 'client'],
  ['www.amazon.com', 'client'],
]);

/** The provider's address behind a principal; a provider of the same template is told by the claims that the statement asks for. */
export const providerOf = (principal: string, clause: Clause): string => {
  const address = principal.includes('oidc-provider/') ? principal.slice(principal.indexOf('oidc-provider/') + 14) : principal;
  if (!address.startsWith(`arn:aws:${OWN_RESOURCE}:`)) return address.toLowerCase();
  const claim = clause.terms.find(({ key }) => /\..*:[a-z_]+$/.test(key))?.key;
  return claim === undefined ? address : claim.slice(0, claim.lastIndexOf(':'));
};

/** Whether anybody can get a token of this provider. */
export const isOpenProvider = (provider: string): boolean => OPEN.has(provider);

/** A stranger who holds a token of an open provider. */
export const federatedCallers = (provider: string): readonly Caller[] => [
  { kind: 'federated', named: false, unnamed: true, account: 'federated', network: 'internet', reusedBucket: false, url: false, provider },
];

/** Claims that say whose a token is: nobody gets one with another's at will. */
const OWNER =
  /^(repository|repository_owner|repository_id|repository_owner_id|enterprise|enterprise_id|actor|actor_id|job_workflow_ref|job_workflow_sha)$/;
const GITLAB_OWNER =
  /^(namespace_path|namespace_id|project_path|project_id|user_login|user_email|user_id|root_namespace_id|ci_config_ref_uri)$/;
const CLIENT = /^(aud|oaud|sub|app_id|user_id|email|hd|id)$/;

/** The owner that a subject begins with: `repo:octo-org/…`, `organization:acme:…`. Without the slash, `repo:octo-org*`, it fixes nobody. */
const FIXED_OWNER = /^[a-z_]+:[^/:*?]+[/:]/i;

/** What a stranger's token may say in a claim; `undefined` for what he can choose. */
export const claims = (provider: string, claim: string, written: readonly string[]): readonly string[] | undefined => {
  const kind = OPEN.get(provider);
  if (kind === 'client' && CLIENT.test(claim))
    return ['zq7xstranger', ...written.filter((value) => /^[*?]+$/.test(value)).map((value) => instance(value, 'zq7x'))];
  if (kind !== 'owner' || !(claim === 'sub' || OWNER.test(claim) || GITLAB_OWNER.test(claim))) return undefined;
  const open = written.filter((value) => isWild(value) && !(claim === 'sub' ? FIXED_OWNER : /^[^/*?]+(\/|$)/).test(value));
  return [
    'repo:zq7xstranger/zq7x:ref:refs/heads/main',
    ...open.flatMap((value) => [instance(value, 'zq7x'), instance(value, 'zq7x/zq7x:x')]),
  ];
};
