import {
  type Context,
  defineCheck,
  each,
  type Field,
  finding,
  known,
  notApplicable,
  type Outcome,
  passed,
  policyOf,
  type Reads,
  type Subjects,
  type Undetermined,
} from '../../check.ts';
import type { Json } from '../../model/value.ts';
import { isMissing } from '../presence.ts';

const READS = {
  'AWS::Lambda::Function': ['DeadLetterConfig'],
  'AWS::Lambda::Alias': ['FunctionName'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'DestinationConfig'],
  'AWS::Lambda::Permission': ['FunctionName', 'Principal'],
  'AWS::Lambda::ResourcePolicy': ['ResourceArn', 'PolicyDocument'],
  'AWS::Lambda::EventSourceMapping': ['DestinationConfig', 'StartingPosition', 'DocumentDBEventSourceConfig'],
  'AWS::Events::Rule': ['Targets', 'State'],
  'AWS::Scheduler::Schedule': ['Target', 'State'],
  'AWS::SNS::Subscription': ['Protocol', 'RedrivePolicy'],
} as const satisfies Reads;

type FailureReads = typeof READS;
type FailureContext = Context<FailureReads, never>;
type One<K extends keyof FailureReads> = Subjects<FailureReads, K>;

export default defineCheck({
  id: 'async-failures-lost',
  title: 'Events that fail are lost',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: [
    'AWS::Lambda::Function',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Events::Rule',
    'AWS::Scheduler::Schedule',
    'AWS::SNS::Subscription',
  ],
  reads: READS,
  observes: { 'AWS::Events::Rule': ['ManagedBy'], 'AWS::SNS::Subscription': ['PendingConfirmation'] },
  docs: {
    why: 'What is delivered asynchronously is tried a few times and then dropped: nobody learns what was lost, whether by an error or an attack.',
    fix: 'Name a queue for what fails: OnFailure or DeadLetterConfig of a function, DestinationConfig of a stream, DeadLetterConfig of a target, RedrivePolicy of a subscription.',
    fixIn: {
      sam: 'Name a queue for what fails: EventInvokeConfig or DeadLetterQueue of the function, DestinationConfig, DeadLetterConfig or RedrivePolicy of the event.',
      'serverless-framework':
        'Name what takes failures: onError or destinations.onFailure of a function, destinations.onFailure of a stream event, deadLetterQueueArn of an eventBridge event, redrivePolicy of an sns event.',
      terraform:
        'Name a queue for what fails: dead_letter_config of a function or target, destination_config of its invocations or of a stream, redrive_policy of a subscription.',
    },
    limits:
      'Whether a function is invoked asynchronously is seen by who may invoke it (S3, SNS, EventBridge …) and by its settings, not by code. Of an account, functions, rules and subscriptions are judged for auditors, or where it is named.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
      'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
    ],
    frameworks: { owasp: ['A09', 'SAS-5'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::Lambda::Function') yield* invoked(subject, context);
    else if (subject.type === 'AWS::Lambda::EventInvokeConfig') yield* configured(subject, context);
    else if (subject.type === 'AWS::Lambda::EventSourceMapping') yield* mapped(subject);
    else if (subject.type === 'AWS::Events::Rule') yield* ruled(subject);
    else if (subject.type === 'AWS::Scheduler::Schedule') yield* scheduled(subject);
    else yield* subscribed(subject);
  },
});

/** Services that invoke functions asynchronously by a permission. https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html */
const ASYNCHRONOUS = /^(?:s3|sns|ses|events|iot|config|codecommit|logs\.[\w-]+|logs)\.amazonaws\.com$/;

/** What of a function has to be listed before it is known that nobody invokes it so. */
const INVOKING = [
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::ResourcePolicy',
] as const satisfies readonly (keyof FailureReads)[];

/** Whether somebody who does not wait for an answer may invoke a function or one of its aliases, as far as it is known who may. */
function* isInvokedAsynchronously(fn: One<'AWS::Lambda::Function'>, context: FailureContext): Generator<Undetermined, boolean> {
  for (const one of [fn, ...context.referrers(fn, 'AWS::Lambda::Alias', 'FunctionName')]) {
    const principals = context.referrers(one, 'AWS::Lambda::Permission', 'FunctionName').map((permission) => permission.get('Principal'));
    if (principals.some((principal) => principal.state === 'known' && ASYNCHRONOUS.test(String(principal.value)))) return true;
    for (const granting of context.referrers(one, 'AWS::Lambda::ResourcePolicy', 'ResourceArn')) {
      const policy = yield* policyOf(granting.get('PolicyDocument'));
      const allowed = policy?.statements.filter(({ effect }) => effect === 'Allow') ?? [];
      const services = allowed.flatMap(({ principals }) => principals?.services ?? []);
      if (services.some(([name, ...more]) => typeof name === 'string' && more.length === 0 && ASYNCHRONOUS.test(name))) return true;
    }
  }
  return false;
}

function* invoked(fn: One<'AWS::Lambda::Function'>, context: FailureContext): Generator<Outcome> {
  const configs = context.referrers(fn, 'AWS::Lambda::EventInvokeConfig', 'FunctionName');
  if (configs.length === 0 && !(yield* isInvokedAsynchronously(fn, context))) {
    if (INVOKING.every((type) => context.complete(type))) yield notApplicable();
    return;
  }
  const queue = fn.get('DeadLetterConfig').get('TargetArn');
  if (!(yield* isMissing(queue))) {
    if (queue.state !== 'unknown') yield passed();
    return;
  }
  const lost = `Events that ${fn.id} fails on are lost: there is neither an OnFailure destination nor a dead-letter queue`;
  for (const config of configs) if (yield* isMissing(onFailure(config))) yield finding(config, lost);
  if (configs.length === 0 && context.complete('AWS::Lambda::EventInvokeConfig')) yield finding(fn, lost);
}

const onFailure = (config: One<'AWS::Lambda::EventInvokeConfig'>): Field<string> =>
  config.get('DestinationConfig').get('OnFailure').get('Destination');

/** It stands for its function where that is outside of the input, and may have a dead-letter queue of its own. */
function* configured(config: One<'AWS::Lambda::EventInvokeConfig'>, context: FailureContext): Generator<Outcome> {
  const name = config.get('FunctionName');
  if (context.target(name, 'AWS::Lambda::Function').state === 'found') return yield notApplicable();
  if (yield* isMissing(onFailure(config))) yield* context.follow(name, 'AWS::Lambda::Function');
}

function* mapped(mapping: One<'AWS::Lambda::EventSourceMapping'>): Generator<Outcome> {
  // Only streams have a position to start from; a queue has dead letters of its own, and DocumentDB knows no destination.
  if (mapping.get('StartingPosition').state === 'absent' || mapping.get('DocumentDBEventSourceConfig').state !== 'absent')
    return yield notApplicable();
  if (yield* isMissing(mapping.get('DestinationConfig').get('OnFailure').get('Destination')))
    yield finding(mapping, `Records that ${mapping.id} gives up on are lost: it has no OnFailure destination`);
}

const isDisabled = (state: Field<string>): boolean =>
  state.state === 'known' && state.form === 'scalar' && String(state.value) === 'DISABLED';

function* ruled(rule: One<'AWS::Events::Rule'>): Generator<Outcome> {
  // What a service of AWS has made and keeps is nobody else's to change.
  if (isDisabled(rule.get('State')) || rule.attribute('ManagedBy').state === 'known') return yield notApplicable();
  for (const target of yield* each(rule.get('Targets')))
    if (yield* isMissing(target.get('DeadLetterConfig').get('Arn')))
      yield finding(target, `Events that ${rule.id} cannot deliver are lost: the target has no DeadLetterConfig`);
}

function* scheduled(schedule: One<'AWS::Scheduler::Schedule'>): Generator<Outcome> {
  if (isDisabled(schedule.get('State'))) return yield notApplicable();
  const target = schedule.get('Target');
  if (yield* isMissing(target.get('DeadLetterConfig').get('Arn')))
    yield finding(target, `Invocations that ${schedule.id} cannot make are lost: its target has no DeadLetterConfig`);
}

/** The protocols of machines: what a person does not get is no event. */
const MACHINES = /^(?:lambda|sqs|https?|firehose)$/i;

function* subscribed(subscription: One<'AWS::SNS::Subscription'>): Generator<Outcome> {
  const protocol = subscription.get('Protocol');
  const by = yield* known(protocol);
  if (protocol.state === 'unknown') return;
  // Until it is confirmed it is sent nothing.
  const pending = subscription.attribute('PendingConfirmation');
  if (!MACHINES.test(String(by ?? '')) || (pending.state === 'known' && String(pending.value) === 'true')) return yield notApplicable();
  const policy: Field<Json> = subscription.get('RedrivePolicy');
  const queue = (policy as Field<{ readonly deadLetterTargetArn?: string }>).get('deadLetterTargetArn');
  if (yield* isMissing(queue))
    yield finding(subscription, `Messages that ${subscription.id} cannot deliver are lost: it has no RedrivePolicy`);
}
