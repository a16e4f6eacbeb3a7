import { defineCheck, finding, notApplicable, related, undetermined } from '../../check.ts';
import { namesKeyOfAws } from '../aws-keys.ts';
import { ENCRYPTED, ENCRYPTED_READS, keyFieldsOf, keyOf } from './encrypted.ts';

/** How a message says what KMS says of a key that cannot be used. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
const STATES: Readonly<Record<string, string>> = {
  PendingDeletion: 'is about to be deleted, and what it encrypts with it',
  PendingReplicaDeletion: 'is about to be deleted, and what it encrypts with it',
  PendingImport: 'has no key material',
  Unavailable: 'is in a key store that does not answer',
};

export default defineCheck({
  id: 'key-ending-in-use',
  title: 'Resource is encrypted with a key that is disabled or about to be deleted',
  family: 'keys',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ENCRYPTED,
  reads: ENCRYPTED_READS,
  observes: { 'AWS::KMS::Key': ['KeyState'], 'AWS::KMS::ReplicaKey': ['KeyState'] },
  docs: {
    why: 'Without its key the resource works no more: messages, secrets and data cannot be read, and once the key is deleted nobody will ever read them again.',
    fix: 'Enable the key or cancel its deletion, or first move the resource to another key.',
    fixIn: { terraform: 'Set is_enabled of the key to true, or first move the resource to another key.' },
    limits: 'What is encrypted with a key of another template or account is not followed.',
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-3',
    ],
    frameworks: { fsbp: ['KMS.3'], owasp: ['A02'] },
  },
  *check(resource, context) {
    const fields = keyFieldsOf(resource).filter(
      (field) => field.state !== 'absent' && !(field.state === 'known' && String(field.value) === ''),
    );
    if (fields.length === 0) return yield notApplicable();
    for (const field of fields) {
      if (namesKeyOfAws(field, context)) continue;
      const reference = keyOf(field, context);
      if (reference.state === 'unknown') yield undetermined(field, reference.reason);
      if (reference.state === 'outside') yield undetermined(field, { kind: 'outside', what: reference.what });
      if (reference.state !== 'found') continue;
      const key = reference.resource;
      const state = key.attribute('KeyState');
      const enabled = key.type === 'AWS::KMS::Key' ? key.get('Enabled') : key.get('Enabled');
      if (enabled.state === 'unknown') yield undetermined(field, enabled.reason);
      if (enabled.state !== 'known' || !/^false$/i.test(String(enabled.value))) continue;
      const says = (state.state === 'known' ? STATES[state.value] : undefined) ?? 'is disabled';
      yield finding(field, `${resource.id} is encrypted with ${key.id}, which ${says}`, {
        related: [related(enabled, 'the key')],
        ...(state.state === 'known' ? { data: { state: state.value } } : {}),
      });
    }
  },
});
