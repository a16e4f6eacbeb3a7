import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, member, type Node, scalar, textOf } from '../node.ts';
import { ifOf, isNoValue } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { choose, made, object, pick } from './make.ts';
import { managedPolicyArn } from './managed-policy.ts';
import { isPolicyTemplate, policyOfTemplate } from './policy-template.ts';

interface Policies {
  readonly managed: readonly Node[];
  readonly inline: readonly Node[];
}

/** What a template of SAM's makes; a function that nobody can evaluate, so that its statements are unknown, where it is none. */
const templatePolicy = (name: string, parameters: Node, policyName: string, span: Span): Node => {
  const made = isPolicyTemplate(name) ? policyOfTemplate(name, parameters, span) : undefined;
  const PolicyDocument =
    made && 'document' in made ? made.document : object({ 'Fn::SamPolicyTemplate': object({ [name]: parameters }, span) }, span);
  return object({ PolicyName: scalar(policyName, span), PolicyDocument }, span);
};

/** What one entry of `Policies` is: a managed policy by name or ARN, a document, or templates. */
const policiesOf = (entry: Node, policyName: string): Policies => {
  const text = textOf(entry);
  if (text !== undefined) return { managed: [managedPolicyArn(text, entry.span)], inline: [] };
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
  return { managed: [], inline: [...entry.entries].map(([name, { key, value }]) => templatePolicy(name, value, policyName, key)) };
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
  const managed = [...new Set(parts.managed)].map((name) => managedPolicyArn(name, span));
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
