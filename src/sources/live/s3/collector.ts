import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import type { Answer } from '../run.ts';
import { CALLS } from './calls.ts';
import { accessControlOf, blocksOf, encryptionOf, listedBucket, ownershipOf, policyOf, websiteOf } from './mapper.ts';

/** A bucket that was deleted after it was listed. */
const GONE = 'NoSuchBucket';

type Blocks = ReturnType<typeof blocksOf>;

/** Buckets of the Region with what lets others in, and what the account blocks for all of them. */
export const s3: Collector = {
  service: 's3',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-s3');
    const client = run.client(sdk.S3Client);
    const buckets = await run.list('s3:ListBuckets', async (ContinuationToken) => {
      const answer = await client.send(new sdk.ListBucketsCommand({ BucketRegion: run.region, MaxBuckets: 1000, ContinuationToken }));
      return { items: known(answer.Buckets, 'Name'), next: answer.ContinuationToken };
    });
    // An endpoint that does not know the parameter names those of every Region.
    const own = buckets.filter(({ BucketRegion }) => BucketRegion === undefined || BucketRegion === run.region);
    if (own.length === 0) return;

    const accountBlocks = async (): Promise<Answer<Blocks>> => {
      if (!run.wants('s3control:GetPublicAccessBlock')) return { state: 'not-asked', action: 's3control:GetPublicAccessBlock' };
      const control = await import('@aws-sdk/client-s3-control');
      const controlClient = run.client(control.S3ControlClient, 'S3_CONTROL');
      const answer = await run.ask('s3control:GetPublicAccessBlock', async () => {
        const given = await controlClient.send(new control.GetPublicAccessBlockCommand({ AccountId: run.account }));
        if (typeof given.PublicAccessBlockConfiguration?.IgnorePublicAcls !== 'boolean') throw new TypeError('IgnorePublicAcls is missing');
        return blocksOf(given.PublicAccessBlockConfiguration);
      }, ['NoSuchPublicAccessBlockConfiguration']);
      return answer.state === 'none' ? { state: 'answered', action: answer.action, value: blocksOf(undefined) } : answer;
    };
    const account = await accountBlocks();

    await run.each(own, async (listed) => {
      const made = listedBucket(listed, run);
      const Bucket = listed.Name;
      const ask = <T>(operation: string, send: () => Promise<T>, ...none: readonly string[]) =>
        run.ask(`s3:${operation}`, send, [...none, GONE]);
      const asked = await ask(
        'GetPublicAccessBlock',
        async () => {
          const given = await client.send(new sdk.GetPublicAccessBlockCommand({ Bucket }));
          if (typeof given.PublicAccessBlockConfiguration?.IgnorePublicAcls !== 'boolean')
            throw new TypeError('IgnorePublicAcls is missing');
          return blocksOf(given.PublicAccessBlockConfiguration);
        },
        'NoSuchPublicAccessBlockConfiguration',
      );
      const blocks: Answer<Blocks> =
        asked.state === 'none' ? { state: 'answered', action: asked.action, value: blocksOf(undefined) } : asked;
      const blocked = (name: keyof Blocks): boolean => [account, blocks].some((one) => one.state === 'answered' && one.value[name]);
      const unless = async <T>(off: boolean, operation: string, send: () => Promise<T>, ...none: readonly string[]): Promise<Answer<T>> =>
        off ? { state: 'not-asked', action: `s3:${operation}` } : ask(operation, send, ...none);

      const [policy, acl, ownership, website, encryption] = await Promise.all([
        ask(
          'GetBucketPolicy',
          async () => policyOf((await client.send(new sdk.GetBucketPolicyCommand({ Bucket }))).Policy),
          'NoSuchBucketPolicy',
        ),
        unless(blocked('IgnorePublicAcls'), 'GetBucketAcl', async () => {
          const given = await client.send(new sdk.GetBucketAclCommand({ Bucket }));
          if (given.Owner === undefined || !Array.isArray(given.Grants)) throw new TypeError('Grants are missing');
          return given;
        }),
        unless(
          blocked('IgnorePublicAcls'),
          'GetBucketOwnershipControls',
          async () => {
            const { OwnershipControls } = await client.send(new sdk.GetBucketOwnershipControlsCommand({ Bucket }));
            if (!OwnershipControls?.Rules?.some(({ ObjectOwnership }) => typeof ObjectOwnership === 'string'))
              throw new TypeError('ObjectOwnership is missing');
            return OwnershipControls;
          },
          'OwnershipControlsNotFoundError',
        ),
        unless(
          blocked('RestrictPublicBuckets'),
          'GetBucketWebsite',
          async () => {
            const given = await client.send(new sdk.GetBucketWebsiteCommand({ Bucket }));
            if (given.IndexDocument?.Suffix === undefined && given.RedirectAllRequestsTo?.HostName === undefined)
              throw new TypeError('IndexDocument is missing');
            return given;
          },
          'NoSuchWebsiteConfiguration',
        ),
        ask(
          'GetBucketEncryption',
          async () => {
            const { ServerSideEncryptionConfiguration: given } = await client.send(new sdk.GetBucketEncryptionCommand({ Bucket }));
            if (!given?.Rules?.some((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm !== undefined))
              throw new TypeError('SSEAlgorithm is missing');
            return given;
          },
          'ServerSideEncryptionConfigurationNotFoundError',
        ),
      ]);
      const type = 'AWS::S3::Bucket';
      run.add({
        ...made,
        properties: {
          ...made.properties,
          ...run.given(account, type, (value) => ({ AccountPublicAccessBlock: value })),
          ...run.given(blocks, type, (value) => ({ PublicAccessBlockConfiguration: value })),
          ...run.given(acl, type, accessControlOf),
          ...run.given(ownership, type, ownershipOf),
          ...run.given(website, type, websiteOf),
          ...run.given(encryption, type, encryptionOf),
        },
      });
      if (policy.state === 'none' || !run.wants('s3:GetBucketPolicy')) return;
      const document = run.given(policy, 'AWS::S3::BucketPolicy', (value) => value);
      run.add({
        type: 'AWS::S3::BucketPolicy',
        id: made.id,
        properties: { ...document, Bucket: made.id },
        attributes: { Bucket: made.id },
      });
    });
  },
};
