import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { logGroupOf, resourcePolicyOf } from './mapper.ts';

/** Log groups, and who may write to them: lists alone say everything. */
export const logs: Collector = {
  service: 'logs',
  endpoint: 'CLOUDWATCH_LOGS',
  calls: [
    {
      action: 'logs:DescribeLogGroups',
      kind: 'list',
      gives: {
        'AWS::Logs::LogGroup': [
          'BearerTokenAuthenticationEnabled',
          'DeletionProtectionEnabled',
          'KmsKeyId',
          'LogGroupClass',
          'LogGroupName',
          'RetentionInDays',
        ],
      },
    },
    { action: 'logs:DescribeResourcePolicies', kind: 'list', gives: { 'AWS::Logs::ResourcePolicy': ['PolicyDocument', 'PolicyName'] } },
  ],

  async collect(run) {
    const { CloudWatchLogsClient, DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } = await import(
      '@aws-sdk/client-cloudwatch-logs'
    );
    const client = run.client(CloudWatchLogsClient);
    const limit = 50;
    const [groups, policies] = await Promise.all([
      run.list('logs:DescribeLogGroups', async (nextToken) => {
        const answer = await client.send(new DescribeLogGroupsCommand({ limit, nextToken }));
        return { items: known(answer.logGroups, 'logGroupName'), next: answer.nextToken };
      }),
      run.list('logs:DescribeResourcePolicies', async (nextToken) => {
        const answer = await client.send(new DescribeResourcePoliciesCommand({ limit, nextToken }));
        return { items: known(answer.resourcePolicies, 'policyName'), next: answer.nextToken };
      }),
    ]);
    for (const group of groups) run.add(logGroupOf(group));
    for (const policy of policies) run.add(resourcePolicyOf(policy));
  },
};
