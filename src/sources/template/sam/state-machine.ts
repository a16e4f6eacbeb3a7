import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, member, type Node, textOf } from '../node.ts';
import { isNoValue } from '../routes/branches.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { bucketObject } from './code.ts';
import type { ExpandResource, SamResource } from './context.ts';
import { mapOr } from './events/api-events.ts';
import { ruleOf, scheduleOf } from './events/rules.ts';
import { entryOf, getAtt, isTrue, made, pick, ref, tagList } from './make.ts';
import { inlinePolicy, trust } from './policy.ts';
import { roleOf } from './role.ts';

/** The role with which a service starts the state machine. */
const startRole = (of: SamResource, id: string, machine: Node, service: string, span: Span): TemplateResource =>
  made(
    of,
    `${id}Role`,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trust(service, span),
      Policies: list([inlinePolicy(`${id}RoleStartExecutionPolicy`, ['states:StartExecution'], machine, span)], span),
      ...pick(of.properties, ['PermissionsBoundary']),
    },
    span,
  );

const RULES = new Set(['Schedule', 'CloudWatchEvent', 'EventBridgeRule']);

const eventResources = (
  of: SamResource,
  machine: string,
): { readonly resources: readonly TemplateResource[]; readonly gaps: readonly ExpansionGap[] } => {
  const events = member(of.properties, 'Events');
  if (events?.kind !== 'map' || intrinsicOf(events)) return { resources: [], gaps: [] };
  const gaps: ExpansionGap[] = [];
  const resources = [...events.entries].flatMap(([name, { key: span, value }]) => {
    const type = textOf(member(value, 'Type')) ?? '';
    const properties = mapOr(member(value, 'Properties'), span);
    const id = `${of.id}${name}`;
    if (properties === undefined || !(RULES.has(type) || type === 'ScheduleV2' || type === 'Api')) {
      gaps.push({
        span,
        reason: 'unreadable',
        message: `${of.id}: event ${name} cannot be read`,
        types: ['AWS::Events::Rule', 'AWS::ApiGateway::Method'],
      });
      return [];
    }
    const target = { owner: of, id, properties, span, arn: ref(machine, span) };
    if (type === 'ScheduleV2') return scheduleOf(target, 'states:StartExecution');
    const own = type === 'Api' ? undefined : member(properties, 'RoleArn');
    const role = own ? [] : [startRole(of, id, target.arn, type === 'Api' ? 'apigateway.amazonaws.com' : 'events.amazonaws.com', span)];
    return type === 'Api' ? role : [...ruleOf({ ...target, role: own ?? getAtt(`${id}Role`, 'Arn', span) }), ...role];
  });
  return { resources, gaps };
};

const alias = (of: SamResource): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'AutoPublishAlias');
  if (entry === undefined || !isTrue(entry.value) || isNoValue(entry.value)) return [];
  const version = made(
    of,
    `${of.id}Version`,
    'AWS::StepFunctions::StateMachineVersion',
    { StateMachineArn: ref(of.id, entry.key) },
    entry.key,
  );
  return [
    version,
    made(of, `${of.id}Alias${textOf(entry.value) ?? ''}`, 'AWS::StepFunctions::StateMachineAlias', { Name: entry }, entry.key),
  ];
};

const traced = (of: SamResource): boolean => isTrue(member(member(of.properties, 'Tracing'), 'Enabled'));

/** `AWS::Serverless::StateMachine`: the state machine, its role, and what starts it. Its API events' routes are made with the API. */
export const expandStateMachine: ExpandResource = (of) => {
  const { properties, span } = of;
  const role = entryOf(properties, 'Role');
  const uri = entryOf(properties, 'DefinitionUri');
  const location: Node | undefined = uri && bucketObject(uri.value, { bucket: 'Bucket', key: 'Key', version: 'Version' });
  const tags = entryOf(properties, 'Tags');
  const machine = made(of, of.id, 'AWS::StepFunctions::StateMachine', {
    StateMachineName: entryOf(properties, 'Name'),
    StateMachineType: entryOf(properties, 'Type'),
    Definition: entryOf(properties, 'Definition'),
    DefinitionS3Location: uri && { key: uri.key, value: location ?? uri.value },
    ...pick(properties, ['DefinitionSubstitutions']),
    RoleArn: role ?? getAtt(`${of.id}Role`, 'Arn', span),
    LoggingConfiguration: entryOf(properties, 'Logging'),
    TracingConfiguration: entryOf(properties, 'Tracing'),
    Tags: tags && { key: tags.key, value: tagList(tags.value) ?? tags.value },
  });
  const own = role
    ? []
    : [
        roleOf(of, {
          trust: trust('states.amazonaws.com', span),
          managed: traced(of) ? ['AWSXrayWriteOnlyAccess'] : [],
          inline: [],
          span,
        }),
      ];
  const published = alias(of);
  const target = isTrue(member(properties, 'UseAliasAsEventTarget')) ? published.at(-1) : undefined;
  const events = eventResources(of, target?.id ?? of.id);
  return { resources: [machine, ...own, ...published, ...events.resources], gaps: events.gaps };
};
