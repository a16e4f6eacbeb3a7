import type { StreamDescriptionSummary } from '@aws-sdk/client-kinesis';
import { type Found, NOT_RETURNED, type Place, type Properties, picked, present } from '../answers.ts';

/** A stream as ListStreams knows it: by its name. */
export const listedStream = (name: string, { partition, region, account }: Place): Found => {
  const arn = `arn:${partition}:kinesis:${region}:${account ?? ''}:stream/${name}`;
  return { type: 'AWS::Kinesis::Stream', id: name, arn, properties: { Name: name }, attributes: { Ref: name, Arn: arn } };
};

/** What DescribeStreamSummary says. CloudFormation has no encryption where AWS says `NONE`. */
export const streamOf = (given: StreamDescriptionSummary): Properties => ({
  ...picked(given, ['RetentionPeriodHours', 'StreamModeDetails']),
  ...present({
    StreamEncryption:
      given.EncryptionType === undefined
        ? NOT_RETURNED
        : given.EncryptionType === 'NONE'
          ? undefined
          : present({ EncryptionType: given.EncryptionType, KeyId: given.KeyId }),
  }),
});
