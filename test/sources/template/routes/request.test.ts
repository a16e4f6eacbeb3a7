import { describe, expect, it } from 'vitest';
import { expandRoutes } from '../../../../src/sources/template/routes/expand.ts';
import type { TemplateResource } from '../../../../src/sources/template/template.ts';
import { expandAll, plain, property, templateOf } from '../templates.ts';

const made = (text: string): readonly TemplateResource[] => expandRoutes(templateOf(text)).resources;
const find = (text: string, id: string): TemplateResource | undefined => made(text).find((resource) => resource.id === id);

const API = `
Resources:
  Orders:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
`;

const OPENAPI_2 = `${API}
        swagger: "2.0"
        consumes: [application/json, text/csv]
        parameters: {Tenant: {name: tenant, in: header, required: true}}
        definitions: {Order: {type: object}}
        paths:
          /orders/{id}:
            parameters: [{$ref: "#/parameters/Tenant"}, {name: id, in: path, required: true}]
            post:
              parameters: [{name: dry, in: query}, {name: body, in: body, schema: {$ref: "#/definitions/Order"}}]
`;

const OPENAPI_3 = `${API}
        openapi: 3.0.1
        components:
          requestBodies: {Order: {content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}}
          schemas: {Base: {type: object}, Order: {$ref: "#/components/schemas/Base"}}
        paths:
          /orders:
            post: {requestBody: {$ref: "#/components/requestBodies/Order"}}
            put: {requestBody: {content: {application/json: {schema: {type: object}}, text/csv: {}}}}
`;

describe('what a method of a body says of its requests', () => {
  it('are the parameters of its path and its own, with what they require', () => {
    expect(property(find(OPENAPI_2, 'Orders POST /orders/{id}'), 'RequestParameters')).toEqual({
      'method.request.header.tenant': true,
      'method.request.path.id': true,
      'method.request.querystring.dry': false,
    });
  });

  it('are the models of its body, for each type of content', () => {
    const model = { Ref: 'Orders model Order' };
    expect(property(find(OPENAPI_2, 'Orders POST /orders/{id}'), 'RequestModels')).toEqual({
      'application/json': model,
      'text/csv': model,
    });
    expect(property(find(OPENAPI_3, 'Orders POST /orders'), 'RequestModels')).toEqual({ 'application/json': model });
  });

  it('are models of its own where they have no name', () => {
    expect(property(find(OPENAPI_3, 'Orders PUT /orders'), 'RequestModels')).toEqual({
      'application/json': { Ref: 'Orders model PUT /orders' },
    });
    expect(property(find(OPENAPI_3, 'Orders model PUT /orders'), 'Schema')).toEqual({ type: 'object' });
  });

  it('follows the references of models', () => {
    expect(property(find(OPENAPI_3, 'Orders model Order'), 'Schema')).toEqual({ type: 'object' });
  });

  it.each([
    ['parameters that a condition decides', 'parameters: !If [Strict, [], []]', 'RequestParameters'],
    ['a parameter that a condition decides', 'parameters: [!If [Strict, {name: a, in: query}, !Ref AWS::NoValue]]', 'RequestParameters'],
    ['a parameter that is not there', 'parameters: [{$ref: "#/parameters/Ghost"}]', 'RequestParameters'],
    ['a body that a condition decides', 'requestBody: !If [Strict, {}, {}]', 'RequestModels'],
  ])('is not known: %s', (_, operation, name) => {
    const method = find(`${API}\n        paths: {/a: {post: {${operation}}}}`, 'Orders POST /a');
    expect(property(method, name)).toHaveProperty(['Fn::OpenApi']);
  });
});

const HTTP = `
Resources:
  Orders:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Body:
        openapi: 3.0.1
        components: {x-amazon-apigateway-integrations: {shared: {type: http_proxy, uri: "http://example.com"}}}
        paths:
          /orders: {get: {x-amazon-apigateway-integration: {$ref: "#/components/x-amazon-apigateway-integrations/shared"}}}
          /jobs:
            post:
              x-amazon-apigateway-integration:
                {type: aws_proxy, integrationSubtype: SQS-SendMessage, requestParameters: {MessageBody: $request.body}}
`;

