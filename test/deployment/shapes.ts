import type { RawResource } from '../../src/model/inventory.ts';
import { NOT_RETURNED } from '../../src/sources/live/answers.ts';
import { calls } from '../../src/sources/live/collectors.ts';
import { answered } from './answers.ts';
import type { Deployed } from './index.ts';

type Properties = RawResource['properties'];
type Text = string | undefined;

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');

/** A permission as the statement that Lambda makes of it. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const statementOf = (permission: Properties): object => {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken, FunctionUrlAuthType, InvokedViaFunctionUrl } =
    permission as Readonly<Record<string, Text>>;
  const principal = typeof Principal === 'number' ? String(Principal).padStart(12, '0') : (Principal ?? '');
  const equals = {
    ...(SourceAccount === undefined ? {} : { 'AWS:SourceAccount': String(SourceAccount).padStart(12, '0') }),
    ...(PrincipalOrgID === undefined ? {} : { 'aws:PrincipalOrgID': PrincipalOrgID }),
    ...(EventSourceToken === undefined ? {} : { 'lambda:EventSourceToken': EventSourceToken }),
    ...(FunctionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
  };
  const condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...(InvokedViaFunctionUrl === undefined ? {} : { Bool: { 'lambda:InvokedViaFunctionUrl': String(InvokedViaFunctionUrl) } }),
  };
  return {
    Effect: 'Allow',
    Principal:
      principal === '*'
        ? '*'
        : /^\d{12}$/.test(principal)
          ? { AWS: `arn:aws:iam::${principal}:root` }
          : principal.startsWith('arn:')
            ? { AWS: principal }
            : { Service: principal },
    Action: Action ?? 'lambda:InvokeFunction',
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
};

const resourceOf = ({ resource, from }: Deployed, type: string, properties: Properties): Deployed => ({
  from,
  resource: { type, id: resource.id, properties, origin: resource.origin },
});

/** What templates have as resources of another type than accounts. */
const RESHAPED: Readonly<Record<string, (one: Deployed, all: readonly Deployed[]) => readonly Deployed[]>> = {
  'AWS::Lambda::Permission': (one, all) => {
    const { FunctionName } = one.resource.properties;
    const named = all.find(
      ({ resource: { attributes, id, type } }) =>
        /^AWS::Lambda::(?:Function|Alias|Version)$/.test(type) && [attributes?.Ref, attributes?.Arn, id].includes(FunctionName),
    );
    const ResourceArn = named?.resource.arn ?? FunctionName;
    return [
      resourceOf(one, 'AWS::Lambda::ResourcePolicy', {
        ResourceArn,
        PolicyDocument: { Version: '2012-10-17', Statement: [{ ...statementOf(one.resource.properties), Resource: ResourceArn }] },
      }),
    ];
  },
  'AWS::SQS::QueueInlinePolicy': (one) => {
    const { Queue, PolicyDocument } = one.resource.properties;
    return [resourceOf(one, 'AWS::SQS::QueuePolicy', { Queues: [Queue], PolicyDocument })];
  },
  'AWS::SNS::Topic': (one) => {
    const { Subscription = [] } = one.resource.properties as { readonly Subscription?: readonly Properties[] };
    const TopicArn = one.resource.arn;
    return [one, ...Subscription.map((each) => resourceOf(one, 'AWS::SNS::Subscription', { ...each, TopicArn }))];
  },
  'AWS::SNS::TopicInlinePolicy': (one) => {
    const { TopicArn, PolicyDocument } = one.resource.properties;
    return [resourceOf(one, 'AWS::SNS::TopicPolicy', { Topics: [TopicArn], PolicyDocument })];
  },
  // The custom resource has called PutRetentionPolicy, which makes the group where there is none.
  'Custom::LogRetention': (one) => [resourceOf(one, 'AWS::Logs::LogGroup', one.resource.properties)],
  'AWS::ApiGateway::BasePathMapping': (one) => {
    const { RestApiId, BasePath, ...rest } = one.resource.properties;
    return [resourceOf(one, 'AWS::ApiGatewayV2::ApiMapping', { ...rest, ApiId: RestApiId, ApiMappingKey: BasePath })];
  },
  'AWS::ApiGatewayV2::DomainName': (one) => {
    const { DomainNameConfigurations: [configuration] = [], ...rest } = one.resource.properties as Properties & {
      readonly DomainNameConfigurations?: readonly Readonly<Record<string, unknown>>[];
    };
    const { SecurityPolicy, EndpointType = 'REGIONAL' } = configuration ?? {};
    const properties = { ...rest, SecurityPolicy, EndpointConfiguration: { Types: [EndpointType] } };
    return [{ from: one.from, resource: { ...one.resource, type: 'AWS::ApiGateway::DomainName', properties } }];
  },
};

/** The policies of a role that stand beside it in a template. */
const withPolicies = (role: Deployed, all: readonly Deployed[]): Deployed => {
  const { name, ref } = { name: role.resource.id, ref: role.resource.attributes?.Ref };
  const isMine = (value: unknown) => textsOf(value).some((one) => one === name || one === ref);
  const of = (type: string) => all.filter(({ resource }) => resource.type === type);
  const inline = [
    ...of('AWS::IAM::Policy').filter(({ resource }) => isMine(resource.properties.Roles)),
    ...of('AWS::IAM::RolePolicy').filter(({ resource }) => isMine(resource.properties.RoleName)),
  ].map(({ resource: { id, properties } }) => ({ PolicyName: properties.PolicyName ?? id, PolicyDocument: properties.PolicyDocument }));
  const attached = of('AWS::IAM::ManagedPolicy')
    .filter(({ resource }) => isMine(resource.properties.Roles))
    .map(({ resource }) => resource.arn);
  const { properties } = role.resource;
  return {
    ...role,
    resource: {
      ...role.resource,
      properties: {
        ...properties,
        Policies: [...((properties.Policies as readonly unknown[] | undefined) ?? []), ...inline],
        ManagedPolicyArns: [...((properties.ManagedPolicyArns as readonly unknown[] | undefined) ?? []), ...attached],
      },
    },
  };
};

