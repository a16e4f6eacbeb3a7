import type { Span } from '../../../text/source-file.ts';
import { expressionOf } from '../../expression.ts';
import { type Entry, intrinsicOf, type MapNode, type Node, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { unknownText } from '../../variable.ts';
import { arn, type Made, type Members, object, ref, resource, type Value } from '../build.ts';
import { functionId, normalized, versionId } from '../naming.ts';
import { permission } from '../permission.ts';
import { composed, entriesOf, type FunctionEvent, isSet, type Service, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

const DISTRIBUTION = 'CloudFrontDistribution';
const TYPES = ['AWS::CloudFront::Distribution', 'AWS::Lambda::Permission'];
/** `CachingOptimized`: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ADDRESS = /^([a-z][a-z0-9+.-]{0,20}):\/\/([^/?#:]{1,300})(?::\d{1,5})?(\/[^?#]{0,1000})?/i;

interface Origin {
  readonly id: string;
  readonly settings: MapNode;
}

interface Behavior {
  readonly event: FunctionEvent;
  readonly origin: Origin;
  readonly path: string | undefined;
  readonly settings: MapNode;
}

const originOf = (said: Node | undefined, span: Span): Origin | undefined => {
  const text = textOf(said);
  if (text === undefined) {
    const domain = setting(said, 'DomainName');
    if (said?.kind !== 'map' || intrinsicOf(said) !== undefined || domain === undefined) return undefined;
    const path = textOf(setting(said, 'OriginPath')) ?? '';
    const id = `${setting(said, 'S3OriginConfig') === undefined ? 'custom' : 's3'}/${textOf(domain) ?? expressionOf(domain)}${path}`;
    return { id, settings: object({ ...Object.fromEntries(said.entries), Id: id }, said.span) };
  }
  const [, protocol, domain, path = ''] = ADDRESS.exec(text) ?? [];
  if (domain === undefined) return undefined;
  const isBucket = protocol?.toLowerCase() === 's3';
  const below = path.length > 1 ? path : undefined;
  const id = `${isBucket ? 's3' : 'custom'}/${domain}${below ?? ''}`;
  const kind: Members = isBucket ? { S3OriginConfig: {} } : { CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer' } };
  return { id, settings: object({ DomainName: domain, OriginPath: below, ...kind, Id: id }, said?.span ?? span) };
};

/** One map with what another has besides, at any depth; lists are joined. What both say holds as the first says it. */
const extended = (one: MapNode, other: MapNode): MapNode => {
  const entries = new Map(one.entries);
  for (const [name, entry] of other.entries) {
    const there = entries.get(name);
    if (there === undefined) entries.set(name, entry);
    else if (there.value.kind === 'list' && entry.value.kind === 'list')
      entries.set(name, { ...there, value: { ...there.value, items: [...there.value.items, ...entry.value.items] } });
    else if (isPlainMap(there.value) && isPlainMap(entry.value)) entries.set(name, { ...there, value: extended(there.value, entry.value) });
  }
  return { ...one, entries };
};

const isPlainMap = (node: Node): node is MapNode => node.kind === 'map' && intrinsicOf(node) === undefined;

const cachePolicyId = (name: string): string => `CloudFrontCachePolicy${normalized(name)}`;

const cachePolicyOf = ({ value }: FunctionEvent): Value | undefined => {
  const own = setting(value, 'behavior');
  const [id, name] = ['id', 'name'].map((key) => setting(value, 'cachePolicy', key));
  if (id !== undefined || name !== undefined) return id ?? ref(cachePolicyId(textOf(name) ?? ''));
  const said = settingEntry(own, 'CachePolicyId');
  if (said !== undefined) return said;
  const isOld = isSet(setting(own, 'ForwardedValues')) || ['MaxTTL', 'MinTTL', 'DefaultTTL'].some((key) => setting(own, key) !== undefined);
  return isOld ? undefined : CACHING_OPTIMIZED;
};

const behaviorOf = (event: FunctionEvent): Behavior | undefined => {
  const { value, span, owner } = event;
  const origin = originOf(setting(value, 'origin'), span);
  const own = setting(value, 'behavior');
  const path = setting(value, 'pathPattern');
  if (origin === undefined || unknownText(own) !== undefined || unknownText(path) !== undefined) return undefined;
  const settings = object(
    {
      ViewerProtocolPolicy: 'allow-all',
      ...Object.fromEntries(entriesOf(own)),
      CachePolicyId: cachePolicyOf(event),
      TargetOriginId: origin.id,
      LambdaFunctionAssociations: [
        {
          EventType: settingEntry(value, 'eventType'),
          LambdaFunctionARN: ref(versionId(owner.name)),
          IncludeBody: settingEntry(value, 'includeBody'),
        },
      ],
      PathPattern: textOf(path) === undefined ? undefined : path,
    },
    own?.span ?? span,
  );
  return { event, origin, path: textOf(path), settings };
};

const without = (settings: MapNode, ...names: readonly string[]): MapNode => ({
  ...settings,
  entries: new Map<string, Entry>([...settings.entries].filter(([name]) => !names.includes(name))),
});

const distribution = (behaviors: readonly Behavior[], service: Service, span: Span): TemplateResource => {
  const origins = new Map<string, Origin>();
  for (const { origin } of behaviors) {
    const there = origins.get(origin.id);
    origins.set(origin.id, there === undefined ? origin : { ...there, settings: extended(there.settings, origin.settings) });
  }
  const byPath = new Map<string, Behavior>();
  for (const behavior of behaviors) {
    const key = `${behavior.path ?? ''}\n${behavior.origin.id}`;
    const there = byPath.get(key);
    byPath.set(key, there === undefined ? behavior : { ...there, settings: extended(there.settings, behavior.settings) });
  }
  const all = [...byPath.values()];
  const byDefault = all.find(({ path }) => path === undefined);
  const others = all.filter((behavior) => behavior !== byDefault);
  const main = behaviors.find(({ event }) => isSet(setting(event.value, 'isDefaultOrigin')))?.origin ?? [...origins.values()][0];
  const [first] = others;
  const standard =
    byDefault?.settings ??
    (first && {
      ...first.settings,
      entries: new Map<string, Entry>([
        ...without(first.settings, 'PathPattern', 'LambdaFunctionAssociations', 'TargetOriginId').entries,
        ...object({ TargetOriginId: main?.id }, span).entries,
      ]),
    });
  return resource(
    DISTRIBUTION,
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        Comment: composed(span, service.name, ' ', service.stage),
        Enabled: true,
        DefaultCacheBehavior: standard,
        Origins: [...origins.values()].map(({ settings }) => settings),
        CacheBehaviors: others.length === 0 ? undefined : others.map(({ settings }) => settings),
      },
    },
    span,
  );
};

