import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { Made, SamResource } from './context.ts';
import profiles from './data/connectors.json' with { type: 'json' };
import { entryOf, getAtt, made, object, ref } from './make.ts';
import { policyDocument } from './policy.ts';
import { type Entry, filledMembers, namesIn } from './table.ts';
import { refused } from './unread.ts';

/** What a connector makes of its two ends, and for which of them. */
interface Profile {
  readonly makes: string;
  readonly of: string;
  /** The sets of permissions that are allowed, where not any may be left out. */
  readonly together?: readonly (readonly string[])[];
  readonly access: Readonly<Record<string, unknown>>;
}

const PROFILES: ReadonlyMap<string, Profile> = new Map(
  Object.entries(profiles).flatMap(([source, destinations]) =>
    Object.entries(destinations).map(([destination, profile]): [string, Profile] => [`${source} ${destination}`, profile]),
  ),
);

/** SAM's types that an end without `Id` may have. */
const MADE_TYPES: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'AWS::Lambda::Function'],
  ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'],
  ['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'],
  ['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'],
  ['AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table'],
]);

/** Types whose `Ref` is their ARN. */
const REF_IS_ARN = new Set(['AWS::StepFunctions::StateMachine', 'AWS::AppSync::GraphQLApi', 'AWS::AppSync::DataSource', 'AWS::SNS::Topic']);
const APIS = new Set(['AWS::ApiGatewayV2::Api', 'AWS::ApiGateway::RestApi']);
const ROLES: ReadonlyMap<string, string> = new Map([
  ['AWS::Lambda::Function', 'Role'],
  ['AWS::StepFunctions::StateMachine', 'RoleArn'],
  ['AWS::AppSync::DataSource', 'ServiceRoleArn'],
]);

/** One of a connector's two ends. */
interface End {
  readonly type: string;
  readonly members: Readonly<Partial<Record<'Arn' | 'RoleName' | 'QueueUrl' | 'ResourceId' | 'Name' | 'Qualifier', Node>>>;
}

/** The logical id that `Ref` or `Fn::GetAtt` names. */
const namedBy = (node: Node | undefined): string | undefined => {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === 'Ref') return textOf(intrinsic.argument);
  if (intrinsic?.name !== 'Fn::GetAtt') return undefined;
  const { argument } = intrinsic;
  return argument.kind === 'list' ? textOf(argument.items[0]) : textOf(argument)?.split('.')[0];
};

/** The role of a rule is that of the target which the connector leads to. */
const ruleRole = (properties: Node | undefined, other: Node | undefined): Node | undefined => {
  const targets = member(properties, 'Targets');
  const id = textOf(member(other, 'Id'));
  const target =
    targets?.kind === 'list' && id !== undefined ? targets.items.find((item) => namedBy(member(item, 'Arn')) === id) : undefined;
  return member(target, 'RoleArn');
};

const endOf = (node: Node | undefined, other: Node | undefined, resources: ReadonlyMap<string, TemplateResource>): End | string => {
  if (node?.kind !== 'map' || intrinsicOf(node)) return 'an end of it cannot be read';
  const given = (name: string) => member(node, name);
  if (given('Id') === undefined) {
    const type = textOf(given('Type'));
    if (type === undefined) return 'an end of it has neither Id nor Type';
    const members: Record<string, Node> = {};
    for (const name of ['Arn', 'RoleName', 'QueueUrl', 'ResourceId', 'Name', 'Qualifier']) {
      const value = given(name);
      if (value !== undefined) members[name] = value;
    }
    return { type: MADE_TYPES.get(type) ?? type, members };
  }
  const id = textOf(given('Id'));
  const resource = id === undefined ? undefined : resources.get(id);
  if (id === undefined || resource === undefined) return `there is no resource ${id ?? 'that its Id names'}`;
  if ([...node.entries.keys()].some((name) => name !== 'Id' && name !== 'Qualifier')) return 'an end of it has more than Id and Qualifier';
  const { span } = node;
  const { type, properties } = resource;
  const role =
    type === 'AWS::Events::Rule' ? ruleRole(properties, other) : member(properties, ROLES.get(type) ?? 'a property that none has');
  const roleId = namedBy(role);
  const qualifier = given('Qualifier') ?? (APIS.has(type) ? scalar('*', span) : undefined);
  const resourceId = APIS.has(type) ? ref(id, span) : type === 'AWS::AppSync::GraphQLApi' ? getAtt(id, 'ApiId', span) : undefined;
  return {
    type,
    members: {
      Arn: REF_IS_ARN.has(type) ? ref(id, span) : getAtt(id, 'Arn', span),
      ...(roleId === undefined ? {} : { RoleName: ref(roleId, span) }),
      ...(type === 'AWS::SQS::Queue' ? { QueueUrl: ref(id, span) } : {}),
      ...(resourceId ? { ResourceId: resourceId } : {}),
      ...(type === 'AWS::StepFunctions::StateMachine' ? { Name: getAtt(id, 'Name', span) } : {}),
      ...(qualifier ? { Qualifier: qualifier } : {}),
    },
  };
};

/** What a connector asks for: its two ends, and the permissions between them. */
export interface Connection {
  readonly source: Node | undefined;
  readonly destination: Node | undefined;
  readonly permissions: readonly string[];
  /** Ends the ids of what is made, where there are several destinations. */
  readonly suffix: string;
  readonly span: Span;
}

