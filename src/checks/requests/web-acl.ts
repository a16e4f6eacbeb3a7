import { type Anchor, type Context, type Field, type Reads, type Reference, undetermined } from '../../check.ts';
import type { TextPart } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';
import { type Answer, anyOf } from './answer.ts';
import { namesStage, partOf, type RestStage, type STAGE_READS } from './stage.ts';

/** What connects web ACLs with what they protect. */
export const ACL_READS = {
  'AWS::WAFv2::WebACLAssociation': ['ResourceArn'],
  'AWS::WAFRegional::WebACLAssociation': ['ResourceArn'],
} as const satisfies Reads;

type AclContext = Context<typeof ACL_READS, never>;
type StageContext = Context<typeof ACL_READS & Pick<typeof STAGE_READS, 'AWS::ApiGateway::RestApi'>, never>;

/** The ARNs of everything that has a web ACL. */
export const associated = (context: AclContext): readonly Field<string>[] => [
  ...context.resources('AWS::WAFv2::WebACLAssociation').map((association): Field<string> => association.get('ResourceArn')),
  ...context.resources('AWS::WAFRegional::WebACLAssociation').map((association): Field<string> => association.get('ResourceArn')),
];

/** What has a web ACL, as far as stages are concerned. */
interface Associated {
  /** Known ARNs of stages by the id of the API in them. */
  readonly byApi: ReadonlyMap<string, readonly Field<string>[]>;
  /** What may be the ARN of anything. */
  readonly unknown: readonly Field<string>[];
}

/** The ARNs of what has a web ACL, in a table of those that a stage or another resource may have. */
export const associatedIn = (context: AclContext): Associated => {
  const byApi = new Map<string, Field<string>[]>();
  const unknown: Field<string>[] = [];
  for (const arn of associated(context)) {
    if (arn.state === 'unknown') unknown.push(arn);
    const api = arn.state === 'known' ? STAGE_ARN.exec(String(arn.value))?.[1] : undefined;
    if (api === undefined) continue;
    const arns = byApi.get(api) ?? [];
    byApi.set(api, arns);
    arns.push(arn);
  }
  return { byApi, unknown };
};

/** The ARNs that associations name a resource by, those of templates that nest its own or that its own nests among them. */
export const associationsOf = (resource: Anchor, context: AclContext): readonly Field<string>[] => [
  ...context.referrers(resource, 'AWS::WAFv2::WebACLAssociation', 'ResourceArn').map((one): Field<string> => one.get('ResourceArn')),
  ...context.referrers(resource, 'AWS::WAFRegional::WebACLAssociation', 'ResourceArn').map((one): Field<string> => one.get('ResourceArn')),
];

/** Whether a web ACL is associated with a stage: the ARNs of its own API are looked at, and those that nobody knows. */
export const hasWebAcl = (stage: RestStage, context: StageContext): Answer => {
  const { byApi, unknown } = context.common(associatedIn);
  const api = partOf(stage.get('RestApiId'));
  const own = typeof api === 'string' ? (byApi.get(api) ?? []) : [];
  const owner = context.target(stage.get('RestApiId'), 'AWS::ApiGateway::RestApi');
  const named = owner.state === 'found' ? associationsOf(owner.resource, context) : [];
  return anyOf([...own, ...named, ...unknown].map((arn) => isArnOf(arn, stage)));
};

const isReference = (part: TextPart): boolean => typeof part === 'object' && 'target' in part;

/** Whether a part of a text may stand for anything of this input. What another stack exports does not. */
const mayBeAnything = (part: TextPart | undefined): boolean =>
  typeof part === 'object' && 'expression' in part && !('target' in part) && !part.expression.includes('ImportValue');

const sameThing = (one: TextPart, other: TextPart): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  if ('target' in one) return 'target' in other && one.target.id === other.target.id;
  return 'expression' in one && 'expression' in other && !('target' in other) && one.expression === other.expression;
};

const MARK = '\u0000';
const STAGE_ARN = /(?:^|\/)([^/]+)\/stages?\/(.+)$/s;

/**
 * Whether an ARN is the one of this stage: `arn:aws:apigateway:REGION::/restapis/ID/stages/NAME`. What is composed in it is compared with
 * what the stage says of its API and of its name.
 */
const isArnOf = (arn: Field<string>, stage: RestStage): Answer => {
  const owner = partOf(stage.get('RestApiId'));
  const parts =
    arn.state === 'known' ? [String(arn.value)] : arn.state === 'unknown' && arn.reason.kind === 'intrinsic' ? partsOf(arn.reason) : [];
  const doubt = arn.state === 'unknown' ? undetermined(arn, arn.reason) : 'no';
  if (owner === undefined || (parts.length === 0 && arn.state === 'unknown')) return doubt;
  // Each part that is no text becomes a mark, and its number tells it apart.
  const text = parts.map((part, index) => (typeof part === 'string' ? part : `${MARK}${index}${MARK}`)).join('');
  const [, id, name] = STAGE_ARN.exec(text) ?? [];
  const partAt = (token: string): TextPart | undefined => {
    const [, index] = new RegExp(`^${MARK}(\\d+)${MARK}$`).exec(token) ?? [];
    return index === undefined ? (token.includes(MARK) ? undefined : token) : parts[Number(index)];
  };
  if (id === undefined || name === undefined) return parts.some(mayBeAnything) && !parts.some(isReference) ? doubt : 'no';
  const of = partAt(id);
  if (of === undefined || !sameThing(of, owner)) return of === undefined || mayBeAnything(of) ? doubt : 'no';
  const named = namesStage(partAt(name), stage);
  return named === undefined ? doubt : named ? 'yes' : 'no';
};

/** Whether an ARN is the one of a resource that has one of its own: where it leads is asked first. */
export const isArnOfResource = (arn: Field<string>, target: Reference<Anchor>, resource: Anchor): Answer => {
  if (target.state === 'found') return target.resource.subject === resource.subject ? 'yes' : 'no';
  if (arn.state !== 'unknown') return 'no';
  const parts = arn.reason.kind === 'intrinsic' ? partsOf(arn.reason) : [{ expression: arn.reason.kind }];
  return parts.some(mayBeAnything) ? undetermined(arn, arn.reason) : 'no';
};
