import { type Context, type Field, isSet, knownBoolean, type Reads, type Subjects, type Undetermined, undetermined } from '../../check.ts';

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
  const routed: Field<string>[] = [];
  const doubts: Undetermined[] = [];
  for (const rule of context.resources('AWS::ApiGatewayV2::RoutingRule')) {
    const actions = rule.get('Actions');
    if (actions.state === 'unknown') doubts.push(undetermined(actions, actions.reason));
    for (const action of actions.items()) {
      const id = action.get('InvokeApi').get('ApiId');
      const invoked = context.target(id, api.type);
      if (invoked.state === 'unknown') doubts.push(undetermined(id, invoked.reason));
      if (invoked.state === 'found' && invoked.resource.subject === api.subject) routed.push(rule.get('DomainNameArn'));
    }
  }
  return { names: [...mapped, ...routed], doubts };
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
