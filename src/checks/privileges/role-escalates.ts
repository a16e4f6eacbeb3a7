import { defineCheck, finding, related } from '../../check.ts';
import { escalationsOf } from './escalation.ts';
import { concluded, doubt, PERMISSION_READS, permissionsOfRole, through } from './role-permissions.ts';

export default defineCheck({
  id: 'role-escalates',
  title: 'Role can grant itself more',
  family: 'privileges',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: PERMISSION_READS,
  facts: ['iam'],
  docs: {
    why: 'What the role is allowed today does not bound what it can do: with these permissions it takes the rights of other roles or users, up to an administrator.',
    fix: 'Limit the actions to the resources that are meant; for iam:PassRole name the roles that may be passed, and the service with iam:PassedToService.',
    limits:
      'Known ways on every resource of a kind. A role that is named to be passed is followed where its own name is known and it may do everything; lesser ones are not weighed.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
      'https://hackingthe.cloud/aws/exploitation/iam_privilege_escalation/',
    ],
    frameworks: { owasp: ['A01', 'SAS-4'] },
  },
  *check(role, context) {
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const all = escalationsOf(context);
    const [first, ...others] = all.filter(({ sure }) => sure);
    const findings = [];
    if (first !== undefined) {
      const [main, ...rest] = first.grants;
      const statement = main.held.clause.statement;
      const helped = rest.length === 0 ? '' : ` with ${rest.map(({ act }) => act.name).join(' and ')}`;
      const on = first.to === undefined ? (first.itself ? 'itself' : 'everything') : `${first.to.id}, which may do everything,`;
      const gain = first.to === undefined ? first.path.gain : 'run code as that role';
      const more = others.length === 0 ? '' : ` (and ${others.length} more ways)`;
      findings.push(
        finding(
          main.held.of.at(statement, 'Action'),
          `${role.id} can grant itself more: ${main.act.name} on ${on}${helped}${through(main.held)} lets it ${gain}${more}`,
          {
            related: rest
              .filter(({ held }) => held.clause.statement !== statement)
              .map(({ held, act }) => related(held.of.at(held.clause.statement, 'Action'), `allows ${act.name}`)),
            data: {
              paths: [first, ...others].map(({ grants, path }) => ({ actions: grants.map(({ act }) => act.name), link: path.link })),
            },
          },
        ),
      );
    }
    const unsure = all.flatMap(({ grants }) => grants.filter(({ truth }) => truth !== 2));
    const doubts = [...new Set(unsure.map(({ held }) => held))].flatMap((held) => unsure.find((grant) => grant.held === held) ?? []);
    yield* concluded(
      of,
      findings,
      doubts.map((grant) => doubt(grant, 'Action')),
    );
  },
});
