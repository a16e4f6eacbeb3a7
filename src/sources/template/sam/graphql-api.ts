import type { Span } from '../../text/source-file.ts';
import { type Entry, intrinsicOf, list, type MapNode, member, type Node, scalar, textOf } from '../node.ts';
import { isNoValue } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import { connect } from './connector.ts';
import type { ExpandResource, SamResource } from './context.ts';
import { entryOf, getAtt, isTrue, type Members, made, object, pick, ref, sub } from './make.ts';
import { managedPolicyArn } from './managed-policy.ts';
import { trust } from './policy.ts';
import { refused } from './unread.ts';

/** How requests are authenticated: the name of the configuration in SAM and in CloudFormation. */
const CONFIGURATIONS: ReadonlyMap<string | undefined, readonly [string, string]> = new Map([
  ['AWS_LAMBDA', ['LambdaAuthorizer', 'LambdaAuthorizerConfig']],
  ['OPENID_CONNECT', ['OpenIDConnect', 'OpenIDConnectConfig']],
  ['AMAZON_COGNITO_USER_POOLS', ['UserPool', 'UserPoolConfig']],
]);

const provider = (auth: Node): Members => {
  const [name, becomes] = CONFIGURATIONS.get(textOf(member(auth, 'Type'))) ?? [];
  return {
    AuthenticationType: entryOf(auth, 'Type'),
    ...(name === undefined || becomes === undefined ? {} : { [becomes]: entryOf(auth, name) }),
  };
};

const entriesOf = (node: Node | undefined): readonly (readonly [string, Entry])[] =>
  node?.kind === 'map' && !intrinsicOf(node) ? [...node.entries] : [];

const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);

const apiId = (of: SamResource, span: Span): Node => getAtt(of.id, 'ApiId', span);

/** What a connector makes; nothing where SAM has no such connector. */
const connected = (
  of: SamResource,
  id: string,
  source: Members,
  destination: Members,
  permissions: readonly string[],
  span: Span,
): readonly TemplateResource[] => {
  const ends = { source: object(source, span), destination: object(destination, span) };
  const joined = connect({ ...of, id }, { ...ends, permissions, suffix: '', span }, new Map());
  return typeof joined === 'string' ? [] : joined.map((resource) => ({ ...resource, madeBy: of.id }));
};

const authorizerPermissions = (of: SamResource, providers: readonly Node[]): readonly TemplateResource[] =>
  providers
    .filter((auth) => textOf(member(auth, 'Type')) === 'AWS_LAMBDA')
    .flatMap((auth, index) => {
      const { span } = auth;
      const source = { Type: scalar('AWS::AppSync::GraphQLApi', span), Arn: ref(of.id, span), ResourceId: apiId(of, span) };
      const uri = entryOf(member(auth, 'LambdaAuthorizer'), 'AuthorizerUri');
      const destination = { Type: scalar('AWS::Lambda::Function', span), Arn: uri };
      return connected(of, `${of.id}ToLambdaAuthConnector${index + 1}`, source, destination, ['Write'], span);
    });

/** Logs are written unless the template says `false`, with a role of SAM's where it names none. */
const logging = (of: SamResource): { readonly config: Entry | undefined; readonly role: readonly TemplateResource[] } => {
  const entry = entryOf(of.properties, 'Logging');
  if (entry?.value.kind === 'scalar' && entry.value.value === false) return { config: undefined, role: [] };
  const key = entry?.key ?? of.span;
  const own = entryOf(entry?.value, 'CloudWatchLogsRoleArn');
  const id = `${of.id}CloudWatchRole`;
  const value = object(
    {
      ...pick(entry?.value, ['ExcludeVerboseContent']),
      FieldLogLevel: entryOf(entry?.value, 'FieldLogLevel') ?? scalar('ALL', key),
      CloudWatchLogsRoleArn: own ?? getAtt(id, 'Arn', key),
    },
    key,
  );
  const role = made(
    of,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trust('appsync.amazonaws.com', key),
      ManagedPolicyArns: list([managedPolicyArn('AWSAppSyncPushToCloudWatchLogs', key)], key),
    },
    key,
  );
  return { config: { key, value }, role: own ? [] : [role] };
};

const tableArn = (source: Node, span: Span): Node | Entry =>
  entryOf(source, 'TableArn') ??
  sub('arn:<AWS::Partition>:dynamodb:<__Region__>:<AWS::AccountId>:table/<__TableName__>', span, {
    __TableName__: entryOf(source, 'TableName'),
    __Region__: entryOf(source, 'Region') ?? ref('AWS::Region', span),
  });

