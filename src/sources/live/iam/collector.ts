import { type Found, known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { managedPolicyOf, roleOf } from './mapper.ts';

/** Roles and the managed policies that are in use, in one call a page for the whole account. */
export const iam: Collector = {
  service: 'iam',
  global: true,
  calls: [
    {
      action: 'iam:GetAccountAuthorizationDetails',
      kind: 'list',
      gives: {
        'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'ManagedPolicyArns', 'Path', 'PermissionsBoundary', 'Policies', 'RoleName'],
        // Which roles have a policy stands in the roles.
        'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
      },
    },
  ],

  async collect(run) {
    const { GetAccountAuthorizationDetailsCommand, IAMClient } = await import('@aws-sdk/client-iam');
    const client = run.client(IAMClient);
    const found = await run.list('iam:GetAccountAuthorizationDetails', async (Marker) => {
      const answer = await client.send(
        new GetAccountAuthorizationDetailsCommand({ Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'], MaxItems: 500, Marker }),
      );
      const roles = known(known(answer.RoleDetailList, 'Arn'), 'RoleName');
      const policies = known(answer.Policies, 'Arn');
      if (roles === undefined && policies === undefined) throw new TypeError('the lists are missing');
      // Mapped at once: the versions that are not in force need not be kept.
      const items: readonly Found[] = [...(roles ?? []).map(roleOf), ...(policies ?? []).map(managedPolicyOf)];
      return { items, next: answer.IsTruncated === true ? answer.Marker : undefined };
    });
    for (const each of found) run.add(each);
  },
};
