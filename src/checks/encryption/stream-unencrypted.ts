import { defineCheck, type Field, finding, known, notApplicable, type Outcome, type Reads, type Subjects } from '../../check.ts';
import { isMissing } from '../presence.ts';

const READS = {
  'AWS::Kinesis::Stream': ['StreamEncryption'],
  'AWS::KinesisFirehose::DeliveryStream': [
    'DeliveryStreamEncryptionConfigurationInput',
    'DeliveryStreamType',
    'KinesisStreamSourceConfiguration',
    'MSKSourceConfiguration',
  ],
} as const satisfies Reads;

type Delivery = Subjects<typeof READS, 'AWS::KinesisFirehose::DeliveryStream'>;

export default defineCheck({
  id: 'stream-unencrypted',
  title: 'Stream keeps its records unencrypted',
  family: 'encryption',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::Kinesis::Stream', 'AWS::KinesisFirehose::DeliveryStream'],
  reads: READS,
  docs: {
    why: 'Kinesis encrypts a stream only where it is told to: without, its records lie on disk in clear text for as long as they are kept.',
    fix: 'Set StreamEncryption with EncryptionType KMS and a KeyId (alias/aws/kinesis will do); of Firehose, DeliveryStreamEncryptionConfigurationInput.',
    fixIn: {
      terraform: 'Set encryption_type to KMS and kms_key_id (alias/aws/kinesis will do); of Firehose, server_side_encryption.',
    },
    references: [
      'https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html',
      'https://docs.aws.amazon.com/firehose/latest/dev/encryption.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/datafirehose-controls.html#datafirehose-1',
    ],
    frameworks: { fsbp: ['Kinesis.1', 'DataFirehose.1'], owasp: ['A02', 'SAS-3'] },
  },
  *check(stream) {
    if (stream.type === 'AWS::KinesisFirehose::DeliveryStream') return yield* delivered(stream);
    const type: Field<string> = stream.get('StreamEncryption').get('EncryptionType');
    if (yield* isMissing(type)) return yield finding(type, `${stream.id} has no encryption: StreamEncryption is not set`);
    if ((yield* known(type)) === 'NONE') yield finding(type, `${stream.id} has its encryption switched off`);
  },
});

/** Firehose buffers what is put to it; what it reads of a stream or of Kafka is encrypted there, if at all, and it takes no setting. */
function* delivered(stream: Delivery): Generator<Outcome> {
  const type: Field<string> = stream.get('DeliveryStreamType');
  const sources = [stream.get('KinesisStreamSourceConfiguration'), stream.get('MSKSourceConfiguration')];
  const put = type.state === 'absent' ? 'DirectPut' : yield* known(type);
  if (type.state === 'unknown') return;
  if (sources.some(({ state }) => state !== 'absent') || put !== 'DirectPut') return yield notApplicable();
  const encryption = stream.get('DeliveryStreamEncryptionConfigurationInput');
  const key: Field<string> = encryption.get('KeyType');
  if (yield* isMissing(key))
    yield finding(encryption, `${stream.id} buffers its records unencrypted: DeliveryStreamEncryptionConfigurationInput is not set`, {
      severity: 'medium',
    });
}
