import type { Context, Field, Reads, Reference, Resource, Subjects } from '../../check.ts';
import type { Target, TextPart, UnknownReason } from '../../model/value.ts';
import { partsOf } from '../../model/world.ts';

/** What tells a stage apart, and the API that it serves. */
export const STAGE_READS = {
  'AWS::ApiGateway::Stage': ['RestApiId', 'StageName'],
  'AWS::ApiGateway::RestApi': ['EndpointConfiguration'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'StageName'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
} as const satisfies Reads;

/** The two types of a stage. */
export const STAGES = ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'] as const;

export type Stage = Subjects<typeof STAGE_READS, (typeof STAGES)[number]>;
export type RestStage = Resource<'AWS::ApiGateway::Stage', 'RestApiId' | 'StageName'>;
type StageContext = Context<typeof STAGE_READS, never>;

/** The API that a stage serves, where the input holds it. */
export const apiOf = (stage: Stage, context: StageContext) =>
  stage.type === 'AWS::ApiGateway::Stage'
    ? context.target(stage.get('RestApiId'), 'AWS::ApiGateway::RestApi')
    : context.target(stage.get('ApiId'), 'AWS::ApiGatewayV2::Api');

/** What a stage says of the API that it serves. */
export const ownerOf = (stage: Stage): Field<string> =>
  stage.type === 'AWS::ApiGateway::Stage' ? stage.get('RestApiId') : stage.get('ApiId');

/** Why the API of a stage cannot be looked at. */
export const whyNoApi = (api: Exclude<Reference<unknown>, { readonly state: 'found' }>): UnknownReason =>
  api.state === 'outside'
    ? { kind: 'outside', what: api.what }
    : api.state === 'unknown'
      ? api.reason
      : { kind: 'malformed', expected: 'the API of the stage' };

/** What people call a stage: its name where it has one and no more, whatever parameters and conditions say. */
export const titleOf = ({ id, raw }: Pick<Stage, 'id' | 'raw'>): string => {
  const name = raw.properties.StageName;
  return typeof name === 'string' && name !== '' ? name : id;
};

/** How messages call a stage: `stage prod of Orders`. */
export const nameOf = (stage: Stage, context: StageContext): string => {
  const api = apiOf(stage, context);
  const owner = api.state === 'found' ? ` of ${api.resource.id}` : '';
  return `stage ${titleOf(stage)}${owner}`;
};

/** The stage in the words that findings about one carry for machines. */
export const dataOf = (stage: Stage, context: StageContext): Readonly<Record<string, string>> => {
  const api = apiOf(stage, context);
  return { ...(api.state === 'found' ? { api: api.resource.id } : {}), stage: titleOf(stage) };
};

/** Whether a deployment made the stage, so that the template names it nowhere else. */
export const isDeployed = (stage: Pick<RestStage, 'attribute'>): boolean => stage.attribute('Deployment').state !== 'absent';

/**
 * Whether a deployment made the stage beside one that the template names. What that one has and this one lacks is
 * `api-hidden-stage`'s matter: the other checks of stages leave it alone.
 */
export const isHidden = (stage: Stage, context: StageContext): boolean => {
  if (!isDeployed(stage)) return false;
  const api = apiOf(stage, context);
  return (
    api.state === 'found' && context.referrers(api.resource, 'AWS::ApiGateway::Stage', 'RestApiId').some((other) => !isDeployed(other))
  );
};

/** Whether a REST API can be reached from within a VPC alone; `undefined` where that is not known. */
export const isPrivate = (api: Resource<'AWS::ApiGateway::RestApi', 'EndpointConfiguration'>): boolean | undefined => {
  const types = api.get('EndpointConfiguration').get('Types');
  const items = types.items();
  if (items.some((type) => type.state === 'known' && type.value === 'PRIVATE')) return true;
  return types.state === 'unknown' || items.some(({ state }) => state === 'unknown') ? undefined : false;
};

/** Why it is not known whether a REST API is private. */
export const unknownTypes = (api: Resource<'AWS::ApiGateway::RestApi', 'EndpointConfiguration'>): UnknownReason => {
  const types = api.get('EndpointConfiguration').get('Types');
  const [unread] = [types, ...types.items()].flatMap((field) => (field.state === 'unknown' ? [field.reason] : []));
  return unread ?? { kind: 'malformed', expected: 'endpoint types' };
};

/** Whether what names a stage names this one: its name, a reference to it, or what its own name is; `undefined` where that cannot be said. */
export const namesStage = (part: TextPart | undefined, stage: RestStage): boolean | undefined => {
  const name: Field<string> = stage.get('StageName');
  if (typeof part === 'string') return name.state === 'known' ? String(name.value) === part : undefined;
  if (part === undefined) return undefined;
  if ('target' in part) return part.target.id === stage.id || isStageOf(part.target, stage);
  if (!('expression' in part) || name.state !== 'unknown' || name.reason.kind !== 'intrinsic') return undefined;
  return name.reason.expression === part.expression ? true : undefined;
};

/** SAM calls the stage that it makes of an API `Api.Stage`: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html */
const isStageOf = ({ id, attribute }: Target, stage: RestStage): boolean =>
  attribute === 'Stage' && stage.subject.madeBy === id && !isDeployed(stage);

/** A text as the one part that it is; `undefined` where it is composed of several, or not known at all. */
export const partOf = (field: Field<string>): TextPart | undefined => {
  if (field.state === 'known') return String(field.value);
  if (field.state !== 'unknown' || field.reason.kind !== 'intrinsic') return undefined;
  const parts = partsOf(field.reason);
  return parts.length === 1 ? parts[0] : undefined;
};
