import { intrinsicOf, type Node, textOf } from '../../node.ts';
import { type Made, ref, resource, together, type Value } from '../build.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { type FunctionEvent, itemsOf, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

/** The name of a queue or stream, as far as an id needs it. */
export const nameOf = (source: Node): string | undefined => {
  const call = intrinsicOf(source);
  if (call === undefined) return textOf(source);
  const { name, argument } = call;
  if (name === 'Fn::GetAtt') return argument.kind === 'list' ? textOf(argument.items[0]) : textOf(argument)?.split('.')[0];
  if (name === 'Fn::Join') return argument.kind === 'list' ? textOf(itemsOf(argument.items[1]).at(-1)) : undefined;
  return textOf(argument);
};

/** What records are passed on, of the settings of an event. */
export const filters = (value: Node) => {
  const patterns = setting(value, 'filterPatterns');
  return patterns && { Filters: itemsOf(patterns).map((pattern) => ({ Pattern: { 'Fn::ToJsonString': pattern } })) };
};

const TYPES = ['AWS::Lambda::EventSourceMapping'];
const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

const responses = (value: Node): readonly Value[] | undefined => {
  const type = settingEntry(value, 'functionResponseType');
  return type && [type];
};

/** https://www.serverless.com/framework/docs/providers/aws/events/sqs */
export const sqsEvents = (events: readonly FunctionEvent[]): Made => {
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    const source = setting(value, 'arn') ?? value;
    const name = nameOf(source)?.split(':').at(-1);
    if (name === undefined) return unknownEvent(event, TYPES);
    return {
      resources: [
        resource(
          `${normalized(owner.name)}EventSourceMappingSQS${alphanumeric(name)}`,
          'AWS::Lambda::EventSourceMapping',
          {
            BatchSize: settingEntry(value, 'batchSize') ?? 10,
            MaximumBatchingWindowInSeconds: settingEntry(value, 'maximumBatchingWindow'),
            EventSourceArn: source,
            FunctionName: owner.target,
            Enabled: settingEntry(value, 'enabled') ?? true,
            FunctionResponseTypes: responses(value),
            FilterCriteria: filters(value),
            ScalingConfig:
              value.kind === 'map' && value.entries.has('maximumConcurrency')
                ? { MaximumConcurrency: settingEntry(value, 'maximumConcurrency') }
                : undefined,
          },
          span,
        ),
      ],
      statements: [{ Effect: 'Allow', Action: QUEUE_ACTIONS, Resource: [source] }],
    };
  });
  return together(parts);
};

const streamActions = (type: string, hasConsumer: boolean): readonly string[] => {
  const listing = type === 'dynamodb' || !hasConsumer ? ['DescribeStream', 'ListStreams'] : ['DescribeStreamSummary', 'ListShards'];
  return ['GetRecords', 'GetShardIterator', ...listing].map((action) => `${type}:${action}`);
};

/** https://www.serverless.com/framework/docs/providers/aws/events/streams */
export const streamEvents = (events: readonly FunctionEvent[]): Made =>
  together(
    events.map((event): Made => {
      const { value, span, owner } = event;
      const source = setting(value, 'arn') ?? value;
      const type = textOf(setting(value, 'type')) ?? textOf(source)?.split(':')[2];
      const whole = nameOf(source);
      const name = textOf(source) === undefined ? whole?.split('/').at(-1) : whole?.split('/')[1];
      if (type === undefined || name === undefined) return unknownEvent(event, TYPES);
      const consumer = type === 'kinesis' ? setting(value, 'consumer') : undefined;
      const isOwn = consumer?.kind === 'scalar' && consumer.value === true;
      const consumerId = `${normalized(`${owner.name}${name}Consumer`)}StreamConsumer`;
      const from: Value = isOwn ? ref(consumerId) : consumer?.kind === 'scalar' && consumer.value === false ? source : (consumer ?? source);
      const failure = setting(value, 'destinations', 'onFailure');
      const failureArn = setting(failure, 'arn') ?? failure;
      const failureType = textOf(setting(failure, 'type')) ?? textOf(failureArn)?.split(':')[2];
      const given = (name: string) => settingEntry(value, name);
      return {
        resources: [
          resource(
            `${normalized(owner.name)}EventSourceMapping${normalized(type)}${alphanumeric(name)}`,
            'AWS::Lambda::EventSourceMapping',
            {
              BatchSize: given('batchSize') ?? 10,
              Enabled: given('enabled') ?? true,
              EventSourceArn: from,
              FunctionName: owner.target,
              ParallelizationFactor: given('parallelizationFactor'),
              StartingPosition: given('startingPosition') ?? 'TRIM_HORIZON',
              StartingPositionTimestamp: given('startingPositionTimestamp'),
              MaximumBatchingWindowInSeconds: given('batchWindow'),
              MaximumRetryAttempts: given('maximumRetryAttempts'),
              BisectBatchOnFunctionError: given('bisectBatchOnFunctionError'),
              FunctionResponseTypes: responses(value),
              MaximumRecordAgeInSeconds: given('maximumRecordAgeInSeconds'),
              TumblingWindowInSeconds: given('tumblingWindowInSeconds'),
              DestinationConfig: failureArn && { OnFailure: { Destination: failureArn } },
              FilterCriteria: filters(value),
            },
            span,
          ),
          ...(isOwn
            ? [
                resource(
                  consumerId,
                  'AWS::Kinesis::StreamConsumer',
                  { StreamARN: source, ConsumerName: `${owner.name}${name}Consumer` },
                  span,
                ),
              ]
            : []),
        ],
        statements: [
          { Effect: 'Allow', Action: streamActions(type, consumer !== undefined), Resource: [source] },
          ...(consumer === undefined ? [] : [{ Effect: 'Allow', Action: ['kinesis:SubscribeToShard'], Resource: [from] }]),
          ...(failureArn === undefined
            ? []
            : [
                {
                  Effect: 'Allow',
                  Action: failureType === 'sns' ? ['sns:Publish'] : ['sqs:ListQueues', 'sqs:SendMessage'],
                  Resource: [failureArn],
                },
              ]),
        ],
      };
    }),
  );
