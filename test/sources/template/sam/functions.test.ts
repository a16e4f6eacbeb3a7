import { describe, expect, it } from 'vitest';
import { expandSam } from '../../../../src/sources/template/sam/expand.ts';
import { expandAll, plain, property, templateOf } from '../templates.ts';

const expand = (text: string) => expandSam(templateOf(text)).resources;
const fn = (properties: string, before = ''): string =>
  `${before}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Runtime: nodejs22.x\n      CodeUri: src/\n${properties
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')}\n`;
const ids = (text: string) => expand(text).map(({ id, type }) => `${id} ${type.replace('AWS::', '')}`);
const find = (text: string, id: string) => expand(text).find((one) => one.id === id);

describe('a function', () => {
  it('keeps its id, passes its properties on and gets a role', () => {
    const [lambda, role] = expand(
      fn('Tracing: Active\nDeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Q.Arn}\nTags: {team: a}\nCodeSigningConfigArn: !Ref C'),
    );
    expect([lambda?.id, lambda?.type]).toEqual(['F', 'AWS::Lambda::Function']);
    expect(plain(lambda?.properties)).toEqual({
      Handler: 'a.b',
      Runtime: 'nodejs22.x',
      Role: { 'Fn::GetAtt': ['FRole', 'Arn'] },
      TracingConfig: { Mode: 'Active' },
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Q', 'Arn'] } },
      Tags: [{ Key: 'team', Value: 'a' }],
      CodeSigningConfigArn: { Ref: 'C' },
    });
    expect(plain(lambda?.attributes?.CodeUri)).toBe('src/');
    expect([role?.id, role?.type, role?.madeBy]).toEqual(['FRole', 'AWS::IAM::Role', 'F']);
    expect(JSON.stringify(plain(role?.properties))).toContain('AWSXrayWriteOnlyAccess');
  });

  it.each([
    ['CodeUri: s3://bucket/key?versionId=1', { S3Bucket: 'bucket', S3Key: 'key', S3ObjectVersion: '1' }],
    ['CodeUri: {Bucket: b, Key: k}', { S3Bucket: 'b', S3Key: 'k' }],
    ['InlineCode: text', { ZipFile: 'text' }],
    ['PackageType: Image\nImageUri: "r/a:1"', { ImageUri: 'r/a:1' }],
  ])('has code: %s', (properties, code) => {
    expect(property(find(fn(properties).replace('      CodeUri: src/\n', ''), 'F'), 'Code')).toEqual(code);
  });

  it('takes what Globals say: maps are merged, lists joined, scalars overridden', () => {
    const globals =
      'Globals:\n  Function:\n    Timeout: 3\n    Architectures: [x86_64]\n    Layers: [a]\n    Environment: {Variables: {A: 1, B: 1}}\n    VpcConfig: !Ref V\n';
    const own = 'Timeout: 9\nArchitectures: [arm64]\nLayers: [b]\nEnvironment: {Variables: {B: 2}}';
    const lambda = find(fn(own, globals), 'F');
    expect(['Timeout', 'Architectures', 'Layers', 'Environment', 'VpcConfig'].map((name) => property(lambda, name))).toEqual([
      9,
      ['arm64'],
      ['a', 'b'],
      { Variables: { A: 1, B: 2 } },
      { Ref: 'V' },
    ]);
    const bare = find(`${globals}Resources:\n  F:\n    Type: AWS::Serverless::Function\n`, 'F');
    expect(property(bare, 'Timeout')).toBe(3);
    const ignoring = find(
      `${globals}Resources:\n  F:\n    Type: AWS::Serverless::Function\n    IgnoreGlobals: [Timeout]\n    Properties: {}\n`,
      'F',
    );
    expect([property(ignoring, 'Timeout'), property(ignoring, 'Layers')]).toEqual([undefined, ['a']]);
  });

  it('has policies by name, as documents, and as templates with their statements', () => {
    const role = find(
      fn(
        'Policies:\n- AdministratorAccess\n- Statement: [{Effect: Allow, Action: "*", Resource: "*"}]\n- SQSPollerPolicy: {QueueName: !GetAtt Q.QueueName}\n- NoSuchPolicy: {}',
      ),
      'FRole',
    );
    expect(JSON.stringify(property(role, 'ManagedPolicyArns'))).toContain(':iam::aws:policy/AdministratorAccess');
    expect(property(role, 'Policies')).toEqual([
      { PolicyName: 'FRolePolicy1', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      {
        PolicyName: 'FRolePolicy2',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            expect.objectContaining({
              Effect: 'Allow',
              Action: expect.arrayContaining(['sqs:ReceiveMessage']),
              Resource: {
                'Fn::Sub': [
                  'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}',
                  { QueueName: { 'Fn::GetAtt': ['Q', 'QueueName'] } },
                ],
              },
            }),
          ],
        },
      },
      { PolicyName: 'FRolePolicy3', PolicyDocument: { 'Fn::SamPolicyTemplate': { NoSuchPolicy: {} } } },
    ]);
  });

  it.each([
    ['Role: !GetAtt Own.Arn', undefined],
    ['Role: !If [A, !GetAtt Own.Arn, !Ref AWS::NoValue]', [{ 'Fn::Not': [{ Condition: 'A' }] }]],
    ['Role: !If [A, !Ref AWS::NoValue, !GetAtt Own.Arn]', [{ Condition: 'A' }]],
  ])('has a role of SAM’s only where it has none: %s', (properties, conditions) => {
    expect(find(fn(properties), 'FRole')?.conditions.map(plain)).toEqual(conditions);
  });

  it.each([
    ['{Type: SQS}', 'Queue', [], { 'Fn::GetAtt': ['FEventInvokeConfigOnFailureQueue', 'Arn'] }],
    [
      '{Type: SNS, Destination: !If [A, t, !Ref AWS::NoValue]}',
      'Topic',
      [{ 'Fn::Not': [{ Condition: 'A' }] }],
      { 'Fn::If': ['A', 't', { Ref: 'FEventInvokeConfigOnFailureTopic' }] },
    ],
    ['{Type: SNS, Destination: t}', 'Topic', undefined, 't'],
  ])('has a destination of SAM’s only where it names none: %s', (destination, kind, conditions, expected) => {
    const text = fn(`EventInvokeConfig: {DestinationConfig: {OnFailure: ${destination}}}`);
    expect(find(text, `FEventInvokeConfigOnFailure${kind}`)?.conditions.map(plain)).toEqual(conditions);
    expect(property(find(text, 'FEventInvokeConfig'), 'DestinationConfig')).toEqual({ OnFailure: { Destination: expected } });
  });

  it('has an alias to which everything else refers', () => {
    const text = fn(
      'AutoPublishAlias: live-1\nFunctionUrlConfig: {AuthType: NONE}\nEvents: {Q: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}}',
    );
    expect(ids(text)).toEqual([
      'F Lambda::Function',
      'FRole IAM::Role',
      'FVersion Lambda::Version',
      'FAliasliveD1 Lambda::Alias',
      'FUrl Lambda::Url',
      'FUrlPublicPermissions Lambda::Permission',
      'FURLInvokeAllowPublicAccess Lambda::Permission',
      'FQ Lambda::EventSourceMapping',
    ]);
    for (const id of ['FUrlPublicPermissions', 'FQ']) expect(property(find(text, id), 'FunctionName')).toEqual({ Ref: 'FAliasliveD1' });
  });
});

