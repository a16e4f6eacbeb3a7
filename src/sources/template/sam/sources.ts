import { intrinsicOf, list, type MapNode, member, type Node, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { Addition } from './context.ts';
import { assign, entryOf, object, under } from './make.ts';

const isPlain = (node: Node | undefined): node is MapNode => node?.kind === 'map' && intrinsicOf(node) === undefined;

const listed = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : node === undefined ? [] : [node]);

/** A bucket with the notifications that events of functions ask for. A function that depends on a condition is notified under it. */
const notifying = (bucket: MapNode, { event, arn, conditions, span }: Addition): MapNode => {
  const own = member(bucket, 'NotificationConfiguration');
  const given = member(own, 'LambdaConfigurations');
  if ((own && !isPlain(own)) || (given && given.kind !== 'list')) return bucket;
  const added = listed(member(event, 'Events')).map((Event) =>
    under(conditions, object({ Function: arn, Filter: entryOf(event, 'Filter'), Event }, span)),
  );
  const configuration = own && isPlain(own) ? own : object({}, span);
  const LambdaConfigurations = list([...listed(given), ...added], given?.span ?? span);
  return assign(bucket, { NotificationConfiguration: assign(configuration, { LambdaConfigurations }) });
};

/** A user pool with the triggers that events of functions are. */
const triggering = (pool: MapNode, { event, arn, span }: Addition): MapNode => {
  const own = member(pool, 'LambdaConfig');
  if (own && !isPlain(own)) return pool;
  const config = own && isPlain(own) ? own : object({}, span);
  const names = listed(member(event, 'Trigger')).flatMap((name) => textOf(name) ?? []);
  const added = Object.fromEntries(names.filter((name) => !config.entries.has(name)).map((name) => [name, arn]));
  return assign(pool, { LambdaConfig: assign(config, added) });
};

const ADD: ReadonlyMap<string, (properties: MapNode, addition: Addition) => MapNode> = new Map([
  ['AWS::S3::Bucket', notifying],
  ['AWS::Cognito::UserPool', triggering],
]);

/** The buckets and user pools of a template with what the events of functions add to them. */
export const withAdditions = (resources: readonly TemplateResource[], additions: readonly Addition[]): readonly TemplateResource[] => {
  if (additions.length === 0) return resources;
  const byId = new Map<string, Addition[]>();
  for (const addition of additions) {
    const others = byId.get(addition.to);
    if (others === undefined) byId.set(addition.to, [addition]);
    else others.push(addition);
  }
  return resources.map((resource) => {
    const add = ADD.get(resource.type);
    const own = byId.get(resource.id);
    const properties = resource.properties ?? object({}, resource.span);
    if (add === undefined || own === undefined || !isPlain(properties)) return resource;
    return { ...resource, properties: own.reduce(add, properties) };
  });
};

/** An addition to a bucket or a user pool that an event names; none where it names one by anything but a reference. */
export const additionOf = (
  source: Node | undefined,
  event: Node,
  arn: Node,
  { conditions, span }: Pick<Addition, 'conditions' | 'span'>,
): readonly Addition[] => {
  const intrinsic = intrinsicOf(source);
  const to = intrinsic?.name === 'Ref' ? textOf(intrinsic.argument) : undefined;
  return to === undefined ? [] : [{ to, event, arn, conditions, span }];
};