describe('the integrations of an HTTP API', () => {
  it('are resources that the routes lead to', () => {
    expect(property(find(HTTP, 'Orders GET /orders'), 'Target')).toEqual({
      'Fn::Join': ['/', ['integrations', { Ref: 'Orders GET /orders integration' }]],
    });
    expect(plain(find(HTTP, 'Orders GET /orders integration')?.properties)).toEqual({
      ApiId: { Ref: 'Orders' },
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: 'http://example.com',
    });
    expect(property(find(HTTP, 'Orders POST /jobs integration'), 'IntegrationSubtype')).toBe('SQS-SendMessage');
  });
});

const stages = (text: string): readonly unknown[] =>
  expandAll(templateOf(text))
    .resources.filter(({ type }) => type.endsWith('::Stage'))
    .map(({ id, properties, madeBy }) => [id, madeBy, plain(properties)]);

describe('stages that are no resources of the template', () => {
  it('are made by deployments, which describe them', () => {
    const text = `Resources:
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties:
      RestApiId: !Ref Orders
      StageName: live
      StageDescription: {CacheClusterEnabled: true, ThrottlingRateLimit: 5, MethodSettings: [{ResourcePath: /a, HttpMethod: GET}]}`;
    const MethodSettings = [
      { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 5 },
      { ResourcePath: '/a', HttpMethod: 'GET' },
    ];
    expect(stages(text)).toEqual([
      [
        'Orders live',
        'Deployment',
        {
          RestApiId: { Ref: 'Orders' },
          StageName: 'live',
          DeploymentId: { Ref: 'Deployment' },
          CacheClusterEnabled: true,
          MethodSettings,
        },
      ],
    ]);
  });

  it('are made once, however many deployments follow each other', () => {
    const deployment = 'Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Orders, StageName: live}';
    expect(stages(`Resources: {One: {${deployment}}, Two: {${deployment}}}`)).toHaveLength(1);
    expect(stages('Resources: {One: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Orders}}}')).toEqual([]);
  });

  it('are made by SAM beside the one that the user named', () => {
    const text = 'Resources: {Orders: {Type: AWS::Serverless::Api, Properties: {StageName: prod}}}';
    expect(stages(text)).toMatchObject([
      ['OrdersprodStage', 'Orders', { StageName: 'prod' }],
      ['Orders Stage', 'Orders', { StageName: 'Stage' }],
    ]);
  });

  it('come with the quick creation of an HTTP API, and take its overrides', () => {
    const text = `Resources:
  Orders: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP, Target: "https://example.com"}}
  Overrides:
    Type: AWS::ApiGatewayV2::ApiGatewayManagedOverrides
    Properties: {ApiId: !Ref Orders, Stage: {DefaultRouteSettings: {ThrottlingRateLimit: 5}}, Route: {AuthorizationType: AWS_IAM}}`;
    expect(stages(text)).toMatchObject([['Orders $default stage', 'Orders', { DefaultRouteSettings: { ThrottlingRateLimit: 5 } }]]);
    expect(property(find(text, 'Orders $default'), 'AuthorizationType')).toBe('AWS_IAM');
    expect(property(find(text, 'Orders $default integration'), 'IntegrationUri')).toBe('https://example.com');
  });
});