describe('a function URL', () => {
  it('with NONE has the two permissions that open it, and nothing else does', () => {
    const text = fn('FunctionUrlConfig: {AuthType: NONE}');
    expect(plain(find(text, 'FUrlPublicPermissions')?.properties)).toEqual({
      Action: 'lambda:InvokeFunctionUrl',
      FunctionName: { Ref: 'F' },
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    });
    expect(plain(find(text, 'FURLInvokeAllowPublicAccess')?.properties)).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'F' },
      Principal: '*',
      InvokedViaFunctionUrl: true,
    });
    expect(ids(fn('FunctionUrlConfig: {AuthType: AWS_IAM}'))).not.toContain('FUrlPublicPermissions Lambda::Permission');
    expect(ids(fn('FunctionUrlConfig: {AuthType: !Ref Auth}'))).not.toContain('FUrlPublicPermissions Lambda::Permission');
  });
});

describe('what an event lets in', () => {
  const account = { Ref: 'AWS::AccountId' };
  it.each([
    ['S3', 'Bucket: !Ref B, Events: s3:ObjectCreated:*', 'FEPermission', { Principal: 's3.amazonaws.com', SourceAccount: account }],
    ['SNS', 'Topic: !Ref T', 'FEPermission', { Principal: 'sns.amazonaws.com', SourceArn: { Ref: 'T' } }],
    [
      'Schedule',
      'Schedule: rate(1 day)',
      'FEPermission',
      { Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['FE', 'Arn'] } },
    ],
    [
      'EventBridgeRule',
      'Pattern: {source: [a]}',
      'FEPermission',
      { Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['FE', 'Arn'] } },
    ],
    [
      'Cognito',
      'UserPool: !Ref P, Trigger: PreSignUp',
      'FCognitoPermission',
      { Principal: 'cognito-idp.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['P', 'Arn'] } },
    ],
    ['AlexaSkill', 'SkillId: amzn1.ask', 'FEPermission', { Principal: 'alexa-appkit.amazon.com', EventSourceToken: 'amzn1.ask' }],
    ['AlexaSkill', '', 'FEPermission', { Principal: 'alexa-appkit.amazon.com' }],
  ])('%s: {%s}', (type, properties, id, expected) => {
    const permission = find(fn(`Events: {E: {Type: ${type}, Properties: {${properties}}}}`), id);
    expect(plain(permission?.properties)).toEqual({ Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'F' }, ...expected });
  });

  it.each([
    ['Api', 'Path: "/a/{id}/", Method: get', 'FEPermissionProd', '/GET/a/*'],
    ['HttpApi', 'Path: /a, Method: any', 'FEPermission', '/*/a'],
    ['IoTRule', 'Sql: SELECT 1', 'FEPermission', ':rule/'],
    ['CloudWatchLogs', 'LogGroupName: g, FilterPattern: x', 'FEPermission', ':log-group:'],
  ])('%s: {%s}, with an ARN', (type, properties, id, part) => {
    expect(JSON.stringify(property(find(fn(`Events: {E: {Type: ${type}, Properties: {${properties}}}}`), id), 'SourceArn'))).toContain(
      part,
    );
  });

  it.each(['SQS, Properties: {Queue: q}', 'Kinesis, Properties: {Stream: s}', 'ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}'])(
    'nobody: %s',
    (event) => {
      expect(ids(fn(`Events: {E: {Type: ${event}}}`)).filter((line) => line.endsWith('Permission'))).toEqual([]);
    },
  );

  it('is unknown where the event is', () => {
    const { gaps } = expandSam(templateOf(fn('Events: {E: {Type: Unheard}, G: {Type: S3, Properties: !Ref P}}')));
    expect(gaps).toMatchObject([
      { types: expect.arrayContaining(['AWS::Lambda::Permission']) },
      { types: expect.arrayContaining(['AWS::Lambda::Permission']) },
    ]);
  });
});

