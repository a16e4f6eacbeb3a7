import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateRouteCommand,
  CreateAuthorizerCommand as CreateV2AuthorizerCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateAliasCommand as CreateKeyAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  type KeySpec,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  PublishVersionCommand,
  type Runtime,
} from '@aws-sdk/client-lambda';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Where the resources are made, and by whom. */
export interface Place {
  readonly url: string;
  readonly region: string;
  readonly role: string;
}

/** moto's account. */
export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** A resource, how it is made, and what parapet has to find. All else about it has to pass. */
export interface Row {
  /** What the report calls it. */
  readonly id: string;
  readonly make: (clients: Clients) => Promise<unknown>;
  /** Each: the id of a check, or that and the subject if it is a part of the resource: `api-route-no-auth GET /open`. */
  readonly flagged?: readonly string[];
}

/** One client for each service, and the role of every function. */
export const clientsOf = ({ url, region, role }: Place) => {
  const config = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, useQueueUrlAsEndpoint: false };
  return {
    role,
    lambda: new LambdaClient(config),
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    kms: new KMSClient(config),
    rest: new APIGatewayClient(config),
    http: new ApiGatewayV2Client(config),
  };
};
export type Clients = ReturnType<typeof clientsOf>;

/** The smallest zip file there is: an archive of nothing. */
const ZIP = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');

interface FunctionSettings {
  readonly runtime?: Runtime;
  readonly image?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: readonly Omit<AddPermissionCommandInput, 'FunctionName' | 'StatementId'>[];
  readonly url?: 'NONE' | 'AWS_IAM';
  readonly alias?: string;
  /** The code signing configuration that it says it has: moto keeps none. */
  readonly signing?: string;
}

/** A function. */
export const fn =
  (name: string, { runtime = 'nodejs24.x', image, env, permissions = [], url, alias, signing }: FunctionSettings): Row['make'] =>
  async ({ lambda, role }) => {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role: role,
        ...(image === undefined
          ? { Runtime: runtime, Handler: 'index.handler', Code: { ZipFile: ZIP } }
          : { PackageType: 'Image', Code: { ImageUri: image } }),
        ...(env === undefined ? {} : { Environment: { Variables: env } }),
        ...(signing === undefined ? {} : { CodeSigningConfigArn: signing }),
      }),
    );
    if (alias !== undefined) {
      await lambda.send(new PublishVersionCommand({ FunctionName: name }));
      await lambda.send(new CreateAliasCommand({ FunctionName: name, Name: alias, FunctionVersion: '1' }));
    }
    for (const [index, permission] of permissions.entries())
      await lambda.send(new AddPermissionCommand({ FunctionName: name, StatementId: `s${index}`, ...permission }));
    if (url !== undefined) await lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: url }));
  };

/** A policy of these statements, as text. */
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })) });

/** A queue with these attributes. */
export const queue =
  (name: string, attributes: Readonly<Record<string, string>>): Row['make'] =>
  ({ sqs }) =>
    sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));

/** A topic with these attributes. */
export const topic =
  (
    name: string,
    attributes: Readonly<Record<string, string>>,
    subscriber?: { readonly queue: string; readonly failed: string },
  ): Row['make'] =>
  async ({ sns }) => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    if (subscriber !== undefined)
      await sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: 'sqs',
          Endpoint: subscriber.queue,
          Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: subscriber.failed }) },
        }),
      );
    for (const [AttributeName, AttributeValue] of Object.entries(attributes))
      await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
  };

interface KeySettings {
  readonly rotates?: boolean;
  readonly spec?: KeySpec;
  readonly imported?: boolean;
  readonly policy?: string;
  readonly ending?: boolean;
  readonly disabled?: boolean;
}

/** A key with an alias. */
export const key =
  (alias: string, { rotates, spec, imported, policy: Policy, ending, disabled }: KeySettings): Row['make'] =>
  async ({ kms }) => {
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        ...(spec === undefined ? {} : { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' }),
        ...(imported ? { Origin: 'EXTERNAL' } : {}),
      }),
    );
    const KeyId = KeyMetadata?.KeyId;
    await kms.send(new CreateKeyAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
    if (rotates) await kms.send(new EnableKeyRotationCommand({ KeyId }));
    if (Policy !== undefined) await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    if (disabled) await kms.send(new DisableKeyCommand({ KeyId }));
    if (ending) await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  };

