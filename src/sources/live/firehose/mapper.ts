import type { DeliveryStreamDescription, SourceDescription } from '@aws-sdk/client-firehose';
import { type Found, type Place, type Properties, picked, present } from '../answers.ts';

/** A stream as ListDeliveryStreams knows it: by its name. */
export const listedDeliveryStream = (name: string, { partition, region, account }: Place): Found => {
  const arn = `arn:${partition}:firehose:${region}:${account ?? ''}:deliverystream/${name}`;
  return {
    type: 'AWS::KinesisFirehose::DeliveryStream',
    id: name,
    arn,
    properties: { DeliveryStreamName: name },
    attributes: { Ref: name, Arn: arn },
  };
};

/** Where records come from, if not from those who put them. */
const sourceOf = ({ KinesisStreamSourceDescription, MSKSourceDescription }: SourceDescription): Properties =>
  present({
    KinesisStreamSourceConfiguration:
      KinesisStreamSourceDescription && picked(KinesisStreamSourceDescription, ['KinesisStreamARN', 'RoleARN']),
    MSKSourceConfiguration: MSKSourceDescription && picked(MSKSourceDescription, ['MSKClusterARN', 'TopicName']),
  });

/** States of encryption in which nothing is encrypted. https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamEncryptionConfiguration.html */
const OFF = /^(?:DISABLED|ENABLING_FAILED)$/;

/** What DescribeDeliveryStream says. Encryption that is off is absent, as in CloudFormation. */
export const deliveryStreamOf = (given: DeliveryStreamDescription): Properties => {
  const encryption = given.DeliveryStreamEncryptionConfiguration;
  return {
    ...picked(given, ['DeliveryStreamType']),
    ...(given.Source === undefined ? {} : sourceOf(given.Source)),
    ...(encryption?.Status === undefined || OFF.test(encryption.Status)
      ? {}
      : { DeliveryStreamEncryptionConfigurationInput: picked(encryption, ['KeyARN', 'KeyType']) }),
  };
};