/** The two kinds of data sources that SAM makes, with the role by which AppSync uses each. */
const SOURCES = [
  {
    kind: 'DynamoDb',
    suffix: 'DynamoDBDataSource',
    connector: 'ToTableConnector',
    type: 'AMAZON_DYNAMODB',
    target: 'AWS::DynamoDB::Table',
    arn: tableArn,
    config: (source: Node, span: Span): Members => {
      const delta = entryOf(source, 'DeltaSync');
      const table = {
        AwsRegion: entryOf(source, 'Region') ?? ref('AWS::Region', span),
        ...pick(source, ['TableName', 'UseCallerCredentials', 'Versioned']),
        DeltaSyncConfig: delta,
      };
      return { DynamoDBConfig: object(table, span) };
    },
  },
  {
    kind: 'Lambda',
    suffix: 'LambdaDataSource',
    connector: 'ToLambdaConnector',
    type: 'AWS_LAMBDA',
    target: 'AWS::Lambda::Function',
    arn: (source: Node): Entry | undefined => entryOf(source, 'FunctionArn'),
    config: (source: Node, span: Span): Members => ({
      LambdaConfig: object({ LambdaFunctionArn: entryOf(source, 'FunctionArn') }, span),
    }),
  },
] as const;

type SourceKind = (typeof SOURCES)[number];

const sourceId = (of: SamResource, name: string, { suffix }: SourceKind): string => `${of.id}${name}${suffix}`;

