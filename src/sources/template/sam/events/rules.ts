import type { Span } from '../../../text/source-file.ts';
import { list, member, type Node, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { entryOf, getAtt, isNull, isTrue, made, object, pick, ref } from '../make.ts';
import { inlinePolicy, sendMessage, trust } from '../policy.ts';

/** What EventBridge invokes for an event of a function or state machine. */
export interface Target {
  readonly owner: SamResource;
  /** The logical id that SAM derives for the event. */
  readonly id: string;
  readonly properties: Node;
  readonly span: Span;
  readonly arn: Node;
  /** The role with which it is invoked; a function has a permission instead. */
  readonly role?: Node | undefined;
}

/** How SAM ends the names of targets and of the policies of schedules. */
const TARGETS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'LambdaTarget',
  'AWS::Serverless::StateMachine': 'StepFunctionsTarget',
};
const SCHEDULED: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Lambda',
  'AWS::Serverless::StateMachine': 'StartExecution',
};

/** The queue for what could not be delivered: one that the event names, or one that SAM makes. */
const deadLetters = (
  target: Target,
  source: Node | undefined,
): { readonly arn: Node | undefined; readonly resources: readonly TemplateResource[] } => {
  const config = member(target.properties, 'DeadLetterConfig');
  const arn = member(config, 'Arn');
  if (config === undefined || isNull(config) || arn) return { arn, resources: [] };
  const { span, owner } = target;
  const id = textOf(member(config, 'QueueLogicalId')) ?? `${target.id}Queue`;
  const queue = made(owner, id, 'AWS::SQS::Queue', {}, span);
  const policy = made(
    owner,
    `${target.id}QueuePolicy`,
    'AWS::SQS::QueuePolicy',
    {
      Queues: list([ref(id, span)], span),
      PolicyDocument: sendMessage(getAtt(id, 'Arn', span), object({ Service: scalar('events.amazonaws.com', span) }, span), source, span),
    },
    span,
  );
  return { arn: getAtt(id, 'Arn', span), resources: source ? [queue, policy] : [queue] };
};

const targetOf = (target: Target, deadLetter: Node | undefined): Node =>
  object(
    {
      Arn: target.arn,
      Id: entryOf(member(target.properties, 'Target'), 'Id') ?? scalar(`${target.id}${TARGETS[target.owner.type] ?? ''}`, target.span),
      RoleArn: target.role,
      ...pick(target.properties, ['Input', 'InputPath', 'RetryPolicy', 'InputTransformer']),
      ...(deadLetter ? { DeadLetterConfig: object({ Arn: deadLetter }, target.span) } : {}),
    },
    target.span,
  );

const stateOf = (properties: Node): Node | undefined => {
  const enabled = member(properties, 'Enabled');
  if (enabled?.kind === 'scalar' && typeof enabled.value === 'boolean') return scalar(enabled.value ? 'ENABLED' : 'DISABLED', enabled.span);
  return member(properties, 'State');
};

/** An EventBridge rule, by schedule or by pattern. */
export const ruleOf = (target: Target): readonly TemplateResource[] => {
  const letters = deadLetters(target, getAtt(target.id, 'Arn', target.span));
  const schedule = entryOf(target.properties, 'Schedule');
  const rule = made(
    target.owner,
    target.id,
    'AWS::Events::Rule',
    {
      ScheduleExpression: schedule,
      EventPattern: entryOf(target.properties, 'Pattern'),
      ...pick(target.properties, ['EventBusName', 'Description']),
      Name: entryOf(target.properties, schedule ? 'Name' : 'RuleName'),
      State: stateOf(target.properties),
      Targets: list([targetOf(target, letters.arn)], target.span),
    },
    target.span,
  );
  return [rule, ...letters.resources];
};

/** A schedule of EventBridge Scheduler, with the role that it assumes. */
export const scheduleOf = (target: Target, action: string): readonly TemplateResource[] => {
  const { owner, id, properties, span } = target;
  const letters = deadLetters(target, undefined);
  const own = member(properties, 'RoleArn');
  const role = made(
    owner,
    `${id}Role`,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trust('scheduler.amazonaws.com', span),
      Policies: list(
        [
          inlinePolicy(`${id}${SCHEDULED[owner.type] ?? ''}Policy`, [action], target.arn, span),
          ...(letters.arn ? [inlinePolicy(`${id}SQSPolicy`, ['sqs:SendMessage'], letters.arn, span)] : []),
        ],
        span,
      ),
      ...pick(properties, ['PermissionsBoundary']),
    },
    span,
  );
  const schedule = made(
    owner,
    id,
    'AWS::Scheduler::Schedule',
    {
      FlexibleTimeWindow: object({ Mode: scalar('OFF', span) }, span),
      Name: isTrue(member(properties, 'OmitName')) ? undefined : scalar(id, span),
      ...pick(properties, [
        'ScheduleExpression',
        'FlexibleTimeWindow',
        'Name',
        'State',
        'Description',
        'StartDate',
        'EndDate',
        'ScheduleExpressionTimezone',
        'GroupName',
        'KmsKeyArn',
      ]),
      Target: object(
        {
          Arn: target.arn,
          RoleArn: own ?? getAtt(`${id}Role`, 'Arn', span),
          ...pick(properties, ['Input', 'RetryPolicy']),
          ...(letters.arn ? { DeadLetterConfig: object({ Arn: letters.arn }, span) } : {}),
        },
        span,
      ),
    },
    span,
  );
  return [schedule, ...letters.resources, ...(own ? [] : [role])];
};
