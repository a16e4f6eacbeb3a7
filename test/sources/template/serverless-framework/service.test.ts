import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { idsOf, propertiesOf, serviceOf } from './services.ts';

const service = (functions: string, provider = '', more = '') =>
  serviceOf(
    `service: shop\nframeworkVersion: '3'\nprovider:\n  name: aws\n  runtime: nodejs22.x\n${provider}\nfunctions:\n${functions}\n${more}`,
  );

describe('functions', () => {
  it('take what they do not say from the provider', () =>
    expect(
      propertiesOf(
        service(
          '  get-order: { handler: a.b, timeout: 3, environment: { B: own } }',
          '  environment: { A: all, B: all }\n  memorySize: 256',
        ),
        'GetDashorderLambdaFunction',
      ),
    ).toMatchObject({
      FunctionName: 'shop-dev-get-order',
      Runtime: 'nodejs22.x',
      Timeout: 3,
      MemorySize: 256,
      Environment: { Variables: { A: 'all', B: 'own' } },
    }));

  it('have a URL that is open unless it says otherwise, and unknown where that is', () => {
    const read = service(
      '  a: { handler: a.b, url: true }\n  b: { handler: a.b, url: { authorizer: aws_iam } }\n  c: { handler: a.b, url: { authorizer: "${env:AUTH}" } }',
    );
    expect(['A', 'B', 'C'].map((id) => propertiesOf(read, `${id}LambdaFunctionUrl`).AuthType)).toEqual([
      'NONE',
      'AWS_IAM',
      '<${env:AUTH}>',
    ]);
    expect(idsOf(read, 'AWS::Lambda::Permission')).toEqual(['ALambdaPermissionFnUrl']);
  });

  it('that cannot be read are gaps', () =>
    expect(service('  a: ${file(./a.js):fn}\n  b: [1]').gaps.map(({ reason, message }) => [reason, message])).toEqual([
      ['variable', 'The function a depends on ${file(./a.js):fn}'],
      ['malformed', 'The function b is not a map'],
    ]));
});

describe('events', () => {
  const routes = (events: string, provider = '') => {
    const read = service(`  fn: { handler: a.b, events: [${events}] }\n  check: { handler: a.b }`, provider);
    return {
      routes: read.resources
        .filter(({ type }) => type === 'AWS::ApiGateway::Method' || type === 'AWS::ApiGatewayV2::Route')
        .map(({ id }) => `${id} ${propertiesOf(read, id).AuthorizationType}`),
      gaps: read.gaps.map(({ message }) => message),
    };
  };

  it('http make methods, and preflights that anyone may ask', () =>
    expect(
      routes(
        '{ http: GET a }, { http: { path: /b/, method: post, authorizer: check, cors: true } }, { http: { path: c, method: any, authorizer: aws_iam } }, { http: { path: d, method: get, authorizer: "${env:A}" } }',
      ),
    ).toEqual({
      routes: [
        'ApiGatewayMethodBOptions NONE',
        'ApiGatewayMethodAGet NONE',
        'ApiGatewayMethodBPost CUSTOM',
        'ApiGatewayMethodCAny AWS_IAM',
        'ApiGatewayMethodDGet <${env:A}>',
      ],
      gaps: ['An authorizer depends on ${env:A}'],
    }));

  it('httpApi make routes', () =>
    expect(
      routes(
        '{ httpApi: GET /a }, { httpApi: "*" }, { httpApi: { path: /b, method: put, authorizer: tokens } }, { httpApi: { path: /c, method: get, authorizer: { type: aws_iam } } }, { httpApi: "${env:ROUTE}" }',
        '  httpApi: { authorizers: { tokens: { type: jwt, issuerUrl: "https://i.example", audience: a, identitySource: x } } }',
      ),
    ).toEqual({
      routes: ['HttpApiRouteGetA undefined', 'HttpApiRouteDefault undefined', 'HttpApiRoutePutB JWT', 'HttpApiRouteGetC AWS_IAM'],
      gaps: ['fn: the httpApi event depends on ${env:ROUTE}'],
    }));

  it('of other kinds are gaps', () =>
    expect(routes('{ kafka: { bootstrapServers: [a] } }, { somePlugin: { a: 1 } }').gaps).toEqual([
      'fn: the kafka event cannot be read',
      'fn: what an event somePlugin makes is not read',
    ]));
});

