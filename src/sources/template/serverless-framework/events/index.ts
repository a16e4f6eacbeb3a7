import type { ExpansionGap } from '../../template.ts';
import { unknownText } from '../../variable.ts';
import type { Made } from '../build.ts';
import { type FunctionEvent, type Service, setting } from '../service.ts';
import { albEvents } from './alb.ts';
import { httpApiEvents } from './http-api.ts';
import { sqsEvents, streamEvents } from './pull.ts';
import { alexaSkillEvents, cloudwatchLogEvents, cognitoUserPoolEvents, iotEvents, s3Events, snsEvents } from './push.ts';
import { restApiEvents } from './rest-api.ts';
import { cloudwatchEvents, eventBridgeEvents, scheduleEvents } from './rules.ts';
import { unknownEvent } from './unread.ts';
import { websocketEvents } from './websocket.ts';

type ExpandEvents = (events: readonly FunctionEvent[], service: Service) => Made;

/** Every event that is read, by its kind. */
const KINDS: ReadonlyMap<string, ExpandEvents> = new Map<string, ExpandEvents>([
  ['alb', albEvents],
  ['alexaSkill', alexaSkillEvents],
  ['cloudwatchEvent', cloudwatchEvents],
  ['cloudwatchLog', cloudwatchLogEvents],
  ['cognitoUserPool', cognitoUserPoolEvents],
  ['eventBridge', eventBridgeEvents],
  ['http', restApiEvents],
  ['httpApi', httpApiEvents],
  ['iot', iotEvents],
  ['s3', (events, { provider }) => s3Events(events, provider)],
  ['schedule', scheduleEvents],
  ['sns', snsEvents],
  ['sqs', sqsEvents],
  ['stream', streamEvents],
  ['websocket', websocketEvents],
]);

/** What those make that are not read. */
const UNREAD: ReadonlyMap<string, readonly string[]> = new Map([
  ['activemq', ['AWS::Lambda::EventSourceMapping']],
  ['alexaSmartHome', ['AWS::Lambda::Permission']],
  ['cloudFront', ['AWS::CloudFront::Distribution', 'AWS::Lambda::Version', 'AWS::Lambda::Permission']],
  ['iotFleetProvisioning', ['AWS::IoT::ProvisioningTemplate', 'AWS::Lambda::Permission']],
  ['kafka', ['AWS::Lambda::EventSourceMapping']],
  ['msk', ['AWS::Lambda::EventSourceMapping']],
  ['rabbitmq', ['AWS::Lambda::EventSourceMapping']],
]);

/** Whose events as a whole cannot be read. */
const unreadable = (service: Service): readonly ExpansionGap[] =>
  service.functions.flatMap(({ name, settings }) => {
    const events = setting(settings, 'events');
    const items = events?.kind === 'list' ? events.items : events === undefined ? [] : [events];
    return items.flatMap((item) => {
      const text = unknownText(item);
      return text === undefined ? [] : [{ span: item.span, reason: 'variable', message: `${name}: events depend on ${text}` }];
    });
  });

/** What the events of a service's functions make. */
export const expandEvents = (service: Service): readonly Made[] => {
  const byKind = new Map<string, FunctionEvent[]>();
  for (const { events } of service.functions)
    for (const event of events) {
      if (event.kind.startsWith('Fn::')) continue;
      const same = byKind.get(event.kind);
      if (same === undefined) byKind.set(event.kind, [event]);
      else same.push(event);
    }
  const made = [...byKind].map(([kind, events]): Made => {
    const expand = KINDS.get(kind);
    if (expand !== undefined) {
      const known = events.filter(({ value }) => unknownText(value) === undefined);
      const unknown = events.filter(({ value }) => unknownText(value) !== undefined).map((event) => unknownEvent(event, typesOf(kind)));
      const read = known.length === 0 ? { resources: [] } : expand(known, service);
      return { ...read, gaps: [...(read.gaps ?? []), ...unknown.flatMap(({ gaps }) => gaps ?? [])] };
    }
    const types = UNREAD.get(kind);
    return {
      resources: [],
      gaps: events.map(({ owner, span }) => ({
        span,
        reason: 'unread-event',
        message: `${owner.name}: what an event ${kind} makes is not read`,
        ...(types === undefined ? {} : { types }),
      })),
    };
  });
  return [{ resources: [], gaps: unreadable(service) }, ...made];
};

const typesOf = (kind: string): readonly string[] => {
  if (kind === 'http') return ['AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer', 'AWS::Lambda::Permission'];
  if (kind === 'httpApi' || kind === 'websocket')
    return ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Authorizer', 'AWS::Lambda::Permission'];
  return kind === 'sqs' || kind === 'stream' ? ['AWS::Lambda::EventSourceMapping'] : ['AWS::Lambda::Permission'];
};
