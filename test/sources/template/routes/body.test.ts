import { describe, expect, it } from 'vitest';
import { expandRoutes } from '../../../../src/sources/template/routes/expand.ts';
import { lineOf, plain, property, routeTable, templateOf } from '../templates.ts';

const rest = (body: string): string =>
  `Resources:\n  Orders:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Body:\n${indent(body)}`;
const http = (body: string): string =>
  `Resources:\n  Orders:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      Body:\n${indent(body)}`;
const indent = (text: string): string =>
  text
    .replace(/^\n/, '')
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');

const table = (text: string) => routeTable(expandRoutes(templateOf(text)).resources);

const SCHEMES = `
swagger: "2.0"
securityDefinitions:
  pool: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: cognito_user_pools, x-amazon-apigateway-authorizer: {type: cognito_user_pools, providerARNs: ["arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a"]}}
  token: {type: apiKey, name: X-Token, in: header, x-amazon-apigateway-authtype: custom, x-amazon-apigateway-authorizer: {type: token, authorizerUri: uri, authorizerResultTtlInSeconds: 0}}
  request: {type: apiKey, name: Unused, in: header, x-amazon-apigateway-authorizer: {type: request, identitySource: "method.request.header.A, context.path"}}
  sigv4: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
  key: {type: apiKey, name: x-api-key, in: header}
  bearer: {type: http, scheme: bearer}
paths:
  /orders/{id}:`;

