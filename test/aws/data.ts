import { type Answer, named, type Operation, ok, type Params, pageOf } from './operation.ts';

/** One page of names, of services whose token is the last name of the page before. */
const namesAfter = (
  names: readonly string[],
  params: Params,
  { from, most, pageSize }: { readonly from: string; readonly most: number; readonly pageSize: number },
  answer: (page: readonly string[], more: boolean) => unknown,
): Answer => {
  const start = params[from] === undefined ? 0 : names.indexOf(String(params[from])) + 1;
  return pageOf(names.slice(start), { asked: params.Limit, most, token: undefined, pageSize }, (page, next) =>
    answer(page, next !== undefined),
  );
};

/** What Kinesis answers. */
export const kinesis: Readonly<Record<string, Operation>> = {
  ListStreams: (params, { streams = [] }, pageSize) =>
    namesAfter(
      streams.map(({ StreamName }) => StreamName),
      params,
      { from: 'ExclusiveStartStreamName', most: 10_000, pageSize },
      (StreamNames, HasMoreStreams) => ({ StreamNames, HasMoreStreams }),
    ),
  DescribeStreamSummary: (params, { streams = [] }) =>
    named(streams, 'StreamName', params.StreamName, (StreamDescriptionSummary) => ok({ StreamDescriptionSummary })),
};

/** What Firehose answers. */
export const firehose: Readonly<Record<string, Operation>> = {
  ListDeliveryStreams: (params, { deliveryStreams = [] }, pageSize) =>
    namesAfter(
      deliveryStreams.map(({ DeliveryStreamName }) => DeliveryStreamName),
      params,
      { from: 'ExclusiveStartDeliveryStreamName', most: 10_000, pageSize },
      (DeliveryStreamNames, HasMoreDeliveryStreams) => ({ DeliveryStreamNames, HasMoreDeliveryStreams }),
    ),
  DescribeDeliveryStream: (params, { deliveryStreams = [] }) =>
    named(deliveryStreams, 'DeliveryStreamName', params.DeliveryStreamName, (DeliveryStreamDescription) =>
      ok({ DeliveryStreamDescription }),
    ),
};

/** What DynamoDB answers. */
export const dynamodb: Readonly<Record<string, Operation>> = {
  ListTables: (params, { tables = [] }, pageSize) =>
    namesAfter(
      tables.map(({ table }) => table.TableName),
      params,
      { from: 'ExclusiveStartTableName', most: 100, pageSize },
      (TableNames, more) => ({ TableNames, ...(more ? { LastEvaluatedTableName: TableNames.at(-1) } : {}) }),
    ),
  DescribeTable: (params, { tables = [] }) =>
    named(
      tables.map(({ table }) => table),
      'TableName',
      params.TableName,
      (Table) => ok({ Table }),
    ),
  DescribeContinuousBackups: (params, { tables = [] }) =>
    named(
      tables.map(({ table, recovery }) => ({ TableName: table.TableName, recovery })),
      'TableName',
      params.TableName,
      ({ recovery }) =>
        ok({
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: 'ENABLED',
            PointInTimeRecoveryDescription: recovery ?? { PointInTimeRecoveryStatus: 'DISABLED' },
          },
        }),
    ),
};

/** What DAX answers. */
export const dax: Readonly<Record<string, Operation>> = {
  DescribeClusters: (params, { clusters = [] }, pageSize) =>
    pageOf(clusters, { token: params.NextToken, asked: params.MaxResults, most: 100, pageSize }, (Clusters, NextToken) => ({
      Clusters,
      NextToken,
    })),
};
