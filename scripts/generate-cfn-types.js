// Generates src/model/cfn.generated.ts: the properties of every CloudFormation type that the catalogue of checks names,
// from AWS's own resource schemas as @aws-cdk/aws-service-spec ships them.
import { writeFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const TYPES = `
ApiGateway: Account ApiKey Authorizer BasePathMapping BasePathMappingV2 Deployment DomainName DomainNameV2 Method Model RequestValidator Resource RestApi Stage UsagePlan UsagePlanKey
ApiGatewayV2: Api ApiMapping Authorizer DomainName Integration Model Route RoutingRule Stage
AppSync: Api ApiCache ApiKey GraphQLApi Resolver DataSource
CloudFront: Distribution
CodeBuild: Project
Cognito: IdentityPool UserPool UserPoolClient UserPoolIdentityProvider UserPoolResourceServer
DAX: Cluster
DynamoDB: GlobalTable Table
Events: ApiDestination Archive Connection EventBus EventBusPolicy Rule
IAM: ManagedPolicy Policy Role RolePolicy
KMS: Alias Key ReplicaKey
Kinesis: ResourcePolicy Stream
KinesisFirehose: DeliveryStream
Lambda: Alias CodeSigningConfig EventInvokeConfig EventSourceMapping Function LayerVersion LayerVersionPermission Permission ResourcePolicy Url Version
Logs: LogGroup ResourcePolicy
Pipes: Pipe
S3: Bucket BucketPolicy
SecretsManager: ResourcePolicy RotationSchedule Secret SecretTargetAttachment
Scheduler: Schedule
Serverless: Function
Signer: ProfilePermission SigningProfile
SNS: Subscription Topic TopicInlinePolicy TopicPolicy
SQS: Queue QueueInlinePolicy QueuePolicy
SSM: Parameter
StepFunctions: StateMachine
WAFRegional: WebACLAssociation
WAFv2: LoggingConfiguration RuleGroup WebACL WebACLAssociation
`
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [service, names] = line.split(': ');
    return names.split(' ').map((name) => `AWS::${service}::${name}`);
  })
  .filter((type) => !type.startsWith('AWS::Serverless'));

/** What the schema leaves open, or does not hold yet, and CloudFormation says. */
const OPEN = {
  'AWS::ApiGatewayV2::Stage': {
    RouteSettings: (resource) => `Readonly<Record<string, ${typeOf(resource.properties.DefaultRouteSettings.type)}>>`,
  },
  'AWS::ApiGatewayV2::Route': { RequestModels: () => 'Readonly<Record<string, string>>' },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-dcrconfiguration.html
  'AWS::Cognito::UserPool': { DcrConfiguration: () => '{ readonly EnableStatus?: string; readonly OpenDcrEnabled?: boolean }' },
};

/** Types that the schema does not hold yet, as far as checks read them. */
const NEW = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-webfunctionendpoint.html
  'AWS::Lambda::WebFunctionEndpoint': { AuthType: 'string', EndpointName: 'string', FunctionName: 'string' },
};

const db = loadAwsServiceSpecSync();
const definitions = new Map();

const typeOf = (t) => {
  switch (t.type) {
    case 'string':
      return t.allowedValues?.length ? t.allowedValues.map((v) => JSON.stringify(v)).join(' | ') : 'string';
    case 'date-time':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'json':
      return 'Json';
    case 'tag':
      return '{ readonly Key: string; readonly Value: string }';
    case 'array':
      return `readonly (${typeOf(t.element)})[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(t.element)}>>`;
    case 'union': {
      // A policy document is an object, or its text: checks read both through model/policy.ts.
      const members = [...new Set(t.types.map(typeOf))];
      return members.includes('Json') ? 'Json' : members.join(' | ');
    }
    case 'ref': {
      const definition = db.get('typeDefinition', t.reference);
      const name = `T${definition.$id}_${definition.name}`;
      if (!definitions.has(name)) {
        definitions.set(name, ''); // Holds the place: definitions refer to themselves.
        definitions.set(name, body(definition.properties));
      }
      return name;
    }
    default:
      return 'Json';
  }
};

const body = (properties, open = {}) =>
  `{\n${Object.entries({ ...open, ...properties })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, property]) => `  readonly ${name}?: ${open[name] ?? typeOf(property.type)};`)
    .join('\n')}\n}`;

const missing = [];
const resources = TYPES.map((type) => {
  const [resource] = db.lookup('resource', 'cloudFormationType', 'equals', type);
  if (resource === undefined) {
    missing.push(type);
    return undefined;
  }
  const open = Object.fromEntries(Object.entries(OPEN[type] ?? {}).map(([name, write]) => [name, write(resource)]));
  return `  '${type}': ${body(resource.properties, open).replace(/\n/g, '\n  ')};`;
}).filter((text) => text !== undefined);
const added = Object.entries(NEW).map(
  ([type, properties]) =>
    `  '${type}': {\n${Object.entries(properties)
      .map(([name, is]) => `    readonly ${name}?: ${is};`)
      .join('\n')}\n  };`,
);
for (const type of Object.keys(NEW))
  if (db.lookup('resource', 'cloudFormationType', 'equals', type).length > 0) throw new Error(`${type} is in the service spec now`);
if (missing.length > 0) throw new Error(`not in the service spec: ${missing.join(', ')}`);

writeFileSync(
  new URL('../src/model/cfn.generated.ts', import.meta.url),
  `// Generated from @aws-cdk/aws-service-spec by scripts/generate-cfn-types.js. Do not edit.
import type { Json } from './value.ts';

${[...definitions].map(([name, text]) => `interface ${name} ${text}`).join('\n')}

/** The properties of each CloudFormation type that the catalogue of checks names. All are optional: what a template omits is for a check to judge. */
export interface CfnProperties {
${[...resources, ...added].join('\n')}
}
`,
);
