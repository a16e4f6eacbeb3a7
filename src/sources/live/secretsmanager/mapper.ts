import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { type Found, instantOf, picked, present } from '../answers.ts';

/** A secret of ListSecrets. Nobody asks for its value. Of rotation that was never set up the service says nothing. */
export const secretOf = (given: SecretListEntry): Found => {
  const { ARN: arn = '', Name: name = '' } = given;
  return {
    type: 'AWS::SecretsManager::Secret',
    id: name,
    arn,
    properties: picked(given, ['KmsKeyId', 'Name', 'Type']),
    attributes: {
      Ref: arn,
      Id: arn,
      RotationEnabled: given.RotationEnabled ?? false,
      ...present({
        CreatedDate: instantOf(given.CreatedDate),
        // Without a time of day: the service tells no more.
        LastAccessedDate: instantOf(given.LastAccessedDate),
        LastRotatedDate: instantOf(given.LastRotatedDate),
        NextRotationDate: instantOf(given.NextRotationDate),
        OwningService: given.OwningService,
        PrimaryRegion: given.PrimaryRegion,
      }),
    },
  };
};

/** How a secret is rotated, which CloudFormation has as a resource of its own; `undefined` where it is not. */
export const rotationOf = (given: SecretListEntry): Found | undefined => {
  const { ARN: arn = '', Name: name = '' } = given;
  if (given.RotationEnabled !== true) return undefined;
  return {
    type: 'AWS::SecretsManager::RotationSchedule',
    id: name,
    properties: { SecretId: arn, ...picked(given, ['RotationLambdaARN', 'RotationRules', 'ExternalSecretRotationRoleArn']) },
    attributes: { Ref: arn, Id: arn },
  };
};

/** The resource policy of a secret. `document` may be an unknown. */
export const resourcePolicyOf = ({ ARN: arn = '', Name: name = '' }: SecretListEntry, document: unknown): Found => ({
  type: 'AWS::SecretsManager::ResourcePolicy',
  id: name,
  properties: { SecretId: arn, ResourcePolicy: document },
  attributes: { Ref: arn },
});
