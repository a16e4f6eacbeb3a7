import type { ContinuousBackupsDescription, SSEDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import { type Found, NOT_RETURNED, type Place, type Properties, picked, present } from '../answers.ts';

/** A table as ListTables knows it: by its name. */
export const listedTable = (name: string, { partition, region, account }: Place): Found => {
  const arn = `arn:${partition}:dynamodb:${region}:${account ?? ''}:table/${name}`;
  return { type: 'AWS::DynamoDB::Table', id: name, arn, properties: { TableName: name }, attributes: { Ref: name, Arn: arn } };
};

/**
 * Encryption with a key of KMS; absent where the key is DynamoDB's own. Whether the key is the customer's the ARN does not say.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSEDescription.html
 */
const encryptionOf = (given: SSEDescription | undefined): unknown =>
  given?.Status === undefined || given.Status === 'DISABLED'
    ? undefined
    : present({ SSEEnabled: true, SSEType: given.SSEType, KMSMasterKeyId: given.KMSMasterKeyArn });

/** What DescribeTable says. */
export const tableOf = (given: TableDescription): Properties =>
  present({
    BillingMode: given.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    DeletionProtectionEnabled: given.DeletionProtectionEnabled ?? NOT_RETURNED,
    KeySchema: given.KeySchema,
    SSESpecification: encryptionOf(given.SSEDescription),
    StreamSpecification:
      given.StreamSpecification?.StreamEnabled === true ? picked(given.StreamSpecification, ['StreamViewType']) : undefined,
    TableClass: given.TableClassSummary?.TableClass,
  });

/** What DescribeContinuousBackups says. */
export const recoveryOf = ({ PointInTimeRecoveryDescription: given }: ContinuousBackupsDescription): Properties => ({
  PointInTimeRecoverySpecification: present({
    PointInTimeRecoveryEnabled: given?.PointInTimeRecoveryStatus === 'ENABLED',
    RecoveryPeriodInDays: given?.RecoveryPeriodInDays,
  }),
});
