import { defineCheck, finding, notApplicable } from '../../check.ts';
import { numberOr, switchOr } from '../presence.ts';

/** Lambda asks for six times the timeout of the function, and the time in which it gathers a batch. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const TIMES = 6;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const DEFAULT_VISIBILITY = 30;
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const DEFAULT_TIMEOUT = 3;

export default defineCheck({
  id: 'queue-visibility-short',
  title: 'Queue shows a message again while the function may still work on it',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: 'AWS::SQS::Queue',
  reads: {
    'AWS::SQS::Queue': ['VisibilityTimeout'],
    'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'FunctionName', 'MaximumBatchingWindowInSeconds', 'Enabled'],
    'AWS::Lambda::Function': ['Timeout'],
    'AWS::Lambda::Alias': ['FunctionName'],
  },
  docs: {
    why: 'When the function is throttled or fails, messages come back before Lambda has retried them: they are handled twice, or land among the dead letters too soon.',
    fix: "Set VisibilityTimeout to at least six times the function's Timeout, plus the mapping's MaximumBatchingWindowInSeconds.",
    fixIn: {
      terraform:
        "Set visibility_timeout_seconds to at least six times the function's timeout, plus the mapping's maximum_batching_window_in_seconds.",
    },
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html',
    ],
    frameworks: { owasp: ['A04'] },
  },
  *check(queue, context) {
    const mappings = context.referrers(queue, 'AWS::Lambda::EventSourceMapping', 'EventSourceArn');
    if (mappings.length === 0) return context.complete('AWS::Lambda::EventSourceMapping') ? yield notApplicable() : undefined;
    const visibility = queue.get('VisibilityTimeout');
    for (const mapping of mappings) {
      const enabled = mapping.get('Enabled');
      if ((yield* switchOr(enabled, true)) !== true) continue;
      const named = mapping.get('FunctionName');
      const alias = context.target(named, 'AWS::Lambda::Alias');
      const by = alias.state === 'found' ? alias.resource.get('FunctionName') : named;
      const fn = yield* context.follow(by, 'AWS::Lambda::Function');
      if (fn === undefined) continue;
      const timeout = fn.get('Timeout');
      const window = mapping.get('MaximumBatchingWindowInSeconds');
      const runs = yield* numberOr(timeout, DEFAULT_TIMEOUT);
      const gathers = yield* numberOr(window, 0);
      const hides = yield* numberOr(visibility, DEFAULT_VISIBILITY);
      if (runs === undefined || gathers === undefined || hides === undefined) continue;
      const needed = TIMES * runs + gathers;
      if (hides >= needed) continue;
      const why = window.state === 'absent' ? 'six times its timeout' : 'six times its timeout and the batching window';
      yield finding(visibility, `${queue.id} shows a message again after ${hides} s, and ${fn.id} asks for ${needed} s: ${why}`);
    }
  },
});
