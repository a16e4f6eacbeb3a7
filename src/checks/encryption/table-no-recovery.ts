import { defineCheck, each, finding, type Outcome } from '../../check.ts';
import { switchOr } from '../presence.ts';

export default defineCheck({
  id: 'table-no-recovery',
  title: 'Table cannot be restored to a point in time',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  reads: { 'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification'], 'AWS::DynamoDB::GlobalTable': ['Replicas'] },
  docs: {
    why: 'What a faulty release or a stolen key overwrites or deletes is gone, unless the table can be set back to the second before.',
    fix: 'Set PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled to true; of a global table, for each replica.',
    fixIn: { terraform: 'Set point_in_time_recovery with enabled = true.' },
    references: [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2',
    ],
    frameworks: { fsbp: ['DynamoDB.2'], owasp: ['A05'] },
  },
  *check(table): Generator<Outcome> {
    if (table.type === 'AWS::DynamoDB::Table') {
      const enabled = table.get('PointInTimeRecoverySpecification').get('PointInTimeRecoveryEnabled');
      if ((yield* switchOr(enabled, false)) === false)
        yield finding(enabled, `${table.id} cannot be restored to a point in time: PointInTimeRecoveryEnabled is not true`);
      return;
    }
    for (const replica of yield* each(table.get('Replicas'))) {
      const enabled = replica.get('PointInTimeRecoverySpecification').get('PointInTimeRecoveryEnabled');
      if ((yield* switchOr(enabled, false)) !== false) continue;
      const region = replica.get('Region');
      const where = region.state === 'known' && region.form === 'scalar' ? ` in ${region.value}` : '';
      yield finding(
        enabled,
        `A replica of ${table.id}${where} cannot be restored to a point in time: PointInTimeRecoveryEnabled is not true`,
      );
    }
  },
});
