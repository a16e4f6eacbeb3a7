import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { Collector } from '../call.ts';
import { canRotate, isEnding, isManaged, isManagedAlias, isReplica, keyOf, policyOf, rotationOf } from './mapper.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of a policy's ARNs
const KEYS = { resources: ['arn:${Partition}:kms:${Region}:${Account}:key/*'] };

/** KMS keys of the account's own: those that AWS manages are nobody's to configure. */
export const kms: Collector = {
  service: 'kms',
  calls: [
    { action: 'kms:ListKeys', kind: 'list', gives: { 'AWS::KMS::Key': [] } },
    // What people call a key, and which keys are AWS's own, without a call for each.
    { action: 'kms:ListAliases', kind: 'list', gives: { 'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'] } },
    {
      action: 'kms:DescribeKey',
      kind: 'detail',
      gives: { 'AWS::KMS::Key': ['Description', 'Enabled', 'KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'] },
      after: ['kms:ListKeys', 'kms:ListAliases'],
      permission: KEYS,
    },
    {
      action: 'kms:GetKeyRotationStatus',
      kind: 'detail',
      gives: { 'AWS::KMS::Key': ['EnableKeyRotation', 'RotationPeriodInDays'] },
      after: ['kms:DescribeKey'],
      permission: KEYS,
    },
    { action: 'kms:GetKeyPolicy', kind: 'detail', gives: { 'AWS::KMS::Key': ['KeyPolicy'] }, after: ['kms:DescribeKey'], permission: KEYS },
  ],

  async collect(run) {
    const { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient, ListAliasesCommand, ListKeysCommand } =
      await import('@aws-sdk/client-kms');
    const client = run.client(KMSClient);
    const [keys, aliases] = await Promise.all([
      run.list('kms:ListKeys', async (Marker) => {
        const { Keys, NextMarker } = await client.send(new ListKeysCommand({ Limit: 1000, Marker }));
        return { items: Keys, next: NextMarker };
      }),
      run.list('kms:ListAliases', async (Marker) => {
        const { Aliases, NextMarker } = await client.send(new ListAliasesCommand({ Limit: 100, Marker }));
        return { items: Aliases, next: NextMarker };
      }),
    ]);
    const managed = new Set(aliases.filter(isManagedAlias).map(({ TargetKeyId }) => TargetKeyId));
    const own = aliases.filter((alias) => !isManagedAlias(alias));
    for (const { AliasName, AliasArn, TargetKeyId } of own)
      if (AliasName !== undefined)
        run.add({
          type: 'AWS::KMS::Alias',
          id: AliasName,
          ...(AliasArn === undefined ? {} : { arn: AliasArn }),
          properties: { AliasName, ...(TargetKeyId === undefined ? {} : { TargetKeyId }) },
        });

    await run.each(keys, async ({ KeyId, KeyArn }) => {
      if (KeyId === undefined || managed.has(KeyId)) return;
      const described = await run.ask('kms:DescribeKey', async () => {
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
        if (KeyMetadata?.KeyId === undefined || KeyMetadata.KeyState === undefined) throw new TypeError('KeyState is missing');
        return KeyMetadata;
      });
      const metadata: KeyMetadata | undefined = described.state === 'answered' ? described.value : undefined;
      if (metadata !== undefined && isManaged(metadata)) return;
      const asksRotation = metadata === undefined || (canRotate(metadata) && !isEnding(metadata));
      const [rotation, policy] = await Promise.all([
        asksRotation
          ? run.ask('kms:GetKeyRotationStatus', () => client.send(new GetKeyRotationStatusCommand({ KeyId })), [
              'UnsupportedOperationException',
            ])
          : undefined,
        run.ask('kms:GetKeyPolicy', () => client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))),
      ]);
      const names = own.filter(({ TargetKeyId }) => TargetKeyId === KeyId).flatMap(({ AliasName }) => AliasName ?? []);
      run.add({
        type: metadata !== undefined && isReplica(metadata) ? 'AWS::KMS::ReplicaKey' : 'AWS::KMS::Key',
        id: names.sort()[0] ?? KeyId,
        ...(KeyArn === undefined ? {} : { arn: KeyArn }),
        properties: {
          ...run.given(described, 'AWS::KMS::Key', keyOf),
          ...(rotation === undefined ? {} : run.given(rotation, 'AWS::KMS::Key', rotationOf)),
          ...run.given(policy, 'AWS::KMS::Key', policyOf),
        },
        attributes: { Ref: KeyId, KeyId, ...(KeyArn === undefined ? {} : { Arn: KeyArn }) },
      });
    });
  },
};
