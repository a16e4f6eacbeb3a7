import { intrinsicOf, member, textOf } from '../../node.ts';
import type { ExpansionGap, TemplateResource } from '../../template.ts';
import type { Addition, SamContext, SamResource } from '../context.ts';
import { apiEvent, httpApiEvent } from './api.ts';
import { mapOr } from './api-events.ts';
import { documentDb, kafka, mq, msk } from './credentials.ts';
import type { ExpandEvent, Grants } from './event.ts';
import { pullEvent } from './pull.ts';
import { alexaEvent, cognitoEvent, iotEvent, logsEvent, s3Event, snsEvent } from './push.ts';
import { ruleEvent, scheduleV2Event } from './schedule.ts';

/** Every event source of a function, by the event's `Type`. */
const SOURCES: ReadonlyMap<string, ExpandEvent> = new Map([
  ['AlexaSkill', alexaEvent],
  ['Api', apiEvent],
  ['CloudWatchEvent', ruleEvent],
  ['CloudWatchLogs', logsEvent],
  ['Cognito', cognitoEvent],
  ['DocumentDB', pullEvent('Cluster', undefined, documentDb)],
  ['DynamoDB', pullEvent('Stream', 'service-role/AWSLambdaDynamoDBExecutionRole')],
  ['EventBridgeRule', ruleEvent],
  ['HttpApi', httpApiEvent],
  ['IoTRule', iotEvent],
  ['Kinesis', pullEvent('Stream', 'service-role/AWSLambdaKinesisExecutionRole')],
  ['MQ', pullEvent('Broker', undefined, mq)],
  ['MSK', pullEvent('Stream', 'service-role/AWSLambdaMSKExecutionRole', msk)],
  ['S3', s3Event],
  ['SNS', snsEvent],
  ['SQS', pullEvent('Queue', 'service-role/AWSLambdaSQSQueueExecutionRole')],
  ['Schedule', ruleEvent],
  ['ScheduleV2', scheduleV2Event],
  ['SelfManagedKafka', pullEvent(undefined, undefined, kafka)],
]);

/** The types that an event may make, where it cannot be read. */
const MISSING = ['AWS::Lambda::Permission', 'AWS::Lambda::EventSourceMapping'];

/** The same, where it may be of any type. */
const MISSING_OF_ANY = [...MISSING, 'AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route', 'AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'];

/** Everything that a function's events make besides routes, and what they let its role do. */
export interface EventsMade extends Required<Grants> {
  readonly resources: readonly TemplateResource[];
  readonly gaps: readonly ExpansionGap[];
  readonly additions: readonly Addition[];
}

/** Expands the events of a function. */
export const expandEvents = (owner: SamResource, alias: string | undefined, context: SamContext): EventsMade => {
  const result = {
    resources: [] as TemplateResource[],
    gaps: [] as ExpansionGap[],
    managedPolicies: [] as string[],
    statements: [] as EventsMade['statements'][number][],
    additions: [] as Addition[],
  };
  const byId = new Map<string, TemplateResource>();
  const events = member(owner.properties, 'Events');
  if (events === undefined || (events.kind === 'scalar' && events.value === null)) return result;
  const gap = (span: ExpansionGap['span'], message: string, types = MISSING) =>
    result.gaps.push({ span, reason: 'refused', message: `${owner.id}: SAM refuses the template: ${message}`, types });
  if (events.kind !== 'map' || intrinsicOf(events)) {
    gap(events.span, 'its events cannot be read', MISSING_OF_ANY);
    return result;
  }
  for (const [name, { key, value }] of events.entries) {
    const type = textOf(member(value, 'Type'));
    const expand = type === undefined ? undefined : SOURCES.get(type);
    const properties = mapOr(member(value, 'Properties'), key);
    if (expand === undefined || properties === undefined) {
      if (expand === undefined) gap(key, `event ${name} is of a type that is not known`, type === undefined ? MISSING_OF_ANY : MISSING);
      else gap(key, `the properties of event ${name} cannot be read`);
      continue;
    }
    const made = expand({ owner, name, id: `${owner.id}${name}`, properties, span: key, alias, context });
    // Several events of user pools make one permission: that of the last.
    for (const resource of made.resources) byId.set(resource.id, resource);
    result.additions.push(...(made.additions ?? []));
    result.managedPolicies.push(...(made.managedPolicies ?? []));
    result.statements.push(...(made.statements ?? []));
  }
  result.resources.push(...byId.values());
  return result;
};
