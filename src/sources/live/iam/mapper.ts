import type { ManagedPolicyDetail, RoleDetail } from '@aws-sdk/client-iam';
import { documentOf, type Found, NOT_RETURNED, present } from '../answers.ts';

/** A document as IAM gives it: JSON, percent-encoded. https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html */
const decoded = (text: string | undefined): unknown => {
  if (typeof text !== 'string') return NOT_RETURNED;
  try {
    return documentOf(decodeURIComponent(text)) ?? text;
  } catch {
    return documentOf(text) ?? text;
  }
};

/** A role of GetAccountAuthorizationDetails, with its inline policies. */
export const roleOf = (given: RoleDetail): Found => {
  const { RoleName: name = '', Arn: arn = '', RoleId: id } = given;
  return {
    type: 'AWS::IAM::Role',
    id: name,
    arn,
    properties: present({
      AssumeRolePolicyDocument: decoded(given.AssumeRolePolicyDocument),
      ManagedPolicyArns: given.AttachedManagedPolicies?.map(({ PolicyArn }) => PolicyArn ?? NOT_RETURNED) ?? NOT_RETURNED,
      Path: given.Path,
      PermissionsBoundary: given.PermissionsBoundary && (given.PermissionsBoundary.PermissionsBoundaryArn ?? NOT_RETURNED),
      Policies:
        given.RolePolicyList?.map(({ PolicyName, PolicyDocument }) => ({
          PolicyName: PolicyName ?? NOT_RETURNED,
          PolicyDocument: decoded(PolicyDocument),
        })) ?? NOT_RETURNED,
      RoleName: name,
    }),
    attributes: present({ Ref: name, Arn: arn, RoleId: id }),
  };
};

/** A managed policy of GetAccountAuthorizationDetails in the version that is in force; an AWS managed one is of no account. */
export const managedPolicyOf = (given: ManagedPolicyDetail): Found => {
  const { Arn: arn = '', DefaultVersionId, PolicyVersionList = [] } = given;
  const name = given.PolicyName ?? arn.slice(arn.lastIndexOf('/') + 1);
  const version = PolicyVersionList.find(({ IsDefaultVersion, VersionId }) => IsDefaultVersion === true || VersionId === DefaultVersionId);
  return {
    type: 'AWS::IAM::ManagedPolicy',
    id: name,
    arn,
    properties: present({ ManagedPolicyName: name, Path: given.Path, PolicyDocument: decoded(version?.Document) }),
    attributes: { Ref: arn, PolicyArn: arn },
  };
};