test('resources and extensions are merged over what the framework makes', () => {
  const read = service(
    '  fn: { handler: a.b }',
    '',
    'resources:\n  Resources: { FnLambdaFunction: { Properties: { MemorySize: 128 } } }\n  extensions: { FnLambdaFunction: { Properties: { Timeout: 1 } }, Nothing: { Properties: {} } }',
  );
  expect(propertiesOf(read, 'FnLambdaFunction')).toMatchObject({ MemorySize: 128, Timeout: 1, Runtime: 'nodejs22.x' });
  expect(read.gaps.map(({ message }) => message)).toEqual([
    'The framework refuses the service: it makes no Nothing that could be extended',
  ]);
});

test('a resource of another file belongs to the service, and points there', () => {
  const read = serviceOf({
    'serverless.yml': 'service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nresources: ${file(queue.yml)}\n',
    'queue.yml': 'Resources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: "${self:service}-q" } }\n',
  });
  expect(read.inputs.map(({ file, format }) => [file, format])).toEqual([['serverless.yml', 'serverless-framework']]);
  expect(propertiesOf(read, 'Queue').QueueName).toBe('shop-q');
  const queue = read.resources.find(({ id }) => id === 'Queue');
  expect(queue && read.locate(queue, [])).toMatchObject({ file: 'queue.yml', startLine: 2 });
});

test('the application that SAM templates describe is read without a gap', () => {
  const read = serviceOf(readFileSync('fixtures/apps/orders-serverless/serverless.yml', 'utf8'));
  expect(read.gaps).toEqual([]);
  expect(idsOf(read, 'AWS::ApiGatewayV2::Route')).toEqual([
    'HttpApiRoutePostOrders',
    'HttpApiRouteGetOrdersIdVar',
    'HttpApiRoutePostHooksPayment',
  ]);
});

test('a service that is a program is a gap that says what to do', () =>
  expect(serviceOf({ 'serverless.ts': "export default { service: 'shop', provider: { name: 'aws' } };" }).gaps).toMatchObject([
    { scope: { file: 'serverless.ts', line: 1 }, reason: 'not-packaged', message: expect.stringContaining('npx serverless package') },
  ]));

test('plugins that may add resources are gaps', () => {
  expect(
    service('  fn: { handler: a.b }', '', 'plugins: [serverless-offline, serverless-domain-manager]').gaps.map(({ message }) => message),
  ).toEqual(['What the plugin serverless-domain-manager adds to the stack is not read']);
});

describe('what the framework does by functions of its own', () => {
  const CLOUDWATCH = 'CustomDashresourceDashapigwDashcwDashroleLambdaFunction';
  const logged = (version: string, logs = '{ restApi: true }') =>
    serviceOf(
      `service: shop\n${version}\nprovider: { name: aws, runtime: nodejs22.x, logs: ${logs} }\nfunctions:\n  fn: { handler: a.b, events: [ http: GET a ] }\n`,
    );

  it.each([
    ["frameworkVersion: '3'", 'nodejs18.x'],
    ['frameworkVersion: ^3.22.0', 'nodejs18.x'],
    ['frameworkVersion: 3.22.0', "<the runtime of the Serverless Framework's own functions>"],
    ["frameworkVersion: '>=3'", "<the runtime of the Serverless Framework's own functions>"],
    ['', "<the runtime of the Serverless Framework's own functions>"],
  ])('has the runtime of the release that deploys it, and none where that is not known: %s', (version, runtime) =>
    expect(propertiesOf(logged(version), CLOUDWATCH).Runtime).toBe(runtime),
  );

  it('is made for access logs alone, unless another sees to the role', () => {
    const ids = ['{ restApi: { accessLogging: false } }', '{ restApi: { roleManagedExternally: true } }', '{ httpApi: true }'].map((logs) =>
      idsOf(logged('', logs), 'AWS::Lambda::Function'),
    );
    expect(ids).toEqual([['FnLambdaFunction'], ['FnLambdaFunction'], ['FnLambdaFunction']]);
  });
});

