import { describe, expect, it } from 'vitest';
import * as rest from '../../../src/sources/live/apigateway/mapper.ts';
import * as http from '../../../src/sources/live/apigatewayv2/mapper.ts';
import * as signer from '../../../src/sources/live/signer/mapper.ts';
import * as sns from '../../../src/sources/live/sns/mapper.ts';
import * as sqs from '../../../src/sources/live/sqs/mapper.ts';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const NOT_RETURNED = { $unknown: { kind: 'not-returned' } };

describe('REST APIs', () => {
  const api = { id: 'a1b2c3d4e5', name: 'Orders', rootResourceId: 'r00t', endpointConfiguration: { types: ['REGIONAL' as const] } };
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }],
  };

  it('are named as people name them and known by their id', () => {
    const made = rest.restApi(
      { ...api, disableExecuteApiEndpoint: false, apiKeySource: 'HEADER', tags: { team: 'orders' }, description: 'Takes orders' },
      place,
    );
    expect(made).toEqual({
      type: 'AWS::ApiGateway::RestApi',
      id: 'Orders',
      arn: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
      properties: {
        Name: 'Orders',
        ApiKeySourceType: 'HEADER',
        DisableExecuteApiEndpoint: false,
        EndpointConfiguration: { Types: ['REGIONAL'] },
      },
      attributes: { Ref: 'a1b2c3d4e5', RestApiId: 'a1b2c3d4e5', RootResourceId: 'r00t' },
    });
  });

  it.each([
    ['as the service gives it, the inside of a string', JSON.stringify(JSON.stringify(policy)).slice(1, -1)],
    ['with its slashes escaped too', JSON.stringify(JSON.stringify(policy)).slice(1, -1).replaceAll('/', '\\/')],
    ['as plain JSON', JSON.stringify(policy)],
  ])('have a policy that is a document: %s', (_, text) => {
    expect(rest.restApi({ ...api, policy: text }, place).properties.Policy).toEqual(policy);
  });

  it.each(['{\\"Version\\":', 'none', '"\\', '7'])('keep a policy that is no document as it is: %s', (text) => {
    expect(rest.restApi({ ...api, policy: text }, place).properties.Policy).toBe(text);
  });

  it('have no policy where there is none, and say where the answer left out what it always holds', () => {
    const { properties } = rest.restApi({ id: 'a1b2c3d4e5', name: 'Orders', policy: '' }, place);
    expect(properties).toEqual({ Name: 'Orders', EndpointConfiguration: NOT_RETURNED });
  });

  it('have methods that are called as a template calls them', () => {
    const resource = {
      id: 'x9y8z7',
      path: '/orders/{id}',
      resourceMethods: {
        GET: { httpMethod: 'GET', authorizationType: 'CUSTOM', authorizerId: 'auth01', apiKeyRequired: true },
        ANY: { httpMethod: 'ANY', authorizationType: 'NONE', apiKeyRequired: false, authorizationScopes: ['orders/read'] },
      },
    };
    const [get, any] = rest.methods(api, resource, place);
    expect(get).toEqual({
      type: 'AWS::ApiGateway::Method',
      id: 'Orders GET /orders/{id}',
      arn: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/resources/x9y8z7/methods/GET',
      properties: {
        RestApiId: 'a1b2c3d4e5',
        ResourceId: 'x9y8z7',
        HttpMethod: 'GET',
        AuthorizationType: 'CUSTOM',
        AuthorizerId: 'auth01',
        ApiKeyRequired: true,
      },
      attributes: { Method: 'GET', Path: '/orders/{id}' },
    });
    expect(any?.id).toBe('Orders ANY /orders/{id}');
    expect(any?.properties).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false, AuthorizationScopes: ['orders/read'] });
    expect(rest.methods(api, { id: 'r00t', path: '/' }, place)).toEqual([]);
  });

  it('never have an open method only because the answer did not say', () => {
    const [method] = rest.methods(api, { id: 'x', path: '/', resourceMethods: { GET: {} } }, place);
    expect(method?.properties.AuthorizationType).toEqual(NOT_RETURNED);
  });

  it('have authorizers with the id that methods name', () => {
    expect(
      rest.authorizer(api, { id: 'auth01', name: 'Tokens', type: 'TOKEN', authorizerResultTtlInSeconds: 0, providerARNs: [] }, place),
    ).toEqual({
      type: 'AWS::ApiGateway::Authorizer',
      id: 'Tokens',
      arn: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/authorizers/auth01',
      properties: { RestApiId: 'a1b2c3d4e5', Name: 'Tokens', Type: 'TOKEN', AuthorizerResultTtlInSeconds: 0, ProviderARNs: [] },
      attributes: { Ref: 'auth01', AuthorizerId: 'auth01' },
    });
  });
});