describe('an integration that depends on a condition', () => {
  const bodyOf = (type: string, version: string, integration: string, more = '') => `
Resources:
  Orders:
    Type: ${type}
    Properties:
      Body:
        ${version}
        paths: {/orders: {get: {x-amazon-apigateway-integration: ${integration}}}}
        ${more}
`;
  const rest = (integration: string, more?: string) => bodyOf('AWS::ApiGateway::RestApi', 'swagger: "2.0"', integration, more);
  const http = (integration: string, more?: string) => bodyOf('AWS::ApiGatewayV2::Api', 'openapi: 3.0.1', integration, more);
  const shared = (value: string) => `components: {x-amazon-apigateway-integrations: {shared: ${value}}}`;
  const SHARED = '{$ref: "#/components/x-amazon-apigateway-integrations/shared"}';

  it('has the members of each branch', () => {
    const text = rest('{Fn::If: [Prod, {type: http, uri: "http://a"}, {Fn::If: [Dev, {type: mock}, {Ref: AWS::NoValue}]}]}');
    expect(property(find(text, 'Orders GET /orders'), 'Integration')).toEqual({
      'Fn::If': ['Prod', { Type: 'HTTP', Uri: 'http://a' }, { 'Fn::If': ['Dev', { Type: 'MOCK' }, { Ref: 'AWS::NoValue' }] }],
    });
  });

  it('has the properties of each branch, of an HTTP API’s, through what operations share', () => {
    const text = http(SHARED, shared('{Fn::If: [Prod, {type: http_proxy, uri: "http://a"}, {Ref: AWS::NoValue}]}'));
    expect(plain(find(text, 'Orders GET /orders integration')?.properties)).toEqual({
      'Fn::If': [
        'Prod',
        { ApiId: { Ref: 'Orders' }, IntegrationType: 'HTTP_PROXY', IntegrationUri: 'http://a' },
        { ApiId: { Ref: 'Orders' } },
      ],
    });
  });

  it.each([
    ['leads nowhere', SHARED, undefined],
    ['leads to itself through conditions', SHARED, `{Fn::If: [Prod, ${SHARED}, ${SHARED}]}`],
    ['is included in part', '{type: http, Fn::Transform: {Name: AWS::Include}}', undefined],
    ['is no map', 'text', undefined],
  ])('is unknown where it %s', (_, integration, value) => {
    const more = value === undefined ? '' : shared(value);
    const unknown = (node: unknown): boolean =>
      typeof node === 'object' &&
      node !== null &&
      ('Fn::OpenApiBody' in node || ('Fn::If' in node && (node['Fn::If'] as readonly unknown[]).slice(1).every(unknown)));
    expect(property(find(rest(integration, more), 'Orders GET /orders'), 'Integration')).toSatisfy(unknown);
    const properties = plain(find(http(integration, more), 'Orders GET /orders integration')?.properties);
    const leaves = (node: unknown): readonly unknown[] =>
      typeof node === 'object' && node !== null && 'Fn::If' in node
        ? (node['Fn::If'] as readonly unknown[]).slice(1).flatMap(leaves)
        : [node];
    for (const leaf of leaves(properties)) expect((leaf as { IntegrationUri: unknown }).IntegrationUri).toSatisfy(unknown);
  });
});

describe('what a method says of its requests is unknown, not absent, where a part of it', () => {
  const text = (operation: string) => `${API}        {swagger: "2.0", paths: {/orders: {post: {${operation}}}}}`;
  it.each([
    ['is called by a function', 'parameters: [{name: !Ref Name, in: query}]', 'RequestParameters'],
    ['stands at a place that a function tells', 'parameters: [{name: body, in: !Ref Place, schema: {}}]', 'RequestModels'],
    [
      'is a content that depends on a condition',
      'requestBody: {content: {application/json: !If [Prod, {schema: {}}, !Ref AWS::NoValue]}}',
      'RequestModels',
    ],
  ])('%s', (_, operation, name) => {
    expect(Object.keys(property(find(text(operation), 'Orders POST /orders'), name) as object)).toEqual(['Fn::OpenApi']);
  });

  it.each(['parameters: !Ref AWS::NoValue', 'parameters: [!Ref AWS::NoValue]', 'requestBody: !Ref AWS::NoValue'])(
    'but absent where it says nothing: %s',
    (operation) => {
      const method = find(text(operation), 'Orders POST /orders');
      expect([property(method, 'RequestParameters'), property(method, 'RequestModels')]).toEqual([undefined, undefined]);
    },
  );
});
