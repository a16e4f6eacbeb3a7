import { computed, json, objects } from '../conversions.ts';
import type { Table } from '../table.ts';

export const IAM: readonly Table[] = [
  {
    terraform: 'aws_iam_role',
    type: 'AWS::IAM::Role',
    attributes: {
      assume_role_policy: json('AssumeRolePolicyDocument'),
      description: 'Description',
      inline_policy: computed(objects('Policies', { name: 'PolicyName', policy: json('PolicyDocument') })),
      managed_policy_arns: 'ManagedPolicyArns',
      max_session_duration: 'MaxSessionDuration',
      name: 'RoleName',
      path: 'Path',
      permissions_boundary: 'PermissionsBoundary',
    },
  },
  {
    terraform: 'aws_iam_role_policy',
    type: 'AWS::IAM::RolePolicy',
    attributes: { name: 'PolicyName', policy: json('PolicyDocument'), role: 'RoleName' },
  },
  {
    terraform: 'aws_iam_policy',
    type: 'AWS::IAM::ManagedPolicy',
    returns: { arn: '', id: '' },
    attributes: { description: 'Description', name: 'ManagedPolicyName', path: 'Path', policy: json('PolicyDocument') },
  },
  {
    terraform: 'aws_iam_role_policy_attachment',
    type: 'AWS::IAM::Role',
    into: { by: 'role', list: 'ManagedPolicyArns', item: 'PolicyArn' },
    attributes: { policy_arn: 'PolicyArn' },
  },
  {
    terraform: 'aws_iam_policy_attachment',
    type: 'AWS::IAM::Role',
    into: { by: 'roles', list: 'ManagedPolicyArns', item: 'PolicyArn' },
    attributes: { policy_arn: 'PolicyArn' },
  },
  {
    // Takes whatever else is attached away.
    terraform: 'aws_iam_role_policy_attachments_exclusive',
    type: 'AWS::IAM::Role',
    into: { by: 'role_name' },
    attributes: { policy_arns: 'ManagedPolicyArns' },
  },
];
