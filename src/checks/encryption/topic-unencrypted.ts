import { defineCheck, type Field, finding, isSet } from '../../check.ts';

export default defineCheck({
  id: 'topic-unencrypted',
  title: 'Topic keeps its messages unencrypted',
  family: 'encryption',
  severity: 'medium',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: 'AWS::SNS::Topic',
  reads: { 'AWS::SNS::Topic': ['KmsMasterKeyId'] },
  docs: {
    why: 'Without a key SNS stores messages in clear text until they are delivered.',
    fix: 'Set KmsMasterKeyId; a customer key, not alias/aws/sns, where other services publish to the topic.',
    fixIn: {
      terraform: 'Set kms_master_key_id; a customer key, not alias/aws/sns, where other services publish to the topic.',
    },
    references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html'],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(topic) {
    const key: Field<string> = topic.get('KmsMasterKeyId');
    if (key.state !== 'absent' && !(key.state === 'known' && key.value === '')) return void (yield* isSet(key));
    yield finding(key.state === 'absent' ? topic : key, `${topic.id} has no key, so its messages are not encrypted`);
  },
});