const dataSource = (of: SamResource, kind: SourceKind, name: string, { key, value }: Entry): readonly TemplateResource[] => {
  const id = sourceId(of, name, kind);
  const own = entryOf(value, 'ServiceRoleArn');
  const resource = made(
    of,
    id,
    'AWS::AppSync::DataSource',
    {
      ApiId: apiId(of, key),
      Name: entryOf(value, 'Name') ?? scalar(name, key),
      Type: scalar(kind.type, key),
      ...pick(value, ['Description']),
      ...kind.config(value, key),
      ServiceRoleArn: own ?? getAtt(`${id}Role`, 'Arn', key),
    },
    key,
  );
  if (own) return [resource];
  const role = made(of, `${id}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('appsync.amazonaws.com', key) }, key);
  const listed = itemsOf(member(value, 'Permissions'))
    .map(textOf)
    .filter((permission) => permission !== undefined);
  const permissions = kind.kind === 'Lambda' ? ['Write'] : listed.length === 0 ? ['Read', 'Write'] : listed;
  const source = { Type: scalar('AWS::AppSync::DataSource', key), Arn: getAtt(id, 'DataSourceArn', key), RoleName: ref(role.id, key) };
  const destination = { Type: scalar(kind.target, key), Arn: kind.arn(value, key) };
  return [resource, role, ...connected(of, `${id}${kind.connector}`, source, destination, permissions, key)];
};

const runtime = (node: Node): Node | undefined => {
  const given = entryOf(node, 'Runtime');
  return given && object({ Name: entryOf(given.value, 'Name'), RuntimeVersion: entryOf(given.value, 'Version') }, given.value.span);
};

/** A name of a data source of this API's, `NONE`, or an intrinsic. */
const sourceName = (of: SamResource, given: Node | undefined): Node | undefined => {
  const name = textOf(given);
  if (given === undefined || name === undefined) return given;
  if (name.toLowerCase() === 'none') return getAtt(`${of.id}NoneDataSource`, 'Name', given.span);
  const kind = SOURCES.find(({ kind: each }) => entryOf(member(member(of.properties, 'DataSources'), each), name) !== undefined);
  return kind && getAtt(sourceId(of, name, kind), 'Name', given.span);
};

const code = (node: Node): Members => ({ Code: entryOf(node, 'InlineCode'), CodeS3Location: entryOf(node, 'CodeUri') });

const pipelineFunction = (of: SamResource, name: string, { key, value }: Entry): TemplateResource =>
  made(
    of,
    `${of.id}${name}`,
    'AWS::AppSync::FunctionConfiguration',
    {
      ApiId: apiId(of, key),
      Name: entryOf(value, 'Name') ?? scalar(name, key),
      ...code(value),
      DataSourceName: sourceName(of, member(value, 'DataSource')),
      ...pick(value, ['MaxBatchSize', 'Description']),
      Runtime: runtime(value),
      SyncConfig: entryOf(value, 'Sync'),
    },
    key,
  );

const functionId = (of: SamResource, functions: MapNode | undefined, node: Node): Node => {
  const name = textOf(node) ?? '';
  return member(member(functions, name), 'Id') ?? getAtt(`${of.id}${name}`, 'FunctionId', node.span);
};

const resolver = (of: SamResource, type: string, name: string, functions: MapNode | undefined, { key, value }: Entry): TemplateResource =>
  made(
    of,
    `${of.id}${type}${name}`,
    'AWS::AppSync::Resolver',
    {
      ApiId: apiId(of, key),
      FieldName: entryOf(value, 'FieldName') ?? scalar(name, key),
      TypeName: scalar(type, key),
      Kind: scalar('PIPELINE', key),
      ...code(value),
      Runtime: runtime(value),
      PipelineConfig: object(
        {
          Functions: list(
            itemsOf(member(value, 'Pipeline')).map((node) => functionId(of, functions, node)),
            key,
          ),
        },
        key,
      ),
      CachingConfig: entryOf(value, 'Caching'),
      ...pick(value, ['MaxBatchSize']),
    },
    key,
  );

const domain = (of: SamResource): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'DomainName');
  if (entry === undefined) return [];
  const { key, value } = entry;
  const id = `${of.id}DomainName`;
  return [
    made(of, id, 'AWS::AppSync::DomainName', pick(value, ['CertificateArn', 'DomainName', 'Description']), key),
    made(of, `${id}ApiAssociation`, 'AWS::AppSync::DomainNameApiAssociation', { ApiId: apiId(of, key), DomainName: ref(id, key) }, key),
  ];
};

const CACHE = ['ApiCachingBehavior', 'Type', 'Ttl', 'AtRestEncryptionEnabled', 'TransitEncryptionEnabled'];
const SETTINGS = ['XrayEnabled', 'Visibility', 'OwnerContact', 'IntrospectionConfig', 'QueryDepthLimit', 'ResolverCountLimit'];

/** `AWS::Serverless::GraphQLApi`: the API with its schema, keys, cache, data sources and their roles, functions and resolvers. */
export const expandGraphQLApi: ExpandResource = (of) => {
  const { properties, span } = of;
  const auth = entryOf(properties, 'Auth');
  if (auth === undefined || isNoValue(auth.value)) return refused(of, 'it has no Auth');
  const inline = entryOf(properties, 'SchemaInline');
  const uri = entryOf(properties, 'SchemaUri');
  if (isTrue(inline?.value) === isTrue(uri?.value)) return refused(of, 'it needs SchemaInline or SchemaUri, and not both');
  const additional = entryOf(auth.value, 'Additional');
  const others = itemsOf(additional?.value);
  const logs = logging(of);
  const functions = member(properties, 'Functions');
  const ownFunctions = functions?.kind === 'map' && !intrinsicOf(functions) ? functions : undefined;
  const sources = member(properties, 'DataSources');
  const cache = entryOf(properties, 'Cache');
  const pipeline = entriesOf(functions).filter(([, { value }]) => member(value, 'Id') === undefined);
  const usesNone = pipeline.some(([, { value }]) => textOf(member(value, 'DataSource'))?.toLowerCase() === 'none');
  const none = `${of.id}NoneDataSource`;
  const api = made(of, of.id, 'AWS::AppSync::GraphQLApi', {
    Name: entryOf(properties, 'Name') ?? scalar(of.id, span),
    ...pick(properties, SETTINGS),
    ...provider(auth.value),
    AdditionalAuthenticationProviders:
      additional === undefined || others.length === 0
        ? undefined
        : {
            key: additional.key,
            value: list(
              others.map((each) => object(provider(each), each.span)),
              additional.value.span,
            ),
          },
    LogConfig: logs.config,
  });
  const schema = made(of, `${of.id}Schema`, 'AWS::AppSync::GraphQLSchema', {
    ApiId: apiId(of, span),
    Definition: inline,
    DefinitionS3Location: uri,
  });
  return {
    resources: [
      api,
      schema,
      ...authorizerPermissions(of, [auth.value, ...others]),
      ...logs.role,
      ...entriesOf(member(properties, 'ApiKeys')).map(([name, { key, value }]) => {
        const members = { ApiId: apiId(of, key), ...pick(value, ['ApiKeyId', 'Description']), Expires: entryOf(value, 'ExpiresOn') };
        return made(of, `${of.id}${name}`, 'AWS::AppSync::ApiKey', members, key);
      }),
      ...(cache
        ? [made(of, `${of.id}ApiCache`, 'AWS::AppSync::ApiCache', { ApiId: apiId(of, cache.key), ...pick(cache.value, CACHE) }, cache.key)]
        : []),
      ...SOURCES.flatMap((kind) => entriesOf(member(sources, kind.kind)).flatMap(([name, entry]) => dataSource(of, kind, name, entry))),
      ...domain(of),
      ...pipeline.map(([name, entry]) => pipelineFunction(of, name, entry)),
      ...entriesOf(member(properties, 'Resolvers')).flatMap(([type, { value }]) =>
        entriesOf(value).map(([name, entry]) => resolver(of, type, name, ownFunctions, entry)),
      ),
      ...(usesNone
        ? [made(of, none, 'AWS::AppSync::DataSource', { ApiId: apiId(of, span), Name: scalar(none, span), Type: scalar('NONE', span) })]
        : []),
    ],
    gaps: [],
  };
};
