import type { Resource } from '../../check.ts';

/** Roles that AWS makes and keeps for its services and for IAM Identity Center: nobody else can change them. */
const AWS_OWN = /^\/aws-(?:service-role|reserved)\//;

/** Whether a role is AWS's own. */
export const isAwsOwn = (role: Resource<'AWS::IAM::Role', 'Path'>): boolean => {
  const path = role.get('Path');
  return path.state === 'known' && AWS_OWN.test(String(path.value));
};
