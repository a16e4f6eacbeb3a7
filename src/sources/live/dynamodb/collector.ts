import type { Collector } from '../call.ts';
import { listedTable, recoveryOf, tableOf } from './mapper.ts';

/** A table that was deleted after it was listed. */
const GONE = ['ResourceNotFoundException', 'TableNotFoundException'];
const TABLES = { resources: ['arn:${Partition}:dynamodb:${Region}:${Account}:table/*'] };

/** DynamoDB tables: their names, one call for each, and one more for its recovery. A global table is a table in each of its Regions. */
export const dynamodb: Collector = {
  service: 'dynamodb',
  calls: [
    { action: 'dynamodb:ListTables', kind: 'list', gives: { 'AWS::DynamoDB::Table': ['TableName'] } },
    {
      action: 'dynamodb:DescribeTable',
      kind: 'detail',
      gives: {
        'AWS::DynamoDB::Table': [
          'BillingMode',
          'DeletionProtectionEnabled',
          'KeySchema',
          'SSESpecification',
          'StreamSpecification',
          'TableClass',
        ],
      },
      after: ['dynamodb:ListTables'],
      permission: TABLES,
    },
    {
      action: 'dynamodb:DescribeContinuousBackups',
      kind: 'detail',
      gives: { 'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification'] },
      after: ['dynamodb:ListTables'],
      permission: TABLES,
    },
  ],

  async collect(run) {
    const { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient, ListTablesCommand } = await import(
      '@aws-sdk/client-dynamodb'
    );
    const client = run.client(DynamoDBClient);
    const names = await run.list('dynamodb:ListTables', async (ExclusiveStartTableName) => {
      const { TableNames, LastEvaluatedTableName } = await client.send(new ListTablesCommand({ Limit: 100, ExclusiveStartTableName }));
      if (TableNames?.some((name) => typeof name !== 'string')) throw new TypeError('a table has no name');
      return { items: TableNames, next: LastEvaluatedTableName };
    });
    await run.each(names, async (TableName) => {
      const listed = listedTable(TableName, run);
      const [table, backups] = await Promise.all([
        run.ask(
          'dynamodb:DescribeTable',
          async () => {
            const { Table } = await client.send(new DescribeTableCommand({ TableName }));
            if (typeof Table?.TableName !== 'string') throw new TypeError('TableName is missing');
            return Table;
          },
          GONE,
        ),
        run.ask(
          'dynamodb:DescribeContinuousBackups',
          async () => {
            const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
            if (typeof ContinuousBackupsDescription?.ContinuousBackupsStatus !== 'string')
              throw new TypeError('ContinuousBackupsStatus is missing');
            return ContinuousBackupsDescription;
          },
          GONE,
        ),
      ]);
      if (table.state === 'none' || backups.state === 'none') return;
      run.add({
        ...listed,
        properties: {
          ...listed.properties,
          ...run.given(table, 'AWS::DynamoDB::Table', tableOf),
          ...run.given(backups, 'AWS::DynamoDB::Table', recoveryOf),
        },
      });
    });
  },
};
