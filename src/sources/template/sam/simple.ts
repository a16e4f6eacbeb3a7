import { list, member, scalar, textOf } from '../node.ts';
import { ifOf } from '../routes/branches.ts';
import { bucketObject } from './code.ts';
import type { ExpandResource } from './context.ts';
import { entryOf, made, object, pick, tagList } from './make.ts';

const KEY_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ['String', 'S'],
  ['Number', 'N'],
  ['Binary', 'B'],
]);

/** `AWS::Serverless::SimpleTable`: a table with one key. */
export const expandSimpleTable: ExpandResource = (of) => {
  const { properties, span } = of;
  const key = member(properties, 'PrimaryKey');
  const name = entryOf(key, 'Name') ?? scalar('id', span);
  const type = scalar(KEY_TYPES.get(textOf(member(key, 'Type'))) ?? 'S', span);
  const throughput = entryOf(properties, 'ProvisionedThroughput');
  const tags = entryOf(properties, 'Tags');
  const table = made(of, of.id, 'AWS::DynamoDB::Table', {
    ...pick(properties, ['TableName', 'PointInTimeRecoverySpecification', 'ProvisionedThroughput', 'SSESpecification']),
    BillingMode: throughput ? undefined : scalar('PAY_PER_REQUEST', span),
    AttributeDefinitions: list([object({ AttributeName: name, AttributeType: type }, span)], span),
    KeySchema: list([object({ AttributeName: name, KeyType: scalar('HASH', span) }, span)], span),
    Tags: tags && { key: tags.key, value: tagList(tags.value) ?? tags.value },
  });
  return { resources: [table], gaps: [] };
};

/** `AWS::Serverless::LayerVersion`: a version of a layer, which is called as the resource is unless it has a name. */
export const expandLayerVersion: ExpandResource = (of) => {
  const { properties, span } = of;
  const uri = entryOf(properties, 'ContentUri');
  const layer = made(of, of.id, 'AWS::Lambda::LayerVersion', {
    LayerName: entryOf(properties, 'LayerName') ?? scalar(of.id, span),
    ...pick(properties, ['Description', 'CompatibleArchitectures', 'CompatibleRuntimes', 'LicenseInfo']),
    Content: uri && bucketObject(uri.value, { bucket: 'S3Bucket', key: 'S3Key', version: 'S3ObjectVersion' }),
  });
  const local = uri && textOf(uri.value) !== undefined ? { attributes: { ContentUri: uri.value } } : {};
  return { resources: [{ ...layer, ...local }], gaps: [] };
};

/** `AWS::Serverless::Application`: a nested stack, whose template is one of its own. */
export const expandApplication: ExpandResource = (of) => {
  const location = entryOf(of.properties, 'Location');
  const stack = made(of, of.id, 'AWS::CloudFormation::Stack', {
    TemplateURL: location && (textOf(location.value) !== undefined || ifOf(location.value)) ? location : undefined,
    ...pick(of.properties, ['Parameters', 'NotificationARNs', 'TimeoutInMinutes']),
  });
  return { resources: [stack], gaps: [] };
};
