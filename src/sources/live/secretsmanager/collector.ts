import { documentOf, known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { resourcePolicyOf, rotationOf, secretOf } from './mapper.ts';

/** A secret that was deleted after it was listed. */
const GONE = ['ResourceNotFoundException'];

/** Secrets, their rotation and who may read them: one call lists a hundred with all but their policies. No value is ever asked for. */
export const secretsmanager: Collector = {
  service: 'secretsmanager',
  endpoint: 'SECRETS_MANAGER',
  calls: [
    {
      action: 'secretsmanager:ListSecrets',
      kind: 'list',
      gives: {
        'AWS::SecretsManager::Secret': ['KmsKeyId', 'Name', 'Type'],
        // What CloudFormation calls a hosted rotation is a function like any other.
        'AWS::SecretsManager::RotationSchedule': [
          'ExternalSecretRotationRoleArn',
          'HostedRotationLambda',
          'RotationLambdaARN',
          'RotationRules',
          'SecretId',
        ],
      },
      tells: {
        'AWS::SecretsManager::Secret': [
          'CreatedDate',
          'LastAccessedDate',
          'LastRotatedDate',
          'NextRotationDate',
          'OwningService',
          'PrimaryRegion',
          'RotationEnabled',
        ],
      },
    },
    {
      action: 'secretsmanager:GetResourcePolicy',
      kind: 'detail',
      // Whether a policy was examined when it was put says nothing of it now.
      gives: { 'AWS::SecretsManager::ResourcePolicy': ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'] },
      after: ['secretsmanager:ListSecrets'],
      permission: { resources: ['arn:${Partition}:secretsmanager:${Region}:${Account}:secret:*'] },
    },
  ],

  async collect(run) {
    const { GetResourcePolicyCommand, ListSecretsCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
    const client = run.client(SecretsManagerClient);
    const secrets = await run.list('secretsmanager:ListSecrets', async (NextToken) => {
      const answer = await client.send(new ListSecretsCommand({ MaxResults: 100, NextToken }));
      return { items: known(known(answer.SecretList, 'ARN'), 'Name'), next: answer.NextToken };
    });
    await run.each(secrets, async (secret) => {
      run.add(secretOf(secret));
      const rotation = rotationOf(secret);
      if (rotation !== undefined) run.add(rotation);
      if (!run.wants('secretsmanager:GetResourcePolicy')) return;
      const answer = await run.ask(
        'secretsmanager:GetResourcePolicy',
        async () => {
          const { ARN, ResourcePolicy } = await client.send(new GetResourcePolicyCommand({ SecretId: secret.ARN }));
          if (typeof ARN !== 'string') throw new TypeError('ARN is missing');
          return documentOf(ResourcePolicy);
        },
        GONE,
      );
      const { ResourcePolicy } = run.given(answer, 'AWS::SecretsManager::ResourcePolicy', (given) => ({ ResourcePolicy: given }));
      if (ResourcePolicy !== undefined) run.add(resourcePolicyOf(secret, ResourcePolicy));
    });
  },
};
