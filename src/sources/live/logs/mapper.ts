import type { LogGroup, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { documentOf, type Found, NOT_RETURNED, present } from '../answers.ts';

/** A group of DescribeLogGroups. Without a retention nothing is ever deleted; without a key AWS's own is used. */
export const logGroupOf = (given: LogGroup): Found => {
  const { logGroupName: name = '', logGroupArn, arn } = given;
  const known = logGroupArn ?? arn?.replace(/:\*$/, '');
  return {
    type: 'AWS::Logs::LogGroup',
    id: name,
    ...(known === undefined ? {} : { arn: known }),
    properties: present({
      BearerTokenAuthenticationEnabled: given.bearerTokenAuthenticationEnabled,
      DeletionProtectionEnabled: given.deletionProtectionEnabled,
      KmsKeyId: given.kmsKeyId,
      LogGroupClass: given.logGroupClass,
      LogGroupName: name,
      RetentionInDays: given.retentionInDays,
    }),
    // CloudFormation's return value ends so.
    attributes: present({ Ref: name, Arn: known && `${known}:*` }),
  };
};

/** A policy of DescribeResourcePolicies, which holds for every group of the Region that it names. */
export const resourcePolicyOf = ({ policyName: name = '', policyDocument }: ResourcePolicy): Found => ({
  type: 'AWS::Logs::ResourcePolicy',
  id: name,
  properties: { PolicyName: name, PolicyDocument: documentOf(policyDocument) ?? policyDocument ?? NOT_RETURNED },
  attributes: { Ref: name },
});
