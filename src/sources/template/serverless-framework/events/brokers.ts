import { intrinsicOf, type Node, textOf } from '../../node.ts';
import { type Made, type Members, resource, together, type Value } from '../build.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { entriesOf, type FunctionEvent, isSet, itemsOf, setting, settingEntry, wordOf } from '../service.ts';
import { filters } from './pull.ts';
import { unknownEvent } from './unread.ts';

const TYPES = ['AWS::Lambda::EventSourceMapping'];

/** Lets the mapping reach a broker in a network. */
const NETWORK: Value = {
  Effect: 'Allow',
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeVpcs',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ],
  Resource: '*',
};

const allow = (actions: readonly string[], targets: readonly Value[]): readonly Value[] =>
  targets.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: targets }];

const SECRETS = ['secretsmanager:GetSecretValue'];

/** A mapping from a broker, with what those of all brokers say. */
const mapping = (id: string, { value, span, owner }: FunctionEvent, members: Members): Made['resources'] => [
  resource(
    id,
    'AWS::Lambda::EventSourceMapping',
    {
      FunctionName: owner.target,
      BatchSize: isSet(setting(value, 'batchSize')) ? settingEntry(value, 'batchSize') : undefined,
      MaximumBatchingWindowInSeconds: isSet(setting(value, 'maximumBatchingWindow'))
        ? settingEntry(value, 'maximumBatchingWindow')
        : undefined,
      Enabled: settingEntry(value, 'enabled'),
      FilterCriteria: filters(value),
      ...members,
    },
    span,
  ),
];

const QUEUES: Readonly<Record<string, string>> = { activemq: 'ActiveMQ', rabbitmq: 'RabbitMQ' };

/**
 * https://www.serverless.com/framework/docs/providers/aws/events/activemq
 * https://www.serverless.com/framework/docs/providers/aws/events/rabbitmq
 */
export const queueEvents = (events: readonly FunctionEvent[]): Made =>
  together(
    events.map((event): Made => {
      const { value, kind, owner } = event;
      const queue = wordOf(setting(value, 'queue'));
      const [broker, secret, host] = ['arn', 'basicAuthArn', 'virtualHost'].map((name) => settingEntry(value, name));
      if (queue === undefined || broker === undefined || secret === undefined) return unknownEvent(event, TYPES);
      return {
        resources: mapping(`${normalized(owner.name)}EventSourceMapping${QUEUES[kind]}${alphanumeric(queue).slice(0, 150)}`, event, {
          EventSourceArn: broker,
          Queues: [queue],
          SourceAccessConfigurations: [
            { Type: 'BASIC_AUTH', URI: secret },
            ...(host === undefined || !isSet(host.value) ? [] : [{ Type: 'VIRTUAL_HOST', URI: host }]),
          ],
        }),
        statements: [...allow(SECRETS, [secret]), ...allow(['mq:DescribeBroker'], [broker]), NETWORK],
      };
    }),
  );

/** How Lambda calls the ways in which a client is let into a Kafka cluster, and what stands before their values. */
const ACCESS: Readonly<Record<string, { readonly type: string; readonly prefix?: string }>> = {
  vpcSubnet: { type: 'VPC_SUBNET', prefix: 'subnet:' },
  vpcSecurityGroup: { type: 'VPC_SECURITY_GROUP', prefix: 'security_group:' },
  saslPlainAuth: { type: 'BASIC_AUTH' },
  saslScram256Auth: { type: 'SASL_SCRAM_256_AUTH' },
  saslScram512Auth: { type: 'SASL_SCRAM_512_AUTH' },
  clientCertificateTlsAuth: { type: 'CLIENT_CERTIFICATE_TLS_AUTH' },
  serverRootCaCertificate: { type: 'SERVER_ROOT_CA_CERTIFICATE' },
};

const positions = (value: Node): Members => ({
  StartingPosition: settingEntry(value, 'startingPosition') ?? 'TRIM_HORIZON',
  StartingPositionTimestamp: settingEntry(value, 'startingPositionTimestamp'),
});

/** https://www.serverless.com/framework/docs/providers/aws/events/kafka */
export const kafkaEvents = (events: readonly FunctionEvent[]): Made =>
  together(
    events.map((event): Made => {
      const { value, owner } = event;
      const topic = wordOf(setting(value, 'topic'));
      if (topic === undefined) return unknownEvent(event, TYPES);
      const group = settingEntry(value, 'consumerGroupId');
      const accesses = entriesOf(setting(value, 'accessConfigurations')).flatMap(([name, entry]) =>
        itemsOf(entry.value).map((item) => ({ item, ...(ACCESS[name] ?? { type: name }) })),
      );
      const secrets = accesses.filter(({ prefix }) => prefix === undefined).map(({ item }) => item);
      return {
        resources: mapping(`${normalized(owner.name)}EventSourceMappingKafka${alphanumeric(topic).slice(0, 158)}`, event, {
          ...positions(value),
          SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: settingEntry(value, 'bootstrapServers') } },
          Topics: [topic],
          SourceAccessConfigurations: accesses.map(({ item, type, prefix }) => {
            const text = textOf(item);
            return { Type: type, URI: prefix === undefined || text === undefined ? item : `${prefix}${text}` };
          }),
          SelfManagedKafkaEventSourceConfig: group && { ConsumerGroupId: group },
        }),
        statements: [...allow(SECRETS, secrets), ...(accesses.some(({ prefix }) => prefix !== undefined) ? [NETWORK] : [])],
      };
    }),
  );

/** A cluster's name, as far as an id needs it. */
const clusterOf = (source: Node): string | undefined => {
  const call = intrinsicOf(source);
  return call === undefined ? textOf(source)?.split('/')[1] : textOf(call.argument);
};

/** https://www.serverless.com/framework/docs/providers/aws/events/msk */
export const mskEvents = (events: readonly FunctionEvent[]): Made =>
  together(
    events.map((event): Made => {
      const { value, owner } = event;
      const source = settingEntry(value, 'arn');
      const topic = wordOf(setting(value, 'topic'));
      const cluster = source && clusterOf(source.value);
      if (source === undefined || cluster === undefined || topic === undefined) return unknownEvent(event, TYPES);
      const [group, secret] = [settingEntry(value, 'consumerGroupId'), settingEntry(value, 'saslScram512')];
      const name = `${alphanumeric(cluster).slice(0, 79)}${alphanumeric(topic).slice(0, 79)}`;
      return {
        resources: mapping(`${normalized(owner.name)}EventSourceMappingMSK${name}`, event, {
          ...positions(value),
          EventSourceArn: source,
          Topics: [topic],
          AmazonManagedKafkaEventSourceConfig: group && { ConsumerGroupId: group },
          SourceAccessConfigurations: secret && [{ Type: 'SASL_SCRAM_512_AUTH', URI: secret }],
        }),
        statements: [...allow(['kafka:DescribeCluster', 'kafka:GetBootstrapBrokers'], [source]), NETWORK],
      };
    }),
  );
