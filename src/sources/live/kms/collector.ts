import type { KeyMetadata } from '@aws-sdk/client-kms';
import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import {
  aliasOf,
  canRotate,
  grantsOf,
  isEnding,
  isManaged,
  isManagedAlias,
  isReplica,
  keyOf,
  policyOf,
  replicaOf,
  rotationOf,
} from './mapper.ts';

const KEYS = { resources: ['arn:${Partition}:kms:${Region}:${Account}:key/*'] };

/** A key that was deleted after it was listed. */
const GONE = ['NotFoundException'];
const CANNOT_ROTATE = ['UnsupportedOperationException'];

/** KMS keys of the account's own: those that AWS manages are nobody's to configure. */
export const kms: Collector = {
  service: 'kms',
  calls: [
    { action: 'kms:ListKeys', kind: 'list', gives: { 'AWS::KMS::Key': [], 'AWS::KMS::ReplicaKey': [] } },
    // What people call a key, and which keys are AWS's own, without a call for each.
    { action: 'kms:ListAliases', kind: 'list', gives: { 'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'] } },
    {
      action: 'kms:DescribeKey',
      kind: 'detail',
      gives: {
        'AWS::KMS::Key': ['Enabled', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
        'AWS::KMS::ReplicaKey': ['Enabled', 'PrimaryKeyArn'],
      },
      after: ['kms:ListKeys'],
      with: ['kms:ListAliases'],
      permission: KEYS,
    },
    {
      action: 'kms:GetKeyRotationStatus',
      kind: 'detail',
      gives: { 'AWS::KMS::Key': ['EnableKeyRotation', 'RotationPeriodInDays'] },
      after: ['kms:DescribeKey'],
      permission: KEYS,
    },
    {
      action: 'kms:GetKeyPolicy',
      kind: 'detail',
      gives: { 'AWS::KMS::Key': ['KeyPolicy'], 'AWS::KMS::ReplicaKey': ['KeyPolicy'] },
      after: ['kms:DescribeKey'],
      permission: KEYS,
    },
    {
      action: 'kms:ListGrants',
      kind: 'detail',
      gives: { 'AWS::KMS::Key': ['Grants'], 'AWS::KMS::ReplicaKey': ['Grants'] },
      after: ['kms:DescribeKey'],
      permission: KEYS,
    },
  ],

  async collect(run) {
    const {
      DescribeKeyCommand,
      GetKeyPolicyCommand,
      GetKeyRotationStatusCommand,
      KMSClient,
      ListAliasesCommand,
      ListGrantsCommand,
      ListKeysCommand,
    } = await import('@aws-sdk/client-kms');
    const client = run.client(KMSClient);
    const [keys, aliases] = await Promise.all([
      run.list('kms:ListKeys', async (Marker) => {
        const { Keys, NextMarker } = await client.send(new ListKeysCommand({ Limit: 1000, Marker }));
        if (Keys?.some(({ KeyId }) => typeof KeyId !== 'string')) throw new TypeError('a key has no id');
        return { items: Keys, next: NextMarker };
      }),
      run.list('kms:ListAliases', async (Marker) => {
        const { Aliases, NextMarker } = await client.send(new ListAliasesCommand({ Limit: 100, Marker }));
        if (Aliases?.some(({ AliasName }) => typeof AliasName !== 'string')) throw new TypeError('an alias has no name');
        return { items: Aliases, next: NextMarker };
      }),
    ]);
    const managed = new Set(aliases.filter(isManagedAlias).map(({ TargetKeyId }) => TargetKeyId));
    const own = aliases.filter((alias) => !isManagedAlias(alias));
    for (const alias of aliases) for (const found of aliasOf(alias)) run.add(found);

    const names = new Map<string, string[]>();
    for (const { AliasName = '', TargetKeyId = '' } of own) names.set(TargetKeyId, [...(names.get(TargetKeyId) ?? []), AliasName]);

    await run.each(keys, async ({ KeyId = '', KeyArn }) => {
      if (managed.has(KeyId)) return;
      const described = await run.ask(
        'kms:DescribeKey',
        async () => {
          const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
          if (KeyMetadata?.KeyId === undefined || KeyMetadata.KeyState === undefined) throw new TypeError('KeyState is missing');
          return KeyMetadata;
        },
        GONE,
      );
      const metadata: KeyMetadata | undefined = described.state === 'answered' ? described.value : undefined;
      if (described.state === 'none' || (metadata !== undefined && isManaged(metadata))) return;
      const replica = metadata !== undefined && isReplica(metadata);
      const [rotation, policy, grants] = await Promise.all([
        metadata === undefined || (canRotate(metadata) && !isEnding(metadata))
          ? run.ask('kms:GetKeyRotationStatus', () => client.send(new GetKeyRotationStatusCommand({ KeyId })), CANNOT_ROTATE)
          : undefined,
        run.ask('kms:GetKeyPolicy', () => client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))),
        run.askAll('kms:ListGrants', async (Marker) => {
          const { Grants, NextMarker } = await client.send(new ListGrantsCommand({ KeyId, Limit: 100, Marker }));
          return { items: known(Grants, 'GrantId'), next: NextMarker };
        }),
      ]);
      const type = replica ? 'AWS::KMS::ReplicaKey' : 'AWS::KMS::Key';
      run.add({
        type,
        id: names.get(KeyId)?.sort()[0] ?? KeyId,
        ...(KeyArn === undefined ? {} : { arn: KeyArn }),
        properties: {
          ...run.given(described, type, replica ? replicaOf : keyOf),
          ...(rotation === undefined || replica ? {} : run.given(rotation, type, rotationOf)),
          ...run.given(policy, type, policyOf),
          ...run.given(grants, type, grantsOf),
        },
        attributes: {
          Ref: KeyId,
          KeyId,
          ...(KeyArn === undefined ? {} : { Arn: KeyArn }),
          ...(metadata?.KeyState === undefined ? {} : { KeyState: metadata.KeyState }),
        },
      });
    });
  },
};
