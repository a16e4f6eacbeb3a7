import { unknown } from '../../src/model/value.ts';
import * as s3 from '../../src/sources/live/s3/mapper.ts';
import { flag, type Members, type Properties } from './values.ts';

/** The access lists that CloudFormation has words for. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Readonly<Record<string, readonly (readonly [group: string, permission: string])[]>> = {
  AuthenticatedRead: [['global/AuthenticatedUsers', 'READ']],
  LogDeliveryWrite: [['s3/LogDelivery', 'WRITE']],
  PublicRead: [['global/AllUsers', 'READ']],
  PublicReadWrite: [
    ['global/AllUsers', 'READ'],
    ['global/AllUsers', 'WRITE'],
  ],
};
const unasked = (operation: string, property: string): Properties => ({
  [property]: unknown({ kind: 'not-asked', action: `s3:${operation}` }),
});

/** A bucket, as its mappers read it of the calls that are made where nothing blocks what they tell. */
export const bucket = (given: Members): Properties => {
  // As of a bucket that is older than April 2023: since then they block everything unless they are told not to.
  const blocks = s3.blocksOf(
    Object.fromEntries(Object.entries((given.PublicAccessBlockConfiguration ?? {}) as Members).map(([name, on]) => [name, flag(on)])),
  );
  const Grants = (CANNED[String(given.AccessControl)] ?? []).map(([group, Permission]) => ({
    Grantee: { Type: 'Group', URI: `http://acs.amazonaws.com/groups/${group}` },
    Permission,
  }));
  const website = given.WebsiteConfiguration as Members | undefined;
  const { ServerSideEncryptionConfiguration: rules = [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } =
    (given.BucketEncryption ?? {}) as { readonly ServerSideEncryptionConfiguration?: readonly Members[] };
  return {
    BucketName: given.BucketName,
    AccountPublicAccessBlock: s3.blocksOf(undefined),
    PublicAccessBlockConfiguration: blocks,
    ...(blocks.IgnorePublicAcls
      ? { ...unasked('GetBucketAcl', 'AccessControl'), ...unasked('GetBucketOwnershipControls', 'OwnershipControls') }
      : {
          ...s3.accessControlOf({ Grants } as never),
          ...(given.OwnershipControls === undefined ? {} : s3.ownershipOf(given.OwnershipControls as never)),
        }),
    ...(blocks.RestrictPublicBuckets
      ? unasked('GetBucketWebsite', 'WebsiteConfiguration')
      : website === undefined
        ? {}
        : s3.websiteOf({
            IndexDocument: { Suffix: website.IndexDocument },
            ErrorDocument: { Key: website.ErrorDocument },
            RedirectAllRequestsTo: website.RedirectAllRequestsTo,
          } as never)),
    ...s3.encryptionOf({
      Rules: rules.map(({ ServerSideEncryptionByDefault, BucketKeyEnabled }) => ({
        ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
        BucketKeyEnabled: flag(BucketKeyEnabled),
      })),
    } as never),
  };
};
