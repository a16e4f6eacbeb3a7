import { defineCheck, finding, type Outcome, type Severity } from '../../check.ts';
import type { Iam, IamAction } from '../../facts/facts.ts';
import { grantOf, type Reach } from '../../model/permissions.ts';
import { some } from '../names.ts';
import { escalationsOf } from './escalation.ts';
import {
  concluded,
  doubt,
  PERMISSION_READS,
  type PermissionContext,
  permissionsOfRole,
  type RoleGrant,
  type RolePermissions,
  type RoleStatement,
  through,
} from './role-permissions.ts';

/** Services by which others' data, rights or code are had. */
const SENSITIVE = new Set(
  `account cloudformation cloudtrail codebuild cognito-identity cognito-idp dynamodb ec2 ecr iam kms lambda organizations rds rds-data
  redshift redshift-data route53 s3 secretsmanager ssm sso sts`.split(/\s+/),
);
/** Services all of whose actions on a resource of the role's own are what one has it for. */
const OWN_USE = new Set(['execute-api', 'logs', 'xray', 'cloudwatch', 'polly', 'translate', 'comprehend']);
const YES = 2;

/** The service of which an element of `Action` allows everything; `*` for all of them. */
const serviceOf = (pattern: string): string | undefined => {
  if (/^\*+(?::\*+)?$/.test(pattern)) return '*';
  return /^([a-z0-9-]+):\*+$/i.exec(pattern)?.[1]?.toLowerCase();
};

/** The actions by which a service's resources are changed, and one of them for each way in which they can be limited to resources. */
interface Changing {
  readonly all: readonly IamAction[];
  readonly distinct: readonly IamAction[];
}

const looked = new WeakMap<Iam, Map<string, Changing>>();

const changing = (service: string, iam: Iam): Changing => {
  const ofTable = looked.get(iam) ?? new Map<string, Changing>();
  looked.set(iam, ofTable);
  const known = ofTable.get(service);
  if (known !== undefined) return known;
  const all = iam.actionsOf(service).filter(({ level }) => level !== 'list' && level !== 'read');
  const byKinds = new Map<string, IamAction>();
  for (const action of all) if (!byKinds.has(action.resources.join())) byKinds.set(action.resources.join(), action);
  const made = { all, distinct: [...byKinds.values()] };
  if (all.length > 0) ofTable.set(service, made);
  return made;
};

/** Whether a statement allows something that changes a service's resources, after all that takes away from it. */
const allowed = (
  { permissions }: RolePermissions,
  held: RoleStatement,
  service: string,
  reach: Reach,
  { facts: { iam } }: Pick<PermissionContext, 'facts'>,
): RoleGrant | undefined => {
  // All services are told by one of them that everybody has.
  const { all, distinct } = changing(service === '*' ? 's3' : service, iam);
  // A star is about each of the actions alike. What takes away from it, or what NotAction names, may be about one of them.
  const alike = held.clause.notActions === undefined && permissions.denies.length === 0 && permissions.boundary === undefined;
  let unsure: RoleGrant | undefined;
  for (const action of alike ? distinct : all) {
    const grant = grantOf(permissions, held, action, reach);
    if (grant?.truth === YES) return grant;
    unsure ??= grant;
  }
  return unsure;
};

interface Wildcard {
  readonly service: string;
  readonly every: boolean;
  readonly grant: RoleGrant;
}

/** What a statement allows by a service's name and a star. */
const wildcardsOf = (of: RolePermissions, held: RoleStatement, context: PermissionContext): readonly Wildcard[] =>
  held.clause.actions.flatMap((pattern): readonly Wildcard[] => {
    const service = serviceOf(pattern);
    if (service === undefined) return [];
    const every = allowed(of, held, service, 'every', context);
    const grant = every?.truth === YES ? every : (allowed(of, held, service, 'any', context) ?? every);
    return grant === undefined ? [] : [{ service, every: every?.truth === YES, grant }];
  });

const severityOf = ({ service, every }: Wildcard): Severity => {
  const sensitive = service === '*' || SENSITIVE.has(service);
  return sensitive ? (every ? 'high' : 'medium') : every ? 'medium' : 'low';
};
const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export default defineCheck({
  id: 'role-wildcard-action',
  title: 'Role may do everything that a service can',
  family: 'privileges',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: PERMISSION_READS,
  facts: ['iam'],
  docs: {
    why: 'A star after a service holds what the code never calls: deleting, opening to others, turning protection off. It grows with each action that AWS adds.',
    fix: 'List the actions that the code calls.',
    fixIn: { sam: "List the actions that the code calls, or use one of SAM's policy templates." },
    limits:
      'High for services of data, rights and code on every resource, medium or low for others and for named resources. What is one of the known ways to more rights, or decrypts with every key, is told by those checks.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21',
    ],
    frameworks: { fsbp: ['IAM.21'], owasp: ['A01', 'SAS-4'] },
  },
  *check(role, context) {
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const isTold = (held: RoleStatement, service: string) =>
      escalationsOf(context).some(({ grants: [grant], sure }) => sure && grant.held === held && grant.act.name.split(':')[0] === service);
    const findings: Outcome[] = [];
    const doubts: Outcome[] = [];
    of.permissions.allows.forEach((held) => {
      const { statement, notActions } = held.clause;
      if (notActions !== undefined) {
        const grant = allowed(of, held, '*', 'every', context) ?? allowed(of, held, '*', 'any', context);
        if (grant?.truth === YES)
          findings.push(
            finding(held.of.at(statement, 'Action'), `${role.id} may do everything but ${some(notActions)}${through(held)}`, {
              severity: 'high',
            }),
          );
        else if (grant !== undefined) doubts.push(doubt(grant, 'Resource'));
        return;
      }
      const all = wildcardsOf(of, held, context);
      const found = all
        .filter(({ grant }) => grant.truth === YES)
        .filter(({ every, service }) => every || !OWN_USE.has(service))
        .filter(({ every, service }) => !(every && (service === 'kms' || isTold(held, service))));
      doubts.push(...all.filter(({ grant }) => grant.truth !== YES).map(({ grant }) => doubt(grant, 'Resource')));
      const sorted = found.toSorted((a, b) => ORDER.indexOf(severityOf(a)) - ORDER.indexOf(severityOf(b)));
      const [worst] = sorted;
      if (worst === undefined) return;
      const names = some(sorted.map(({ service }) => (service === '*' ? '*' : `${service}:*`)));
      const where = worst.every ? 'on every resource' : 'on the resources that it names';
      findings.push(
        finding(held.of.at(statement, 'Action'), `${role.id} may do ${names} ${where}${through(held)}`, { severity: severityOf(worst) }),
      );
    });
    for (const held of of.permissions.allows) {
      const unknown = held.clause.actions.find((pattern) => held.reason(pattern) !== undefined);
      if (unknown !== undefined)
        doubts.push(doubt({ held, act: { name: unknown, resources: [] }, truth: 1, reason: held.reason(unknown) as never }, 'Action'));
    }
    yield* concluded(of, findings, doubts);
  },
});