describe('settings of version 4', () => {
  const read = (text: string, version = '') =>
    serviceOf(`service: shop\n${version}\nprovider:\n  name: aws\n  runtime: nodejs22.x\n${text}`);
  const gapsOf = (text: string, version?: string) => read(text, version).gaps.map(({ message, scope }) => `${scope.line} ${message}`);
  const PER_FUNCTION = '  iam: { role: { mode: perFunction } }\nfunctions:\n  fn: { handler: a.b }\n  own: { handler: a.b, role: mine }\n';

  it('that give functions roles of their own are gaps, and the roles not known', () => {
    expect(gapsOf(PER_FUNCTION)).toEqual(['6 The role that fn has alone is not read']);
    expect(propertiesOf(read(PER_FUNCTION), 'FnLambdaFunction').Role).toBe('<the role of fn alone>');
    expect(idsOf(read(PER_FUNCTION), 'AWS::IAM::Role')).toEqual([]);
    const one = 'functions:\n  a: { handler: a.b, iam: { role: { statements: [] } } }\n  b: { handler: a.b }\n';
    expect(gapsOf(one)).toEqual(['7 The role that a has alone is not read']);
    expect(idsOf(read(one), 'AWS::IAM::Role')).toEqual(['IamRoleLambdaExecution']);
  });

  it('that nobody knows are gaps, but for version 3, which heeds none', () => {
    const text =
      '  domain: api.example\nfunctions:\n  fn: { handler: a.b, durableConfig: { a: 1 } }\nappSync: { name: a }\nx-common: {}\n' +
      'custom: { apiGatewayServiceProxies: [ { sqs: { path: /open, method: post } } ] }\nstages: { prod: { observability: true } }\n';
    expect(gapsOf(text)).toEqual([
      '9 What appSync adds to the stack is not read',
      '6 What provider.domain adds to the stack is not read',
      '8 What functions.fn.durableConfig adds to the stack is not read',
      '11 What custom.apiGatewayServiceProxies adds to the stack is not read',
      '12 What stages.prod.observability adds to the stack is not read',
    ]);
    expect(gapsOf(text, "frameworkVersion: '3'")).toEqual([]);
    expect(gapsOf('org: acme\napp: shop\n', "frameworkVersion: '3'")).toHaveLength(1);
  });
});

test('what a service tells its own stack holds, and a value that is not known is a gap', () => {
  const read = serviceOf(
    [
      'service: shop',
      "frameworkVersion: '3'",
      'provider:',
      '  name: aws',
      '  stackParameters: [{ ParameterKey: Sse, ParameterValue: false }, { ParameterKey: Name, ParameterValue: "${env:NAME}" }]',
      'resources:',
      '  Parameters: { Sse: { Type: String, Default: true }, Name: { Type: String, Default: a } }',
      '  Resources: { Q: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: !Ref Sse } } }',
    ].join('\n'),
  );
  expect(propertiesOf(read, 'Q')).toEqual({ SqsManagedSseEnabled: 'false' });
  expect(read.gaps.map(({ message, scope }) => [scope.line, message])).toEqual([
    [5, 'The parameter Name of the stack has a value that is not known'],
  ]);
});

test('legacy rules of the event bus are made by a function, and so a gap', () => {
  const { gaps, resources } = service(
    '  fn: { handler: a.b, events: [ eventBridge: { schedule: rate(1 day) } ] }',
    '  eventBridge: { useCloudFormation: false }',
  );
  expect(gaps.map(({ reason, types }) => [reason, types])).toEqual([
    ['custom-resource', ['AWS::Events::Rule', 'AWS::Events::EventBus', 'AWS::Lambda::Permission']],
  ]);
  expect(resources.map(({ type }) => type)).toContain('Custom::EventBridge');
});

test('a function at the edge is given neither variables nor a network, and CloudFront may call it', () => {
  const read = service(
    '  fn: { handler: a.b, environment: { A: b }, events: [ cloudFront: { eventType: viewer-request, origin: "https://a.example/x" }, cloudFront: { eventType: origin-request, origin: "${env:O}" } ] }',
    '  memorySize: 512',
  );
  expect(propertiesOf(read, 'FnLambdaFunction')).toMatchObject({ MemorySize: 128, Timeout: 5 });
  expect(propertiesOf(read, 'FnLambdaFunction')).not.toHaveProperty('Environment');
  expect(propertiesOf(read, 'CloudFrontDistribution')).toMatchObject({
    DistributionConfig: {
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'allow-all', TargetOriginId: 'custom/a.example/x' },
      Origins: [{ DomainName: 'a.example', CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer' } }],
    },
  });
  expect(read.gaps.map(({ message }) => message)).toEqual(['fn: the cloudFront event depends on ${env:O}']);
});
