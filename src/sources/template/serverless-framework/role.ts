import { intrinsicOf, type Node, textOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { unknownText, unknownVariable } from '../variable.ts';
import { arn, type Members, resource, type Value } from './build.ts';
import { releaseOf } from './release.ts';
import { composed, entriesOf, isAtEdge, isFalse, isSet, itemsOf, type ServerlessFunction, type Service, setting } from './service.ts';

/** The role that the functions of a service share. */
export const ROLE = 'IamRoleLambdaExecution';

/** A role that is there already, as its setting says. */
const given = (role: Node | undefined): Node | undefined =>
  textOf(role) !== undefined || intrinsicOf(role) !== undefined ? role : undefined;

/**
 * Where version 4 is told to make a role for a function alone: by the provider for all, or by the function.
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam
 */
const dedicated = ({ root, provider }: Service, { settings }: ServerlessFunction): Node | undefined => {
  const above = setting(provider, 'iam', 'role');
  if (releaseOf(root) !== 'other' || given(above) !== undefined || setting(provider, 'role') !== undefined) return undefined;
  const mode = setting(above, 'mode');
  if (mode !== undefined && textOf(mode) !== 'shared') return mode;
  const own = setting(settings, 'iam', 'role');
  return setting(own, 'statements') ?? setting(own, 'managedPolicies') ?? (unknownText(own) === undefined ? undefined : own);
};

/** The role that a function is given instead of the shared one. */
export const ownRole = (service: Service, of: ServerlessFunction): Node | undefined => {
  const said = setting(of.settings, 'role') ?? given(setting(service.provider, 'iam', 'role')) ?? setting(service.provider, 'role');
  const own = said === undefined ? dedicated(service, of) : undefined;
  return own === undefined ? said : unknownVariable(`the role of ${of.name} alone`, own.span);
};

/** The roles of functions alone, which are not read. */
export const ownRoleGaps = (service: Service): readonly ExpansionGap[] =>
  service.functions.flatMap((of) => {
    const own = setting(of.settings, 'role') === undefined ? dedicated(service, of) : undefined;
    if (own === undefined) return [];
    return [
      { span: own.span, reason: 'unread-setting', message: `The role that ${of.name} has alone is not read`, types: ['AWS::IAM::Role'] },
    ];
  });

/** What a role is as a property: an ARN, or the ARN of the resource that it names. */
export const roleArn = (role: Node | undefined): Value => {
  const text = textOf(role);
  if (text === undefined) return role ?? { 'Fn::GetAtt': [ROLE, 'Arn'] };
  return text.startsWith('arn:') && role !== undefined ? role : { 'Fn::GetAtt': [text, 'Arn'] };
};

/** Whether the shared role is made: not where every function has one already. */
export const sharesRole = (service: Service): boolean =>
  service.functions.length > 0 &&
  given(setting(service.provider, 'iam', 'role')) === undefined &&
  setting(service.provider, 'role') === undefined &&
  !service.functions.every((of) => setting(of.settings, 'role') !== undefined || dedicated(service, of) !== undefined);

/** The role `IamRoleLambdaExecution`: it may write the functions' logs, what the service says, and what the events need. */
export const sharedRole = (service: Service, statements: readonly Value[]): TemplateResource => {
  const { provider, name, stage, functions } = service;
  const iam = setting(provider, 'iam', 'role');
  const span = iam?.span ?? provider.span;
  const text = (of: Node): string | undefined => textOf(of);
  const prefix = composed(span, name, '-', stage);
  const logged = functions.filter(({ settings }) => !isSet(setting(settings, 'disableLogs')));
  const isCanonical = ({ deployedName }: ServerlessFunction): boolean => {
    const [deployed, start] = [text(deployedName), text(prefix)];
    return deployed === undefined || start === undefined || deployed.startsWith(start);
  };
  const groups: readonly (readonly [Node, string])[] = [
    ...logged.filter((each) => !isCanonical(each)).map(({ deployedName }) => [deployedName, ''] as const),
    ...(logged.some(isCanonical) ? [[prefix, '*'] as const] : []),
  ];
  const logs = (rest: string): readonly Value[] =>
    groups.map(([group, star]) => arn('arn:<partition>:logs:<region>:<account>:log-group:/aws/lambda/', group, `${star}${rest}`));
  const silent = functions.filter((each) => isSet(setting(each.settings, 'disableLogs')) && isCanonical(each));
  const deny: readonly Value[] =
    logged.some(isCanonical) && silent.length > 0
      ? [
          {
            Effect: 'Deny',
            Action: 'logs:PutLogEvents',
            Resource: silent.map(({ deployedName }) =>
              arn('arn:<partition>:logs:<region>:<account>:log-group:/aws/lambda/', deployedName, ':*'),
            ),
          },
        ]
      : [];
  const own = setting(iam, 'statements') ?? setting(provider, 'iamRoleStatements');
  const managed = setting(iam, 'managedPolicies') ?? setting(provider, 'iamManagedPolicies');
  const inVpc =
    setting(provider, 'vpc') !== undefined ||
    functions.some(({ settings }) => settings.entries.has('vpc') && !isFalse(setting(settings, 'vpc')));
  const managedPolicies = [
    ...itemsOf(managed),
    ...(inVpc ? [arn('arn:<partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole')] : []),
  ];
  const scheduled = functions.some(({ events }) =>
    events.some(({ kind, value }) => kind === 'schedule' && textOf(setting(value, 'method')) === 'scheduler'),
  );
  const edge = functions.some(isAtEdge);
  const principals: Members = {
    Service: ['lambda.amazonaws.com', ...(scheduled ? ['scheduler.amazonaws.com'] : []), ...(edge ? ['edgelambda.amazonaws.com'] : [])],
  };
  return resource(
    ROLE,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principals, Action: ['sts:AssumeRole'] }],
      },
      Policies: [
        {
          PolicyName: { 'Fn::Join': ['-', [name, stage, 'lambda']] },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'], Resource: logs(':*') },
              { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: logs(':*:*') },
              ...deny,
              ...itemsOf(own),
              ...statements,
            ],
          },
        },
      ],
      Path: setting(iam, 'path') ?? '/',
      RoleName: setting(iam, 'name') ?? { 'Fn::Join': ['-', [name, stage, { Ref: 'AWS::Region' }, 'lambdaRole']] },
      PermissionsBoundary:
        setting(iam, 'permissionsBoundary') ?? setting(iam, 'permissionBoundary') ?? setting(provider, 'rolePermissionsBoundary'),
      ManagedPolicyArns: managedPolicies.length === 0 ? undefined : managedPolicies,
      Tags:
        entriesOf(setting(iam, 'tags')).length === 0
          ? undefined
          : entriesOf(setting(iam, 'tags')).map(([Key, { value }]) => ({ Key, Value: value })),
    },
    span,
  );
};
