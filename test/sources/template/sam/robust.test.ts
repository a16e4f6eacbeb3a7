import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutate } from '../mutate.ts';
import { expandAll, templateOf } from '../templates.ts';

const SEED = {
  Parameters: { P: { Type: 'String', Default: 'Pool' } },
  Globals: {
    Function: { Runtime: 'nodejs22.x', Layers: ['a'] },
    Api: { Auth: { ApiKeyRequired: true } },
    HttpApi: { Auth: { EnableIamAuthorizer: true } },
  },
  Resources: {
    Api: {
      Type: 'AWS::Serverless::Api',
      Properties: {
        StageName: 'v1',
        Cors: "'*'",
        MergeDefinitions: true,
        DefinitionBody: {
          swagger: '2.0',
          paths: {
            '/a': { get: { security: [{ Pool: [] }], 'x-amazon-apigateway-integration': { type: 'mock' } } },
            '/r': { $ref: '#/paths/~1a' },
          },
        },
        Auth: {
          DefaultAuthorizer: { Ref: 'P' },
          Authorizers: { Pool: { UserPoolArn: 'arn' } },
          ResourcePolicy: { IpRangeWhitelist: ['1.2.3.4'], CustomStatements: [{ Effect: 'Deny' }] },
          UsagePlan: { CreateUsagePlan: 'SHARED' },
        },
        Domain: { DomainName: 'd', CertificateArn: 'c' },
      },
    },
    F: {
      Type: 'AWS::Serverless::Function',
      Condition: 'C',
      Properties: {
        AutoPublishAlias: 'live',
        Role: { 'Fn::If': ['C', 'r', { Ref: 'AWS::NoValue' }] },
        Policies: ['AdministratorAccess', { Statement: [] }, { S3ReadPolicy: {} }],
        FunctionUrlConfig: { AuthType: 'NONE' },
        EventInvokeConfig: { DestinationConfig: { OnFailure: { Type: 'SQS' } } },
        Events: {
          A: { Type: 'Api', Properties: { RestApiId: { Ref: 'Api' }, Path: '/b', Method: 'any', Auth: { Authorizer: 'NONE' } } },
          B: { Type: 'HttpApi', Properties: { Path: '/b/{x}', Method: 'get', Auth: { Authorizer: 'AWS_IAM' } } },
          C: { Type: 'SNS', Properties: { Topic: { Ref: 'T' }, SqsSubscription: true } },
          D: { Type: 'Schedule', Properties: { Schedule: 'rate(1 day)', DeadLetterConfig: { Type: 'SQS' } } },
          E: { Type: 'MQ', Properties: { Broker: 'b', SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: 'u' }] } },
        },
      },
    },
    W: {
      Type: 'AWS::Serverless::WebSocketApi',
      Properties: { Auth: { AuthType: 'CUSTOM', AuthArn: 'a' }, Routes: { $connect: { FunctionArn: 'f' } } },
    },
    S: {
      Type: 'AWS::Serverless::StateMachine',
      Properties: { Events: { A: { Type: 'Api', Properties: { Path: '/s', Method: 'post' } } } },
    },
    G: {
      Type: 'AWS::Serverless::GraphQLApi',
      Properties: {
        SchemaInline: 's',
        Auth: { Type: 'AWS_LAMBDA', LambdaAuthorizer: { AuthorizerUri: 'a' }, Additional: [{ Type: 'API_KEY' }] },
        ApiKeys: { K: {} },
        Cache: { Type: 'SMALL' },
        DomainName: { DomainName: 'd' },
        DataSources: { DynamoDb: { D: { TableName: 't' } }, Lambda: { L: { FunctionArn: 'f' } } },
        Functions: { one: { DataSource: 'D', InlineCode: 'c', Runtime: { Name: 'n', Version: 'v' } }, two: { DataSource: 'none' } },
        Resolvers: { Query: { q: { Pipeline: ['one'] } } },
      },
    },
    Q: { Type: 'AWS::SQS::Queue', Connectors: { ToF: { Properties: { Destination: { Id: 'F' }, Permissions: ['Read', 'Write'] } } } },
    J: {
      Type: 'AWS::Serverless::Connector',
      Properties: {
        Source: { Id: 'F' },
        Destination: [
          { Id: 'Q', Qualifier: 'x' },
          { Type: 'AWS::SNS::Topic', Arn: 'a' },
        ],
        Permissions: ['Write'],
      },
    },
    I: { Type: 'AWS::Serverless::MicrovmImage', Properties: { CodeUri: 's3://b/k', EnvironmentVariables: { A: 'b' } } },
    N: { Type: 'AWS::Serverless::NetworkConnector', Properties: { VpcConfig: { SubnetIds: ['s'] } } },
    P: {
      Type: 'AWS::Serverless::CapacityProvider',
      Properties: { VpcConfig: {}, ScalingConfig: { AverageCPUUtilization: 1 }, InstanceRequirements: { AllowedTypes: ['a'] } },
    },
    Z: {
      Type: 'AWS::Serverless::WebFunction',
      Properties: { Runtime: 'nodejs22.x', CodeUri: 's3://b/k', AuthType: 'IamAuth', EntryPoint: 'e', RevisionWeights: { a: 1 } },
    },
    R: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Body: {
          openapi: '3.0.1',
          components: { securitySchemes: { A: { 'x-amazon-apigateway-authorizer': { type: 'token' } } } },
          paths: { '/': { get: { security: [{ A: [] }] } } },
        },
      },
    },
    H: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Target: 't', Body: '{"openapi":"3.0.1","paths":{}}' } },
    M: { Type: 'AWS::ApiGateway::Method', Properties: { ResourceId: { Ref: 'M' } } },
  },
};