interface MethodSettings {
  readonly auth?: 'NONE' | 'AWS_IAM' | 'CUSTOM';
  readonly key?: boolean;
  /** The name of an authorizer of the API. */
  readonly by?: string;
}

interface RestSettings {
  readonly private?: string;
  /** TTL by the authorizer's name. */
  readonly authorizers?: Readonly<Record<string, number>>;
  /** By `METHOD /path`; a path has one segment. */
  readonly methods: Readonly<Record<string, MethodSettings>>;
}

/** A REST API with its methods. */
export const restApi =
  (name: string, { private: apiPolicy, authorizers = {}, methods }: RestSettings): Row['make'] =>
  async ({ rest }) => {
    const { id: restApiId } = await rest.send(
      new CreateRestApiCommand({
        name,
        endpointConfiguration: { types: [apiPolicy === undefined ? 'REGIONAL' : 'PRIVATE'] },
        ...(apiPolicy === undefined ? {} : { policy: apiPolicy }),
      }),
    );
    const ids = new Map<string, string | undefined>();
    for (const [authorizer, ttl] of Object.entries(authorizers)) {
      const { id } = await rest.send(
        new CreateAuthorizerCommand({
          restApiId,
          name: authorizer,
          type: 'TOKEN',
          authorizerUri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/arn:aws:lambda:${REGION}:${ACCOUNT}:function:auth/invocations`,
          identitySource: 'method.request.header.Authorization',
          authorizerResultTtlInSeconds: ttl,
        }),
      );
      ids.set(authorizer, id);
    }
    const { items = [] } = await rest.send(new GetResourcesCommand({ restApiId }));
    const resources = new Map(items.map(({ path, id }) => [path, id]));
    for (const [route, { auth = 'NONE', key: apiKeyRequired = false, by }] of Object.entries(methods)) {
      const [httpMethod, path = '/'] = route.split(' ');
      if (!resources.has(path)) {
        const made = await rest.send(new CreateResourceCommand({ restApiId, parentId: resources.get('/'), pathPart: path.slice(1) }));
        resources.set(path, made.id);
      }
      await rest.send(
        new PutMethodCommand({
          restApiId,
          resourceId: resources.get(path),
          httpMethod,
          authorizationType: auth,
          apiKeyRequired,
          ...(by === undefined ? {} : { authorizerId: ids.get(by) }),
        }),
      );
    }
  };

interface HttpSettings {
  readonly websocket?: boolean;
  readonly authorizers?: readonly string[];
  /** By route key. */
  readonly routes: Readonly<Record<string, { readonly auth?: 'NONE' | 'AWS_IAM' | 'JWT'; readonly by?: string }>>;
}

/** An HTTP or WebSocket API with its routes. */
export const httpApi =
  (name: string, { websocket = false, authorizers = [], routes }: HttpSettings): Row['make'] =>
  async ({ http }) => {
    const { ApiId } = await http.send(
      new CreateApiCommand({
        Name: name,
        ProtocolType: websocket ? 'WEBSOCKET' : 'HTTP',
        ...(websocket ? { RouteSelectionExpression: '$request.body.action' } : {}),
      }),
    );
    const ids = new Map<string, string | undefined>();
    for (const authorizer of authorizers) {
      const { AuthorizerId } = await http.send(
        new CreateV2AuthorizerCommand({
          ApiId,
          Name: authorizer,
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: { Issuer: 'https://id.example.com', Audience: ['shop'] },
        }),
      );
      ids.set(authorizer, AuthorizerId);
    }
    for (const [RouteKey, { auth = 'NONE', by }] of Object.entries(routes))
      await http.send(
        new CreateRouteCommand({
          ApiId,
          RouteKey,
          AuthorizationType: auth,
          ...(by === undefined ? {} : { AuthorizerId: ids.get(by) }),
        }),
      );
  };
