import { defineCheck, finding, type Outcome, related } from '../../check.ts';
import { grantsOf } from '../../model/permissions.ts';
import { actOf } from './acts.ts';
import { concluded, doubt, PERMISSION_READS, permissionsOfRole, through } from './role-permissions.ts';

/** What turns somebody's ciphertext into something that the role can read. */
const DECRYPTING = ['kms:Decrypt', 'kms:ReEncryptFrom'];
const YES = 2;

export default defineCheck({
  id: 'role-decrypts-everything',
  title: 'Role may decrypt with every key',
  family: 'privileges',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: PERMISSION_READS,
  facts: ['iam'],
  docs: {
    why: "Keys of one's own keep data apart only as long as each role has the keys of its own data; with all of them the role reads whatever ciphertext it gets hold of.",
    fix: 'Name the keys by their ARNs, or limit the statement with kms:ViaService, kms:RequestAlias or the encryption context.',
    limits: 'Whether the policy of each key leaves the decision to IAM is not judged. Of roles that a serverless service may assume.',
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1',
    ],
    frameworks: { fsbp: ['KMS.1', 'KMS.2'], owasp: ['A01', 'A02', 'SAS-4'] },
  },
  *check(role, context) {
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const grants = DECRYPTING.flatMap((name) => grantsOf(of.permissions, actOf(name, context), 'every'));
    const findings: Outcome[] = [];
    const sure = grants.filter(({ truth }) => truth === YES);
    const [first] = sure;
    if (first !== undefined) {
      const { held, act } = first;
      const others = [...new Set(sure.map((grant) => grant.held))].filter((other) => other !== held);
      findings.push(
        finding(
          held.of.at(held.clause.statement, 'Action'),
          `${role.id} may use every key of the account for ${act.name}${through(held)}`,
          {
            related: others.map((other) => related(other.of.at(other.clause.statement, 'Action'), 'allows it as well')),
          },
        ),
      );
    }
    const unsure = [...new Map(grants.map((grant) => [grant.held, grant])).values()];
    yield* concluded(
      of,
      findings,
      unsure.map((grant) => doubt(grant, 'Resource')),
    );
  },
});
