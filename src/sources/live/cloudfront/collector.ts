import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { distributionOf } from './mapper.ts';

/** Distributions: one list says everything that is looked at. */
export const cloudfront: Collector = {
  service: 'cloudfront',
  global: true,
  calls: [{ action: 'cloudfront:ListDistributions', kind: 'list', gives: { 'AWS::CloudFront::Distribution': ['DistributionConfig'] } }],

  async collect(run) {
    const { CloudFrontClient, ListDistributionsCommand } = await import('@aws-sdk/client-cloudfront');
    const client = run.client(CloudFrontClient);
    const distributions = await run.list('cloudfront:ListDistributions', async (Marker) => {
      const { DistributionList: list } = await client.send(new ListDistributionsCommand({ MaxItems: 100, Marker }));
      // Of none it says how many there are, and has no list.
      const items = list?.Items ?? (list?.Quantity === 0 ? [] : undefined);
      return { items: known(known(items, 'Id'), 'ARN'), next: list?.IsTruncated === true ? list.NextMarker : undefined };
    });
    for (const each of distributions) run.add(distributionOf(each));
  },
};
