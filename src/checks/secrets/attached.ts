import type { Anchor, Context, Field, Reads, Subjects } from '../../check.ts';

/** What leads from a policy or a schedule to its secret. */
export const ATTACHED_READS = {
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::SecretsManager::SecretTargetAttachment': ['SecretId'],
} as const satisfies Reads;

type AttachedContext = Pick<Context<typeof ATTACHED_READS, never>, 'referrers' | 'target'>;

/**
 * What a policy or a schedule may name for this secret: itself, or its attachment to a database, whose `Ref` is the secret as well
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html).
 */
export const namesOf = (secret: Anchor & Subjects<typeof ATTACHED_READS, 'AWS::SecretsManager::Secret'>, context: AttachedContext) => [
  secret,
  ...context.referrers(secret, 'AWS::SecretsManager::SecretTargetAttachment', 'SecretId'),
];

/** Whether a policy or a schedule belongs to a secret of the input. */
export const leadsToSecret = (id: Field<string>, context: AttachedContext): boolean => {
  if (context.target(id, 'AWS::SecretsManager::Secret').state === 'found') return true;
  const attachment = context.target(id, 'AWS::SecretsManager::SecretTargetAttachment');
  return attachment.state === 'found' && leadsToSecret(attachment.resource.get('SecretId'), context);
};
