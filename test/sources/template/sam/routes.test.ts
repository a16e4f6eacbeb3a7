import { describe, expect, it } from 'vitest';
import { expandAll, lineOf, property, routeTable, templateOf } from '../templates.ts';

const table = (text: string) => routeTable(expandAll(templateOf(text)).resources);

const fn = (id: string, events: string, rest = ''): string => `
  ${id}:
    Type: AWS::Serverless::Function
${rest}    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      CodeUri: src/
      Events:
${events
  .trim()
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}`;

const api = (properties: string): string => `
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
${properties
  .trim()
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}`;

const AUTH = `
Auth:
  DefaultAuthorizer: Pool
  Authorizers:
    Pool: {UserPoolArn: !GetAtt Users.Arn, AuthorizationScopes: [orders/read]}
    Token: {FunctionArn: !GetAtt Check.Arn, Identity: {Header: X-Token, ReauthorizeEvery: 0}}
    Request: {FunctionArn: !GetAtt Check.Arn, FunctionPayloadType: REQUEST, Identity: {Headers: [A], QueryStrings: [b], Context: [path]}}`;

describe('the implicit REST API', () => {
  it('has the routes of events that name no API', () => {
    expect(
      table(
        `Resources:${fn('F', 'Get: {Type: Api, Properties: {Path: /a, Method: GET}}\nAny: {Type: Api, Properties: {Path: /b, Method: any}}')}`,
      ),
    ).toEqual(['ServerlessRestApi GET /a: NONE', 'ServerlessRestApi ANY /b: NONE']);
  });

  it('follows the Globals of APIs', () => {
    const globals = 'Globals:\n  Api:\n    Auth: {ApiKeyRequired: true}\n    Cors: "\'*\'"\n    OpenApiVersion: 3.0.1\n';
    const text = `${globals}Resources:${fn('F', 'Get: {Type: Api, Properties: {Path: /a, Method: get}}')}`;
    expect(table(text)).toEqual(['ServerlessRestApi GET /a: NONE, key', 'ServerlessRestApi OPTIONS /a: NONE, key']);
    const { resources } = expandAll(templateOf(text));
    expect(
      resources.filter(({ type }) => type === 'AWS::ApiGateway::Stage').map((stage) => [stage.id, property(stage, 'StageName')]),
    ).toEqual([['ServerlessRestApiProdStage', 'Prod']]);
  });

  it('exists when one of its functions does', () => {
    const text = `Resources:${fn('F', 'E: {Type: Api, Properties: {Path: /a, Method: get}}', '    Condition: A\n')}${fn('G', 'E: {Type: Api, Properties: {Path: /b, Method: get}}', '    Condition: B\n')}`;
    const { resources } = expandAll(templateOf(text));
    const either = '{"Fn::Or":[{"Condition":"A"},{"Condition":"B"}]}';
    expect(routeTable(resources)).toEqual([
      `ServerlessRestApi GET /a: NONE, if ${either} and A`,
      `ServerlessRestApi GET /b: NONE, if ${either} and B`,
    ]);
    expect(table(`Resources:${fn('F', 'E: {Type: Api, Properties: {Path: /a, Method: get}}', '    Condition: A\n')}`)).toEqual([
      'ServerlessRestApi GET /a: NONE, if A and A',
    ]);
  });

  it('lets its routes point at the events, and belong to their functions', () => {
    const template = templateOf(`Resources:${fn('F', 'Get:\n  Type: Api\n  Properties:\n    Path: /a\n    Method: get')}`);
    const route = expandAll(template).resources.find(({ type }) => type === 'AWS::ApiGateway::Method');
    expect(route && lineOf(template, route)).toBe(12);
    expect(route?.madeBy).toBe('F');
  });
});