describe('the protection of a REST API body', () => {
  it.each([
    ['nothing said', '', 'NONE'],
    ['an empty list', 'security: []', 'NONE'],
    ['a user pool', 'security: [{pool: []}]', 'COGNITO_USER_POOLS, Orders pool'],
    ['a user pool with scopes', 'security: [{pool: [orders/read]}]', 'COGNITO_USER_POOLS, Orders pool, scopes ["orders/read"]'],
    ['a token authorizer', 'security: [{token: []}]', 'CUSTOM, Orders token'],
    ['a request authorizer', 'security: [{request: []}]', 'CUSTOM, Orders request'],
    ['IAM', 'security: [{sigv4: []}]', 'AWS_IAM'],
    ['a key alone', 'security: [{key: []}]', 'NONE, key'],
    ['a key and an authorizer as two entries', 'security: [{key: []}, {pool: []}]', 'COGNITO_USER_POOLS, Orders pool, key'],
    ['a key and an authorizer in one entry', 'security: [{pool: [], key: []}]', 'COGNITO_USER_POOLS, Orders pool, key'],
    ['NONE that nobody defined', 'security: [{NONE: []}]', 'NONE'],
    ['NONE and a key', 'security: [{NONE: []}, {key: []}]', 'NONE, key'],
    ['a scheme that API Gateway cannot enforce', 'security: [{bearer: []}]', 'NONE'],
    ['a scheme that is not defined', 'security: [{ghost: []}]', 'CUSTOM, Orders ghost'],
    ['a name of every object', 'security: [{toString: []}]', 'CUSTOM, Orders toString'],
    ['auth NONE', 'x-amazon-apigateway-auth: {type: NONE}', 'NONE'],
    ['auth AWS_IAM', 'x-amazon-apigateway-auth: {type: AWS_IAM}', 'AWS_IAM'],
    ['a reference to what cannot be read', 'security: !Ref Security', '{"Fn::OpenApiSecurity":{"Ref":"Security"}}'],
    ['text', 'security: pool', '{"Fn::OpenApiSecurity":"pool"}'],
  ])('%s', (_, operation, expected) => {
    const row = table(rest(`${SCHEMES}\n    get:\n      operationId: GetOrder\n      ${operation}`));
    expect(row).toEqual([`Orders GET /orders/{id}: ${expected}`]);
  });

  it('does not use the security at the root of a REST document', () => {
    expect(table(rest(`security: [{pool: []}]${SCHEMES}\n    get: {}`))).toEqual(['Orders GET /orders/{id}: NONE']);
  });

  it('takes methods and leaves everything else of a path', () => {
    const body = `${SCHEMES}\n    parameters: []\n    servers: []\n    x-note: {}\n    summary: text\n    options: {}\n    x-amazon-apigateway-any-method: {security: [{key: []}]}`;
    expect(table(rest(body))).toEqual(['Orders OPTIONS /orders/{id}: NONE', 'Orders ANY /orders/{id}: NONE, key']);
  });

  it('makes the authorizers', () => {
    const { resources } = expandRoutes(templateOf(rest(SCHEMES)));
    const authorizers = resources
      .filter(({ type }) => type === 'AWS::ApiGateway::Authorizer')
      .map(({ id, properties }) => ({ id, ...(plain(properties) as object) }));
    expect(authorizers).toEqual([
      {
        id: 'Orders pool',
        RestApiId: { Ref: 'Orders' },
        Name: 'pool',
        Type: 'COGNITO_USER_POOLS',
        AuthType: 'cognito_user_pools',
        IdentitySource: 'method.request.header.Authorization',
        ProviderARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a'],
      },
      {
        id: 'Orders token',
        RestApiId: { Ref: 'Orders' },
        Name: 'token',
        Type: 'TOKEN',
        AuthType: 'custom',
        AuthorizerUri: 'uri',
        AuthorizerResultTtlInSeconds: 0,
        IdentitySource: 'method.request.header.X-Token',
      },
      {
        id: 'Orders request',
        RestApiId: { Ref: 'Orders' },
        Name: 'request',
        Type: 'REQUEST',
        IdentitySource: 'method.request.header.A, context.path',
      },
    ]);
  });

  it('points at the line of the operation, and of the security that it found', () => {
    const template = templateOf(rest(`${SCHEMES}\n    get:\n      security:\n        - key: []`));
    const { resources } = expandRoutes(template);
    const method = resources.at(-1);
    expect(method && lineOf(template, method)).toBe(16);
    expect(method?.attributes && Object.fromEntries(Object.entries(method.attributes).map(([name, node]) => [name, plain(node)]))).toEqual({
      Method: 'GET',
      Path: '/orders/{id}',
    });
    expect(method?.madeBy).toBe('Orders');
  });

  it('follows a $ref inside the document, and stops where it goes round', () => {
    const body = `openapi: "3.0.1"\npaths:\n  /a: {$ref: "#/components/pathItems/~1a"}\n  /b: {$ref: "#/paths/~1c"}\n  /c: {$ref: "#/paths/~1b"}\n  /d: {$ref: "other.yaml#/x"}\ncomponents: {pathItems: {"/a": {get: {}}}}`;
    const { resources, gaps } = expandRoutes(templateOf(rest(body)));
    expect(routeTable(resources)).toEqual(['Orders GET /a: NONE']);
    expect(gaps.map(({ message }) => message)).toEqual(
      ['/b', '/c', '/d'].map((path) => `Orders: path ${path} is not a part of this document`),
    );
  });

  it('lifts the settings that only the body holds', () => {
    const body = `swagger: "2.0"\nx-amazon-apigateway-policy: {Statement: []}\nx-amazon-apigateway-api-key-source: AUTHORIZER\nx-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true}`;
    const api = expandRoutes(templateOf(rest(body))).resources[0];
    expect([property(api, 'Policy'), property(api, 'ApiKeySourceType'), property(api, 'DisableExecuteApiEndpoint')]).toEqual([
      { Statement: [] },
      'AUTHORIZER',
      true,
    ]);
  });

  const cors = (text: string) => property(expandRoutes(templateOf(text)).resources[0], 'CorsConfiguration');
  it.each([
    ['written as properties spell it', http('openapi: "3.0.1"\nx-amazon-apigateway-cors: {allowOrigins: ["*"]}'), { AllowOrigins: ['*'] }],
    [
      'under a condition of the body',
      http('Fn::If: [Prod, {x-amazon-apigateway-cors: {maxAge: 1}}, {openapi: "3.0.1"}]'),
      { 'Fn::If': ['Prod', { MaxAge: 1 }, { Ref: 'AWS::NoValue' }] },
    ],
    [
      'under a condition of its own',
      http('x-amazon-apigateway-cors: !If [Prod, {maxAge: 1}, {maxAge: 2}]'),
      { 'Fn::If': ['Prod', { MaxAge: 1 }, { MaxAge: 2 }] },
    ],
    ['unknown where the body is a reference', http('Ref: Body'), { 'Fn::OpenApiBody': { Ref: 'Body' } }],
    ['absent where the body is none', http('Ref: AWS::NoValue'), undefined],
    [
      'unknown where the body stands in a bucket',
      'Resources: {Orders: {Type: AWS::ApiGatewayV2::Api, Properties: {BodyS3Location: {Bucket: b}}}}',
      { 'Fn::OpenApiBody': { Bucket: 'b' } },
    ],
  ])('lifts CORS %s', (_, text, expected) => expect(cors(text)).toEqual(expected));
});

