import { expect, it } from 'vitest';
import { checks } from '../../../../src/checks/index.ts';
import type { Attributes } from '../../../../src/sources/template/terraform/conversions.ts';
import { TABLES } from '../../../../src/sources/template/terraform/tables/index.ts';
import { collected, planOf, resourceOf } from './reading.ts';

/** What Terraform's provider has no attribute or type for: a check that sees none of it is right. */
const NOT_IN_TERRAFORM: ReadonlySet<string> = new Set([
  // Its domain names are those of AWS::ApiGateway::DomainName, private ones too.
  'AWS::ApiGateway::DomainNameV2',
  'AWS::Cognito::UserPool DcrConfiguration',
  'AWS::Cognito::UserPool KeyConfiguration',
  // Its replicas are parts of a table.
  'AWS::DynamoDB::GlobalTable',
  // Its permissions have their parts, and the policy of a bus is whole.
  'AWS::Events::EventBusPolicy Statement',
  // What an account blocks for all of its buckets is no part of any.
  'AWS::S3::Bucket AccountPublicAccessBlock',
  // Each subscription is a resource of its own.
  'AWS::SNS::Topic Subscription',
  // The block of a source says which it is.
  // The provider attaches policies by resources of their own, which become a role's ManagedPolicyArns.
  'AWS::IAM::ManagedPolicy Roles',
  'AWS::IAM::Policy',
  'AWS::KinesisFirehose::DeliveryStream DeliveryStreamType',
  'AWS::Lambda::ResourcePolicy',
  // A function publishes its versions itself.
  'AWS::Lambda::Version',
  'AWS::Lambda::WebFunctionEndpoint',
  // A rotation by function is all that the provider knows, and secrets are attached to nothing.
  'AWS::SecretsManager::RotationSchedule ExternalSecretRotationRoleArn',
  'AWS::SecretsManager::RotationSchedule HostedRotationLambda',
  'AWS::SecretsManager::SecretTargetAttachment',
]);

const propertiesOf = (attributes: Attributes): readonly string[] =>
  Object.values(attributes).flatMap((attribute) => {
    const paths = typeof attribute === 'string' ? [attribute] : attribute.to === '' ? (attribute.paths ?? []) : [attribute.to];
    return paths.map((path) => path.split('.')[0] as string);
  });

it('give every property that a check of templates reads, so that none is taken for absent as nobody reads it', () => {
  const given = new Map<string, Set<string>>();
  const add = (type: string, names: readonly string[]): void => void given.set(type, new Set([...(given.get(type) ?? []), ...names]));
  for (const { type, attributes, fixed = {}, into, policy } of TABLES) {
    add(type, into?.list === undefined ? [...propertiesOf(attributes), ...Object.keys(fixed)] : [into.list]);
    if (policy !== undefined) add(policy.type, [policy.of, policy.document ?? 'PolicyDocument']);
  }
  const missing = checks
    .filter(({ sources }) => sources.some((source) => source === 'template'))
    .flatMap(({ id, reads }) =>
      Object.entries(reads as Readonly<Record<string, readonly string[]>>).flatMap(([type, properties]) => {
        if (!type.startsWith('AWS::') || NOT_IN_TERRAFORM.has(type)) return [];
        const own = given.get(type);
        if (own === undefined) return [`${id}: no table gives ${type}`];
        return properties
          .filter((name) => !own.has(name) && !NOT_IN_TERRAFORM.has(`${type} ${name}`))
          .map((name) => `${id}: ${type} ${name}`);
      }),
    );
  expect(missing).toEqual([]);
});

it('say that a bucket lets groups in, and nothing of grants to its owner', async () => {
  const bucket = (grant: object) => ({ address: 'aws_s3_bucket.b', values: { bucket: 'b', grant: [grant] } });
  const read = async (grant: object) => resourceOf(await collected({ 'plan.json': planOf(bucket(grant)) }), 'aws_s3_bucket.b').properties;
  expect(await read({ id: 'abc', type: 'CanonicalUser', permissions: ['FULL_CONTROL'], uri: '' })).toEqual({ BucketName: 'b' });
  expect(
    await read({ id: '', type: 'Group', permissions: ['READ'], uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }),
  ).toMatchObject({
    AccessControl: { $unknown: { kind: 'intrinsic' } },
  });
});

it('give where a distribution fetches from and where a stream is delivered to', async () => {
  const from = await collected({
    'plan.json': planOf(
      {
        address: 'aws_cloudfront_distribution.d',
        values: {
          enabled: true,
          origin: [
            { origin_id: 'api', domain_name: 'x.example', custom_header: [{ name: 'X-From', value: 'front' }], custom_origin_config: [] },
          ],
          default_cache_behavior: [{ target_origin_id: 'api', viewer_protocol_policy: 'https-only', allowed_methods: ['GET'] }],
        },
      },
      {
        address: 'aws_kinesis_firehose_delivery_stream.f',
        values: { name: 'f', extended_s3_configuration: [{ bucket_arn: 'arn:aws:s3:::b', kms_key_arn: 'k', role_arn: 'r' }] },
      },
    ),
  });
  expect(resourceOf(from, 'aws_cloudfront_distribution.d').properties.DistributionConfig).toEqual({
    Enabled: true,
    Origins: [{ Id: 'api', DomainName: 'x.example', OriginCustomHeaders: [{ HeaderName: 'X-From', HeaderValue: 'front' }] }],
    DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'https-only', AllowedMethods: ['GET'] },
  });
  expect(resourceOf(from, 'aws_kinesis_firehose_delivery_stream.f').properties.ExtendedS3DestinationConfiguration).toEqual({
    BucketARN: 'arn:aws:s3:::b',
    EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: 'k' } },
    RoleARN: 'r',
  });
});