describe('HTTP and WebSocket APIs', () => {
  const api = { ApiId: 'h1', Name: 'Shop', ProtocolType: 'HTTP' as const, RouteSelectionExpression: '$request.method $request.path' };

  it('say what they are', () => {
    const made = http.api({ ...api, CorsConfiguration: { AllowOrigins: ['*'] }, ApiEndpoint: 'https://h1.example' }, place);
    expect(made).toMatchObject({ type: 'AWS::ApiGatewayV2::Api', id: 'Shop', arn: 'arn:aws:apigateway:eu-west-1::/apis/h1' });
    expect(made.properties).toEqual({
      Name: 'Shop',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '$request.method $request.path',
      CorsConfiguration: { AllowOrigins: ['*'] },
    });
    expect(made.attributes).toEqual({ Ref: 'h1', ApiId: 'h1', ApiEndpoint: 'https://h1.example' });
  });

  it.each([
    ['HTTP', 'GET /orders/{id}', { Method: 'GET', Path: '/orders/{id}' }],
    ['HTTP', '$default', { Method: 'ANY', Path: '$default' }],
    ['WEBSOCKET', '$connect', {}],
    ['WEBSOCKET', '$default', {}],
    ['WEBSOCKET', 'GET /looks like one', {}],
  ] as const)('%s %s', (ProtocolType, RouteKey, attributes) => {
    const made = http.route({ ...api, ProtocolType }, { RouteId: 'r1', RouteKey, AuthorizationType: 'NONE', ApiKeyRequired: false }, place);
    expect(made).toEqual({
      type: 'AWS::ApiGatewayV2::Route',
      id: `Shop ${RouteKey}`,
      arn: 'arn:aws:apigateway:eu-west-1::/apis/h1/routes/r1',
      properties: { ApiId: 'h1', RouteKey, AuthorizationType: 'NONE', ApiKeyRequired: false },
      attributes: { Ref: 'r1', RouteId: 'r1', Route: RouteKey, ...attributes },
    });
  });

  it('never have an open route, or a kind, only because the answer did not say', () => {
    const made = http.route(api, { RouteId: 'r1', RouteKey: undefined }, place);
    expect(made.properties).toMatchObject({ RouteKey: NOT_RETURNED, AuthorizationType: NOT_RETURNED });
    expect(made.attributes).toMatchObject({ Route: NOT_RETURNED });
    expect(http.api({ ...api, ProtocolType: undefined }, place).properties.ProtocolType).toEqual(NOT_RETURNED);
  });

  it('have authorizers', () => {
    const given = {
      AuthorizerId: 'z1',
      Name: 'Users',
      AuthorizerType: 'JWT' as const,
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['shop'] },
    };
    expect(http.authorizer(api, given, place)).toEqual({
      type: 'AWS::ApiGatewayV2::Authorizer',
      id: 'Users',
      arn: 'arn:aws:apigateway:eu-west-1::/apis/h1/authorizers/z1',
      properties: {
        ApiId: 'h1',
        Name: 'Users',
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['shop'] },
      },
      attributes: { Ref: 'z1', AuthorizerId: 'z1' },
    });
  });
});

