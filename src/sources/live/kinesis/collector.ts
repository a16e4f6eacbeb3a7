import type { Collector } from '../call.ts';
import { listedStream, streamOf } from './mapper.ts';

/** A stream that was deleted after it was listed. */
const GONE = ['ResourceNotFoundException'];

/** Kinesis streams: their names, and one call for each. */
export const kinesis: Collector = {
  service: 'kinesis',
  calls: [
    { action: 'kinesis:ListStreams', kind: 'list', gives: { 'AWS::Kinesis::Stream': ['Name'] } },
    {
      action: 'kinesis:DescribeStreamSummary',
      kind: 'detail',
      gives: { 'AWS::Kinesis::Stream': ['RetentionPeriodHours', 'StreamEncryption', 'StreamModeDetails'] },
      after: ['kinesis:ListStreams'],
      permission: { resources: ['arn:${Partition}:kinesis:${Region}:${Account}:stream/*'] },
    },
  ],

  async collect(run) {
    const { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } = await import('@aws-sdk/client-kinesis');
    const client = run.client(KinesisClient);
    const names = await run.list('kinesis:ListStreams', async (ExclusiveStartStreamName) => {
      const { StreamNames, HasMoreStreams } = await client.send(new ListStreamsCommand({ Limit: 1000, ExclusiveStartStreamName }));
      if (StreamNames?.some((name) => typeof name !== 'string')) throw new TypeError('a stream has no name');
      return { items: StreamNames, next: HasMoreStreams === true ? StreamNames?.at(-1) : undefined };
    });
    await run.each(names, async (StreamName) => {
      const listed = listedStream(StreamName, run);
      const answer = await run.ask(
        'kinesis:DescribeStreamSummary',
        async () => {
          const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }));
          if (typeof StreamDescriptionSummary?.StreamName !== 'string') throw new TypeError('StreamName is missing');
          return StreamDescriptionSummary;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      run.add({ ...listed, properties: { ...listed.properties, ...run.given(answer, 'AWS::Kinesis::Stream', streamOf) } });
    });
  },
};
