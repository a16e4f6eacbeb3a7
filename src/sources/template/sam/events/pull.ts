import { member, type Node, textOf } from '../../node.ts';
import { entryOf, object, pick } from '../make.ts';
import { deliveryPolicy } from '../policy.ts';
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
  (source: string | undefined, managedPolicy?: string, grants: (event: FunctionEvent) => readonly Node[] = () => []): ExpandEvent =>
  (event) => ({
    resources: [
      madeOf(event, event.id, 'AWS::Lambda::EventSourceMapping', {
        FunctionName: functionName(event),
        EventSourceArn: source === undefined ? undefined : entryOf(event.properties, source),
        ...pick(event.properties, PASSED),
        SelfManagedEventSource: servers(event),
        DocumentDBEventSourceConfig: documents(event),
      }),
    ],
    managedPolicies: managedPolicy === undefined ? [] : [managedPolicy],
    statements: [...grants(event), ...failures(event)],
  });

const servers = (event: FunctionEvent): Node | undefined => {
  const found = entryOf(event.properties, 'KafkaBootstrapServers');
  return found && object({ Endpoints: object({ KafkaBootstrapServers: found }, event.span) }, event.span);
};

const documents = ({ properties, span }: FunctionEvent): Node | undefined => {
  const found = pick(properties, ['CollectionName', 'DatabaseName', 'FullDocument']);
  return Object.keys(found).length === 0 ? undefined : object(found, span);
};

const failures = (event: FunctionEvent): readonly Node[] => {
  const target = member(member(event.properties, 'DestinationConfig'), 'OnFailure');
  const destination = member(target, 'Destination');
  return destination ? deliveryPolicy(event.id, textOf(member(target, 'Type')), destination, event.span) : [];
};
