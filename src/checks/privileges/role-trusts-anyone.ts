import { defineCheck, notApplicable } from '../../check.ts';
import { grantsIn, letsAnyoneIn } from '../resource-policy.ts';
import { isAwsOwn } from './serverless-role.ts';

/** What a trust policy can let somebody do that makes him the role. */
const ASSUME = ['assumerole', 'assumerolewithsaml', 'assumerolewithwebidentity'];

export default defineCheck({
  id: 'role-trusts-anyone',
  title: 'Role can be assumed by anyone',
  family: 'privileges',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: { 'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Path'] },
  docs: {
    why: 'A trust policy that names everyone, or an identity provider that anybody has a token of without saying whose, hands all that the role may do to any AWS account, repository or user.',
    fix: 'Name the account, role or service that is to assume the role; for GitHub and other open providers require the subject of your own repository, for Cognito the identity pool in aud.',
    limits: 'Whether another account that is named is trusted is not judged here, nor whether it must give an external id.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
      'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-2'] },
  },
  *check(role, context) {
    if (isAwsOwn(role)) return yield notApplicable();
    const grants = yield* grantsIn(role.get('AssumeRolePolicyDocument'), context, { service: 'sts', actions: ASSUME });
    yield* letsAnyoneIn(role.id, grants);
  },
});
