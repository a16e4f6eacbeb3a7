import { member, type Node } from '../../node.ts';
import { entryOf, object, pick } from '../make.ts';
import { inlinePolicy } from '../policy.ts';
import { type ExpandEvent, type FunctionEvent, functionName, madeOf } from './event.ts';

const PASSED = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'BatchSize',
  'Enabled',
  'MaximumBatchingWindowInSeconds',
  'MaximumRetryAttempts',
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
  'DestinationConfig',
  'ParallelizationFactor',
  'Topics',
  'Queues',
  'SourceAccessConfigurations',
  'TumblingWindowInSeconds',
  'FunctionResponseTypes',
  'FilterCriteria',
  'KmsKeyArn',
  'ScalingConfig',
  'ProvisionedPollerConfig',
  'MetricsConfig',
  'LoggingConfig',
];

/** What reads a stream, queue or cluster for a function. `source` is the property that names it. */
export const pullEvent =
  (source: string | undefined, managedPolicy?: string): ExpandEvent =>
  (event) => ({
    resources: [
      madeOf(event, event.id, 'AWS::Lambda::EventSourceMapping', {
        FunctionName: functionName(event),
        EventSourceArn: source === undefined ? undefined : entryOf(event.properties, source),
        ...pick(event.properties, PASSED),
        SelfManagedEventSource: servers(event),
      }),
    ],
    managedPolicies: managedPolicy === undefined ? [] : [managedPolicy],
    statements: [...secrets(event), ...failures(event)],
  });

const servers = (event: FunctionEvent): Node | undefined => {
  const found = entryOf(event.properties, 'KafkaBootstrapServers');
  return found && object({ Endpoints: object({ KafkaBootstrapServers: found }, event.span) }, event.span);
};

/** Brokers and clusters are opened with secrets, which the function's role may read. */
const secrets = (event: FunctionEvent): readonly Node[] => {
  const configurations = member(event.properties, 'SourceAccessConfigurations');
  const uris = configurations?.kind === 'list' ? configurations.items.flatMap((item) => member(item, 'URI') ?? []) : [];
  return uris.map((uri) => inlinePolicy(`${event.id}SecretsPolicy`, ['secretsmanager:GetSecretValue'], uri, event.span));
};

const failures = (event: FunctionEvent): readonly Node[] => {
  const target = member(member(event.properties, 'DestinationConfig'), 'OnFailure');
  const destination = member(target, 'Destination');
  const type = member(target, 'Type');
  const action =
    type?.kind === 'scalar' ? { SQS: 'sqs:SendMessage', SNS: 'sns:Publish', S3: 's3:PutObject' }[String(type.value)] : undefined;
  return destination && action !== undefined ? [inlinePolicy(`${event.id}FailurePolicy`, [action], destination, event.span)] : [];
};