describe('other resources', () => {
  it.each([
    ['SimpleTable', '', ['X DynamoDB::Table']],
    ['LayerVersion', 'ContentUri: layer/', ['X Lambda::LayerVersion']],
    [
      'StateMachine',
      'DefinitionUri: a.json, Events: {Api: {Type: Api, Properties: {Path: /a, Method: post}}}',
      [
        'X StepFunctions::StateMachine',
        'XRole IAM::Role',
        'XApiRole IAM::Role',
        'ServerlessRestApi ApiGateway::RestApi',
        'ServerlessRestApiDeployment ApiGateway::Deployment',
        'ServerlessRestApiProdStage ApiGateway::Stage',
      ],
    ],
    ['Application', 'Location: https://example.com/t.yaml', ['X CloudFormation::Stack']],
  ])('%s', (type, properties, expected) => {
    expect(ids(`Resources:\n  X: {Type: AWS::Serverless::${type}, Properties: {${properties}}}`)).toEqual(expected);
  });

  it.each([
    ['AWS::Serverless::Connector', 'AWS::IAM::ManagedPolicy', 'refused'],
    ['AWS::Serverless::GraphQLApi', 'AWS::AppSync::GraphQLApi', 'refused'],
    ['AWS::Serverless::Unheard', 'AWS::Lambda::Function', 'unsupported'],
  ])('%s is a gap', (type, missing, reason) => {
    const { resources, gaps } = expandSam(templateOf(`Resources:\n  X: {Type: ${type}, Properties: {A: b}}\n  Y: {Type: AWS::SQS::Queue}`));
    expect(resources.map(({ id }) => id)).toEqual(['Y']);
    expect(gaps).toMatchObject([{ reason, types: expect.arrayContaining([missing]) }]);
  });

  it('are joined by connectors, which stand within them or by themselves', () => {
    const text = `Resources:
  F:
    Type: AWS::Serverless::Function
    Connectors: {ToQueue: {Properties: {Destination: {Id: Q}, Permissions: [Write]}}}
    Properties: {Handler: a.b, Runtime: nodejs22.x, InlineCode: x}
  Q: {Type: AWS::SQS::Queue}
  N: {Type: AWS::SNS::Topic}
  C: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: N}, Destination: [{Id: F}, {Id: Q}], Permissions: [Write]}}
`;
    expect(ids(text).slice(-3)).toEqual([
      'FToQueuePolicy IAM::ManagedPolicy',
      'CWriteLambdaPermissionDestination0 Lambda::Permission',
      'CQueuePolicyDestination1 SQS::QueuePolicy',
    ]);
    expect(property(find(text, 'FToQueuePolicy'), 'Roles')).toEqual([{ Ref: 'FRole' }]);
  });

  it('are a gap where their properties depend on a condition', () => {
    const { gaps } = expandSam(templateOf('Resources:\n  X: {Type: AWS::Serverless::Function, Properties: !If [A, {}, {}]}'));
    expect(gaps).toMatchObject([{ reason: 'refused', types: expect.arrayContaining(['AWS::Lambda::Url']) }]);
  });

  it('that are none of SAM’s pass as they are', () => {
    const template = templateOf('Resources:\n  Y: {Type: AWS::SQS::Queue}\n  Z: {}');
    expect(expandSam(template).resources).toBe(template.resources);
  });
});