describe('queues', () => {
  const url = 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.fifo';

  it('have the name of their URL', () => {
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:jobs.fifo';
    expect(sqs.listedQueue(url, place)).toEqual({
      type: 'AWS::SQS::Queue',
      id: 'jobs.fifo',
      arn,
      properties: { QueueName: 'jobs.fifo' },
      attributes: { Ref: url, QueueUrl: url, Arn: arn },
    });
    expect(sqs.listedQueue(url, { ...place, account: undefined }).arn).toBe(arn);
  });

  it('have properties that are no texts where CloudFormation has none', () => {
    const redrive = { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead', maxReceiveCount: 5 };
    expect(
      sqs.queueProperties({
        QueueArn: 'arn:aws:sqs:eu-west-1:111122223333:jobs.fifo',
        CreatedTimestamp: '1760000000',
        VisibilityTimeout: '30',
        FifoQueue: 'true',
        SqsManagedSseEnabled: 'false',
        KmsMasterKeyId: 'alias/jobs',
        RedrivePolicy: JSON.stringify(redrive),
        Policy: '{}',
      }),
    ).toEqual({
      VisibilityTimeout: 30,
      FifoQueue: true,
      SqsManagedSseEnabled: false,
      KmsMasterKeyId: 'alias/jobs',
      RedrivePolicy: redrive,
    });
  });

  it('are not taken for encrypted only because the answer did not say', () => {
    expect(sqs.queueProperties({ QueueArn: 'x' })).toEqual({ SqsManagedSseEnabled: NOT_RETURNED });
  });

  it('have their policy beside them', () => {
    const document = { Version: '2012-10-17', Statement: [] };
    expect(sqs.policyDocument({ Policy: JSON.stringify(document) })).toEqual(document);
    expect(sqs.policyDocument({})).toBeUndefined();
    expect(sqs.policyDocument({ Policy: 'none' })).toBe('none');
    // What an inventory marks unknown values by is not an answer's to say, however it is written.
    for (const Policy of ['{"Statement":{"$unknown":{"kind":"intrinsic"}}}', '{"\\u0024unknown":{}}', '{"a":[{"$if":1}]}'])
      expect(sqs.policyDocument({ Policy })).toBe(Policy);
    expect(sqs.queuePolicy(url, document)).toEqual({
      type: 'AWS::SQS::QueuePolicy',
      id: 'jobs.fifo',
      properties: { Queues: [url], PolicyDocument: document },
    });
  });
});

describe('topics', () => {
  const arn = 'arn:aws:sns:eu-west-1:111122223333:orders';

  it('are what their attributes say', () => {
    expect(sns.listedTopic(arn)).toMatchObject({ id: 'orders', arn, properties: { TopicName: 'orders' }, attributes: { Ref: arn } });
    expect(sns.topicProperties({ TopicArn: arn, KmsMasterKeyId: 'alias/aws/sns', FifoTopic: 'false', Owner: '111122223333' })).toEqual({
      KmsMasterKeyId: 'alias/aws/sns',
      FifoTopic: false,
    });
    expect(sns.topicPolicy(arn, 'none')).toMatchObject({
      type: 'AWS::SNS::TopicPolicy',
      properties: { Topics: [arn], PolicyDocument: 'none' },
    });
  });
});

describe('signing profiles and jobs', () => {
  const arn = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/Releases';

  it('keep what CloudFormation has no property for beside the properties', () => {
    expect(
      signer.signingProfile(
        {
          profileName: 'Releases',
          profileVersion: 'v2',
          profileVersionArn: `${arn}/v2`,
          platformId: 'AWSLambda-SHA384-ECDSA',
          status: 'Active',
          signatureValidityPeriod: { type: 'MONTHS', value: 135 },
        },
        place,
      ),
    ).toEqual({
      type: 'AWS::Signer::SigningProfile',
      id: 'Releases',
      arn,
      properties: {
        ProfileName: 'Releases',
        PlatformId: 'AWSLambda-SHA384-ECDSA',
        SignatureValidityPeriod: { Type: 'MONTHS', Value: 135 },
      },
      attributes: { Ref: arn, Arn: arn, ProfileVersion: 'v2', ProfileVersionArn: `${arn}/v2`, Status: 'Active' },
    });
    expect(signer.signingProfile({ profileName: 'Releases' }, place)).toMatchObject({
      properties: { PlatformId: NOT_RETURNED },
      attributes: { Status: NOT_RETURNED, ProfileVersion: NOT_RETURNED },
    });
    expect(signer.signingProfile({ profileVersionArn: `${arn}/v2` }, place).attributes).toMatchObject({ ProfileVersion: 'v2' });
    expect(
      signer.revocationOf({
        state: 'answered',
        action: 'signer:GetSigningProfile',
        value: { revocationRecord: { revocationEffectiveFrom: new Date('2026-03-01T00:00:00Z') } },
      }),
    ).toEqual({
      RevocationEffectiveFrom: '2026-03-01T00:00:00.000Z',
    });
  });

  it('have the ARN by which functions name their job', () => {
    expect(signer.signingJob({ jobId: 'j1', isRevoked: false, signatureExpiresAt: new Date('2026-01-01T00:00:00Z') }, place)).toEqual({
      type: 'AWS::Signer::SigningJob',
      id: 'j1',
      arn: 'arn:aws:signer:eu-west-1:111122223333:/signing-jobs/j1',
      properties: { IsRevoked: false, SignatureExpiresAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(signer.signingJob({ jobId: 'j1' }, place).properties).toEqual({ IsRevoked: NOT_RETURNED });
  });
});
