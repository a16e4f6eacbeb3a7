import { defineCheck, finding, known } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'pool-default-key',
  title: 'User pool is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPool',
  reads: { 'AWS::Cognito::UserPool': ['KeyConfiguration'] },
  docs: {
    why: 'Cognito encrypts what it knows of users with a key that AWS owns and nobody sees used: with a customer key its use is logged, and can be revoked.',
    fix: 'Set KeyConfiguration with KeyType CUSTOMER_MANAGED_KEY and the KmsKeyArn of a customer key.',
    references: ['https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_KeyConfigurationType.html'],
    frameworks: { owasp: ['A02'] },
  },
  *check(pool) {
    const configuration = pool.get('KeyConfiguration');
    const type = configuration.get('KeyType');
    // Where the type is AWS's, a key beside it is not used.
    if ((yield* known(type)) === 'AWS_OWNED_KEY')
      return yield finding(type, `${pool.id} is encrypted with a key of AWS's own: KeyType is AWS_OWNED_KEY`);
    yield* wantsCustomerKey(pool.id, configuration.get('KmsKeyArn'), 'KmsKeyArn');
  },
});