describe('an explicit REST API', () => {
  const events = (auth: string) => fn('F', `E: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /a, Method: get${auth}}}`);
  it.each([
    ['nothing', '', '', 'NONE'],
    ['the default authorizer, with its scopes', AUTH, '', 'COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"]'],
    ['another authorizer', AUTH, ', Auth: {Authorizer: Token}', 'CUSTOM, Api Token'],
    ['its own scopes', AUTH, ', Auth: {Authorizer: Pool, AuthorizationScopes: [x]}', 'COGNITO_USER_POOLS, Api Pool, scopes ["x"]'],
    ['no authorizer', AUTH, ', Auth: {Authorizer: NONE}', 'NONE'],
    ['no authorizer, but a key', AUTH, ', Auth: {Authorizer: NONE, ApiKeyRequired: true}', 'NONE, key'],
    ['IAM', AUTH, ', Auth: {Authorizer: AWS_IAM}', 'AWS_IAM'],
    ['IAM and a key', AUTH, ', Auth: {Authorizer: AWS_IAM, ApiKeyRequired: true}', 'AWS_IAM, key'],
    ['IAM by default', 'Auth: {DefaultAuthorizer: AWS_IAM}', '', 'AWS_IAM'],
    ['a key for all', 'Auth: {ApiKeyRequired: true}', '', 'NONE, key'],
    ['a key for all but one', 'Auth: {ApiKeyRequired: true}', ', Auth: {ApiKeyRequired: false}', 'NONE'],
    ['a key for one', '', ', Auth: {ApiKeyRequired: true}', 'NONE, key'],
    ['a default by a parameter', AUTH.replace(': Pool', ': !Ref Default'), '', 'COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"]'],
    ['a default that nobody can tell', AUTH.replace(': Pool', ': !Ref Nothing'), '', '{"Fn::OpenApiSecurity":{"Ref":"Nothing"}}'],
    ['authorization that nobody can tell', 'Auth: !FindInMap [A, B, C]', '', '{"Fn::OpenApiSecurity":{"Fn::FindInMap":["A","B","C"]}}'],
  ])('%s', (_, properties, event, expected) => {
    const text = `Parameters: {Default: {Type: String, Default: Pool}}\nResources:${api(`Name: orders\n${properties.trim()}`)}${events(event)}`;
    expect(table(text)).toEqual([`Api GET /a: ${expected}`]);
  });

  it('depends on the condition of its default authorizer', () => {
    expect(table(`Resources:${api(AUTH.replace(': Pool', ': !If [Prod, Pool, !Ref AWS::NoValue]'))}${events('')}`)).toEqual([
      'Api GET /a: COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"], if Prod',
      'Api GET /a: NONE, if not Prod',
    ]);
  });

  it.each([
    ['', 'COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"]'],
    ['\n  AddDefaultAuthorizerToCorsPreflight: false', 'NONE'],
  ])('protects its preflight requests unless told not to%s', (setting, expected) => {
    expect(table(`Resources:${api(`Cors: "'*'"${AUTH}${setting}`)}${events('')}`)).toContain(`Api OPTIONS /a: ${expected}`);
  });

  it('protects the operations of its own document, and leaves to them what they say', () => {
    const integration = 'x-amazon-apigateway-integration: {type: mock}';
    const paths = `DefinitionBody:
  swagger: "2.0"
  paths:
    /a: {get: {${integration}}, post: {${integration}, security: [{Token: []}]}, put: {${integration}, security: [{NONE: []}]}}
    /b: !If [Prod, {get: {${integration}}}, !Ref AWS::NoValue]`;
    expect(table(`Resources:${api(`${paths}${AUTH}`)}${events(', Auth: {Authorizer: Token}')}`)).toEqual([
      'Api GET /a: COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"]',
      'Api POST /a: CUSTOM, Api Token',
      'Api PUT /a: NONE',
      'Api GET /b: COGNITO_USER_POOLS, Api Pool, scopes ["orders/read"], if Prod',
    ]);
    expect(table(`Resources:${api(`${paths}${AUTH}`)}${events(', Auth: {Authorizer: Token, OverrideApiAuth: true}')}`)[0]).toBe(
      'Api GET /a: CUSTOM, Api Token',
    );
  });

  it('has authorizers', () => {
    const { resources } = expandAll(templateOf(`Resources:${api(AUTH)}`));
    const authorizers = resources.filter(({ type }) => type === 'AWS::ApiGateway::Authorizer');
    expect(
      authorizers.map((one) => ['Name', 'Type', 'AuthorizerResultTtlInSeconds', 'IdentitySource'].map((name) => property(one, name))),
    ).toEqual([
      ['Pool', 'COGNITO_USER_POOLS', undefined, 'method.request.header.Authorization'],
      ['Token', 'TOKEN', 0, 'method.request.header.X-Token'],
      ['Request', 'REQUEST', undefined, 'method.request.header.A, method.request.querystring.b, context.path'],
    ]);
  });

  it('has the stage that was asked for and the one that was not', () => {
    const stages = (properties: string) =>
      expandAll(templateOf(`Resources:${api(properties)}`))
        .resources.filter(({ type }) => type === 'AWS::ApiGateway::Stage')
        .map((stage) => `${stage.id}: ${property(stage, 'StageName')} ${JSON.stringify(property(stage, 'MethodSettings'))}`);
    const settings = 'MethodSettings: [{ThrottlingRateLimit: 5}]';
    expect(stages(settings)).toEqual(['Apiv1Stage: v1 [{"ThrottlingRateLimit":5}]', 'Api Stage: Stage undefined']);
    expect(stages(`${settings}\nOpenApiVersion: "3.0.1"`)).toEqual(['Apiv1Stage: v1 [{"ThrottlingRateLimit":5}]']);
  });

  it('has a resource policy from the API and from events', () => {
    const text = `Resources:${api('EndpointConfiguration: {Type: PRIVATE, VPCEndpointIds: [vpce-1]}\nAuth: {ResourcePolicy: {SourceVpcWhitelist: [vpce-1]}}')}${events('')}`;
    const rest = expandAll(templateOf(text)).resources.find(({ id }) => id === 'Api');
    expect(property(rest, 'EndpointConfiguration')).toEqual({ Types: ['PRIVATE'], VpcEndpointIds: ['vpce-1'] });
    expect(property(rest, 'Policy')).toMatchObject({
      Statement: [
        { Effect: 'Allow', Principal: '*', Resource: [{ 'Fn::Sub': [expect.stringContaining('/GET/a'), { __Stage__: 'v1' }] }] },
        { Effect: 'Deny', Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1'] } } },
      ],
    });
  });

  it.each([
    ['DefinitionUri: s3://bucket/openapi.yaml', 'outside'],
    ['DefinitionUri: openapi.yaml', 'outside'],
    ['DefinitionBody: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: openapi.yaml}}}', 'included'],
  ])('has a gap in place of routes: %s', (definition, reason) => {
    const { resources, gaps } = expandAll(templateOf(`Resources:${api(definition)}${events('')}`));
    expect(routeTable(resources)).toEqual([]);
    expect(gaps).toMatchObject([{ reason, types: expect.arrayContaining(['AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer']) }]);
  });
});

describe('HTTP APIs', () => {
  const HTTP = `
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Jwt
        EnableIamAuthorizer: true
        Authorizers:
          Jwt: {JwtConfiguration: {issuer: "https://issuer", audience: [orders]}, IdentitySource: $request.header.Authorization, AuthorizationScopes: [read]}
          Lambda: {FunctionArn: !GetAtt Check.Arn, AuthorizerPayloadFormatVersion: "2.0", Identity: {Headers: [A], ReauthorizeEvery: 30}}`;
  it.each([
    ['', 'JWT, Api Jwt, scopes ["read"]'],
    [', Auth: {Authorizer: Lambda}', 'CUSTOM, Api Lambda'],
    [', Auth: {Authorizer: NONE}', 'NONE'],
    [', Auth: {Authorizer: AWS_IAM}', 'AWS_IAM'],
    [', Auth: {AuthorizationScopes: [write]}', 'JWT, Api Jwt, scopes ["write"]'],
  ])('protect their routes: %s', (auth, expected) => {
    expect(table(`Resources:${HTTP}${fn('F', `E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get${auth}}}`)}`)).toEqual(
      [`Api GET /a: ${expected}`],
    );
  });

  it('are made for events that name none, the default route included', () => {
    expect(table(`Resources:${fn('F', 'All: {Type: HttpApi}\nGet: {Type: HttpApi, Properties: {Path: /a, Method: get}}')}`)).toEqual([
      'ServerlessHttpApi $default: NONE',
      'ServerlessHttpApi GET /a: NONE',
    ]);
  });

  it('take the routes of events beside those of their document', () => {
    const text = `Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody: {openapi: "3.0.1", paths: {/own: {get: {x-amazon-apigateway-integration: {type: http_proxy}}}}}${fn('F', 'E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /a, Method: get}}')}`;
    expect(table(text)).toEqual(['Api GET /own: NONE', 'Api GET /a: NONE']);
  });
});

