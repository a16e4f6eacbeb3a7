import { describe, expect, it } from 'vitest';
import { expandSam } from '../../../../src/sources/template/sam/expand.ts';
import { templateOf } from '../templates.ts';

/** What SAM refuses of a template; each of these was given to its translator. */
const refusals = (text: string): readonly string[] =>
  expandSam(templateOf(text))
    .gaps.filter(({ reason }) => reason === 'refused')
    .map(({ message }) => message);

const AUTHORIZERS = {
  Api: 'Authorizers: {Pool: {UserPoolArn: arn}}',
  HttpApi: 'Authorizers: {Pool: {JwtConfiguration: {issuer: i, audience: [a]}, IdentitySource: $request.header.A}}',
} as const;

const api = (type: 'Api' | 'HttpApi', properties: string, event = ''): string => `
Parameters: {Text: {Type: String, Default: Pool}, Open: {Type: String}, None: {Type: String, Default: ""}}
Mappings: {Map: {top: {name: Pool}}}
Resources:
  A: {Type: AWS::Serverless::${type}, Properties: {${type === 'Api' ? 'StageName: v1, ' : ''}${properties}}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      Events: {E: {Type: ${type}, Properties: {Path: /a, Method: get, ${type === 'Api' ? 'RestApiId' : 'ApiId'}: !Ref A, ${event}}}}
`;

describe('the Auth of an API', () => {
  it.each([
    ['Api', 'DefaultAuthorizer: !Ref Text', undefined],
    ['Api', 'DefaultAuthorizer: !Ref None', undefined],
    ['Api', 'DefaultAuthorizer: !Ref Open', 'is not a name'],
    ['Api', 'DefaultAuthorizer: !FindInMap [Map, top, name]', 'is not a name'],
    ['Api', 'DefaultAuthorizer: !If [Prod, Pool, !Ref AWS::NoValue]', 'is not a name'],
    ['HttpApi', 'DefaultAuthorizer: !Ref Text', 'is not a name'],
    ['HttpApi', 'DefaultAuthorizer: !Ref AWS::NoValue', undefined],
    ['HttpApi', 'DefaultAuthorizer: AWS_IAM, EnableIamAuthorizer: !Ref Text', 'AWS_IAM is none of its authorizers'],
    ['HttpApi', 'DefaultAuthorizer: AWS_IAM, EnableIamAuthorizer: true', undefined],
    ['Api', 'Default: Pool', 'Auth has no property Default'],
    ['Api', 'UsagePlan: {CreateUsagePlan: !If [Prod, PER_API, NONE]}', 'CreateUsagePlan is PER_API'],
    ['Api', 'UsagePlan: !If [Prod, {CreateUsagePlan: PER_API}, !Ref AWS::NoValue]', 'UsagePlan has no property Fn::If'],
  ] as const)('of an %s with %s', (type, auth, why) => {
    expect(refusals(api(type, `Auth: {${AUTHORIZERS[type]}, ${auth}}`))).toEqual(why === undefined ? [] : [expect.stringContaining(why)]);
  });

  it.each([
    ['Api', 'Auth: !If [Prod, {DefaultAuthorizer: AWS_IAM}, !Ref AWS::NoValue]', 'Auth has no property Fn::If'],
    ['HttpApi', 'Auth: {Authorizers: !If [Prod, {}, {}]}', 'Authorizers is not a map'],
    ['HttpApi', 'Auth: {Authorizers: {Pool: !If [Prod, {}, {}]}}', 'needs FunctionArn or JwtConfiguration'],
    ['Api', 'Domain: !If [Prod, {DomainName: a, CertificateArn: c}, !Ref AWS::NoValue]', 'Domain needs DomainName'],
    ['HttpApi', 'Domain: !Ref AWS::NoValue', 'Domain needs DomainName'],
    ['Api', 'Domain: {DomainName: a, CertificateArn: c, Route53: {}}', 'Route53 needs HostedZoneId'],
    ['HttpApi', 'CorsConfiguration: {AllowOrigins: [!Ref Star], AllowCredentials: true}', undefined],
  ] as const)('or its place: of an %s with %s', (type, properties, why) => {
    expect(refusals(api(type, properties))).toEqual(why === undefined ? [] : [expect.stringContaining(why)]);
  });
});

