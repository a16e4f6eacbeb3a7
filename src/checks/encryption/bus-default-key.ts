import { defineCheck } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'bus-default-key',
  title: 'Event bus is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Events::EventBus',
  reads: { 'AWS::Events::EventBus': ['KmsKeyIdentifier'] },
  docs: {
    why: 'EventBridge encrypts events with a key that AWS owns and nobody sees used: with a customer key its use is logged, and can be revoked.',
    fix: 'Set KmsKeyIdentifier to a customer key whose policy lets EventBridge use it.',
    fixIn: {
      terraform: 'Set kms_key_identifier to a customer key whose policy lets EventBridge use it.',
    },
    references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html'],
    frameworks: { owasp: ['A02'] },
  },
  *check(bus) {
    yield* wantsCustomerKey(bus.id, bus.get('KmsKeyIdentifier'), 'KmsKeyIdentifier');
  },
});
