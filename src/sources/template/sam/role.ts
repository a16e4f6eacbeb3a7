import { intrinsicOf, list, member, type Node, type Span, scalar, textOf } from '../node.ts';
import { ifOf, isNoValue } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { choose, made, object, pick, sub } from './make.ts';

/** AWS's policies that SAM knows by their name and that do not stand at the root of their paths. */
const SERVICE_ROLE =
  /^AWSLambda(Basic|VPCAccess|Kinesis|DynamoDB|SQSQueue|MSK|BasicDurable|ENIManagementAccess)Execution|^AWSLambdaRole$|^AWSLambda(ENI|Replicator)/;

const managedArn = (name: string, span: Span): Node =>
  name.startsWith('arn:')
    ? scalar(name, span)
    : sub(`arn:<AWS::Partition>:iam::aws:policy/${SERVICE_ROLE.test(name) ? 'service-role/' : ''}${name}`, span);

interface Policies {
  readonly managed: readonly Node[];
  readonly inline: readonly Node[];
}

/** A template of SAM's, whose statements are not expanded: a function that nobody can evaluate, so that they are unknown. */
const templatePolicy = (name: string, entry: Node, policyName: string): Node =>
  object(
    {
      PolicyName: scalar(policyName, entry.span),
      PolicyDocument: object({ 'Fn::SamPolicyTemplate': object({ [name]: entry }, entry.span) }, entry.span),
    },
    entry.span,
  );

/** What one entry of `Policies` is: a managed policy by name or ARN, a document, or templates. */
const policiesOf = (entry: Node, policyName: string): Policies => {
  const text = textOf(entry);
  if (text !== undefined) return { managed: [managedArn(text, entry.span)], inline: [] };
  if (entry.kind !== 'map' || isNoValue(entry)) return { managed: [], inline: [] };
  const parts = ifOf(entry);
  if (parts) {
    const then = policiesOf(parts.then, policyName);
    const otherwise = policiesOf(parts.else, policyName);
    const sides = (key: keyof Policies): readonly Node[] => [
      ...then[key].map((node) => choose(parts.condition, node, none(entry.span), entry.span)),
      ...otherwise[key].map((node) => choose(parts.condition, none(entry.span), node, entry.span)),
    ];
    return { managed: sides('managed'), inline: sides('inline') };
  }
  if (intrinsicOf(entry)) return { managed: [entry], inline: [] };
  if (entry.entries.has('Statement')) {
    return { managed: [], inline: [object({ PolicyName: scalar(policyName, entry.span), PolicyDocument: entry }, entry.span)] };
  }
  return { managed: [], inline: [...entry.entries].map(([name, { value }]) => templatePolicy(name, value, policyName)) };
};

const none = (span: Span): Node => object({ Ref: scalar('AWS::NoValue', span) }, span);

/** What a role gets besides the policies that the user lists. */
export interface RoleParts {
  readonly trust: Node;
  readonly managed: readonly string[];
  readonly inline: readonly Node[];
  readonly span: Span;
}

/** The role `<Id>Role` that SAM makes for a function or state machine without one. */
export const roleOf = (of: SamResource, parts: RoleParts): TemplateResource => {
  const { span } = parts;
  const id = `${of.id}Role`;
  const given = member(of.properties, 'Policies');
  const entries = given === undefined ? [] : given.kind === 'list' ? given.items : [given];
  const listed = entries.map((entry, index) => policiesOf(entry, `${id}Policy${index}`));
  const managed = [...new Set(parts.managed)].map((name) => managedArn(name, span));
  const inline = [...parts.inline, ...listed.flatMap((policies) => policies.inline)];
  return made(
    of,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: parts.trust,
      ManagedPolicyArns: list([...managed, ...listed.flatMap((policies) => policies.managed)], span),
      ...(inline.length === 0 ? {} : { Policies: list(inline, span) }),
      ...pick(of.properties, ['PermissionsBoundary']),
      Path: pick(of.properties, ['RolePath']).RolePath,
    },
    span,
  );
};
