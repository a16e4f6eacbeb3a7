import { defineCheck, type Field, finding, known, notApplicable } from '../../check.ts';
import type { Json } from '../../model/value.ts';

export default defineCheck({
  id: 'queue-open-redrive',
  title: 'Any queue may use the dead-letter queue',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: 'AWS::SQS::Queue',
  reads: { 'AWS::SQS::Queue': ['RedriveAllowPolicy', 'RedrivePolicy'] },
  docs: {
    why: 'By default every queue of the account and Region may name it as its dead-letter queue: messages of others mix with those that failed here, and are redriven with them.',
    fix: 'Set RedriveAllowPolicy to redrivePermission byQueue, with the ARNs of the queues that use it in sourceQueueArns.',
    fixIn: {
      terraform: 'Set redrive_allow_policy to redrivePermission byQueue, with the ARNs of the queues that use it in sourceQueueArns.',
    },
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html#cfn-sqs-queue-redriveallowpolicy',
    ],
    frameworks: { owasp: ['A05'] },
  },
  *check(queue, context) {
    const allow: Field<Json> = queue.get('RedriveAllowPolicy');
    const permission = (allow as Field<{ readonly redrivePermission?: string }>).get('redrivePermission');
    if (allow.state !== 'absent') {
      const permits = yield* known(permission);
      if (permission.state === 'unknown' || !/^(?:allowAll)?$/.test(String(permits ?? ''))) return;
      return yield finding(permission, `${queue.id} lets any queue use it for dead letters: redrivePermission is allowAll`);
    }
    const [source] = context.referrers(queue, 'AWS::SQS::Queue', 'RedrivePolicy', ['deadLetterTargetArn']);
    if (source === undefined) return yield notApplicable();
    yield finding(queue, `${queue.id} takes the dead letters of ${source.id}, and of any other queue: RedriveAllowPolicy is not set`);
  },
});
