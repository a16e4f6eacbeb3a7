import type { AliasListEntry, GetKeyPolicyResponse, GetKeyRotationStatusResponse, GrantListEntry, KeyMetadata } from '@aws-sdk/client-kms';
import { documentOf, type Found, type Properties, picked, present } from '../answers.ts';

/** Whether AWS made the alias for a key of its own: `alias/aws/s3`. */
export const isManagedAlias = ({ AliasName }: AliasListEntry): boolean => AliasName?.startsWith('alias/aws/') === true;

/** An alias that leads to a key: of its own AWS names those as well whose key it has not made yet, as nothing has asked for it. */
export const aliasOf = ({ AliasName, AliasArn, TargetKeyId }: AliasListEntry): readonly Found[] =>
  AliasName === undefined || (TargetKeyId === undefined && isManagedAlias({ AliasName }))
    ? []
    : [
        {
          type: 'AWS::KMS::Alias',
          id: AliasName,
          ...(AliasArn === undefined ? {} : { arn: AliasArn }),
          properties: present({ AliasName, TargetKeyId }),
        },
      ];

/**
 * Whether nobody but AWS decides about the key. https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
 * A key that says nothing is the customer's: it is rather judged than left out.
 */
export const isManaged = (metadata: KeyMetadata): boolean => metadata.KeyManager === 'AWS';

/**
 * Whether KMS rotates the key's material on a schedule if told to: symmetric, made by KMS, and no replica, which follows its primary.
 * https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export const canRotate = (metadata: KeyMetadata): boolean =>
  (metadata.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT' && (metadata.Origin ?? 'AWS_KMS') === 'AWS_KMS' && !isReplica(metadata);

/** Whether the key copies the material of a primary in another Region: CloudFormation calls it another type. */
export const isReplica = (metadata: KeyMetadata): boolean => metadata.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA';

/** Whether the key is on its way out: it can neither be used nor changed, and its rotation reads as off whatever it was. */
export const isEnding = ({ KeyState }: KeyMetadata): boolean => KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion';

const isEnabled = ({ Enabled, KeyState }: KeyMetadata): boolean => Enabled ?? KeyState === 'Enabled';

/** What DescribeKey says of a replica, in CloudFormation's words. */
export const replicaOf = (metadata: KeyMetadata): Properties => {
  const primary = metadata.MultiRegionConfiguration?.PrimaryKey?.Arn;
  return { Enabled: isEnabled(metadata), ...(primary === undefined ? {} : { PrimaryKeyArn: primary }) };
};

/** What DescribeKey says, in CloudFormation's words. */
export const keyOf = (metadata: KeyMetadata): Properties => ({
  Enabled: isEnabled(metadata),
  KeySpec: metadata.KeySpec ?? 'SYMMETRIC_DEFAULT',
  KeyUsage: metadata.KeyUsage ?? 'ENCRYPT_DECRYPT',
  MultiRegion: metadata.MultiRegion ?? false,
  Origin: metadata.Origin ?? 'AWS_KMS',
});

/** What GetKeyRotationStatus says. The period is AWS's default of a year where it is not named. */
export const rotationOf = ({ KeyRotationEnabled, RotationPeriodInDays }: GetKeyRotationStatusResponse): Properties => {
  if (typeof KeyRotationEnabled !== 'boolean') throw new TypeError('KeyRotationEnabled is missing');
  return { EnableKeyRotation: KeyRotationEnabled, ...(KeyRotationEnabled ? { RotationPeriodInDays: RotationPeriodInDays ?? 365 } : {}) };
};

/** What GetKeyPolicy says: every key has a policy. */
export const policyOf = ({ Policy }: GetKeyPolicyResponse): Properties => {
  if (typeof Policy !== 'string') throw new TypeError('Policy is missing');
  // A blank text is no policy either, and stays to be called malformed.
  return { KeyPolicy: documentOf(Policy) ?? Policy };
};

/** Who may use a key by a grant, as ListGrants says: most keys have none. */
export const grantsOf = (grants: readonly GrantListEntry[]): Properties =>
  grants.length === 0
    ? {}
    : {
        Grants: grants.map((grant) =>
          picked(grant, ['GrantId', 'Name', 'GranteePrincipal', 'IssuingAccount', 'Operations', 'Constraints']),
        ),
      };