describe('conditions in a body', () => {
  const SECURED = 'securityDefinitions: {key: {type: apiKey, name: x-api-key, in: header}}\n';
  it.each([
    [
      'at the body',
      'Fn::If:\n  - Prod\n  - {swagger: "2.0", securityDefinitions: {key: {type: apiKey, name: x-api-key, in: header}}, paths: {/a: {get: {security: [{key: []}]}}}}\n  - {swagger: "2.0", paths: {/a: {get: {}}}}',
      ['Orders GET /a: NONE, key, if Prod', 'Orders GET /a: NONE, if not Prod'],
    ],
    [
      'at the paths',
      'paths: !If [Prod, {/a: {get: {}}}, {/b: {get: {}}}]',
      ['Orders GET /a: NONE, if Prod', 'Orders GET /b: NONE, if not Prod'],
    ],
    ['at a path', 'paths: {/a: !If [Prod, {get: {}}, !Ref AWS::NoValue]}', ['Orders GET /a: NONE, if Prod']],
    ['at an operation', 'paths: {/a: {get: !If [Prod, !Ref AWS::NoValue, {}]}}', ['Orders GET /a: NONE, if not Prod']],
    [
      'at the security',
      `${SECURED}paths: {/a: {get: {security: !If [Prod, [{key: []}], []]}}}`,
      ['Orders GET /a: NONE, key, if Prod', 'Orders GET /a: NONE, if not Prod'],
    ],
    [
      'in the security',
      `${SECURED}paths: {/a: {get: {security: [!If [Prod, {key: []}, !Ref AWS::NoValue]]}}}`,
      ['Orders GET /a: NONE, key, if Prod', 'Orders GET /a: NONE, if not Prod'],
    ],
    [
      'at a scheme',
      'securityDefinitions: {auth: !If [Prod, {x-amazon-apigateway-authorizer: {type: token}}, {x-amazon-apigateway-authtype: awsSigv4}]}\npaths: {/a: {get: {security: [{auth: []}]}}}',
      ['Orders GET /a: CUSTOM, Orders auth, if Prod', 'Orders GET /a: AWS_IAM, if not Prod'],
    ],
    [
      'twice the same: sides that contradict each other are no routes',
      'paths: !If [Prod, {/a: {get: !If [Prod, {}, {security: []}]}}, {}]',
      ['Orders GET /a: NONE, if Prod'],
    ],
    ['of the API itself', 'paths: {/a: {get: {}}}\n_: _', ['Orders GET /a: NONE']],
  ])('%s', (_, body, expected) => {
    expect(table(rest(body))).toEqual(expected);
  });

  it('adds those of the API', () => {
    expect(table(`${rest('paths: {/a: {get: {}}}')}\n    Condition: Public`)).toEqual(['Orders GET /a: NONE, if Public']);
  });

  it('stays bounded where conditions are nested without end', () => {
    const nest = (depth: number): string => (depth === 0 ? '{}' : `!If [C${depth}, ${nest(depth - 1)}, {x: 1}]`);
    const { resources, gaps } = expandRoutes(templateOf(rest(`paths: {/a: {get: ${nest(40)}}}`)));
    expect(routeTable(resources).length).toBeLessThan(20);
    expect(gaps[0]).toMatchObject({ reason: 'unreadable', message: 'Orders: GET /a depends on Fn::If' });
  });
});

