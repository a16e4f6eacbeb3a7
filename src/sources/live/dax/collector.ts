import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { clusterOf } from './mapper.ts';

/** DAX clusters: one list says everything. */
export const dax: Collector = {
  service: 'dax',
  calls: [
    {
      action: 'dax:DescribeClusters',
      kind: 'list',
      gives: {
        'AWS::DAX::Cluster': ['ClusterEndpointEncryptionType', 'ClusterName', 'IAMRoleARN', 'NodeType', 'SSESpecification'],
      },
    },
  ],

  async collect(run) {
    const { DAXClient, DescribeClustersCommand } = await import('@aws-sdk/client-dax');
    const client = run.client(DAXClient);
    const clusters = await run.list('dax:DescribeClusters', async (NextToken) => {
      const answer = await client.send(new DescribeClustersCommand({ MaxResults: 100, NextToken }));
      return { items: known(answer.Clusters, 'ClusterName'), next: answer.NextToken };
    });
    for (const cluster of clusters) run.add(clusterOf(cluster));
  },
};
