import { defineCheck, finding, type Outcome, type Severity } from '../../check.ts';
import type { Iam, IamAction } from '../../facts/facts.ts';
import { memoryOf } from '../../model/memory.ts';
import { grantOf } from '../../model/permissions.ts';
import { matches, NO, YES } from '../../model/policy/glob.ts';
import { some } from '../names.ts';
import { escalationsOf } from './escalation.ts';
import {
  concluded,
  doubt,
  PERMISSION_READS,
  type PermissionContext,
  permissionsOfRole,
  type RoleGrant,
  type RoleStatement,
  through,
} from './role-permissions.ts';

/** What every function does of its own accord: it writes its logs, and plugs itself into a network. */
const QUIET =
  /^(?:logs:(?:createloggroup|createlogstream|putlogevents|tagresource|putretentionpolicy)|ec2:(?:create|delete)networkinterface(?:permission)?|ec2:(?:un)?assignprivateipaddresses|ec2:(?:at|de)tachnetworkinterface|cloudwatch:(?:putmetricdata|getmetric(?:data|statistics|widgetimage))|xray:.*)$/;
/** What is asked of a service about the caller's own input: no resource of another is touched. */
const STATELESS =
  /^(?:rekognition:(?:detect|recognize|compare)|comprehend:(?:detect|batchdetect|classify|contains)|textract:|translate:translate|polly:synth)/;
/** Told by checks of their own. */
const ELSEWHERE = /^kms:(?:decrypt|reencryptfrom)$/;
/**
 * AWS's policies for what reads from a queue, a stream or a cluster, which SAM and others attach by themselves, and the one by which API
 * Gateway is to write its logs: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
const BASIC = /^(?:AWSLambda(?:Basic|VPCAccess|SQSQueue|DynamoDB|Kinesis|MSK)ExecutionRole|AmazonAPIGatewayPushToCloudWatchLogs)$/;
/** Reads of secrets, and of data. */
const SECRETS = /^(?:secretsmanager:(?:getsecretvalue|batchgetsecretvalue)|ssm:getparameter(?:s|sbypath|history)?)$/;
const DATA =
  /^(?:s3:getobject(?:version)?|dynamodb:(?:getitem|batchgetitem|query|scan|getrecords|partiqlselect)|kinesis:getrecords|sqs:receivemessage|logs:(?:getlogevents|filterlogevents|startquery)|lambda:getfunction|cognito-idp:admingetuser|rds-data:.*|athena:getqueryresults|ecr:(?:getdownloadurlforlayer|batchgetimage)|codecommit:gitpull)$/;

type Actions = readonly IamAction[];
/** What patterns came to before, one by one and together, by the table: many roles have the same few. */
const known = new WeakMap<object, Record<'ofOne' | 'ofAll', ReturnType<typeof memoryOf<Actions>>>>();

/** The actions that the elements of an `Action` name, but for those that only list or describe. */
const actionsOf = (patterns: readonly string[], { facts: { iam } }: Pick<PermissionContext, 'facts'>): Actions => {
  const { ofOne, ofAll } = known.get(iam) ?? { ofOne: memoryOf<Actions>(200_000), ofAll: memoryOf<Actions>(1_000_000) };
  known.set(iam, { ofOne, ofAll });
  return ofAll(JSON.stringify(patterns), () => {
    const named = patterns.flatMap((pattern) => ofOne(pattern, () => lookedUp(pattern, iam)));
    return [...new Map(named.map((action) => [action.name, action])).values()];
  });
};

const lookedUp = (lower: string, iam: Iam): readonly IamAction[] => {
  const service = /^([a-z0-9-]+):(?!\*+$)/.exec(lower)?.[1];
  if (service === undefined) return [];
  return iam.actionsOf(service).filter(({ name, level, resources }) => {
    const action = name.toLowerCase();
    if (resources.length === 0 || level === 'list' || /:(?:describe|list)/.test(action)) return false;
    return matches(lower, action, true) !== NO && !QUIET.test(action) && !STATELESS.test(action) && !ELSEWHERE.test(action);
  });
};

/** What one statement, or one policy of AWS's, allows on every resource. */
interface Found {
  readonly held: RoleStatement;
  readonly sure: RoleGrant[];
  readonly levels: Map<string, IamAction['level']>;
}

/** Whether a policy of AWS's allows all that some service can. */
const allowsServices = (managed: string, allows: readonly RoleStatement[]): boolean =>
  allows.some(
    ({ of, clause }) =>
      of.managed === managed && (clause.notActions !== undefined || clause.actions.some((pattern) => /^[^:]+:\*+$|^\*/.test(pattern))),
  );

const severityOf = (grants: readonly RoleGrant[], levels: ReadonlyMap<string, IamAction['level']>): Severity => {
  if (grants.some(({ act }) => SECRETS.test(act.name.toLowerCase()))) return 'high';
  return grants.every(({ act }) => levels.get(act.name) === 'read' && !DATA.test(act.name.toLowerCase())) ? 'low' : 'medium';
};

export default defineCheck({
  id: 'role-wildcard-resource',
  title: 'Role may act on every resource of a kind',
  family: 'privileges',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::IAM::Role',
  reads: PERMISSION_READS,
  facts: ['iam'],
  docs: {
    why: 'The role reaches the tables, buckets, queues and secrets of all other applications of the account, so that a flaw in this one is a flaw in theirs.',
    fix: 'Name the resources in Resource, by their ARNs or by a prefix of the application, or limit the statement with aws:ResourceTag.',
    fixIn: { sam: "Name the resources in Resource, or use SAM's policy templates, which take the resource's name." },
    limits:
      "Of actions that can be limited to a resource. What only lists or describes, writes logs, or plugs a function into a network is left out, as are AWS's policies for functions that read from queues and streams, and for the logs of API Gateway.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-4'] },
  },
  *check(role, context) {
    const of = yield* permissionsOfRole(context);
    if (of === undefined) return;
    const { permissions } = of;
    const isTold = (held: RoleStatement, action: string) =>
      escalationsOf(context).some(({ grants: [grant], sure }) => sure && grant.held === held && grant.act.name === action);
    const findings: Outcome[] = [];
    const doubts: Outcome[] = [];
    const found = new Map<unknown, Found>();
    for (const held of permissions.allows) {
      if (!held.open) continue;
      const { managed } = held.of;
      // A policy of AWS's that allows all of a service is role-wildcard-action's.
      if (managed !== undefined && (BASIC.test(managed) || allowsServices(managed, permissions.allows))) continue;
      const acts = held.clause.notActions === undefined ? actionsOf(held.patterns, context) : [];
      const grants = acts.flatMap((act) => grantOf(permissions, held, act, 'every') ?? []).filter(({ act }) => !isTold(held, act.name));
      const sure = grants.filter(({ truth }) => truth === YES);
      if (sure.length > 0) {
        const one: Found = found.get(managed ?? held) ?? { held, sure: [], levels: new Map() };
        found.set(managed ?? held, one);
        one.sure.push(...sure);
        for (const { name, level } of acts) one.levels.set(name, level);
      }
      const [unsure] = grants.filter(({ truth }) => truth !== YES);
      if (unsure !== undefined) doubts.push(doubt(unsure, 'Resource'));
    }
    for (const { held, sure, levels } of found.values()) {
      const names = some([...new Set(sure.map(({ act }) => act.name))]);
      findings.push(
        finding(held.of.at(held.clause.statement, 'Resource'), `${role.id} may use ${names} on every resource${through(held)}`, {
          severity: severityOf(sure, levels),
        }),
      );
    }
    yield* concluded(of, findings, doubts);
  },
});