describe('what an event says of its route', () => {
  it.each([
    ['Api', 'Auth: {Authorizer: !Ref Text}', 'something else than a text'],
    ['HttpApi', 'Auth: {Authorizer: !If [Prod, Pool, NONE]}', 'something else than a text'],
    ['HttpApi', 'Auth: {AuthorizationScopes: [a]}', 'names no authorizer'],
    ['HttpApi', 'Auth: !If [Prod, {Authorizer: Pool}, !Ref AWS::NoValue]', 'names no authorizer'],
    ['Api', 'Auth: !If [Prod, {Authorizer: Pool}, !Ref AWS::NoValue]', undefined],
    ['Api', 'Auth: {AuthorizationScopes: [a]}', 'AuthorizationScopes and no Authorizer'],
    ['Api', 'Auth: {ApiKeyRequired: false}', 'does not require'],
    ['Api', 'Auth: {ApiKeyRequired: !Ref Text}', undefined],
    ['Api', 'RequestModel: {Model: M}', 'its API has none'],
    ['Api', 'RequestParameters: [header.A]', 'a request parameter'],
    ['Api', 'RequestParameters: [method.request.header.A, method.request.path.b: {Required: true}]', undefined],
  ] as const)('of an %s with %s', (type, event, why) => {
    expect(refusals(api(type, `Auth: {${AUTHORIZERS[type]}}`, event))).toEqual(why === undefined ? [] : [expect.stringContaining(why)]);
  });

  it.each(['!Ref Text', '!If [Prod, true, false]', '"false"'])('is validated by a literal alone: %s', (value) => {
    const text = (validate: string) => api('Api', 'Models: {M: {type: object}}', `RequestModel: {Model: M, ValidateBody: ${validate}}`);
    expect(refusals(text(value))).toEqual([expect.stringContaining('something else than true or false')]);
    expect(refusals(text('false'))).toEqual([]);
  });

  it('counts for nothing where the document is the user’s, unless it overrides that', () => {
    const body = 'DefinitionBody: {swagger: "2.0", paths: {}}';
    expect(refusals(api('Api', body, 'Auth: {Authorizer: Nobody}'))).toEqual([]);
    expect(refusals(api('Api', body, 'Auth: {Authorizer: Nobody, OverrideApiAuth: true}'))).toEqual([expect.stringContaining('Nobody')]);
    expect(refusals(api('Api', body, 'Auth: {OverrideApiAuth: true}'))).toEqual([expect.stringContaining('nothing that overrides')]);
  });
});

describe('a WebSocket API', () => {
  it.each([
    ['Auth: {AuthType: !If [Prod, AWS_IAM, NONE]}', 'AuthType is AWS_IAM, CUSTOM or NONE'],
    ['Auth: !If [Prod, {AuthType: AWS_IAM}, !Ref AWS::NoValue]', 'AuthType is AWS_IAM, CUSTOM or NONE'],
    ['Auth: {AuthType: NONE, AuthArn: arn}', 'NONE goes with nothing else'],
    ['Auth: {AuthType: CUSTOM}', 'CUSTOM needs AuthArn'],
    ['Auth: {AuthType: AWS_IAM}', undefined],
    ['StageName: $default', 'not called $default'],
  ])('with %s', (properties, why) => {
    const text = `Resources: {W: {Type: AWS::Serverless::WebSocketApi, Properties: {RouteSelectionExpression: a, Routes: {$connect: {FunctionArn: f}}, ${properties}}}}`;
    expect(refusals(text)).toEqual(why === undefined ? [] : [expect.stringContaining(why)]);
  });
});

it('are Globals of which a part depends on a condition', () => {
  expect(refusals('Globals: {Api: !If [Prod, {}, {}]}\nResources: {T: {Type: AWS::Serverless::SimpleTable}}')).toEqual([
    expect.stringContaining('Fn::If is no property of Api'),
  ]);
});

it.each(['Events: !If [Prod, {}, {}]', 'Events: {E: !If [Prod, {}, {}]}', 'Events: {E: {Type: !Ref Text}}'])(
  'leave nobody knowing what an event makes: %s',
  (events) => {
    const { gaps } = expandSam(
      templateOf(`Resources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, ${events}}}}`),
    );
    expect(gaps.flatMap(({ types = [] }) => types)).toEqual(
      expect.arrayContaining(['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route', 'AWS::Lambda::Permission']),
    );
  },
);

