import { type Context, defineCheck, finding, notApplicable, type Reads, type Resource } from '../../check.ts';
import { numberOr } from '../presence.ts';

/** 14 days in seconds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const LONGEST_OF_A_QUEUE = 1_209_600;
/** A year in hours: https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html */
const LONGEST_OF_A_STREAM = 8_760;

const READS = {
  'AWS::SQS::Queue': ['MessageRetentionPeriod', 'RedrivePolicy'],
  'AWS::Kinesis::Stream': ['RetentionPeriodHours'],
  'AWS::Lambda::Function': ['DeadLetterConfig'],
  'AWS::Lambda::EventInvokeConfig': ['DestinationConfig'],
  'AWS::Lambda::EventSourceMapping': ['DestinationConfig'],
  'AWS::Events::Rule': ['Targets'],
  'AWS::Scheduler::Schedule': ['Target'],
  'AWS::SNS::Subscription': ['RedrivePolicy'],
} as const satisfies Reads;

export default defineCheck({
  id: 'messages-kept-long',
  title: 'Messages are kept as long as the service allows',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template'],
  subject: ['AWS::SQS::Queue', 'AWS::Kinesis::Stream'],
  reads: READS,
  docs: {
    why: 'Messages carry what customers have sent: kept for longer than anybody would still handle them, they only add to what can be stolen.',
    fix: 'Set MessageRetentionPeriod, of a stream RetentionPeriodHours, to as long as a late consumer would need.',
    limits: 'Queues for what could not be delivered are no subject: those are to keep it until somebody has looked.',
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-queue-parameters.html',
      'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
    ],
    frameworks: { owasp: ['A04', 'SAS-3'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::Kinesis::Stream') {
      const hours = subject.get('RetentionPeriodHours');
      if (((yield* numberOr(hours, 24)) ?? 0) >= LONGEST_OF_A_STREAM) yield finding(hours, `${subject.id} keeps records for a year`);
      return;
    }
    const seconds = subject.get('MessageRetentionPeriod');
    // Most queues keep messages for less, and need not be looked for elsewhere.
    if (seconds.state === 'absent') return;
    if (keepsDeadLetters(subject, context)) return yield notApplicable();
    if (((yield* numberOr(seconds, 345_600)) ?? 0) >= LONGEST_OF_A_QUEUE)
      yield finding(seconds, `${subject.id} keeps messages for 14 days`);
  },
});

/** Whether something hands a queue what it could not deliver. */
const keepsDeadLetters = (queue: Resource<'AWS::SQS::Queue', never>, context: Context<typeof READS, never>): boolean =>
  context.referrers(queue, 'AWS::SQS::Queue', 'RedrivePolicy', ['deadLetterTargetArn']).length > 0 ||
  context.referrers(queue, 'AWS::SNS::Subscription', 'RedrivePolicy', ['deadLetterTargetArn']).length > 0 ||
  context.referrers(queue, 'AWS::Lambda::Function', 'DeadLetterConfig', ['TargetArn']).length > 0 ||
  context.referrers(queue, 'AWS::Lambda::EventInvokeConfig', 'DestinationConfig', ['OnFailure', 'Destination']).length > 0 ||
  context.referrers(queue, 'AWS::Lambda::EventSourceMapping', 'DestinationConfig', ['OnFailure', 'Destination']).length > 0 ||
  context.referrers(queue, 'AWS::Events::Rule', 'Targets', ['DeadLetterConfig', 'Arn']).length > 0 ||
  context.referrers(queue, 'AWS::Scheduler::Schedule', 'Target', ['DeadLetterConfig', 'Arn']).length > 0;