describe('what cannot be read', () => {
  const types = expect.arrayContaining(['AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer', 'AWS::ApiGateway::RequestValidator']);
  it.each([
    [
      'a transform',
      'Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}',
      'included',
      'Orders: its body is included from another file',
    ],
    [
      'a transform among the paths',
      'paths: {Fn::Transform: {Name: AWS::Include}}',
      'included',
      'Orders: `paths` is included from another file',
    ],
    ['a reference', 'Ref: Body', 'unreadable', 'Orders: its body depends on Ref'],
    ['an import', 'Fn::ImportValue: body', 'unreadable', 'Orders: its body depends on Fn::ImportValue'],
    ['a list', '[a]', 'unreadable', 'Orders: its body is not an object'],
    ['text that is no JSON', '"{paths"', 'unreadable', 'Orders: its body is not JSON'],
    ['an operation that is text', 'paths: {/a: {get: text}}', 'unreadable', 'Orders: GET /a is not an object'],
  ])('is a gap: %s', (_, body, reason, message) => {
    expect(expandRoutes(templateOf(rest(body))).gaps).toMatchObject([{ reason, message, types }]);
  });

  it('is a gap: a bucket', () => {
    const text = 'Resources:\n  Orders:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: {BodyS3Location: {Bucket: b, Key: k}}';
    expect(expandRoutes(templateOf(text)).gaps).toMatchObject([
      { reason: 'outside', types: ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Authorizer', 'AWS::ApiGatewayV2::Integration'] },
    ]);
  });

  it('reads what stands beside a transform, and says that something is missing', () => {
    const { resources, gaps } = expandRoutes(templateOf(rest('paths: {/a: {get: {}}, Fn::Transform: {Name: AWS::Include}}')));
    expect(routeTable(resources)).toEqual(['Orders GET /a: NONE']);
    expect(gaps).toMatchObject([{ reason: 'included' }]);
  });

  it('does not take an operation for open that is filled in from elsewhere', () => {
    expect(table(rest('paths: {/a: {get: {operationId: x, Fn::Transform: {Name: AWS::Include}}}}'))).toEqual([
      'Orders GET /a: {"Fn::OpenApiSecurity":{"Fn::Transform":{"Name":"AWS::Include"}}}',
    ]);
  });

  it('reads a body that is JSON text', () => {
    const json = JSON.stringify({ openapi: '3.0.1', paths: { '/a': { get: { security: [{ NONE: [] }] } }, __proto__x: 1 } });
    expect(table(rest(`'${json}'`))).toEqual(['Orders GET /a: NONE']);
    expect(table(rest(`!Sub '${json}'`))).toEqual(['Orders GET /a: NONE']);
  });
});

describe('an HTTP API', () => {
  const DOCUMENT = `
openapi: "3.0.1"
components:
  securitySchemes:
    jwt: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: {issuer: "https://issuer", audience: [orders]}}}
    oidc: {type: openIdConnect, openIdConnectUrl: "https://id.example.com/.well-known/openid-configuration", x-amazon-apigateway-authorizer: {type: jwt, identitySource: "$request.header.A,$request.querystring.b", jwtConfiguration: {audience: [orders]}}}
    lambda: {type: apiKey, name: Unused, in: header, x-amazon-apigateway-authorizer: {type: request, authorizerPayloadFormatVersion: "2.0", authorizerResultTtlInSeconds: 60}}
    iam: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
    key: {type: apiKey, name: x-api-key, in: header}
`;
  const PATHS = `paths:
  /a:
    get: {security: [{jwt: [read]}]}
    post: {security: [{lambda: []}]}
    put: {security: [{iam: []}]}
    delete: {security: [{key: []}]}
    patch: {}
  /$default:
    x-amazon-apigateway-any-method: {isDefaultRoute: true, security: []}`;

  it('has routes', () => {
    expect(table(http(`${DOCUMENT}${PATHS}`))).toEqual([
      'Orders GET /a: JWT, Orders jwt, scopes ["read"]',
      'Orders POST /a: CUSTOM, Orders lambda',
      'Orders PUT /a: AWS_IAM',
      'Orders DELETE /a: NONE',
      'Orders PATCH /a: NONE',
      'Orders $default: NONE',
    ]);
  });

  it('applies the security at its root to operations without their own', () => {
    expect(table(http(`security: [{jwt: []}]${DOCUMENT}${PATHS}`)).slice(-2)).toEqual([
      'Orders PATCH /a: JWT, Orders jwt',
      'Orders $default: NONE',
    ]);
  });

  it('has authorizers', () => {
    const { resources } = expandRoutes(templateOf(http(DOCUMENT)));
    expect(resources.slice(1).map(({ id, type, properties }) => ({ id, type, ...(plain(properties) as object) }))).toEqual([
      {
        id: 'Orders jwt',
        type: 'AWS::ApiGatewayV2::Authorizer',
        ApiId: { Ref: 'Orders' },
        Name: 'jwt',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://issuer', Audience: ['orders'] },
      },
      {
        id: 'Orders oidc',
        type: 'AWS::ApiGatewayV2::Authorizer',
        ApiId: { Ref: 'Orders' },
        Name: 'oidc',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.A', '$request.querystring.b'],
        JwtConfiguration: { Issuer: 'https://id.example.com', Audience: ['orders'] },
      },
      {
        id: 'Orders lambda',
        type: 'AWS::ApiGatewayV2::Authorizer',
        ApiId: { Ref: 'Orders' },
        Name: 'lambda',
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 60,
      },
    ]);
  });

  it('that is quickly created has one open route', () => {
    const text =
      'Resources:\n  Quick:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      ProtocolType: HTTP\n      Target: !GetAtt F.Arn\n      ';
    expect(table(text)).toEqual(['Quick $default: NONE']);
    expect(table(`${text}RouteKey: GET /a`)).toEqual(['Quick GET /a: NONE']);
    expect(table(text.replace('Target: !GetAtt F.Arn', ''))).toEqual([]);
  });
});