/** https://www.serverless.com/framework/docs/providers/aws/events/cloudfront */
export const cloudFrontEvents = (events: readonly FunctionEvent[], service: Service): Made => {
  const read = events.map((event) => behaviorOf(event) ?? event);
  const behaviors = read.filter((each) => 'origin' in each);
  const gaps = read.flatMap((each) => ('origin' in each ? [] : (unknownEvent(each, TYPES).gaps ?? [])));
  const [first] = behaviors;
  if (first === undefined) return { resources: [], gaps };
  const owners = new Map(behaviors.map(({ event }) => [event.owner.name, event]));
  const policies = entriesOf(setting(service.provider, 'cloudFront', 'cachePolicies')).map(([name, { key, value }]) =>
    resource(
      cachePolicyId(name),
      'AWS::CloudFront::CachePolicy',
      {
        CachePolicyConfig: {
          ...Object.fromEntries(entriesOf(value)),
          Name: composed(key, service.name, '-', service.stage, `-${name}`),
        },
      },
      key,
    ),
  );
  const source = arn('arn:<partition>:cloudfront::<account>:distribution/', ref(DISTRIBUTION));
  return {
    resources: [
      ...policies,
      distribution(behaviors, service, first.event.span),
      ...[...owners.values()].map(({ owner, span }) =>
        permission(`${functionId(owner.name)}InvokePermission`, ref(versionId(owner.name)), 'edgelambda.amazonaws.com', source, span),
      ),
    ],
    gaps,
    statements: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:TagResource'],
        Resource: [arn('arn:<partition>:logs:*:*:*')],
      },
    ],
  };
};
