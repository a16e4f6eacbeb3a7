import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { parameterOf } from './mapper.ts';

/** Names and types of parameters. No value is ever asked for. */
export const ssm: Collector = {
  service: 'ssm',
  calls: [
    {
      action: 'ssm:DescribeParameters',
      kind: 'list',
      // That there is a value, and not which.
      gives: { 'AWS::SSM::Parameter': ['DataType', 'Name', 'Tier', 'Type', 'Value'] },
      tells: { 'AWS::SSM::Parameter': ['KeyId'] },
    },
  ],

  async collect(run) {
    const { DescribeParametersCommand, SSMClient } = await import('@aws-sdk/client-ssm');
    const client = run.client(SSMClient);
    const parameters = await run.list('ssm:DescribeParameters', async (NextToken) => {
      const answer = await client.send(new DescribeParametersCommand({ MaxResults: 50, NextToken }));
      return { items: known(answer.Parameters, 'Name'), next: answer.NextToken };
    });
    for (const parameter of parameters) run.add(parameterOf(parameter));
  },
};
