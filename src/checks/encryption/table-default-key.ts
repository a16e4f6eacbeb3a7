import { defineCheck, each, finding, type Outcome } from '../../check.ts';
import { ALIAS_READS } from '../aws-keys.ts';
import { switchOr } from '../presence.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'table-default-key',
  title: 'Table is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  reads: {
    'AWS::DynamoDB::Table': ['SSESpecification'],
    'AWS::DynamoDB::GlobalTable': ['SSESpecification', 'Replicas'],
    ...ALIAS_READS,
  },
  docs: {
    why: "AWS's own key encrypts for whoever may read the table: with a customer key, who may decrypt is said apart from that, is logged, and can be revoked.",
    fix: 'Set SSESpecification with SSEEnabled true and the KMSMasterKeyId of a customer key; of a global table, for each replica.',
    fixIn: { terraform: 'Set server_side_encryption with enabled = true and the kms_key_arn of a customer key.' },
    references: [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html',
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(table, context): Generator<Outcome> {
    const specification = table.type === 'AWS::DynamoDB::Table' ? table.get('SSESpecification') : table.get('SSESpecification');
    const enabled = specification.get('SSEEnabled');
    const on = yield* switchOr(enabled, false);
    if (on === undefined) return;
    // Without it DynamoDB uses a key that AWS owns, whatever key is named.
    if (!on) return yield finding(enabled, `${table.id} is encrypted with a key of AWS's own: SSEEnabled is not true`);
    if (table.type === 'AWS::DynamoDB::Table')
      return yield* wantsCustomerKey(table.id, table.get('SSESpecification').get('KMSMasterKeyId'), 'KMSMasterKeyId', context);
    for (const replica of yield* each(table.get('Replicas')))
      yield* wantsCustomerKey(`A replica of ${table.id}`, replica.get('SSESpecification').get('KMSMasterKeyId'), 'KMSMasterKeyId', context);
  },
});
