import {
  type Context,
  defineCheck,
  type Field,
  finding,
  known,
  notApplicable,
  type Outcome,
  type Reads,
  type Subjects,
} from '../../check.ts';
import { isMissing, numberOr } from '../presence.ts';

const READS = {
  'AWS::Logs::LogGroup': ['LogGroupName', 'RetentionInDays', 'LogGroupClass'],
  'AWS::Lambda::Function': ['LoggingConfig'],
  'Custom::LogRetention': ['LogGroupName', 'RetentionInDays'],
} as const satisfies Reads;

type LogContext = Context<typeof READS, never>;

export default defineCheck({
  id: 'logs-kept-forever',
  title: 'Logs are kept forever',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::Logs::LogGroup', 'AWS::Lambda::Function'],
  reads: READS,
  docs: {
    why: 'Logs gather what should not be in them: addresses, tokens, what customers have sent. What nobody needs any more can be stolen all the same, and costs money every month.',
    fix: 'Set RetentionInDays; of a function, give it a log group of its own with LoggingConfig.LogGroup.',
    fixIn: {
      'serverless-framework': 'Set logRetentionInDays of the provider, or of the function.',
      terraform: 'Set retention_in_days; of a function, declare an aws_cloudwatch_log_group with its name.',
    },
    references: [
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html',
    ],
    frameworks: { owasp: ['A04', 'SAS-3'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::Logs::LogGroup') yield* declared(subject, context);
    else yield* madeByLambda(subject, context);
  },
});

function* declared(group: Subjects<typeof READS, 'AWS::Logs::LogGroup'>, context: LogContext): Generator<Outcome> {
  const days = group.get('RetentionInDays');
  if ((yield* numberOr(days, 0)) !== 0) return;
  // Logs on their way to elsewhere are kept for a day or two. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html
  if ((yield* known(group.get('LogGroupClass') as Field<string>)) === 'DELIVERY') return yield notApplicable();
  if (context.referrers(group, 'Custom::LogRetention', 'LogGroupName').length > 0) return;
  yield finding(days, `${group.id} keeps logs forever: RetentionInDays is not set`);
}

/** A function writes to a group that Lambda makes, and keeps forever, unless there is one of its name before. */
function* madeByLambda(fn: Subjects<typeof READS, 'AWS::Lambda::Function'>, context: LogContext): Generator<Outcome> {
  if (!(yield* isMissing(fn.get('LoggingConfig').get('LogGroup')))) return yield notApplicable();
  if (context.referrers(fn, 'AWS::Logs::LogGroup', 'LogGroupName').length > 0) return yield notApplicable();
  if (context.referrers(fn, 'Custom::LogRetention', 'LogGroupName').length > 0) return;
  if (context.complete('AWS::Logs::LogGroup'))
    yield finding(fn, `The logs of ${fn.id} are kept forever: Lambda makes their group itself, as there is none`, { persona: 'pedantic' });
}