describe('WebSocket APIs', () => {
  const text = (auth: string) => `Resources:
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      ${auth}
      Routes:
        $connect: {FunctionArn: !GetAtt F.Arn}
        sendMessage: {FunctionArn: !GetAtt F.Arn}`;
  it.each([
    ['', 'undefined'],
    ['Auth: {AuthType: NONE}', 'NONE'],
    ['Auth: {AuthType: AWS_IAM}', 'AWS_IAM'],
    ['Auth: {AuthType: CUSTOM, AuthArn: !GetAtt F.Arn}', 'CUSTOM, ChatConnectAuthorizer'],
  ])('authorize whoever connects: %s', (auth, expected) => {
    expect(table(text(auth))).toEqual([`ChatConnectRoute: ${expected}`, 'ChatSendmessageRoute: undefined']);
  });

  it('are there whatever their condition says, which SAM drops', () => {
    const { resources } = expandAll(templateOf(text('').replace('Properties', 'Condition: C\n    Properties')));
    expect(resources.filter(({ madeBy, id }) => (madeBy ?? id) === 'Chat').flatMap(({ conditions }) => conditions)).toEqual([]);
  });
});

describe('custom domains', () => {
  const mappings = (type: string, domain: string) =>
    expandAll(
      templateOf(`Resources: {A: {Type: AWS::Serverless::${type}, Properties: {Domain: {DomainName: d, CertificateArn: c${domain}}}}}`),
    )
      .resources.filter((resource) => resource.type.endsWith('Mapping'))
      .map((resource) => [resource.id, property(resource, type === 'Api' ? 'BasePath' : 'ApiMappingKey')]);
  it.each([
    ['Api', '', [['ABasePathMapping', undefined]]],
    ['Api', ', BasePath: /o-n', [['AonBasePathMapping', 'on']]],
    [
      'Api',
      ', BasePath: [a, b-c], NormalizeBasePath: false',
      [
        ['AaBasePathMapping', 'a'],
        ['AbcBasePathMapping', 'b-c'],
      ],
    ],
    [
      'HttpApi',
      ', BasePath: [/a, b-c]',
      [
        ['AaApiMapping', 'a'],
        ['AbcApiMapping', 'b-c'],
      ],
    ],
  ])('of an %s have a mapping for each base path: "%s"', (type, domain, expected) => {
    expect(mappings(type, domain)).toEqual(expected);
  });
});
