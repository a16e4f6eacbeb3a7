import type { ExpansionGap } from '../../template.ts';
import { unknownText } from '../../variable.ts';
import type { Made } from '../build.ts';
import { type FunctionEvent, type Service, setting } from '../service.ts';
import { albEvents } from './alb.ts';
import { kafkaEvents, mskEvents, queueEvents } from './brokers.ts';
import { cloudFrontEvents } from './cloud-front.ts';
import { cognitoUserPoolEvents } from './cognito-user-pool.ts';
import { httpApiEvents } from './http-api.ts';
import { sqsEvents, streamEvents } from './pull.ts';
import { alexaEvents, cloudwatchLogEvents, iotEvents, iotFleetProvisioningEvents } from './push.ts';
import { restApiEvents } from './rest-api.ts';
import { cloudwatchEvents, eventBridgeEvents, scheduleEvents } from './rules.ts';
import { s3Events } from './s3.ts';
import { snsEvents } from './sns.ts';
import { unknownEvent } from './unread.ts';
import { websocketEvents } from './websocket.ts';

type ExpandEvents = (events: readonly FunctionEvent[], service: Service) => Made;

/** Every event that is read, by its kind. */
const KINDS: ReadonlyMap<string, ExpandEvents> = new Map<string, ExpandEvents>([
  ['alb', albEvents],
  ['activemq', queueEvents],
  ['alexaSkill', alexaEvents],
  ['alexaSmartHome', alexaEvents],
  ['cloudFront', cloudFrontEvents],
  ['cloudwatchEvent', cloudwatchEvents],
  ['cloudwatchLog', cloudwatchLogEvents],
  ['cognitoUserPool', cognitoUserPoolEvents],
  ['eventBridge', eventBridgeEvents],
  ['http', restApiEvents],
  ['httpApi', httpApiEvents],
  ['iot', iotEvents],
  ['iotFleetProvisioning', iotFleetProvisioningEvents],
  ['kafka', kafkaEvents],
  ['msk', mskEvents],
  ['rabbitmq', queueEvents],
  ['s3', (events, { provider }) => s3Events(events, provider)],
  ['schedule', scheduleEvents],
  ['sns', snsEvents],
  ['sqs', sqsEvents],
  ['stream', streamEvents],
  ['websocket', websocketEvents],
]);

/** The kinds of events that are read. */
export const EVENT_KINDS: readonly string[] = [...KINDS.keys()];

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
    return {
      resources: [],
      gaps: events.map(({ owner, span }) => ({
        span,
        reason: 'unread-event',
        message: `${owner.name}: what an event ${kind} makes is not read`,
      })),
    };
  });
  return [{ resources: [], gaps: unreadable(service) }, ...made];
};

const PULLED: ReadonlySet<string> = new Set(['activemq', 'kafka', 'msk', 'rabbitmq', 'sqs', 'stream']);

/** What events make besides permissions. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  cloudFront: ['AWS::CloudFront::Distribution'],
  cloudwatchEvent: ['AWS::Events::Rule'],
  cognitoUserPool: ['AWS::Cognito::UserPool'],
  eventBridge: ['AWS::Events::Rule', 'AWS::Events::EventBus'],
  http: ['RestApi', 'Deployment', 'Resource', 'Method', 'Authorizer'].map((name) => `AWS::ApiGateway::${name}`),
  httpApi: ['Api', 'Stage', 'Route', 'Integration', 'Authorizer'].map((name) => `AWS::ApiGatewayV2::${name}`),
  s3: ['AWS::S3::Bucket'],
  schedule: ['AWS::Events::Rule', 'AWS::Scheduler::Schedule'],
  sns: ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::SQS::QueuePolicy'],
  websocket: ['Api', 'Stage', 'Route', 'Integration', 'Authorizer'].map((name) => `AWS::ApiGatewayV2::${name}`),
};

const typesOf = (kind: string): readonly string[] => {
  const made = MADE[kind];
  if (made !== undefined) return [...made, 'AWS::Lambda::Permission'];
  return PULLED.has(kind) ? ['AWS::Lambda::EventSourceMapping'] : ['AWS::Lambda::Permission'];
};
