import { defineCheck, notApplicable } from '../../check.ts';
import { letsAnyoneIn } from '../resource-policy.ts';
import { FUNCTION_POLICY_READS, FUNCTIONS, type FunctionGrant, grantsOfSubject, nameOf } from './function-policy.ts';

/** A URL that authenticates nobody is lambda-url-no-auth's matter; one that demands any AWS credentials lets anyone in who has some. */
const isUrlsMatter = ({ admission, statement }: FunctionGrant): boolean =>
  admission.onlyThroughUrl === true &&
  !statement?.conditions.some(
    ({ key, values }) => key === 'lambda:functionurlauthtype' && values.some((value) => value.join() === 'AWS_IAM'),
  );

export default defineCheck({
  id: 'lambda-public',
  title: "Function's policy lets anyone in",
  family: 'access',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: FUNCTIONS,
  reads: FUNCTION_POLICY_READS,
  supersedes: ['lambda-confused-deputy'],
  docs: {
    why: "A policy that names everyone lets every AWS account invoke the function, with input of the caller's choice and the function's own rights.",
    fix: 'Name the account, role or service that is to invoke the function as Principal, or tie it to an organization with PrincipalOrgID.',
    fixIn: {
      terraform:
        'Name the account, role or service that is to invoke the function as principal, or tie it to an organization with principal_org_id.',
    },
    limits: 'Of accounts, the policies of single versions are read for auditors, or where the check is named: it costs a call for each.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1',
    ],
    frameworks: { fsbp: ['Lambda.1'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* grantsOfSubject(context);
    if (grants === undefined) return yield notApplicable();
    yield* letsAnyoneIn(
      nameOf(subject),
      grants.filter((grant) => !isUrlsMatter(grant)),
    );
  },
});
