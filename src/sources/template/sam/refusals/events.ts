import { intrinsicOf, member, textOf } from '../../node.ts';
import { idOf, type SamContext, type SamResource } from '../context.ts';
import properties from '../data/properties.json' with { type: 'json' };
import { API_PROPERTY } from '../events/api-events.ts';
import { isTrue, object } from '../make.ts';
import { misfits, type Properties } from './misfits.ts';
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
    if ((type === 'MQ' || type === 'SelfManagedKafka') && given && !member(given, 'SourceAccessConfigurations'))
      yield { span: key, why: `event ${name} needs SourceAccessConfigurations` };
    if (member(given, 'State') && member(given, 'Enabled')) yield { span: key, why: `event ${name} has State or Enabled, and not both` };
    if (given?.kind === 'scalar' && given.value === null) yield { span: key, why: `the properties of event ${name} are not a map` };
    else yield* misfits(given ?? object({}, key), accepted, key, `event ${name}`);
    const api = type === 'Api' || type === 'HttpApi' ? member(given, API_PROPERTY[type]) : undefined;
    const referred = context.resources.get(idOf(api) ?? '');
    if (referred && referred.type === (type === 'Api' ? 'AWS::Serverless::HttpApi' : 'AWS::Serverless::Api'))
      yield { span: key, why: `event ${name} names ${referred.id}, which is an API of another kind` };
    if (api && idOf(api) === undefined) yield { span: key, why: `event ${name} names its API neither by its id nor by a reference` };
    const letters = member(given, 'DeadLetterConfig');
    if (letters?.kind === 'map' && !intrinsicOf(letters)) {
      if (!isTrue(member(letters, 'Arn')) && textOf(member(letters, 'Type')) !== 'SQS')
        yield { span: key, why: `the DeadLetterConfig of event ${name} has neither Arn nor the type SQS` };
    }
  }
}
