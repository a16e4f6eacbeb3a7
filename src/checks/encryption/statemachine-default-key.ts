import { defineCheck, finding, known } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'statemachine-default-key',
  title: 'State machine is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::StepFunctions::StateMachine',
  reads: { 'AWS::StepFunctions::StateMachine': ['EncryptionConfiguration'] },
  docs: {
    why: 'Step Functions encrypts definitions and executions with a key that AWS owns: with a customer key, who may read the data of executions takes the right to decrypt as well.',
    fix: 'Set EncryptionConfiguration with Type CUSTOMER_MANAGED_KMS_KEY and the KmsKeyId of a customer key.',
    fixIn: {
      terraform: 'Set encryption_configuration with type CUSTOMER_MANAGED_KMS_KEY and the kms_key_id of a customer key.',
    },
    references: ['https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html'],
    frameworks: { owasp: ['A02'] },
  },
  *check(machine) {
    const encryption = machine.get('EncryptionConfiguration');
    const type = encryption.get('Type');
    // Where the type is AWS's, a key beside it is not used.
    if ((yield* known(type)) === 'AWS_OWNED_KEY')
      return yield finding(type, `${machine.id} is encrypted with a key of AWS's own: Type is AWS_OWNED_KEY`);
    yield* wantsCustomerKey(machine.id, encryption.get('KmsKeyId'), 'KmsKeyId');
  },
});
