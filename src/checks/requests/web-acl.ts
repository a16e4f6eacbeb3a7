import { type Anchor, type Context, type Field, type Reads, type Reference, type Resource, undetermined } from '../../check.ts';
import type { TextPart } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';
import { type Answer, anyOf } from './answer.ts';
import { namesStage, type RestStage } from './stage.ts';

/** What connects web ACLs with what they protect. */
export const ACL_READS = {
  'AWS::WAFv2::WebACLAssociation': ['ResourceArn'],
  'AWS::WAFRegional::WebACLAssociation': ['ResourceArn'],
} as const satisfies Reads;

type AclContext = Context<typeof ACL_READS, never>;

const protectedArns = (context: AclContext): readonly Field<string>[] => [
  ...context.resources('AWS::WAFv2::WebACLAssociation').map((association): Field<string> => association.get('ResourceArn')),
  ...context.resources('AWS::WAFRegional::WebACLAssociation').map((association): Field<string> => association.get('ResourceArn')),
];

/** Whether a web ACL is associated with any of those that `names` recognizes by their ARN. */
export const hasWebAcl = (context: AclContext, names: (arn: Field<string>) => Answer): Answer => anyOf(protectedArns(context).map(names));

/** Whether a part of a text may stand for anything of this input. What another stack exports does not. */
const mayBeAnything = (part: TextPart | undefined): boolean =>
  typeof part === 'object' && 'expression' in part && !('target' in part) && !part.expression.includes('ImportValue');

/** Whether an ARN is the one of this stage: `arn:aws:apigateway:REGION::/restapis/ID/stages/NAME`. */
export const isArnOf = (arn: Field<string>, stage: RestStage, api: Resource<'AWS::ApiGateway::RestApi', never>): Answer => {
  if (arn.state === 'known') {
    const [, id, name] = /\/restapis\/([^/]+)\/stages\/(.+)$/.exec(String(arn.value)) ?? [];
    const ref = api.attribute('Ref');
    return id !== undefined && ref.state === 'known' && ref.value === id && namesStage({ text: name }, stage) ? 'yes' : 'no';
  }
  if (arn.state !== 'unknown') return 'no';
  const { reason } = arn;
  const doubt = undetermined(arn, reason);
  if (reason.kind !== 'intrinsic') return doubt;
  const parts = partsOf(reason);
  const at = parts.findIndex((part) => typeof part === 'object' && 'target' in part && part.target.id === api.id);
  if (at < 0) return parts.some(mayBeAnything) && !parts.some((part) => typeof part === 'object' && 'target' in part) ? doubt : 'no';
  const [head, ...rest] = parts.slice(at + 1);
  const [, literal] = (typeof head === 'string' && /^\/stages?\/(.*)$/s.exec(head)) || [];
  if (literal === undefined) return mayBeAnything(head) ? doubt : 'no';
  const named =
    rest.length === 0
      ? namesStage({ text: literal }, stage)
      : literal === '' && rest.length === 1
        ? namesStage({ part: rest[0] }, stage)
        : undefined;
  return named === undefined ? doubt : named ? 'yes' : 'no';
};

/** Whether an ARN is the one of a resource that has one of its own: where it leads is asked first. */
export const isArnOfResource = (arn: Field<string>, target: Reference<Anchor>, resource: Anchor): Answer => {
  if (target.state === 'found') return target.resource.subject === resource.subject ? 'yes' : 'no';
  if (arn.state !== 'unknown') return 'no';
  const parts = arn.reason.kind === 'intrinsic' ? partsOf(arn.reason) : [{ expression: arn.reason.kind }];
  return parts.some(mayBeAnything) ? undetermined(arn, arn.reason) : 'no';
};
