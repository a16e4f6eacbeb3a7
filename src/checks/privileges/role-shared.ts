import { defineCheck, finding, notApplicable, related } from '../../check.ts';
import { some } from '../names.ts';
import { PERMISSION_READS, permissionsOfRole } from './role-permissions.ts';

/** What any function may do without harm to another's data: it writes its logs, traces and metrics, and plugs itself into a network. */
const HARMLESS = /^(?:logs|xray|cloudwatch):|^ec2:.*(?:networkinterface|privateipaddresses|subnets|securitygroups|vpcs)/i;

export default defineCheck({
  id: 'role-shared',
  title: 'Several functions act by one role',
  family: 'privileges',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: { ...PERMISSION_READS, 'AWS::Lambda::Function': ['Role'] },
  facts: ['iam'],
  docs: {
    why: 'Each function may do what any of them needs, so that the one with the weakest code has the rights of all.',
    fix: 'Give each function a role of its own with what that function needs.',
    fixIn: {
      sam: 'Leave Role out and give each function its Policies: SAM makes a role for each.',
      'serverless-framework':
        'Set provider.iam.role.mode to perFunction (version 4) or use a plugin that makes a role for each function: the framework makes one for all by default.',
    },
    limits: 'A role that allows nothing but logs, traces, metrics and network interfaces may be shared.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
      'https://docs.aws.amazon.com/prescriptive-guidance/latest/least-privilege-cloudformation/welcome.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-4'] },
  },
  *check(role, context) {
    const functions = context.referrers(role, 'AWS::Lambda::Function', 'Role');
    if (functions.length < 2) {
      if (context.complete('AWS::Lambda::Function')) yield notApplicable();
      return;
    }
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const useful = of.permissions.allows.some(
      ({ clause }) => clause.notActions !== undefined || clause.actions.some((action) => !HARMLESS.test(action)),
    );
    if (!useful) return yield* of.unknown;
    yield finding(role, `${functions.length} functions act by ${role.id}: ${some(functions.map(({ id }) => id))}`, {
      related: functions.slice(0, 10).map((fn) => related(fn.get('Role'), 'acts by it')),
    });
  },
});
