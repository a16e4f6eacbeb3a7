import type { Cluster } from '@aws-sdk/client-dax';
import { type Found, present } from '../answers.ts';

/** A cluster of DescribeClusters. Encryption that was not asked for is absent: it was off by then. */
export const clusterOf = (given: Cluster): Found => {
  const { ClusterName: name = '', ClusterArn: arn, SSEDescription: encryption } = given;
  const encrypted = encryption?.Status === 'ENABLED' || encryption?.Status === 'ENABLING';
  return {
    type: 'AWS::DAX::Cluster',
    id: name,
    ...(arn === undefined ? {} : { arn }),
    properties: present({
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Cluster.html
      ClusterEndpointEncryptionType: given.ClusterEndpointEncryptionType ?? 'NONE',
      ClusterName: name,
      IAMRoleARN: given.IamRoleArn,
      NodeType: given.NodeType,
      SSESpecification: { SSEEnabled: encrypted },
    }),
    attributes: present({ Ref: name, Arn: arn }),
  };
};
