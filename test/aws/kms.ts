import type { DeclaredAccount, DeclaredKey } from './account.ts';
import { type Answer, type Operation, ok, type Params, pageOf, refuse, text } from './operation.ts';

/** The ARN of a declared key. */
export const keyArn = ({ account, region }: DeclaredAccount, id: string): string => `arn:aws:kms:${region}:${account}:key/${id}`;

const metadataOf = (key: DeclaredKey, account: DeclaredAccount) => ({
  AWSAccountId: account.account,
  KeyId: key.id,
  Arn: keyArn(account, key.id),
  CreationDate: 1_700_000_000,
  Enabled: true,
  Description: '',
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: false,
  ...key.metadata,
});

const found = (params: Params, account: DeclaredAccount, then: (key: DeclaredKey) => Answer): Answer => {
  const asked = text(params, 'KeyId');
  const key = account.keys.find(({ id }) => [id, keyArn(account, id)].includes(asked));
  return key === undefined ? refuse(400, 'NotFoundException', `Key '${keyArn(account, asked)}' does not exist`) : then(key);
};

const list = (name: string, items: readonly unknown[], most: number, params: Params, pageSize: number): Answer =>
  pageOf(items, { token: params.Marker, asked: params.Limit, most, pageSize }, (page, NextMarker) => ({
    [name]: page,
    Truncated: NextMarker !== undefined,
    NextMarker,
  }));

/** What KMS answers. */
export const kms: Readonly<Record<string, Operation>> = {
  ListKeys: (params, account, pageSize) =>
    list(
      'Keys',
      account.keys.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(account, id) })),
      1000,
      params,
      pageSize,
    ),
  ListAliases: (params, account, pageSize) =>
    list(
      'Aliases',
      account.keys.flatMap(({ id, aliases = [] }) =>
        aliases.map((name) => ({
          AliasName: name,
          AliasArn: `arn:aws:kms:${account.region}:${account.account}:${name}`,
          TargetKeyId: id,
        })),
      ),
      100,
      params,
      pageSize,
    ),
  DescribeKey: (params, account) => found(params, account, (key) => ok({ KeyMetadata: metadataOf(key, account) })),
  GetKeyPolicy: (params, account) =>
    found(params, account, (key) => ok({ Policy: JSON.stringify(key.policy ?? {}), PolicyName: 'default' })),
  GetKeyRotationStatus: (params, account) =>
    found(params, account, (key) =>
      key.rotation === undefined
        ? refuse(400, 'UnsupportedOperationException', '')
        : ok({
            KeyId: keyArn(account, key.id),
            KeyRotationEnabled: key.rotation.enabled,
            ...(key.rotation.periodInDays === undefined ? {} : { RotationPeriodInDays: key.rotation.periodInDays }),
          }),
    ),
  ListGrants: (params, account, pageSize) => found(params, account, ({ grants = [] }) => list('Grants', grants, 100, params, pageSize)),
};