/** A policy of a bus as the statement that EventBridge makes of it. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
const busStatement = ({ Statement, Action, Principal, Condition }: Properties): unknown => {
  if (Statement !== undefined) return Statement;
  const { Type, Key, Value } = (Condition ?? {}) as Readonly<Record<string, string>>;
  return {
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${String(Principal).padStart(12, '0')}:root` },
    Action,
    Resource: '*',
    ...(Type === undefined || Key === undefined ? {} : { Condition: { [Type]: { [Key]: Value } } }),
  };
};

/** The statements of a bus that stand beside it in a template. */
const withStatements = (bus: Deployed, all: readonly Deployed[]): Deployed => {
  const { properties, attributes, id } = bus.resource;
  const { Statement = [], ...policy } = (properties.Policy ?? {}) as { readonly Statement?: unknown };
  const added = all
    .filter(
      ({ resource: { type, properties: of } }) => type === 'AWS::Events::EventBusPolicy' && [id, attributes?.Arn].includes(of.EventBusName),
    )
    .map(({ resource }) => busStatement(resource.properties));
  const statements = [Statement, ...added].flat();
  return statements.length === 0
    ? bus
    : { ...bus, resource: { ...bus.resource, properties: { ...properties, Policy: { ...policy, Statement: statements } } } };
};

const GATHERED: Readonly<Record<string, (one: Deployed, all: readonly Deployed[]) => Deployed>> = {
  'AWS::IAM::Role': withPolicies,
  'AWS::Events::EventBus': withStatements,
};

/** What services answer where a template says nothing. The live mappers have a test for each of these. */
const ANSWERED: Readonly<Record<string, (given: Properties) => Properties>> = {
  'AWS::ApiGateway::Method': () => ({ ApiKeyRequired: false, AuthorizationType: 'NONE' }),
  'AWS::ApiGateway::RestApi': () => ({
    ApiKeySourceType: 'HEADER',
    DisableExecuteApiEndpoint: false,
    EndpointConfiguration: { Types: ['EDGE'] },
  }),
  'AWS::ApiGatewayV2::Route': () => ({ ApiKeyRequired: false, AuthorizationType: 'NONE' }),
  'AWS::Cognito::UserPool': () => ({
    MfaConfiguration: 'OFF',
    Policies: {
      PasswordPolicy: { MinimumLength: 8, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true },
    },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
  }),
  'AWS::DAX::Cluster': () => ({ ClusterEndpointEncryptionType: 'NONE', SSESpecification: { SSEEnabled: false } }),
  'AWS::DynamoDB::Table': () => ({
    BillingMode: 'PROVISIONED',
    DeletionProtectionEnabled: false,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
  }),
  'AWS::IAM::Role': () => ({ Path: '/', ManagedPolicyArns: [], Policies: [] }),
  'AWS::KMS::Key': () => ({
    Enabled: true,
    EnableKeyRotation: false,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    MultiRegion: false,
    Origin: 'AWS_KMS',
  }),
  'AWS::Kinesis::Stream': () => ({ RetentionPeriodHours: 24 }),
  'AWS::Lambda::CodeSigningConfig': () => ({ CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' } }),
  'AWS::Lambda::Function': () => ({
    Architectures: ['x86_64'],
    LoggingConfig: { LogFormat: 'Text' },
    MemorySize: 128,
    PackageType: 'Zip',
    RuntimeManagementConfig: { UpdateRuntimeOn: 'Auto' },
    Timeout: 3,
    TracingConfig: { Mode: 'PassThrough' },
  }),
  'AWS::SQS::Queue': (given) => ({
    DelaySeconds: 0,
    MaximumMessageSize: 1_048_576,
    MessageRetentionPeriod: 345_600,
    SqsManagedSseEnabled: given.KmsMasterKeyId === undefined,
    VisibilityTimeout: 30,
  }),
  'AWS::SSM::Parameter': () => ({ Value: NOT_RETURNED }),
};

const given = new Map<string, Set<string>>();
for (const { gives } of calls)
  for (const [type, properties] of Object.entries(gives)) given.set(type, new Set([...(given.get(type) ?? []), ...properties]));

// That a parameter has a value is told, and not which.
given.get('AWS::SSM::Parameter')?.delete('Value');

/** What an account tells of what was deployed: types and properties that the live collectors give, defaults where services answer with them. */
export const asRead = (deployed: readonly Deployed[]): readonly Deployed[] =>
  deployed
    .flatMap((one) => RESHAPED[one.resource.type]?.(one, deployed) ?? [one])
    .map((one) => GATHERED[one.resource.type]?.(one, deployed) ?? one)
    .flatMap((one): readonly Deployed[] => {
      const { resource } = one;
      const properties = given.get(resource.type);
      if (properties === undefined) return [];
      const told = Object.fromEntries(Object.entries(resource.properties).filter(([name]) => properties.has(name)));
      return [{ ...one, resource: answered({ ...resource, properties: { ...ANSWERED[resource.type]?.(told), ...told } }) }];
    });
