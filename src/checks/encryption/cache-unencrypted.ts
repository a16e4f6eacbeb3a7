import { defineCheck, type Field, finding, known } from '../../check.ts';
import { switchOr } from '../presence.ts';

export default defineCheck({
  id: 'cache-unencrypted',
  title: 'Cache of a table is not encrypted',
  family: 'encryption',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::DAX::Cluster',
  reads: { 'AWS::DAX::Cluster': ['SSESpecification', 'ClusterEndpointEncryptionType'] },
  docs: {
    why: 'A DAX cluster holds copies of the items of a table: by default it writes them to disk, and sends them to clients, in clear text.',
    fix: 'Set SSESpecification.SSEEnabled to true and ClusterEndpointEncryptionType to TLS; both need a new cluster.',
    fixIn: {
      terraform: 'Set server_side_encryption with enabled = true, and cluster_endpoint_encryption_type to TLS; both need a new cluster.',
    },
    limits: "Caches of AppSync's APIs are no subject: the service has come to encrypt all of them, whatever their settings say.",
    references: [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-3',
    ],
    frameworks: { fsbp: ['DynamoDB.3', 'DynamoDB.7'], owasp: ['A02', 'SAS-3'] },
  },
  *check(cluster) {
    const atRest = cluster.get('SSESpecification').get('SSEEnabled');
    if ((yield* switchOr(atRest, false)) === false)
      yield finding(atRest, `${cluster.id} writes items to disk unencrypted: SSEEnabled is not true`);
    const inTransit: Field<string> = cluster.get('ClusterEndpointEncryptionType');
    const type = inTransit.state === 'absent' ? 'NONE' : yield* known(inTransit);
    if (type !== undefined && String(type).toUpperCase() !== 'TLS')
      yield finding(inTransit, `${cluster.id} sends items unencrypted: ClusterEndpointEncryptionType is not TLS`);
  },
});
