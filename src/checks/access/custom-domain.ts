import { type Context, type Field, isSet, knownBoolean, type Reads, type Subjects, type Undetermined, undetermined } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';

/** APIs and the custom domains that they answer at. */
export const DOMAIN_READS = {
  'AWS::ApiGateway::RestApi': ['DisableExecuteApiEndpoint'],
  'AWS::ApiGatewayV2::Api': ['DisableExecuteApiEndpoint'],
  'AWS::ApiGateway::BasePathMapping': ['RestApiId', 'DomainName'],
  'AWS::ApiGatewayV2::ApiMapping': ['ApiId', 'DomainName'],
  'AWS::ApiGatewayV2::RoutingRule': ['Actions', 'DomainNameArn'],
  'AWS::ApiGateway::DomainName': ['DomainName', 'MutualTlsAuthentication'],
  'AWS::ApiGatewayV2::DomainName': ['DomainName', 'MutualTlsAuthentication'],
} as const satisfies Reads;

type DomainContext = Context<typeof DOMAIN_READS, never>;
type Api = Subjects<typeof DOMAIN_READS, 'AWS::ApiGateway::RestApi' | 'AWS::ApiGatewayV2::Api'>;
export type Domain = Subjects<typeof DOMAIN_READS, 'AWS::ApiGateway::DomainName' | 'AWS::ApiGatewayV2::DomainName'>;

/** Whether an API answers at its custom domains alone. */
export const defaultEndpointOff = (api: Api): Field<boolean> =>
  api.type === 'AWS::ApiGateway::RestApi' ? api.get('DisableExecuteApiEndpoint') : api.get('DisableExecuteApiEndpoint');

/** What the routing rules of all domains lead to. */
interface Routing {
  /** What names the domains of an API. */
  readonly domains: ReadonlyMap<RawResource, readonly Field<string>[]>;
  /** What may lead to any API of a type. */
  readonly doubts: Readonly<Record<Api['type'], readonly Undetermined[]>>;
}

const routingIn = (context: DomainContext): Routing => {
  const domains = new Map<RawResource, Field<string>[]>();
  const doubts = { 'AWS::ApiGateway::RestApi': [] as Undetermined[], 'AWS::ApiGatewayV2::Api': [] as Undetermined[] };
  for (const rule of context.resources('AWS::ApiGatewayV2::RoutingRule')) {
    const actions = rule.get('Actions');
    const ids = actions.items().map((action) => action.get('InvokeApi').get('ApiId'));
    for (const type of ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'] as const) {
      if (actions.state === 'unknown') doubts[type].push(undetermined(actions, actions.reason));
      for (const id of ids) {
        const invoked = context.target(id, type);
        if (invoked.state === 'unknown') doubts[type].push(undetermined(id, invoked.reason));
        if (invoked.state !== 'found') continue;
        const names = domains.get(invoked.resource.raw) ?? [];
        domains.set(invoked.resource.raw, names);
        names.push(rule.get('DomainNameArn'));
      }
    }
  }
  return { domains, doubts };
};

/**
 * What names the custom domains of an API: mappings, and the routing rules of domains. A BasePathMappingV2 is not among them: it is for
 * private domains, which ask for no certificates. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-basepathmappingv2.html
 */
export const domainNamesOf = (
  api: Api,
  context: DomainContext,
): { readonly names: readonly Field<string>[]; readonly doubts: readonly Undetermined[] } => {
  const mapped = [
    ...context.referrers(api, 'AWS::ApiGateway::BasePathMapping', 'RestApiId').map((mapping): Field<string> => mapping.get('DomainName')),
    ...context.referrers(api, 'AWS::ApiGatewayV2::ApiMapping', 'ApiId').map((mapping): Field<string> => mapping.get('DomainName')),
  ];
  const { domains, doubts } = context.common(routingIn);
  return { names: [...mapped, ...(domains.get(api.raw) ?? [])], doubts: doubts[api.type] };
};

/** The certificate authorities by which a domain asks its clients for a certificate. */
export const certificatesOf = (domain: Domain): Field<string> =>
  (domain.type === 'AWS::ApiGateway::DomainName' ? domain.get('MutualTlsAuthentication') : domain.get('MutualTlsAuthentication')).get(
    'TruststoreUri',
  );

/**
 * Whether whoever reaches an API has shown a client certificate: it answers at domains alone that ask for one.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 */
export const asksForCertificates = (api: Api, context: DomainContext): boolean | undefined => {
  if (knownBoolean(defaultEndpointOff(api)).next().value !== true) return false;
  const { names } = domainNamesOf(api, context);
  // Where no domain is known, there is one all the same, or nobody reaches the API.
  if (names.length === 0) return undefined;
  const answers = names.map((name) => {
    const one = context.target(name, 'AWS::ApiGateway::DomainName');
    const domain = one.state === 'found' ? one : context.target(name, 'AWS::ApiGatewayV2::DomainName');
    const asks = domain.state === 'found' ? isSet(certificatesOf(domain.resource)).next() : undefined;
    return asks?.done ? asks.value : undefined;
  });
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
};