/** The resources that join two ends, or why there are none. */
export const connect = (
  of: SamResource,
  connection: Connection,
  resources: ReadonlyMap<string, TemplateResource>,
): readonly TemplateResource[] | string => {
  const { permissions, suffix, span } = connection;
  const source = endOf(connection.source, connection.destination, resources);
  if (typeof source === 'string') return source;
  const destination = endOf(connection.destination, connection.source, resources);
  if (typeof destination === 'string') return destination;
  const profile = PROFILES.get(`${source.type} ${destination.type}`);
  if (profile === undefined) return `SAM has no connector from ${source.type} to ${destination.type}`;
  const together = profile.together?.map((names) => names.join());
  const isAllowed = permissions.length > 0 && permissions.every((name) => Object.hasOwn(profile.access, name));
  if (!isAllowed || (together && !together.includes([...permissions].sort().join())))
    return `SAM gives no such permissions from ${source.type} to ${destination.type}`;
  const granted = Object.entries(profile.access).filter(([name]) => permissions.includes(name));
  const values = new Map<string, Node>();
  for (const [end, { members }] of [
    ['Source', source],
    ['Destination', destination],
  ] as const)
    for (const [name, node] of Object.entries(members)) values.set(`${end}.${name}`, node);
  const missing = [...namesIn(granted as Entry)].find((name) => !values.has(name));
  if (missing !== undefined) return `its ${missing} is not known`;
  const subject = profile.of === 'Source' ? source.members : destination.members;
  const make = (id: string, type: string, members: Parameters<typeof made>[3]) => made(of, `${of.id}${id}${suffix}`, type, members, span);

  if (profile.makes === 'permission') {
    const FunctionName = subject.Arn;
    if (FunctionName === undefined) return 'the ARN of its function is not known';
    return granted.map(([name, members]) =>
      make(`${name}LambdaPermission`, 'AWS::Lambda::Permission', {
        FunctionName,
        ...filledMembers(members as { [name: string]: Entry }, values, span),
      }),
    );
  }
  const PolicyDocument = policyDocument(
    granted.flatMap(([, statements]) =>
      (statements as { [name: string]: Entry }[]).map((statement) => filledMembers(statement, values, span)),
    ),
    span,
  );
  const on = profile.makes === 'role' ? subject.RoleName : profile.makes === 'queue' ? subject.QueueUrl : subject.Arn;
  if (on === undefined) return `the ${profile.makes} that its policy is for is not known`;
  const target = list([on], span);
  if (profile.makes === 'role') return [make('Policy', 'AWS::IAM::ManagedPolicy', { PolicyDocument, Roles: target })];
  if (profile.makes === 'queue') return [make('QueuePolicy', 'AWS::SQS::QueuePolicy', { PolicyDocument, Queues: target })];
  return [make('TopicPolicy', 'AWS::SNS::TopicPolicy', { PolicyDocument, Topics: target })];
};

/** `AWS::Serverless::Connector`: what lets one resource use others. `resources` are those that the rest of the template became. */
export const expandConnector = (of: SamResource, resources: ReadonlyMap<string, TemplateResource>): Made => {
  const destination = entryOf(of.properties, 'Destination');
  const several = destination?.value.kind === 'list';
  const destinations = destination === undefined ? [] : destination.value.kind === 'list' ? destination.value.items : [destination.value];
  const given = member(of.properties, 'Permissions');
  const permissions = given?.kind === 'list' ? given.items.map(textOf).filter((name) => name !== undefined) : [];
  if (destinations.length === 0) return refused(of, 'it has no Destination');
  const result = { resources: [] as TemplateResource[], gaps: [] as Made['gaps'][number][] };
  for (const [index, node] of destinations.entries()) {
    const connection = { source: member(of.properties, 'Source'), destination: node, permissions, span: of.span };
    const joined = connect(of, { ...connection, suffix: several ? `Destination${index}` : '' }, resources);
    if (typeof joined === 'string') result.gaps.push(...refused(of, joined).gaps);
    else result.resources.push(...joined);
  }
  return result;
};

const CONNECTOR = 'AWS::Serverless::Connector';

/** The connectors that stand within the resources that they begin at. */
export const embeddedConnectors = (root: Node, resources: readonly TemplateResource[]): readonly TemplateResource[] =>
  resources.flatMap((resource) => {
    const connectors = member(member(member(root, 'Resources'), resource.id), 'Connectors');
    if (connectors?.kind !== 'map') return [];
    return [...connectors.entries].map(([name, { key: span, value }]): TemplateResource => {
      const properties = member(value, 'Properties');
      const reference = member(properties, 'SourceReference');
      const condition = member(value, 'Condition');
      const end = object({ Id: scalar(resource.id, span) }, span);
      return {
        id: `${resource.id}${name}`,
        type: CONNECTOR,
        properties: object(
          {
            Source:
              reference?.kind === 'map'
                ? object({ ...Object.fromEntries(reference.entries), ...Object.fromEntries(end.entries) }, span)
                : end,
            Destination: entryOf(properties, 'Destination'),
            Permissions: entryOf(properties, 'Permissions'),
          },
          span,
        ),
        conditions: condition ? [object({ Condition: condition }, span)] : [],
        metadata: undefined,
        span,
      };
    });
  });
