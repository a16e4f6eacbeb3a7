import type { Anchor, Context, Field, Reads, Reference, Resource } from '../../check.ts';
import type { ResourceType } from '../../model/inventory.ts';

/** The properties by which resources name the key that encrypts them. */
export const KEY_PROPERTIES = {
  'AWS::CodeBuild::Project': ['EncryptionKey'],
  'AWS::DynamoDB::Table': ['SSESpecification', 'KMSMasterKeyId'],
  'AWS::Events::Archive': ['KmsKeyIdentifier'],
  'AWS::Events::EventBus': ['KmsKeyIdentifier'],
  'AWS::Kinesis::Stream': ['StreamEncryption', 'KeyId'],
  'AWS::KinesisFirehose::DeliveryStream': ['DeliveryStreamEncryptionConfigurationInput', 'KeyARN'],
  'AWS::Lambda::Function': ['KmsKeyArn'],
  'AWS::Logs::LogGroup': ['KmsKeyId'],
  'AWS::Pipes::Pipe': ['KmsKeyIdentifier'],
  'AWS::S3::Bucket': ['BucketEncryption', 'ServerSideEncryptionConfiguration', 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'],
  'AWS::SNS::Topic': ['KmsMasterKeyId'],
  'AWS::SQS::Queue': ['KmsMasterKeyId'],
  'AWS::Scheduler::Schedule': ['KmsKeyArn'],
  'AWS::SecretsManager::Secret': ['KmsKeyId'],
  'AWS::StepFunctions::StateMachine': ['EncryptionConfiguration', 'KmsKeyId'],
} as const;

/** A type whose resources can be encrypted with a key of the customer's. */
export type EncryptedType = keyof typeof KEY_PROPERTIES;
/** All of them. */
export const ENCRYPTED = Object.keys(KEY_PROPERTIES) as readonly EncryptedType[];

/** What names keys: read alike by every check of who uses one. */
export const ENCRYPTED_READS = {
  'AWS::CodeBuild::Project': ['EncryptionKey'],
  'AWS::DynamoDB::Table': ['SSESpecification'],
  'AWS::Events::Archive': ['KmsKeyIdentifier'],
  'AWS::Events::EventBus': ['KmsKeyIdentifier'],
  'AWS::Kinesis::Stream': ['StreamEncryption'],
  'AWS::KinesisFirehose::DeliveryStream': ['DeliveryStreamEncryptionConfigurationInput'],
  'AWS::Lambda::Function': ['KmsKeyArn'],
  'AWS::Logs::LogGroup': ['KmsKeyId'],
  'AWS::Pipes::Pipe': ['KmsKeyIdentifier'],
  'AWS::S3::Bucket': ['BucketEncryption'],
  'AWS::SNS::Topic': ['KmsMasterKeyId'],
  'AWS::SQS::Queue': ['KmsMasterKeyId'],
  'AWS::Scheduler::Schedule': ['KmsKeyArn'],
  'AWS::SecretsManager::Secret': ['KmsKeyId'],
  'AWS::StepFunctions::StateMachine': ['EncryptionConfiguration'],
  'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'],
  'AWS::KMS::Key': ['Enabled'],
  'AWS::KMS::ReplicaKey': ['Enabled'],
} as const satisfies Reads;

type EncryptedReads = typeof ENCRYPTED_READS;
export type Key = Resource<'AWS::KMS::Key', 'Enabled'> | Resource<'AWS::KMS::ReplicaKey', 'Enabled'>;

/** The fields of a resource that name its key. */
export const keyFieldsOf = (resource: Anchor & { readonly type: EncryptedType }): readonly Field<string>[] => {
  const [first, ...path] = KEY_PROPERTIES[resource.type] as readonly string[];
  const loose = resource as unknown as Resource<ResourceType>;
  let fields: readonly Field<string>[] = [loose.get(first as never) as unknown as Field<string>];
  for (const step of path)
    fields = fields.flatMap((field) => {
      const below = (field as unknown as Field<Readonly<Record<string, string>>>).get(step);
      return below.form === 'list'
        ? ((below as unknown as Field<readonly string[]>).items() as readonly Field<string>[])
        : [below as Field<string>];
    });
  return fields;
};

/** The key that a field names, by its id, its ARN, a reference, or an alias. */
export const keyOf = (field: Field<string>, context: Context<EncryptedReads, never>): Reference<Key> => {
  const alias = context.target(field, 'AWS::KMS::Alias');
  const of = alias.state === 'found' ? alias.resource.get('TargetKeyId') : field;
  const key = context.target(of, 'AWS::KMS::Key');
  return key.state === 'found' ? key : context.target(of, 'AWS::KMS::ReplicaKey');
};
