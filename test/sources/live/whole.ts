import type { DeclaredAccount } from '../../aws/account.ts';
import { EMPTY_ACCOUNT } from '../../aws/account.ts';
import { DECLARED } from './declared.ts';

const { account, region } = EMPTY_ACCOUNT;
/** An ARN of the declared account. */
export const arnOf = (service: string, rest: string, at = region): string => `arn:aws:${service}:${at}:${account}:${rest}`;
const allow = (more: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const KEY = arnOf('kms', 'key/11111111-aaaa-4aaa-8aaa-111111111111');
/** Seconds, as most JSON of AWS has instants. */
const at = (instant: string): number => Date.parse(instant) / 1000;

/** The declared account, and something of everything else that the live source reads: it is asked for everything, whatever checks look at. */
export const WHOLE: DeclaredAccount = {
  ...DECLARED,
  functions: [
    ...DECLARED.functions,
    {
      name: 'mail',
      configuration: { Runtime: 'nodejs24.x' },
      policy: allow({
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: arnOf('lambda', 'function:mail'),
      }),
      invokeConfigs: [
        {
          qualifier: '$LATEST',
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: arnOf('sqs', 'failed') } },
        },
        { qualifier: 'live', MaximumEventAgeInSeconds: 60, DestinationConfig: { OnSuccess: {}, OnFailure: {} } },
      ],
    },
    {
      name: 'edge',
      configuration: { Runtime: 'nodejs24.x' },
      versions: [
        { version: '1' },
        { version: '2', policy: allow({ Principal: '*', Action: 'lambda:InvokeFunction', Resource: arnOf('lambda', 'function:edge:2') }) },
      ],
    },
    { name: 'render', configuration: {}, image: `${account}.dkr.ecr.${region}.amazonaws.com/render:stable` },
  ],
  queues: [
    ...DECLARED.queues,
    // Kept for as long as can be: those alone that nothing hands what it could not deliver are worth a word.
    ...['letters', 'failed', 'jobs'].map((name) => ({
      name,
      attributes: { SqsManagedSseEnabled: 'true', MessageRetentionPeriod: '1209600' },
    })),
  ],
  signingProfiles: [
    ...DECLARED.signingProfiles,
    {
      profileName: 'leaked',
      profileVersion: 'v1',
      platformId: 'AWSLambda-SHA384-ECDSA',
      status: 'Revoked',
      revocationRecord: { revocationEffectiveFrom: at('2026-05-01T00:00:00Z') },
    },
  ],
  keys: [
    ...DECLARED.keys,
    {
      id: '44444444-dddd-4ddd-8ddd-444444444444',
      rotation: { enabled: true },
      policy: allow({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }),
      grants: [
        {
          GrantId: 'g1',
          Name: 'partner',
          GranteePrincipal: 'arn:aws:iam::444455556666:role/partner',
          IssuingAccount: `arn:aws:iam::${account}:root`,
          Operations: ['Decrypt'],
          Constraints: { EncryptionContextSubset: { shop: 'orders' } },
        },
        { GrantId: 'g2', GranteePrincipal: 'dynamodb.eu-west-1.amazonaws.com', Operations: ['Decrypt'] },
      ],
    },
    {
      id: 'mrk-55555555555555555555555555555555',
      metadata: {
        MultiRegion: true,
        MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: arnOf('kms', 'key/mrk-5', 'us-east-1') } },
      },
      policy: allow({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }),
    },
  ],
  restApis: DECLARED.restApis.map((declared) =>
    declared.api.id !== 'rest1'
      ? declared
      : {
          ...declared,
          resources: [
            ...(declared.resources ?? []),
            {
              id: 'sub2',
              path: '/carts',
              resourceMethods: {
                PUT: {
                  httpMethod: 'PUT',
                  authorizationType: 'AWS_IAM',
                  apiKeyRequired: true,
                  requestValidatorId: 'v1',
                  requestModels: { 'application/json': 'Cart' },
                },
              },
            },
          ],
          stages: [
            {
              stageName: 'prod',
              deploymentId: 'd1',
              webAclArn: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
              cacheClusterEnabled: true,
              tracingEnabled: false,
              accessLogSettings: { destinationArn: arnOf('logs', 'log-group:audit'), format: '$context.requestId' },
              methodSettings: {
                '*/*': {
                  throttlingRateLimit: 100,
                  throttlingBurstLimit: 50,
                  dataTraceEnabled: false,
                  loggingLevel: 'ERROR',
                  cachingEnabled: true,
                },
                '~1orders/POST': { dataTraceEnabled: true, cacheDataEncrypted: false },
              },
              variables: { stage: 'prod', password: 'Hq3vN8wR5tY2uK7jM4pX' },
            },
            { stageName: 'old', deploymentId: 'd0', webAclArn: arnOf('waf-regional', 'webacl/0c1d') },
          ],
          validators: [{ id: 'v1', name: 'body', validateRequestBody: true, validateRequestParameters: false }],
          models: [{ id: 'm1', name: 'Cart', contentType: 'application/json', schema: '{"type":"object"}' }],
        },
  ),
  apis: DECLARED.apis.map((declared) =>
    declared.api.apiId !== 'http1'
      ? declared
      : {
          ...declared,
          stages: [
            {
              stageName: '$default',
              autoDeploy: true,
              defaultRouteSettings: { throttlingBurstLimit: 10, throttlingRateLimit: 5 },
              routeSettings: { 'GET /': { throttlingRateLimit: 1 } },
              accessLogSettings: { destinationArn: arnOf('logs', 'log-group:audit'), format: '$context.requestId' },
              stageVariables: { token: 'Zk7mQ2xW9v4BpL3nT8cR' },
            },
          ],
          integrations: [
            {
              integrationId: 'i1',
              integrationType: 'HTTP_PROXY',
              integrationUri: 'http://backend.example.com/',
              connectionType: 'INTERNET',
            },
          ],
        },
  ),
  userPools: [
    {
      pool: {
        Id: 'eu-west-1_Pool1',
        Name: 'customers',
        Arn: arnOf('cognito-idp', 'userpool/eu-west-1_Pool1'),
        MfaConfiguration: 'OPTIONAL',
        DeletionProtection: 'ACTIVE',
        UserPoolTier: 'PLUS',
        Policies: {
          PasswordPolicy: { MinimumLength: 12, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true },
        },
        UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        DcrConfiguration: { EnableStatus: 'ENABLED', OpenDcrEnabled: true },
        KeyConfiguration: { KmsKeyArn: KEY },
        SchemaAttributes: [
          { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: true },
          { Name: 'custom:tenant', AttributeDataType: 'String', Mutable: false, Required: false },
        ],
      },
      clients: [
        {
          ClientId: 'client1',
          ClientName: 'web',
          ClientSecret: 'Zk7mQ2xW9v4BpL3nT8cR',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
          AllowedOAuthFlows: ['code'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthScopes: ['openid'],
          CallbackURLs: ['https://shop.example.com/'],
          PreventUserExistenceErrors: 'ENABLED',
          EnableTokenRevocation: true,
          AccessTokenValidity: 1,
          RefreshTokenValidity: 30,
          TokenValidityUnits: { AccessToken: 'hours' },
          SupportedIdentityProviders: ['COGNITO'],
        },
        { ClientId: 'client2', ClientName: 'old', AllowedOAuthFlows: ['implicit'] },
      ],
      servers: [{ Identifier: 'orders', Name: 'Orders', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Reads' }] }],
      providers: [{ ProviderName: 'Google', ProviderType: 'Google' }],
    },
    { pool: { Id: 'eu-west-1_Pool2', Name: 'staff', Policies: { PasswordPolicy: { MinimumLength: 6 } } } },
  ],
  identityPools: [
    {
      IdentityPoolId: 'eu-west-1:0a1b',
      IdentityPoolName: 'guests',
      AllowUnauthenticatedIdentities: true,
      CognitoIdentityProviders: [
        { ProviderName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool1', ClientId: 'client1', ServerSideTokenCheck: true },
      ],
    },
    { IdentityPoolId: 'eu-west-1:0c1d', IdentityPoolName: 'members', AllowUnauthenticatedIdentities: false },
  ],
  graphqlApis: [
    {
      api: {
        apiId: 'gql1',
        name: 'catalogue',
        arn: arnOf('appsync', 'apis/gql1'),
        authenticationType: 'API_KEY',
        additionalAuthenticationProviders: [
          { authenticationType: 'OPENID_CONNECT', openIDConnectConfig: { issuer: 'http://id.example.com', authTTL: 10 } },
        ],
        visibility: 'GLOBAL',
        introspectionConfig: 'ENABLED',
        logConfig: { fieldLogLevel: 'ERROR', cloudWatchLogsRoleArn: arnOf('iam', 'role/plain', '') },
        xrayEnabled: false,
        wafWebAclArn: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
      },
      sources: [
        {
          name: 'backend',
          type: 'HTTP',
          dataSourceArn: arnOf('appsync', 'apis/gql1/datasources/backend'),
          httpConfig: { endpoint: 'http://backend.example.com/' },
        },
        {
          name: 'fn',
          type: 'AWS_LAMBDA',
          lambdaConfig: { lambdaFunctionArn: arnOf('lambda', 'function:orders') },
          serviceRoleArn: arnOf('iam', 'role/plain', ''),
        },
      ],
      cache: {
        ttl: 60,
        apiCachingBehavior: 'FULL_REQUEST_CACHING',
        type: 'SMALL',
        transitEncryptionEnabled: true,
        atRestEncryptionEnabled: false,
      },
    },
    {
      api: {
        apiId: 'gql2',
        name: 'inner',
        authenticationType: 'AWS_IAM',
        userPoolConfig: { userPoolId: 'eu-west-1_Pool1', awsRegion: 'eu-west-1', defaultAction: 'ALLOW' },
      },
    },
  ],
  eventApis: [
    {
      apiId: 'ev1',
      name: 'prices',
      apiArn: arnOf('appsync', 'apis/ev1'),
      eventConfig: {
        authProviders: [{ authType: 'API_KEY' }],
        connectionAuthModes: [{ authType: 'API_KEY' }],
        defaultPublishAuthModes: [{ authType: 'AWS_IAM' }],
        defaultSubscribeAuthModes: [{ authType: 'API_KEY' }],
      },
      wafWebAclArn: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
    },
  ],
  distributions: [
    {
      Id: 'E1',
      ARN: arnOf('cloudfront', 'distribution/E1', ''),
      Status: 'Deployed',
      LastModifiedTime: '2026-01-01T00:00:00Z',
      DomainName: 'd1.cloudfront.net',
      Aliases: { Quantity: 1, Items: { CNAME: ['shop.example.com'] } },
      Origins: {
        Quantity: 1,
        Items: {
          Origin: [
            {
              Id: 'api',
              DomainName: 'rest1.execute-api.eu-west-1.amazonaws.com',
              OriginPath: '/prod',
              CustomHeaders: {
                Quantity: 1,
                Items: { OriginCustomHeader: [{ HeaderName: 'x-origin-verify', HeaderValue: 'Hq3vN8wR5tY2uK7jM4pX' }] },
              },
              CustomOriginConfig: {
                HTTPPort: 80,
                HTTPSPort: 443,
                OriginProtocolPolicy: 'https-only',
                OriginSslProtocols: { Quantity: 1, Items: { SslProtocol: ['TLSv1.2'] } },
              },
            },
          ],
        },
      },
      DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'allow-all' },
      CacheBehaviors: {
        Quantity: 1,
        Items: { CacheBehavior: [{ PathPattern: '/static/*', TargetOriginId: 'api', ViewerProtocolPolicy: 'https-only' }] },
      },
      Enabled: true,
      ViewerCertificate: {
        ACMCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c1',
        SSLSupportMethod: 'sni-only',
        MinimumProtocolVersion: 'TLSv1',
      },
      WebACLId: '',
      HttpVersion: 'http2',
    },
    {
      Id: 'E2',
      ARN: arnOf('cloudfront', 'distribution/E2', ''),
      DomainName: 'd2.cloudfront.net',
      Aliases: { Quantity: 0 },
      Origins: {
        Quantity: 1,
        Items: { Origin: [{ Id: 's3', DomainName: 'b.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } }] },
      },
      Enabled: false,
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      WebACLId: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/front/0e1f',
    },
  ],
  webAcls: [
    {
      Name: 'edge',
      Id: '0a1b',
      ARN: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
      DefaultAction: { Allow: {} },
      Rules: [
        {
          Name: 'words',
          Priority: 0,
          Action: { Block: {} },
          Statement: {
            ByteMatchStatement: {
              SearchString: Buffer.from('admin').toString('base64'),
              FieldToMatch: { UriPath: {} },
              PositionalConstraint: 'CONTAINS',
              TextTransformations: [{ Priority: 0, Type: 'NONE' }],
            },
          },
          VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: 'words' },
        },
        {
          Name: 'group',
          Priority: 1,
          OverrideAction: { None: {} },
          Statement: { RuleGroupReferenceStatement: { ARN: arnOf('wafv2', 'regional/rulegroup/own/0c1d') } },
        },
      ],
      pools: [arnOf('cognito-idp', 'userpool/eu-west-1_Pool1')],
    },
    { Name: 'bare', Id: '0b1c', ARN: arnOf('wafv2', 'regional/webacl/bare/0b1c'), DefaultAction: { Allow: {} } },
    {
      Name: 'front',
      Id: '0e1f',
      ARN: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/front/0e1f',
      DefaultAction: { Block: {} },
      Rules: [],
      scope: 'CLOUDFRONT',
    },
  ],
  ruleGroups: [
    {
      Name: 'own',
      Id: '0c1d',
      ARN: arnOf('wafv2', 'regional/rulegroup/own/0c1d'),
      Capacity: 10,
      Rules: [
        { Name: 'rate', Priority: 0, Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' } } },
      ],
    },
  ],
  connections: [
    {
      Name: 'partner',
      ConnectionArn: arnOf('events', 'connection/partner/0a1b'),
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      KmsKeyIdentifier: KEY,
      AuthParameters: {
        OAuthParameters: {
          ClientParameters: { ClientID: 'shop' },
          AuthorizationEndpoint: 'http://id.partner.example.com/token',
          HttpMethod: 'POST',
        },
      },
    },
  ],
  eventSources: [
    {
      UUID: '11111111-0000-4000-8000-000000000001',
      EventSourceMappingArn: arnOf('lambda', 'event-source-mapping:11111111-0000-4000-8000-000000000001'),
      EventSourceArn: arnOf('sqs', 'orders'),
      FunctionArn: arnOf('lambda', 'function:orders'),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 5,
      State: 'Enabled',
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      KMSKeyArn: KEY,
    },
    {
      UUID: '11111111-0000-4000-8000-000000000002',
      EventSourceArn: arnOf('kinesis', 'stream/clicks'),
      FunctionArn: arnOf('lambda', 'function:orders'),
      State: 'Disabling',
      StartingPosition: 'LATEST',
      DestinationConfig: { OnFailure: { Destination: arnOf('sqs', 'inbox') } },
    },
  ],
  buckets: [
    {
      name: 'open',
      region,
      policy: allow({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' }),
      grants: [{ Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'READ' }],
      ownership: 'ObjectWriter',
      website: { IndexDocument: { Suffix: 'index.html' } },
      encryption: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY }, BucketKeyEnabled: true },
    },
    {
      name: 'closed',
      region,
      blocks: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
      encryption: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    },
    { name: 'elsewhere', region: 'us-east-1' },
  ],
  accountBlocks: { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: true, RestrictPublicBuckets: false },
  usagePlans: [
    {
      id: 'p1',
      name: 'partners',
      apiStages: [{ apiId: 'rest1', stage: 'prod', throttle: { '/orders/POST': { rateLimit: 1, burstLimit: 2 } } }],
      throttle: { rateLimit: 10, burstLimit: 20 },
      quota: { limit: 1000, period: 'DAY', offset: 0 },
    },
    { id: 'p2', name: 'free', apiStages: [] },
  ],
  domains: [
    {
      domain: {
        domainName: 'api.example.com',
        securityPolicy: 'TLS_1_0',
        endpointConfiguration: { types: ['REGIONAL'] },
        regionalCertificateArn: arnOf('acm', 'certificate/c1'),
        mutualTlsAuthentication: { truststoreUri: 's3://trust/ca.pem' },
      },
      mappings: [
        { apiId: 'rest1', apiMappingId: 'm1', stage: 'prod' },
        { apiId: 'http1', apiMappingId: 'm2', apiMappingKey: 'v2', stage: '$default' },
      ],
    },
    {
      domain: {
        domainName: 'routed.example.com',
        endpointConfiguration: { types: ['EDGE'] },
        routingMode: 'ROUTING_RULE_ONLY',
        certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c2',
      },
      rules: [
        {
          routingRuleArn: arnOf('apigateway', '/domainnames/routed.example.com/routingrules/r1'),
          routingRuleId: 'r1',
          priority: 1,
          conditions: [],
          actions: [{ invokeApi: { apiId: 'http1', stage: '$default' } }],
        },
      ],
    },
    {
      domain: {
        domainName: 'inner.example.com',
        endpointConfiguration: { types: ['PRIVATE'] },
        securityPolicy: 'TLS_1_2',
        domainNameArn: arnOf('apigateway', '/domainnames/inner.example.com+0a1b'),
      },
    },
  ],
  subscriptions: [
    {
      SubscriptionArn: arnOf('sns', 'news:0a1b'),
      TopicArn: arnOf('sns', 'news'),
      Protocol: 'https',
      Endpoint: 'https://user:Hq3vN8wR5tY2uK7jM4pX@hooks.example.com/',
      Owner: account,
      redrive: { deadLetterTargetArn: arnOf('sqs', 'letters') },
    },
    {
      SubscriptionArn: 'PendingConfirmation',
      TopicArn: arnOf('sns', 'news'),
      Protocol: 'http',
      Endpoint: 'http://hooks.example.com/',
      Owner: account,
    },
  ],
  buses: [
    {
      Name: 'default',
      rules: [{ Name: 'nightly', ScheduleExpression: 'rate(1 day)', State: 'ENABLED', ManagedBy: 'backup.amazonaws.com' }],
    },
    {
      Name: 'orders',
      Policy: JSON.stringify(allow({ Principal: '*', Action: 'events:PutEvents', Resource: arnOf('events', 'event-bus/orders') })),
      KmsKeyIdentifier: KEY,
      DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
      rules: [
        {
          Name: 'placed',
          EventPattern: '{"source":["shop"]}',
          State: 'ENABLED',
          targets: [
            {
              Id: 'fn',
              Arn: arnOf('lambda', 'function:orders'),
              Input: '{"password":"Hq3vN8wR5tY2uK7jM4pX"}',
              DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
            },
            { Id: 'queue', Arn: arnOf('sqs', 'inbox') },
          ],
        },
      ],
    },
  ],
  archives: [
    { ArchiveName: 'forever', EventSourceArn: arnOf('events', 'event-bus/orders'), State: 'ENABLED', RetentionDays: 0 },
    {
      ArchiveName: 'month',
      EventSourceArn: arnOf('events', 'event-bus/orders'),
      State: 'ENABLED',
      RetentionDays: 30,
      KmsKeyIdentifier: KEY,
      EventPattern: '{"source":["shop"]}',
    },
  ],
  apiDestinations: [
    {
      Name: 'partner',
      ApiDestinationArn: arnOf('events', 'api-destination/partner/0a1b'),
      ConnectionArn: arnOf('events', 'connection/partner/0a1b'),
      InvocationEndpoint: 'http://partner.example.com/events',
      HttpMethod: 'POST',
    },
  ],
  schedules: [
    {
      Name: 'nightly',
      GroupName: 'default',
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 day)',
      KmsKeyArn: KEY,
      FlexibleTimeWindow: { Mode: 'OFF' },
      StartDate: at('2026-01-01T00:00:00Z'),
      Target: { Arn: arnOf('lambda', 'function:orders'), RoleArn: arnOf('iam', 'role/plain', ''), Input: 'token=Zk7mQ2xW9v4BpL3nT8cR' },
    },
    {
      Name: 'nightly',
      GroupName: 'team',
      State: 'DISABLED',
      Target: { Arn: arnOf('sqs', 'inbox'), RoleArn: arnOf('iam', 'role/plain', '') },
    },
  ],
  pipes: [
    {
      Name: 'forward',
      Arn: arnOf('pipes', 'pipe/forward'),
      DesiredState: 'RUNNING',
      Source: arnOf('sqs', 'orders'),
      Target: arnOf('lambda', 'function:orders'),
      RoleArn: arnOf('iam', 'role/plain', ''),
      KmsKeyIdentifier: KEY,
      SourceParameters: { SqsQueueParameters: { BatchSize: 10 } },
      LogConfiguration: { Level: 'ERROR', CloudwatchLogsLogDestination: { LogGroupArn: arnOf('logs', 'log-group:audit') } },
    },
  ],
  stateMachines: [
    {
      stateMachineArn: arnOf('states', 'stateMachine:checkout'),
      name: 'checkout',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: '{"StartAt":"Pay","States":{"Pay":{"Type":"Pass","End":true}}}',
      roleArn: arnOf('iam', 'role/plain', ''),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: arnOf('logs', 'log-group:audit:*') } }],
      },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY, kmsDataKeyReusePeriodSeconds: 300 },
    },
    {
      stateMachineArn: arnOf('states', 'stateMachine:leaky'),
      name: 'leaky',
      type: 'EXPRESS',
      definition: '{"StartAt":"Call","States":{"Call":{"Type":"Pass","Parameters":{"password":"Hq3vN8wR5tY2uK7jM4pX"},"End":true}}}',
      roleArn: arnOf('iam', 'role/plain', ''),
    },
  ],
  streams: [
    {
      StreamName: 'clicks',
      StreamARN: arnOf('kinesis', 'stream/clicks'),
      StreamStatus: 'ACTIVE',
      RetentionPeriodHours: 24,
      EncryptionType: 'NONE',
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
    },
    {
      StreamName: 'orders',
      StreamARN: arnOf('kinesis', 'stream/orders'),
      RetentionPeriodHours: 8760,
      EncryptionType: 'KMS',
      KeyId: 'alias/aws/kinesis',
    },
  ],
  deliveryStreams: [
    {
      DeliveryStreamName: 'archive',
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfiguration: { Status: 'ENABLED', KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: KEY },
      Destinations: [],
      HasMoreDestinations: false,
    },
    {
      DeliveryStreamName: 'clicks',
      DeliveryStreamType: 'KinesisStreamAsSource',
      DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
      Source: {
        KinesisStreamSourceDescription: { KinesisStreamARN: arnOf('kinesis', 'stream/clicks'), RoleARN: arnOf('iam', 'role/plain', '') },
      },
    },
    {
      DeliveryStreamName: 'topics',
      DeliveryStreamType: 'MSKAsSource',
      Source: { MSKSourceDescription: { MSKClusterARN: arnOf('kafka', 'cluster/c'), TopicName: 'orders' } },
    },
  ],
  tables: [
    {
      table: {
        TableName: 'carts',
        TableStatus: 'ACTIVE',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        DeletionProtectionEnabled: false,
      },
    },
    {
      table: {
        TableName: 'orders',
        TableStatus: 'ACTIVE',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        DeletionProtectionEnabled: true,
        SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: KEY },
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        TableClassSummary: { TableClass: 'STANDARD' },
      },
      recovery: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    },
  ],
  clusters: [
    { ClusterName: 'bare', ClusterArn: arnOf('dax', 'cache/bare'), NodeType: 'dax.r5.large', SSEDescription: { Status: 'DISABLED' } },
    {
      ClusterName: 'safe',
      ClusterArn: arnOf('dax', 'cache/safe'),
      NodeType: 'dax.r5.large',
      IamRoleArn: arnOf('iam', 'role/plain', ''),
      SSEDescription: { Status: 'ENABLED' },
      ClusterEndpointEncryptionType: 'TLS',
    },
  ],
  layers: [
    {
      name: 'shared',
      versions: [
        {
          Version: 1,
          CompatibleRuntimes: ['nodejs18.x'],
          policy: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'all',
                Effect: 'Allow',
                Principal: '*',
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
              },
              {
                Sid: 'org',
                Effect: 'Allow',
                Principal: '*',
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-123' } },
              },
              {
                Sid: 'partner',
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::444455556666:root' },
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
              },
            ],
          },
        },
        { Version: 2, CompatibleRuntimes: ['nodejs24.x'], CompatibleArchitectures: ['arm64'], LicenseInfo: 'MIT' },
      ],
    },
  ],
  roles: [
    {
      RoleName: 'orders-role',
      Arn: arnOf('iam', 'role/service/orders-role', ''),
      RoleId: 'AROAORDERS',
      Path: '/service/',
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify(allow({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })),
      ),
      RolePolicyList: [
        { PolicyName: 'inline', PolicyDocument: encodeURIComponent(JSON.stringify(allow({ Action: 's3:*', Resource: '*' }))) },
      ],
      AttachedManagedPolicies: [{ PolicyName: 'Team', PolicyArn: arnOf('iam', 'policy/Team', '') }],
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arnOf('iam', 'policy/Edge', '') },
    },
    {
      RoleName: 'plain',
      Arn: arnOf('iam', 'role/plain', ''),
      RoleId: 'AROAPLAIN',
      Path: '/',
      AssumeRolePolicyDocument: encodeURIComponent('{"Version":"2012-10-17"}'),
      RolePolicyList: [],
      AttachedManagedPolicies: [],
    },
  ],
  managedPolicies: [
    {
      PolicyName: 'Team',
      Arn: arnOf('iam', 'policy/Team', ''),
      Path: '/',
      DefaultVersionId: 'v2',
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: false, Document: encodeURIComponent(JSON.stringify(allow({ Action: '*', Resource: '*' }))) },
        {
          VersionId: 'v2',
          IsDefaultVersion: true,
          Document: encodeURIComponent(JSON.stringify(allow({ Action: 'sqs:SendMessage', Resource: '*' }))),
        },
      ],
    },
  ],
  secrets: [
    {
      ARN: arnOf('secretsmanager', 'secret:db-AbCdEf'),
      Name: 'db',
      KmsKeyId: KEY,
      RotationEnabled: true,
      RotationLambdaARN: arnOf('lambda', 'function:rotate'),
      RotationRules: { AutomaticallyAfterDays: 30 },
      CreatedDate: at('2025-01-01T00:00:00Z'),
      LastRotatedDate: at('2026-11-01T00:00:00Z'),
      NextRotationDate: at('2026-12-01T00:00:00Z'),
      LastAccessedDate: at('2026-11-20T00:00:00Z'),
      policy: allow({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
    },
    { ARN: arnOf('secretsmanager', 'secret:rds!cluster-GhIjKl'), Name: 'rds!cluster', OwningService: 'rds' },
  ],
  parameters: [
    { Name: '/prod/db/password', ARN: arnOf('ssm', 'parameter/prod/db/password'), Type: 'String', Tier: 'Standard', DataType: 'text' },
    { Name: '/prod/token', Type: 'SecureString', KeyId: 'alias/aws/ssm', Tier: 'Standard', DataType: 'text' },
  ],
  projects: [
    {
      name: 'image',
      arn: arnOf('codebuild', 'project/image'),
      serviceRole: arnOf('iam', 'role/plain', ''),
      source: { type: 'GITHUB', location: 'https://github.com/example/shop.git', buildspec: 'version: 0.2\n', insecureSsl: false },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        privilegedMode: true,
        imagePullCredentialsType: 'CODEBUILD',
        environmentVariables: [
          { name: 'STAGE', value: 'prod', type: 'PLAINTEXT' },
          { name: 'DEPLOY_TOKEN', value: 'Zk7mQ2xW9v4BpL3nT8cR', type: 'PLAINTEXT' },
          { name: 'KEY', value: '/prod/token', type: 'PARAMETER_STORE' },
        ],
      },
      encryptionKey: KEY,
      logsConfig: { cloudWatchLogs: { status: 'DISABLED' } },
      projectVisibility: 'PRIVATE',
    },
    {
      name: 'tests',
      environment: { type: 'LINUX_CONTAINER', image: 'node:24', computeType: 'BUILD_GENERAL1_SMALL' },
      source: { type: 'NO_SOURCE' },
    },
  ],
  logGroups: [
    { logGroupName: '/aws/lambda/orders', arn: arnOf('logs', 'log-group:/aws/lambda/orders:*'), logGroupClass: 'STANDARD' },
    {
      logGroupName: 'audit',
      arn: arnOf('logs', 'log-group:audit:*'),
      logGroupArn: arnOf('logs', 'log-group:audit'),
      retentionInDays: 365,
      kmsKeyId: KEY,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: true,
    },
  ],
  logPolicies: [
    {
      policyName: 'events',
      policyDocument: JSON.stringify(allow({ Principal: { Service: 'events.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' })),
    },
  ],
};
