import type { Collector } from '../call.ts';
import { deliveryStreamOf, listedDeliveryStream } from './mapper.ts';

/** A stream that was deleted after it was listed. */
const GONE = ['ResourceNotFoundException'];

/** Firehose streams: their names, and one call for each. Destinations are not read. */
export const firehose: Collector = {
  service: 'firehose',
  calls: [
    { action: 'firehose:ListDeliveryStreams', kind: 'list', gives: { 'AWS::KinesisFirehose::DeliveryStream': ['DeliveryStreamName'] } },
    {
      action: 'firehose:DescribeDeliveryStream',
      kind: 'detail',
      gives: {
        'AWS::KinesisFirehose::DeliveryStream': [
          'DeliveryStreamEncryptionConfigurationInput',
          'DeliveryStreamType',
          'KinesisStreamSourceConfiguration',
          'MSKSourceConfiguration',
        ],
      },
      after: ['firehose:ListDeliveryStreams'],
      permission: { resources: ['arn:${Partition}:firehose:${Region}:${Account}:deliverystream/*'] },
    },
  ],

  async collect(run) {
    const { DescribeDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } = await import('@aws-sdk/client-firehose');
    const client = run.client(FirehoseClient);
    const names = await run.list('firehose:ListDeliveryStreams', async (ExclusiveStartDeliveryStreamName) => {
      const answer = await client.send(new ListDeliveryStreamsCommand({ Limit: 1000, ExclusiveStartDeliveryStreamName }));
      const items = answer.DeliveryStreamNames;
      if (items?.some((name) => typeof name !== 'string')) throw new TypeError('a stream has no name');
      return { items, next: answer.HasMoreDeliveryStreams === true ? items?.at(-1) : undefined };
    });
    await run.each(names, async (DeliveryStreamName) => {
      const listed = listedDeliveryStream(DeliveryStreamName, run);
      const answer = await run.ask(
        'firehose:DescribeDeliveryStream',
        async () => {
          const { DeliveryStreamDescription } = await client.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName }));
          if (typeof DeliveryStreamDescription?.DeliveryStreamName !== 'string') throw new TypeError('DeliveryStreamName is missing');
          return DeliveryStreamDescription;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({
        ...listed,
        properties: { ...listed.properties, ...run.given(answer, 'AWS::KinesisFirehose::DeliveryStream', deliveryStreamOf) },
      });
    });
  },
};