describe('what else SAM looks at', () => {
  const resource = (type: string, properties: string): readonly string[] =>
    refusals(`Resources: {X: {Type: AWS::Serverless::${type}, Properties: {${properties}}}}`);
  const fn = (properties: string): readonly string[] => resource('Function', `Runtime: nodejs22.x, Handler: a.b, ${properties}`);
  const event = (type: string, properties: string): readonly string[] => fn(`Events: {E: {Type: ${type}, Properties: {${properties}}}}`);
  const KAFKA = 'KafkaBootstrapServers: [a], Topics: [t]';

  it.each([
    ['policies', fn('Policies: !If [Prod, [A], B]'), 'no policy that SAM knows'],
    ['parameters of a policy template', fn('Policies: [{VPCAccessPolicy: null}]'), 'are not a map'],
    ['the name of an alias', fn('AutoPublishAlias: 12'), 'no name of an alias'],
    ['a deployment', fn('AutoPublishAlias: live, DeploymentPreference: {Alarms: []}'), 'DeploymentPreference needs Type'],
    ['CORS of a URL', fn('FunctionUrlConfig: {AuthType: NONE, Cors: {AllowOrigins: "*"}}'), 'AllowOrigins'],
    ['two properties', fn('CapacityProviderConfig: {Arn: a}, VpcConfig: {}'), 'and not both'],
    ['access to a broker', event('MQ', 'Broker: b, SourceAccessConfigurations: [{Type: BASIC_AUTH}]'), 'without a URI'],
    ['access to a cluster', event('SelfManagedKafka', `${KAFKA}, SourceAccessConfigurations: [{Type: VPC_SUBNET, URI: u}]`), 'not both'],
    ['a filter', event('SQS', 'Queue: q, FilterCriteria: {Nope: []}'), 'FilterCriteria'],
    ['a queue for dead letters', event('Schedule', 'Schedule: rate(1 day), DeadLetterConfig: {Arn: a, Type: SQS}'), 'Arn and Type'],
    ['a subscription', event('SNS', 'Topic: t, SqsSubscription: {QueueArn: a}'), 'needs QueueArn and QueueUrl'],
    ['a key', resource('SimpleTable', 'PrimaryKey: {Name: a}'), 'needs a Type'],
    ['an architecture', resource('LayerVersion', 'ContentUri: a, CompatibleArchitectures: [mips]'), 'x86_64 or arm64'],
    ['a definition', resource('StateMachine', 'Definition: {StartAt: a}, DefinitionUri: a'), 'and not both'],
    ['a domain', resource('HttpApi', 'Domain: {DomainName: d, CertificateArn: c, EndpointConfiguration: EDGE}'), 'is REGIONAL'],
    ['an answer', resource('Api', 'StageName: v1, GatewayResponses: {DEFAULT_4XX: {Nope: 1}}'), 'gateway response'],
    [
      'an authorizer',
      resource('HttpApi', 'Auth: {Authorizers: {A: {JwtConfiguration: {issuer: i}, IdentitySource: a, FunctionArn: f}}}'),
      'JwtConfiguration and FunctionArn',
    ],
  ])('%s', (_, found, why) => {
    expect(found).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    [
      'functions in place of values',
      fn(
        'FunctionUrlConfig: {AuthType: !Ref A, Cors: {AllowOrigins: !Ref O, MaxAge: !Ref M}}, Policies: [!If [Prod, A, !Ref AWS::NoValue]]',
      ),
    ],
    ['a URL of which nothing is said', fn('FunctionUrlConfig: {}')],
    ['a disabled deployment', fn('DeploymentPreference: {Enabled: "False"}')],
    [
      'every way into a cluster',
      event(
        'SelfManagedKafka',
        `${KAFKA}, SourceAccessConfigurations: [{Type: IAM_AUTH}, {Type: VPC_SUBNET, URI: u}, {Type: VPC_SECURITY_GROUP, URI: u}]`,
      ),
    ],
    ['paths by functions', resource('HttpApi', 'Domain: {DomainName: d, CertificateArn: c, BasePath: [!Ref A]}')],
    ['a version as a number', resource('Api', 'StageName: v1, OpenApiVersion: 3.0')],
  ])('but not %s', (_, found) => {
    expect(found).toEqual([]);
  });
});
