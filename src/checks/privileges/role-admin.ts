import { defineCheck, finding, type Outcome } from '../../check.ts';
import { grantsOf } from '../../model/permissions.ts';
import { ANYTHING, actOf } from './acts.ts';
import { concluded, doubt, PERMISSION_READS, permissionsOfRole, through } from './role-permissions.ts';

const YES = 2;

export default defineCheck({
  id: 'role-admin',
  title: 'Role may do everything',
  family: 'privileges',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: PERMISSION_READS,
  facts: ['iam'],
  supersedes: ['role-wildcard-action', 'role-wildcard-resource', 'role-decrypts-everything', 'role-escalates'],
  docs: {
    why: 'Whoever gets one request, message or dependency to run code in what acts by this role has the account: all data, all keys, all users.',
    fix: 'Allow the actions that the code calls on the resources that it uses, and take the administrator policy away.',
    fixIn: {
      sam: "Replace the policy with SAM's policy templates (DynamoDBCrudPolicy, S3ReadPolicy …) or statements of what the function calls.",
      'serverless-framework':
        'Replace the statements under provider.iam.role with the actions that the functions call on the resources that they use.',
    },
    limits: 'Of roles that a serverless service may assume. What service control policies take away is not seen.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1',
    ],
    frameworks: { fsbp: ['IAM.1'], cis: ['1.15'], owasp: ['A01', 'SAS-4'] },
  },
  *check(role, context) {
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const grants = grantsOf(of.permissions, ANYTHING, 'every');
    const findings: Outcome[] = [];
    const sure = grants.find(({ truth }) => truth === YES);
    if (sure !== undefined) {
      const { held } = sure;
      const excepted = held.clause.notActions;
      const rights = grantsOf(of.permissions, actOf('iam:PutRolePolicy', context), 'every');
      const whole = rights.some(({ truth }) => truth === YES);
      const but = excepted === undefined ? 'what other statements deny' : excepted.join(', ');
      findings.push(
        finding(
          held.of.at(held.clause.statement, 'Action'),
          `${role.id} may do everything${whole ? '' : ` but ${but}`}${through(held)}`,
          whole ? {} : { severity: 'high' },
        ),
      );
    }
    yield* concluded(
      of,
      findings,
      grants.map((grant) => doubt(grant, 'Action')),
    );
  },
});
