import { intrinsicOf, type MapNode, member, textOf } from '../../node.ts';
import { idOf, type SamContext, type SamResource } from '../context.ts';
import properties from '../data/properties.json' with { type: 'json' };
import { API_PROPERTY } from '../events/api-events.ts';
import { isTrue, object } from '../make.ts';
import { misfits, type Properties } from './misfits.ts';
import { ofDeadLetters, ofPull } from './pull.ts';
import type { Refusal } from './refusal.ts';

const EVENTS: ReadonlyMap<string, ReadonlyMap<string, Properties>> = new Map([
  ['AWS::Serverless::Function', new Map(Object.entries<Properties>(properties.functionEvents))],
  ['AWS::Serverless::StateMachine', new Map(Object.entries<Properties>(properties.stateMachineEvents))],
]);

/** What the bucket or user pool of an event is in: the template, so that SAM can add to it. */
const OWN_SOURCES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['S3', ['Bucket', 'AWS::S3::Bucket']],
  ['Cognito', ['UserPool', 'AWS::Cognito::UserPool']],
]);

/** What SAM refuses of the events of a function or state machine. */
export function* ofEvents(resource: SamResource, context: SamContext): Generator<Refusal> {
  const types = EVENTS.get(resource.type);
  const events = member(resource.properties, 'Events');
  if (types === undefined || events?.kind !== 'map') return;
  if (intrinsicOf(events)) return yield { span: events.span, why: 'Events depend on a function' };
  for (const [name, { key, value }] of events.entries) {
    const type = textOf(member(value, 'Type')) ?? '';
    const accepted = types.get(type);
    const given = member(value, 'Properties');
    if (accepted === undefined) continue;
    const [property, expected] = OWN_SOURCES.get(type) ?? [];
    const source = property === undefined ? undefined : member(given, property);
    if (source && context.resources.get(idOf(source) ?? '')?.type !== expected)
      yield { span: key, why: `the ${property} of event ${name} is none of this template` };
    for (const why of ofPull(type, given)) yield { span: key, why: `event ${name} ${why}` };
    if (member(given, 'State') && member(given, 'Enabled')) yield { span: key, why: `event ${name} has State or Enabled, and not both` };
    if (given?.kind === 'scalar' && given.value === null) yield { span: key, why: `the properties of event ${name} are not a map` };
    else yield* misfits(given ?? object({}, key), accepted, key, `event ${name}`);
    const api = type === 'Api' || type === 'HttpApi' ? member(given, API_PROPERTY[type]) : undefined;
    const referred = context.resources.get(idOf(api) ?? '');
    if (referred && referred.type === (type === 'Api' ? 'AWS::Serverless::HttpApi' : 'AWS::Serverless::Api'))
      yield { span: key, why: `event ${name} names ${referred.id}, which is an API of another kind` };
    if (api && idOf(api) === undefined) yield { span: key, why: `event ${name} names its API neither by its id nor by a reference` };
    for (const why of ofDeadLetters(member(given, 'DeadLetterConfig'))) yield { span: key, why: `event ${name} ${why}` };
    if (type === 'ScheduleV2' && isTrue(member(given, 'OmitName')) && isTrue(member(given, 'Name')))
      yield { span: key, why: `event ${name} has OmitName and Name` };
    const through = member(given, 'SqsSubscription');
    if (isTrue(through) && through?.kind === 'map' && !(isTrue(member(through, 'QueueArn')) && isTrue(member(through, 'QueueUrl'))))
      yield { span: key, why: `the SqsSubscription of event ${name} needs QueueArn and QueueUrl` };
    if (textOf(through) !== undefined) yield { span: key, why: `the SqsSubscription of event ${name} is neither true nor a map` };
  }
  yield* ofTriggers(events);
}

/** A user pool has one trigger of a kind. */
function* ofTriggers(events: MapNode): Generator<Refusal> {
  const seen = new Set<string>();
  for (const [name, { key, value }] of events.entries) {
    if (textOf(member(value, 'Type')) !== 'Cognito') continue;
    const properties = member(value, 'Properties');
    const trigger = member(properties, 'Trigger');
    for (const each of trigger?.kind === 'list' ? trigger.items : [trigger]) {
      const identity = `${idOf(member(properties, 'UserPool'))} ${textOf(each)}`;
      if (seen.has(identity)) yield { span: key, why: `event ${name} is a trigger that the user pool has already` };
      seen.add(identity);
    }
  }
}
