import { type Context, each, type Field, known, type Reads, type Undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

/** What tells tenants apart: read alike by all that looks for them. */
export const TENANT_READS = {
  'AWS::Cognito::UserPoolClient': ['CallbackURLs', 'SupportedIdentityProviders'],
  'AWS::Cognito::UserPoolIdentityProvider': ['ProviderName', 'ProviderType'],
} as const satisfies Reads;

type TenantContext = Context<typeof TENANT_READS, never>;

/** Providers that serve everybody, by the names that Cognito has for them, and the pool itself. */
const OF_EVERYBODY = /^(?:COGNITO|Facebook|Google|LoginWithAmazon|SignInWithApple)$/;
/** Hosts beside each other that are the stages or the parts of one application. */
const OF_ONE =
  /^(?:(?:www|app|api|web|admin|auth|login|account|portal|dashboard|mobile|m|docs|shop|id|sso|dev|develop|development|test|testing|qa|uat|int|stag(?:e|ing)?|pre-?prod|prod|production|live|beta|alpha|demo|sandbox|preview|local|localhost)[-\d]*)+$|^(?:eu|us|ap|sa|ca|me|af|il)(?:-[a-z]+-\d)?$/i;

/** What was found of something, and how much more there may be. */
export interface Count<T> {
  readonly found: T;
  readonly unknown: readonly Undetermined[];
}

/** The largest group of callback hosts that stand side by side below one domain: `acme.example.com`, `globex.example.com`. */
export function* siblingHostsOf(urls: Field<readonly string[]>): Generator<Undetermined, Count<readonly string[]>> {
  const groups = new Map<string, Set<string>>();
  const unknown: Undetermined[] = [];
  for (const url of yield* each(urls)) {
    if (url.state === 'unknown') {
      // A host that is known as far as its domain is one of the deployment's, not one of many.
      if (!partsOf(url.reason).some((part) => typeof part === 'string'))
        unknown.push({ kind: 'undetermined', at: url, reason: url.reason });
      continue;
    }
    const host = /^https:\/\/([^/:?#]+)/i.exec(String((yield* known(url)) ?? ''))?.[1]?.toLowerCase();
    const [, first, domain] = /^([^.]+)\.([^.]+\..+)$/.exec(host ?? '') ?? [];
    if (first === undefined || domain === undefined || OF_ONE.test(first)) continue;
    groups.set(domain, (groups.get(domain) ?? new Set()).add(first));
  }
  const [largest] = [...groups].sort(([, one], [, other]) => other.size - one.size);
  return { found: largest === undefined ? [] : [...largest[1]].map((first) => `${first}.${largest[0]}`), unknown };
}

/** The providers by which the users of organizations sign in, of those that a client takes. */
export function* organizationsOf(providers: Field<readonly string[]>, context: TenantContext): Generator<Undetermined, Count<number>> {
  let found = 0;
  const unknown: Undetermined[] = [];
  for (const provider of yield* each(providers)) {
    const defined = context.target(provider, 'AWS::Cognito::UserPoolIdentityProvider');
    const type = defined.state === 'found' ? defined.resource.get('ProviderType') : provider;
    if (type.state === 'unknown') unknown.push({ kind: 'undetermined', at: type, reason: type.reason });
    else if (!OF_EVERYBODY.test(String((yield* known(type)) ?? 'COGNITO'))) found += 1;
  }
  return { found, unknown };
}
