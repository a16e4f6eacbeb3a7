import type { DeclaredAccount } from './account.ts';
import { type Answer, type Operation, ok, type Params, pageOf, refuse } from './operation.ts';

type Bucket = NonNullable<DeclaredAccount['buckets']>[number];

/** A part of a bucket, or the error that says that it has none. */
const part =
  (code: string, read: (bucket: Bucket) => unknown): Operation =>
  (params: Params, { buckets = [] }): Answer => {
    const bucket = buckets.find(({ name }) => name === params.Bucket);
    if (bucket === undefined) return refuse(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const body = read(bucket);
    return body === undefined ? refuse(404, code, 'there is none') : ok(body);
  };

const OWNER = { ID: 'owner' };

/** What S3 answers. */
export const s3: Readonly<Record<string, Operation>> = {
  ListBuckets: (params, { buckets = [] }, pageSize) =>
    pageOf(
      buckets.filter(({ region }) => params['bucket-region'] === undefined || region === params['bucket-region']),
      { token: params['continuation-token'], asked: params['max-buckets'], most: 10_000, pageSize },
      (page, ContinuationToken) => ({
        ListAllMyBucketsResult: {
          Owner: OWNER,
          Buckets: { Bucket: page.map(({ name, region }) => ({ Name: name, CreationDate: '2026-01-01T00:00:00Z', BucketRegion: region })) },
          ContinuationToken,
        },
      }),
    ),
  GetBucketPolicy: part('NoSuchBucketPolicy', ({ policy }) => policy && JSON.stringify(policy)),
  GetPublicAccessBlock: part('NoSuchPublicAccessBlockConfiguration', ({ blocks }) => blocks && { PublicAccessBlockConfiguration: blocks }),
  GetBucketAcl: part('', ({ grants = [] }) => ({
    AccessControlPolicy: {
      Owner: OWNER,
      AccessControlList: { Grant: [{ Grantee: { ID: 'owner' }, Permission: 'FULL_CONTROL' }, ...grants] },
    },
  })),
  GetBucketOwnershipControls: part(
    'OwnershipControlsNotFoundError',
    ({ ownership }) => ownership && { OwnershipControls: { Rule: [{ ObjectOwnership: ownership }] } },
  ),
  GetBucketWebsite: part('NoSuchWebsiteConfiguration', ({ website }) => website && { WebsiteConfiguration: website }),
  GetBucketEncryption: part(
    'ServerSideEncryptionConfigurationNotFoundError',
    ({ encryption }) => encryption && { ServerSideEncryptionConfiguration: { Rule: [encryption] } },
  ),
};

/** What S3 Control answers, which keeps no bucket. */
export const s3control: Readonly<Record<string, Operation>> = {
  GetPublicAccessBlock: (params, { account, accountBlocks }) =>
    params.AccountId !== account || accountBlocks === undefined
      ? refuse(404, 'NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found')
      : ok({ PublicAccessBlockConfiguration: accountBlocks }),
};
