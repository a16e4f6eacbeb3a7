// What of an expanded template matters to checks, as one line of text for each fact, so that two expansions can be compared.

// The translator ends the ids of what it makes anew for each change with a hash.
const HASHED = /(Deployment|Version|Lay|Stage|Permission|Role|RecordSetGroup|ApiGatewayDomainName(V2)?)[0-9a-f]{10}$/;
const GENERATED = ['CondA', 'CondB'];

/** The conditions of the original that a resource stands under; `generated` are those that the translator combines them to. */
const conditionsOf = (conditions, generated) => {
  const names = new Set();
  const visit = (value, negated) => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, negated);
      return;
    }
    const { Condition: name, 'Fn::Not': inverse } = value;
    if (GENERATED.includes(name)) names.add(negated ? `!${name}` : name);
    else if (name !== undefined) visit(generated[name], negated);
    else if (inverse !== undefined) visit(inverse, !negated);
    else visit(Object.values(value), negated);
  };
  visit(conditions, false);
  return [...names].sort();
};

/** A source ARN with its variables, however it is written; the stage of an API is left out. */
const sourceArn = (value) => {
  if (value?.['Fn::Sub'] === undefined) return value;
  const [text, variables = {}] = [value['Fn::Sub']].flat();
  const named = Object.entries(variables).filter(([name]) => name !== '__StageName__');
  return [text.replace('${AWS::Partition}', 'aws'), ...named.map(([name, of]) => `${name}=${of.Ref ?? JSON.stringify(of)}`)].join('|');
};

const managedPolicy = (arn) =>
  JSON.stringify(arn)
    .replace(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
    .replaceAll('${AWS::Partition}', 'aws')
    .replaceAll('"', '');

const statements = (policy) =>
  policy &&
  [policy.Statement]
    .flat()
    .map(({ Effect, Condition }) => `${Effect} ${JSON.stringify(Condition) ?? ''}`)
    .sort();

/** The function that an authorizer calls, out of the address of its invocation. */
const authorizerTarget = (address) =>
  address &&
  JSON.stringify(address)
    .match(/GetAtt.*|arn:x|"u"/)?.[0]
    ?.slice(0, 30);

const only = (properties, names) => Object.fromEntries(names.map((name) => [name, properties[name]]));

const FUNCTION = ['Runtime', 'Environment', 'Layers', 'Architectures', 'Code', 'Timeout', 'TracingConfig', 'VpcConfig', 'PackageType'];
const PERMISSION = ['Principal', 'Action', 'FunctionName', 'EventSourceToken', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl'];
const ROUTE = ['AuthorizationType', 'AuthorizerId', 'AuthorizationScopes', 'ApiKeyRequired'];
const AUTHORIZER = ['AuthorizerResultTtlInSeconds', 'IdentitySource'];
const REST_AUTHORIZER = [...AUTHORIZER, 'Type', 'IdentityValidationExpression', 'ProviderARNs', 'AuthorizerCredentials'];
const HTTP_AUTHORIZER = [...AUTHORIZER, 'AuthorizerType', 'AuthorizerPayloadFormatVersion', 'EnableSimpleResponses'];

const routeFact = ({ rawId, properties, conditions }) => [`route ${rawId}|${conditions}`, only(properties, ROUTE)];

/** For each type, the name of its fact and what it says. */
const FACTS = {
  'AWS::Lambda::Function': ({ id, properties, conditions }) => [
    `function ${id}`,
    { ...only(properties, [...FUNCTION, 'DeadLetterConfig', 'Role']), conditions },
  ],
  'AWS::Lambda::Url': ({ id, properties, conditions }) => [
    `url ${id}`,
    { ...only(properties, ['AuthType', 'Cors', 'TargetFunctionArn']), conditions },
  ],
  'AWS::Lambda::Permission': ({ id, properties, conditions }) => [
    `permission ${id}`,
    {
      ...only(properties, PERMISSION),
      source: sourceArn(properties.SourceArn),
      hasAccount: Boolean(properties.SourceAccount),
      conditions,
    },
  ],
  'AWS::Lambda::EventSourceMapping': ({ id, properties }) => [
    `mapping ${id}`,
    only(properties, ['FunctionName', 'EventSourceArn', 'BatchSize']),
  ],
  'AWS::IAM::Role': ({ id, properties, conditions }) => [
    `role ${id}`,
    {
      managed: [...new Set((properties.ManagedPolicyArns ?? []).map(managedPolicy))].sort(),
      inline: (properties.Policies ?? []).length,
      trusted: properties.AssumeRolePolicyDocument?.Statement?.[0]?.Principal,
      conditions,
    },
  ],
  'AWS::ApiGateway::Method': routeFact,
  'AWS::ApiGatewayV2::Route': routeFact,
  'AWS::ApiGateway::Authorizer': ({ id, properties }) => [
    `authorizer ${id}`,
    { ...only(properties, REST_AUTHORIZER), target: authorizerTarget(properties.AuthorizerUri) },
  ],
  'AWS::ApiGatewayV2::Authorizer': ({ id, properties }) => [
    `authorizer ${id}`,
    { ...only(properties, HTTP_AUTHORIZER), jwt: properties.JwtConfiguration && only(properties.JwtConfiguration, ['Audience', 'Issuer']) },
  ],
  // A deployment with a stage name makes a stage that no resource describes; parapet puts a space into the id of the one it adds.
  'AWS::ApiGateway::Stage': ({ id, properties, conditions }) =>
    id.includes(' ')
      ? [`hidden ${id.split(' ')[0]}`, true]
      : [`stage ${id}`, { ...only(properties, ['StageName', 'TracingEnabled', 'MethodSettings']), conditions }],
  'AWS::ApiGateway::Deployment': ({ id, properties, isTranslation }) =>
    isTranslation && properties.StageName ? [`hidden ${id.replace('Deployment', '')}`, true] : undefined,
  'AWS::ApiGatewayV2::Stage': ({ id, properties, conditions }) => [`stage ${id}`, { ...only(properties, ['StageName']), conditions }],
  'AWS::ApiGateway::RestApi': ({ id, properties, conditions }) => [
    `api ${id}`,
    { ...only(properties, ['EndpointConfiguration', 'Name']), policy: statements(properties.Policy), conditions },
  ],
  'AWS::ApiGatewayV2::Api': ({ id, properties }) => [
    `api ${id}`,
    {
      protocol: properties.ProtocolType ?? 'HTTP',
      origins: properties.CorsConfiguration && only(properties.CorsConfiguration, ['AllowOrigins']),
    },
  ],
  'AWS::CloudFormation::CustomResource': () => undefined,
};

/** Of everything else, that it is there. The ids of domains and their mappings have hashes within. */
const otherFact = ({ id, type }) => {
  const short = id.replace(/^(ApiGatewayDomainName(V2)?).*/, '$1').replace(/^.*(ApiMapping|BasePathMapping)$/, '$1');
  return [`other ${type} ${short}`, true];
};

/** The facts of an expanded template, by name. `plain` turns the nodes of a template into JSON. */
export const factsOf = (resources, { plain, generated, isTranslation }) => {
  const facts = new Map();
  for (const { id: rawId, type, properties, conditions } of resources) {
    const fact = (Object.hasOwn(FACTS, type) ? FACTS[type] : otherFact)({
      id: rawId.replace(HASHED, '$1'),
      rawId,
      type,
      properties: plain(properties) ?? {},
      conditions: conditionsOf(conditions.map(plain), generated),
      isTranslation,
    });
    if (fact !== undefined) facts.set(fact[0], JSON.stringify(fact[1]));
  }
  return facts;
};
