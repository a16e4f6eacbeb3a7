import { intrinsicOf, type Node, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { arn, type Made, type Members, object, ref, resource, together, type Value } from '../build.ts';
import { type Custom, PERMITTING } from '../custom-resources.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { type FunctionEvent, isFalse, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

/** https://www.serverless.com/framework/docs/providers/aws/events/s3#using-existing-buckets */
const existingBucket = ({ value, span, owner }: FunctionEvent): Custom => {
  const bucket = settingEntry(value, 'bucket');
  const BucketConfigs = [{ Event: settingEntry(value, 'event') ?? S3_EVENT, Rules: settingEntry(value, 'rules') ?? [] }];
  return {
    by: 'existingBucket',
    id: `${normalized(owner.name)}CustomS31`,
    type: 'Custom::S3',
    properties: { FunctionName: owner.deployedName, BucketName: bucket, BucketConfigs },
    statements: [
      {
        Effect: 'Allow',
        Resource: arn('arn:<partition>:s3:::', bucket ?? ''),
        Action: ['s3:PutBucketNotification', 's3:GetBucketNotification'],
      },
      PERMITTING,
    ],
    span,
  };
};

const bucketId = (bucket: string): string => `S3Bucket${alphanumeric(bucket)}`;
const S3_EVENT = 's3:ObjectCreated:*';

/** https://www.serverless.com/framework/docs/providers/aws/events/s3 */
export const s3Events = (events: readonly FunctionEvent[], provider: Node): Made => {
  const buckets = new Map<string, { readonly event: FunctionEvent; readonly said: Node | undefined; readonly rules: Value[] }>();
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    // The framework's own function adds the notification and the permission once the stack is there.
    const existing = setting(value, 'existing');
    const reference = textOf(value) ?? textOf(setting(value, 'bucket'));
    if (existing !== undefined && !isFalse(existing))
      return {
        resources: [],
        customs: [existingBucket(event)],
        gaps: [
          {
            span,
            reason: 'custom-resource',
            message: `${owner.name}: what the framework's own function adds to a bucket that is there already is not read`,
            types: ['AWS::Lambda::Permission'],
          },
        ],
      };
    if (reference === undefined) return unknownEvent(event, ['AWS::S3::Bucket', 'AWS::Lambda::Permission']);
    const said = setting(provider, 's3', reference);
    const name: Value = setting(said, 'name') ?? reference;
    const filter = setting(value, 'rules');
    const bucket = buckets.get(reference) ?? { event, said, rules: [] };
    const S3Key: Members = {
      Rules:
        filter?.kind === 'list'
          ? filter.items.flatMap((rule) =>
              rule.kind === 'map' ? [...rule.entries].slice(0, 1).map(([Name, entry]) => ({ Name, Value: entry })) : [],
            )
          : [],
    };
    bucket.rules.push({ Event: settingEntry(value, 'event') ?? S3_EVENT, Function: owner.target, Filter: filter && { S3Key } });
    buckets.set(reference, bucket);
    return {
      resources: [
        resource(
          `${normalized(owner.name)}LambdaPermission${alphanumeric(reference)}S3`,
          'AWS::Lambda::Permission',
          {
            FunctionName: owner.target,
            Action: 'lambda:InvokeFunction',
            Principal: 's3.amazonaws.com',
            SourceArn: arn('arn:<partition>:s3:::', name),
            SourceAccount: ref('AWS::AccountId'),
          },
          span,
        ),
      ],
    };
  });
  const bucketResources = [...buckets].map(([reference, { event, said, rules }]): TemplateResource => {
    const settings =
      said?.kind === 'map' && intrinsicOf(said) === undefined
        ? [...said.entries]
            .filter(([key]) => key !== 'name')
            .map(([key, entry]) => [key.slice(0, 1).toUpperCase() + key.slice(1), entry] as const)
        : [];
    const given = Object.fromEntries(settings);
    const own = given.NotificationConfiguration?.value;
    const notifications = object({ LambdaConfigurations: rules }, event.span);
    return resource(
      bucketId(reference),
      'AWS::S3::Bucket',
      {
        BucketName: setting(said, 'name') ?? reference,
        ...given,
        NotificationConfiguration:
          own?.kind === 'map' ? { ...notifications, entries: new Map([...notifications.entries, ...own.entries]) } : notifications,
      },
      event.span,
    );
  });
  return together([...parts, { resources: bucketResources }]);
};
