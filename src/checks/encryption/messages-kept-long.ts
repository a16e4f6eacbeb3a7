import { type Context, defineCheck, finding, notApplicable, passed, type Reads, type Resource, undetermined } from '../../check.ts';
import { isUnknown, type UnknownReason } from '../../model/value.ts';
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
  sources: ['template', 'live'],
  subject: ['AWS::SQS::Queue', 'AWS::Kinesis::Stream'],
  reads: READS,
  docs: {
    why: 'Messages carry what customers have sent: kept for longer than anybody would still handle them, they only add to what can be stolen.',
    fix: 'Set MessageRetentionPeriod, of a stream RetentionPeriodHours, to as long as a late consumer would need.',
    limits:
      'Queues for what could not be delivered are no subject: those are to keep it until somebody has looked. Code that sends what it gives up on to a queue is not seen.',
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
    const kept = yield* numberOr(seconds, 345_600);
    if (kept === undefined) return;
    // Most queues keep messages for less, and need not be looked for elsewhere.
    if (kept < LONGEST_OF_A_QUEUE) return yield passed();
    if (keepsDeadLetters(subject, context)) return yield notApplicable();
    const unread = context.common(unreadIn);
    if (unread !== undefined) return yield undetermined(seconds, unread);
    if (HANDING.every(([type]) => context.complete(type))) yield finding(seconds, `${subject.id} keeps messages for 14 days`);
  },
});

/** What hands a queue what it could not deliver, and where it says so. */
const HANDING = [
  ['AWS::SQS::Queue', 'RedrivePolicy', 'deadLetterTargetArn'],
  ['AWS::SNS::Subscription', 'RedrivePolicy', 'deadLetterTargetArn'],
  ['AWS::Lambda::Function', 'DeadLetterConfig', 'TargetArn'],
  ['AWS::Lambda::EventInvokeConfig', 'DestinationConfig', 'OnFailure', 'Destination'],
  ['AWS::Lambda::EventSourceMapping', 'DestinationConfig', 'OnFailure', 'Destination'],
  ['AWS::Events::Rule', 'Targets', 'DeadLetterConfig', 'Arn'],
  ['AWS::Scheduler::Schedule', 'Target', 'DeadLetterConfig', 'Arn'],
] as const;

type QueueContext = Context<typeof READS, never>;

/** Whether something hands a queue what it could not deliver. */
const keepsDeadLetters = (queue: Resource<'AWS::SQS::Queue', never>, context: QueueContext): boolean =>
  HANDING.some(([type, property, ...below]) => context.referrers(queue, type, property as never, below).length > 0);

/** Why it is not known of something of an account where it hands on what it cannot deliver: any queue may be meant. */
const unreadIn = (context: QueueContext): UnknownReason | undefined => {
  for (const [type, property] of HANDING)
    for (const { raw } of context.resources(type)) {
      const value = raw.properties[property];
      if (isUnknown(value) && value.$unknown.kind !== 'intrinsic') return value.$unknown;
    }
  return undefined;
};