const STRANGE = [
  null,
  true,
  0,
  '',
  'text',
  [],
  {},
  ['a'],
  { a: 1 },
  { Ref: 'X' },
  { 'Fn::If': ['C', 1] },
  { 'Fn::If': ['C', {}, []] },
  { 'Fn::GetAtt': 7 },
  { 'Fn::Transform': { Name: 'AWS::Include' } },
  JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": []}'),
];

describe('templates that were tampered with', () => {
  it('expand all the same', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5000), fc.nat(100)), { minLength: 1, maxLength: 4 }), (steps) => {
        const template = templateOf(JSON.stringify(mutate(SEED, STRANGE, steps)));
        const { resources, gaps } = expandAll(template);
        const end = template.source.text.length;
        expect([...resources, ...gaps].filter(({ span }) => span.start < 0 || span.end > end)).toEqual([]);
        expect(resources.filter(({ type }) => type.startsWith('AWS::Serverless::'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('lose no route silently: each event makes one or is named in a gap', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(100), (where, what) => {
        const events = { A: { Type: 'Api', Properties: { Path: '/b', Method: 'get', Auth: { ApiKeyRequired: true } } } };
        const seed = { F: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'a', Events: events } } };
        const mutated = mutate(seed.F.Properties.Events.A.Properties, STRANGE, [[where, what]]);
        const text = JSON.stringify({
          Resources: { F: { ...seed.F, Properties: { Handler: 'a', Events: { A: { Type: 'Api', Properties: mutated } } } } },
        });
        const { resources, gaps } = expandAll(templateOf(text));
        const routes = resources.filter(({ type }) => type === 'AWS::ApiGateway::Method');
        expect(routes.length + gaps.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('of thousands of events stay quick work', () => {
    const Events = Object.fromEntries(
      Array.from({ length: 3000 }, (_, i) => [`E${i}`, { Type: 'Api', Properties: { Path: `/p${i}`, Method: 'get' } }]),
    );
    const { resources } = expandAll(
      templateOf(JSON.stringify({ Resources: { F: { Type: 'AWS::Serverless::Function', Properties: { Events } } } })),
    );
    expect(resources.filter(({ type }) => type === 'AWS::ApiGateway::Method')).toHaveLength(3000);
  });
});
