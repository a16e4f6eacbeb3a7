import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import { isTrue } from '../make.ts';
import { isAbsent } from './refusal.ts';

const isText = (node: Node | undefined): boolean => textOf(node) !== undefined;

/** The ways into brokers and clusters that SAM knows, and which of them there has to be once. */
const ACCESS: Readonly<Record<string, { readonly known: readonly string[]; readonly needed?: string }>> = {
  DocumentDB: { known: ['BASIC_AUTH'], needed: 'BASIC_AUTH' },
  MQ: { known: ['BASIC_AUTH', 'VIRTUAL_HOST'], needed: 'BASIC_AUTH' },
  SelfManagedKafka: {
    known: [
      'BASIC_AUTH',
      'CLIENT_CERTIFICATE_TLS_AUTH',
      'IAM_AUTH',
      'IAM_OAUTHBEARER_AUTH',
      'OAUTHBEARER_AUDIENCE',
      'OAUTHBEARER_AUTH',
      'OAUTHBEARER_IDENTITY_POOL',
      'OAUTHBEARER_LOGICAL_CLUSTER',
      'OAUTHBEARER_SCOPE',
      'SASL_SCRAM_256_AUTH',
      'SASL_SCRAM_512_AUTH',
      'SERVER_ROOT_CA_CERTIFICATE',
      'VPC_SECURITY_GROUP',
      'VPC_SUBNET',
    ],
  },
};

/** The ways of a Kafka cluster to know who connects: there is one at most. */
const MECHANISM = /^(?:SASL_SCRAM_(?:256|512)_AUTH|BASIC_AUTH|CLIENT_CERTIFICATE_TLS_AUTH|OAUTHBEARER_AUTH|IAM_AUTH|IAM_OAUTHBEARER_AUTH)$/;

function* ofAccess(type: string, given: Node | undefined): Generator<string> {
  const access = Object.hasOwn(ACCESS, type) ? ACCESS[type] : undefined;
  if (access === undefined) return;
  if (!isTrue(given)) return yield 'needs SourceAccessConfigurations';
  if (given?.kind !== 'list') return yield 'has SourceAccessConfigurations that are not a list';
  const types = given.items.map((item) => textOf(member(item, 'Type')) ?? '');
  if (!types.every((each) => access.known.includes(each))) yield 'has SourceAccessConfigurations of a type that SAM does not know';
  const { needed } = access;
  const isUri = (item: Node): boolean => /^IAM_/.test(textOf(member(item, 'Type')) ?? '') || isTrue(member(item, 'URI'));
  const meant = needed === undefined ? given.items : given.items.filter((item) => textOf(member(item, 'Type')) === needed);
  if (needed !== undefined && meant.length !== 1) yield `has not one ${needed} in its SourceAccessConfigurations`;
  if (!meant.every(isUri)) yield 'has SourceAccessConfigurations without a URI';
  if (type !== 'SelfManagedKafka') return;
  if (types.filter((each) => MECHANISM.test(each)).length > 1) yield 'has several ways to authenticate';
  if (types.includes('VPC_SUBNET') !== types.includes('VPC_SECURITY_GROUP')) yield 'has VPC_SUBNET or VPC_SECURITY_GROUP, and not both';
}

const REGISTRY = ['SchemaRegistryURI', 'EventRecordFormat', 'SchemaValidationConfigs'];

/** What SAM refuses of the events that read a stream, queue or cluster. */
export function* ofPull(type: string, properties: Node | undefined): Generator<string> {
  const given = (name: string): Node | undefined => member(properties, name);
  yield* ofAccess(type, given('SourceAccessConfigurations'));
  if (type === 'SelfManagedKafka') {
    const topics = given('Topics');
    if (!isTrue(given('KafkaBootstrapServers'))) yield 'needs KafkaBootstrapServers';
    if (topics?.kind !== 'list' || topics.items.length !== 1) yield 'needs one of Topics';
  }
  const filter = given('FilterCriteria');
  if (isTrue(filter) && filter?.kind === 'map' && !intrinsicOf(filter) && [...filter.entries.keys()].join() !== 'Filters')
    yield 'has FilterCriteria with more than Filters';
  const failure = member(given('DestinationConfig'), 'OnFailure');
  const destination = member(failure, 'Type');
  if (isTrue(destination) && !['SQS', 'SNS', 'S3', 'Kafka'].includes(textOf(destination) ?? ''))
    yield 'delivers failures to a type that SAM does not know';
  if (type in ACCESS && isTrue(given('SecretsManagerKmsKeyId')) && !isText(given('SecretsManagerKmsKeyId')))
    yield 'has a SecretsManagerKmsKeyId that is not a text';
  const registry = given('SchemaRegistryConfig');
  if ((type === 'MSK' || type === 'SelfManagedKafka') && isTrue(registry) && REGISTRY.some((name) => isAbsent(member(registry, name))))
    yield `has a SchemaRegistryConfig without ${REGISTRY.find((name) => isAbsent(member(registry, name)))}`;
}

/** What SAM refuses of a queue for what could not be delivered. */
export function* ofDeadLetters(letters: Node | undefined): Generator<string> {
  if (letters?.kind !== 'map') return;
  const [arn, type] = ['Arn', 'Type'].map((name) => isTrue(member(letters, name)));
  if (arn && type) yield 'has a DeadLetterConfig with Arn and Type';
  else if (!arn && textOf(member(letters, 'Type')) !== 'SQS') yield 'has a DeadLetterConfig with neither Arn nor the type SQS';
  const id = member(letters, 'QueueLogicalId');
  if (isTrue(id) && !isText(id)) yield 'has a QueueLogicalId that is not a text';
}
