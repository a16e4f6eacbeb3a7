import type { Call } from '../call.ts';

/** IAM calls most of these otherwise: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const bucket = (action: string) => ({ action, resources: ['arn:${Partition}:s3:::*'] });
const detail = (operation: string, permission: string, property: string): Call => ({
  action: `s3:${operation}`,
  kind: 'detail',
  gives: { 'AWS::S3::Bucket': [property as 'AccessControl'] },
  after: ['s3:ListBuckets'],
  permission: bucket(permission),
});

/** The table of S3. */
export const CALLS: readonly Call[] = [
  {
    action: 's3:ListBuckets',
    kind: 'list',
    gives: { 'AWS::S3::Bucket': ['BucketName'] },
    permission: { action: 's3:ListAllMyBuckets', resources: ['*'] },
  },
  {
    action: 's3:GetBucketPolicy',
    kind: 'detail',
    gives: { 'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'] },
    after: ['s3:ListBuckets'],
    permission: bucket('s3:GetBucketPolicy'),
  },
  detail('GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock', 'PublicAccessBlockConfiguration'),
  {
    action: 's3control:GetPublicAccessBlock',
    kind: 'detail',
    gives: { 'AWS::S3::Bucket': ['AccountPublicAccessBlock'] },
    after: ['s3:ListBuckets'],
    permission: { action: 's3:GetAccountPublicAccessBlock', resources: ['*'] },
  },
  // The rest is asked of buckets alone on which it has an effect: access lists may be ignored by what is blocked.
  { ...detail('GetBucketAcl', 's3:GetBucketAcl', 'AccessControl'), with: ['s3:GetPublicAccessBlock', 's3control:GetPublicAccessBlock'] },
  {
    ...detail('GetBucketOwnershipControls', 's3:GetBucketOwnershipControls', 'OwnershipControls'),
    with: ['s3:GetPublicAccessBlock', 's3control:GetPublicAccessBlock'],
  },
  {
    ...detail('GetBucketWebsite', 's3:GetBucketWebsite', 'WebsiteConfiguration'),
    with: ['s3:GetPublicAccessBlock', 's3control:GetPublicAccessBlock'],
  },
  detail('GetBucketEncryption', 's3:GetEncryptionConfiguration', 'BucketEncryption'),
];