describe('what SAM refuses', () => {
  const refusals = (text: string) =>
    expandSam(templateOf(text))
      .gaps.filter(({ reason }) => reason === 'refused')
      .map(({ message }) => message);

  it.each([
    ['Colour: blue', 'has no property Colour'],
    ['Policies: [{NoSuchPolicy: {}}]', 'no policy that SAM knows'],
    ['Policies: [{S3ReadPolicy: {}}]', 'S3ReadPolicy needs BucketName'],
    ['DeadLetterQueue: {Type: SQS}', 'DeadLetterQueue needs a TargetArn'],
    ['DeploymentPreference: {Type: AllAtOnce}', 'DeploymentPreference needs AutoPublishAlias'],
    ['Events: {E: {Type: SQS, Properties: {BatchSize: 1}}}', 'event E needs Queue'],
    ['Events: {E: {Type: Api, Properties: {Path: /a, Method: get, Auth: {Authorizer: Nobody}}}}', 'Nobody'],
    ['Events: {E: {Type: HttpApi, Properties: {ApiId: !ImportValue X, Path: /a, Method: get}}}', 'names its API neither'],
    ['Events: {E: {Type: Schedule, Properties: {Schedule: rate(1 day), State: DISABLED, Enabled: false}}}', 'State or Enabled'],
    ['ImageConfig: {Command: [x]}', 'ImageConfig needs the PackageType Image'],
  ])('is a gap with the reason, and the function is there: %s', (properties, why) => {
    expect(refusals(fn(properties))).toEqual([expect.stringContaining(why)]);
    expect(ids(fn(properties))).toContain('F Lambda::Function');
  });

  it('is said twice of events that are no map: what they make is missing', () => {
    expect(refusals(fn('Events: []'))).toEqual([
      expect.stringContaining('events cannot be read'),
      expect.stringContaining('Events is not a map'),
    ]);
  });

  const body = 'DefinitionBody: {Fn::Transform: {Name: AWS::Include}}';
  const own = 'DefinitionBody: {openapi: 3.0.1, paths: {}}';
  it.each([
    ['HttpApi', 'CorsConfiguration: {AllowOrigins: ["*"], AllowCredentials: true}', ['AllowCredentials needs an origin']],
    ['HttpApi', 'CorsConfiguration: {AllowOrigin: a}', ['CORS has no property AllowOrigin']],
    ['HttpApi', 'CorsConfiguration: all', ['CORS is set neither']],
    ['HttpApi', `CorsConfiguration: true, ${body}`, ['CorsConfiguration needs a DefinitionBody']],
    ['HttpApi', `CorsConfiguration: true, ${own}`, []],
    ['HttpApi', 'CorsConfiguration: {AllowOrigins: [a], AllowCredentials: true}', []],
    ['Api', 'Cors: true', ['CORS is set neither']],
    ['Api', `Auth: {DefaultAuthorizer: AWS_IAM}, DefinitionUri: s3://b/k`, ['Auth needs a DefinitionBody']],
    ['Api', `Cors: "'*'", ${own}`, []],
  ])('is a gap with the reason, and the %s is there: %s', (type, properties, why) => {
    const text = `Resources: {A: {Type: AWS::Serverless::${type}, Properties: {StageName: v1, ${properties}}}}`;
    expect(refusals(text)).toEqual(why.map((part) => expect.stringContaining(part)));
    expect(find(text, 'A')).toBeDefined();
  });

  it('is not what a template may say', () => {
    expect(
      refusals(fn('Policies: [{S3ReadPolicy: {BucketName: b}}]\nEvents: {E: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn}}}')),
    ).toEqual([]);
  });
});

describe('places', () => {
  const text = `Globals:
  Api:
    CacheClusterEnabled: true
Resources:
  A:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      MethodSettings: [{CacheDataEncrypted: false}]
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs22.x
      InlineCode: x
      Events:
        E:
          Type: Api
          Properties:
            RestApiId: !Ref A
            Path: /a
            Method: get
`;
  const lineAt = (offset: number | undefined) => text.slice(0, offset).split('\n').length;

  it('of settings are those of the API, and those of its globals', () => {
    const stage = find(text, 'Av1Stage');
    const { properties } = stage ?? {};
    const at = (name: string) => lineAt(properties?.kind === 'map' ? properties.entries.get(name)?.key.start : undefined);
    expect([at('MethodSettings'), at('CacheClusterEnabled')]).toEqual([9, 3]);
  });

  it('of routes are those of their events', () => {
    const route = expandAll(templateOf(text)).resources.find(({ id }) => id === 'A GET /a');
    expect(lineAt(route?.span.start)).toBe(21);
  });
});
