/** Where something is deployed. */
export interface Site {
  readonly account: string;
  readonly region: string;
}

/** How AWS calls a resource of a type: what names it, its ARN, and what `Ref` gives. */
interface Identity {
  /** The property that names it; without one AWS makes up a name or an id. */
  readonly named?: string;
  /** What follows `arn:aws:` in its ARN. */
  readonly arn?: (name: string, site: Site) => string;
  /** What `Ref` gives where that is not the name. */
  readonly ref?: 'arn' | ((name: string, site: Site) => string);
}

const within =
  (service: string, path: string) =>
  (name: string, { account, region }: Site) =>
    `${service}:${region}:${account}:${path}${name}`;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  'AWS::ApiGateway::ApiKey': {},
  'AWS::ApiGateway::Authorizer': {},
  'AWS::ApiGateway::RestApi': { arn: (name, { region }) => `apigateway:${region}::/restapis/${name}` },
  'AWS::ApiGateway::Stage': { named: 'StageName' },
  'AWS::ApiGateway::Model': { named: 'Name' },
  'AWS::ApiGateway::DomainName': { named: 'DomainName' },
  'AWS::ApiGatewayV2::Api': { arn: (name, { region }) => `apigateway:${region}::/apis/${name}` },
  'AWS::ApiGatewayV2::DomainName': { named: 'DomainName' },
  'AWS::ApiGatewayV2::Stage': { named: 'StageName' },
  'AWS::AppSync::GraphQLApi': { arn: within('appsync', 'apis/'), ref: 'arn' },
  'AWS::AppSync::Api': { arn: within('appsync', 'apis/'), ref: 'arn' },
  'AWS::CloudFront::Distribution': { arn: (name, { account }) => `cloudfront::${account}:distribution/${name}` },
  'AWS::CodeBuild::Project': { named: 'Name', arn: within('codebuild', 'project/') },
  'AWS::Cognito::IdentityPool': { arn: within('cognito-identity', 'identitypool/') },
  'AWS::Cognito::UserPool': { arn: within('cognito-idp', 'userpool/') },
  'AWS::Cognito::UserPoolResourceServer': { named: 'Identifier' },
  'AWS::DAX::Cluster': { named: 'ClusterName', arn: within('dax', 'cache/') },
  'AWS::DynamoDB::Table': { named: 'TableName', arn: within('dynamodb', 'table/') },
  'AWS::Events::Archive': { named: 'ArchiveName', arn: within('events', 'archive/') },
  'AWS::Events::EventBus': { named: 'Name', arn: within('events', 'event-bus/') },
  'AWS::Events::Rule': { named: 'Name', arn: within('events', 'rule/') },
  'AWS::IAM::ManagedPolicy': { named: 'ManagedPolicyName', arn: (name, { account }) => `iam::${account}:policy/${name}`, ref: 'arn' },
  'AWS::IAM::Role': { named: 'RoleName', arn: (name, { account }) => `iam::${account}:role/${name}` },
  'AWS::KMS::Alias': { named: 'AliasName', arn: within('kms', '') },
  'AWS::KMS::Key': { arn: within('kms', 'key/') },
  'AWS::KMS::ReplicaKey': { arn: within('kms', 'key/') },
  'AWS::Kinesis::Stream': { named: 'Name', arn: within('kinesis', 'stream/') },
  'AWS::KinesisFirehose::DeliveryStream': { named: 'DeliveryStreamName', arn: within('firehose', 'deliverystream/') },
  'AWS::Lambda::CodeSigningConfig': { arn: within('lambda', 'code-signing-config:'), ref: 'arn' },
  'AWS::Lambda::Function': { named: 'FunctionName', arn: within('lambda', 'function:') },
  'AWS::Lambda::LayerVersion': { arn: (name, site) => `${within('lambda', 'layer:')(name, site)}:1`, ref: 'arn' },
  'AWS::Logs::LogGroup': { named: 'LogGroupName', arn: within('logs', 'log-group:') },
  'AWS::Pipes::Pipe': { named: 'Name', arn: within('pipes', 'pipe/') },
  'AWS::S3::Bucket': { named: 'BucketName', arn: (name) => `s3:::${name}` },
  'AWS::SNS::Topic': { named: 'TopicName', arn: within('sns', ''), ref: 'arn' },
  'AWS::SQS::Queue': {
    named: 'QueueName',
    arn: within('sqs', ''),
    ref: (name, { account, region }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  },
  'AWS::SSM::Parameter': { named: 'Name', arn: within('ssm', 'parameter/') },
  'AWS::Scheduler::Schedule': { named: 'Name', arn: within('scheduler', 'schedule/default/') },
  'AWS::SecretsManager::Secret': {
    named: 'Name',
    arn: (name, site) => `${within('secretsmanager', 'secret:')(name, site)}-a1B2c3`,
    ref: 'arn',
  },
  'AWS::Signer::SigningProfile': { named: 'ProfileName', arn: within('signer', '/signing-profiles/') },
  'AWS::StepFunctions::StateMachine': { named: 'StateMachineName', arn: within('states', 'stateMachine:'), ref: 'arn' },
  'AWS::WAFv2::WebACL': { named: 'Name', arn: (name, site) => `${within('wafv2', 'regional/webacl/')(name, site)}/a1b2` },
};

const NONE: Identity = {};

/** What a deployed resource is known by. */
export interface Known {
  readonly name: string;
  readonly arn?: string;
  readonly ref: string;
  /** The property that holds the name. */
  readonly named?: string;
}

/** What AWS calls a resource: by the name that it was given, else by one that is made up of `id`. */
export const knownBy = (type: string, id: string, properties: Readonly<Record<string, unknown>>, site: Site): Known => {
  const { named, arn, ref } = IDENTITIES[type] ?? NONE;
  const given = named === undefined ? undefined : properties[named];
  const name = typeof given === 'string' ? given : id.replaceAll(/[^\w-]+/g, '');
  const full = arn && `arn:aws:${arn(name, site)}`;
  return {
    name,
    ref: ref === 'arn' ? (full as string) : ref === undefined ? name : ref(name, site),
    ...(full === undefined ? {} : { arn: full }),
    ...(named === undefined ? {} : { named }),
  };
};
