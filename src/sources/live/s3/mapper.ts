import type {
  Bucket,
  GetBucketAclOutput,
  GetBucketWebsiteOutput,
  Grant,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ServerSideEncryptionConfiguration,
} from '@aws-sdk/client-s3';
import { documentOf, type Found, type Place, type Properties, picked, present } from '../answers.ts';

/** A bucket of ListBuckets. */
export const listedBucket = ({ Name: name = '' }: Bucket, { partition }: Place): Found => {
  const arn = `arn:${partition}:s3:::${name}`;
  return { type: 'AWS::S3::Bucket', id: name, arn, properties: { BucketName: name }, attributes: { Ref: name, Arn: arn } };
};

/** The policy of a bucket. Throws if the text is none: S3 gives it as it is, and so would give whatever stands in its place. */
export const policyOf = (text: string | undefined): Properties => {
  const PolicyDocument = documentOf(text);
  if (typeof PolicyDocument !== 'object' || PolicyDocument === null || typeof (PolicyDocument as Properties).Statement !== 'object')
    throw new TypeError('Policy is missing');
  return { PolicyDocument };
};

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

/** What GetPublicAccessBlock says, of a bucket or of the account. What was never set blocks nothing. */
export const blocksOf = (given: PublicAccessBlockConfiguration | undefined): Readonly<Record<(typeof BLOCKS)[number], boolean>> =>
  Object.fromEntries(BLOCKS.map((name) => [name, given?.[name] === true])) as Readonly<Record<(typeof BLOCKS)[number], boolean>>;

const GROUPS = 'http://acs.amazonaws.com/groups/global/';
const grantsTo = (grants: readonly Grant[], group: string): readonly string[] =>
  grants.flatMap(({ Grantee, Permission }) => (Grantee?.URI === `${GROUPS}${group}` && Permission !== undefined ? [Permission] : []));

/** An access list by the word that CloudFormation has for it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export const accessControlOf = ({ Grants = [] }: GetBucketAclOutput): Properties => {
  const anyone = grantsTo(Grants, 'AllUsers');
  const known = grantsTo(Grants, 'AuthenticatedUsers');
  const writes = [...anyone, ...known].some((permission) => permission !== 'READ' && permission !== 'READ_ACP');
  return {
    AccessControl: writes ? 'PublicReadWrite' : anyone.length > 0 ? 'PublicRead' : known.length > 0 ? 'AuthenticatedRead' : 'Private',
  };
};

/** What GetBucketOwnershipControls says. */
export const ownershipOf = ({ Rules }: OwnershipControls): Properties => ({
  OwnershipControls: { Rules: Rules?.map(({ ObjectOwnership }) => ({ ObjectOwnership })) },
});

/** That a bucket is a website, and where it begins. */
export const websiteOf = (given: GetBucketWebsiteOutput): Properties => ({
  WebsiteConfiguration: present({
    IndexDocument: given.IndexDocument?.Suffix,
    ErrorDocument: given.ErrorDocument?.Key,
    RedirectAllRequestsTo: given.RedirectAllRequestsTo && picked(given.RedirectAllRequestsTo, ['HostName', 'Protocol']),
  }),
});

/** What GetBucketEncryption says. */
export const encryptionOf = ({ Rules }: ServerSideEncryptionConfiguration): Properties => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: Rules?.map(({ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled }) =>
      present({ BucketKeyEnabled, ServerSideEncryptionByDefault: by && picked(by, ['KMSMasterKeyID', 'SSEAlgorithm']) }),
    ),
  },
});
