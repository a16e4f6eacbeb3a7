import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, list, member, type Node, scalar, textOf } from '../node.ts';
import { ifOf, isNoValue } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';
import { choose, entryOf, getAtt, isTrue, made, object, pick, ref, sub, texts } from './make.ts';
import { managedPolicyArn } from './managed-policy.ts';
import { trust } from './policy.ts';

/** What all functions that are deployed bit by bit share: made once, however many they are. */
export const DEPLOYMENT = { application: 'ServerlessDeploymentApplication', role: 'CodeDeployServiceRole' } as const;

/** The ways to shift traffic that CodeDeploy has under a name that SAM leaves the beginning of. */
const PREDEFINED = /^(?:AllAtOnce|(?:Canary10Percent(?:5|10|15|30)Minutes?|Linear10PercentEvery(?:1|2|3|10)Minutes?))$/;

const isOff = (node: Node | undefined): boolean => node !== undefined && (!isTrue(node) || ['false', 'False'].includes(textOf(node) ?? ''));

const configurationOf = (type: Node): Node => {
  const parts = ifOf(type);
  if (parts) return choose(parts.condition, configurationOf(parts.then), configurationOf(parts.else), type.span);
  return PREDEFINED.test(textOf(type) ?? '') ? sub('CodeDeployDefault.Lambda<ConfigName>', type.span, { ConfigName: type }) : type;
};

const alarmsOf = (alarms: Node): Node => {
  const parts = ifOf(alarms);
  if (parts) return choose(parts.condition, alarmsOf(parts.then), alarmsOf(parts.else), alarms.span);
  if (alarms.kind !== 'list') return alarms;
  const named = alarms.items.map((Name) => object({ Name }, Name.span));
  return object({ Enabled: scalar(true, alarms.span), Alarms: list(named, alarms.span) }, alarms.span);
};

/** CodeDeploy's application, role and group that shift traffic to a function's alias. SAM makes them whether or not its condition holds. */
export const deploymentOf = (of: SamResource): readonly TemplateResource[] => {
  const entry = entryOf(of.properties, 'DeploymentPreference');
  if (entry?.value.kind !== 'map' || intrinsicOf(entry.value) || isOff(member(entry.value, 'Enabled'))) return [];
  const { key: span, value } = entry;
  const type = member(value, 'Type');
  if (type === undefined) return [];
  const passes = ['true', 'True'].includes(literal(member(value, 'PassthroughCondition')));
  const owner: SamResource = passes ? of : { ...of, conditions: [] };
  const own = member(value, 'Role');
  const alarms = member(value, 'Alarms');
  return [
    made(owner, DEPLOYMENT.application, 'AWS::CodeDeploy::Application', { ComputePlatform: scalar('Lambda', span) }, span),
    ...(isTrue(own) ? [] : [serviceRole(owner, span)]),
    made(
      owner,
      `${of.id}DeploymentGroup`,
      'AWS::CodeDeploy::DeploymentGroup',
      {
        ApplicationName: ref(DEPLOYMENT.application, span),
        AlarmConfiguration: alarms && isTrue(alarms) && !isNoValue(alarms) ? alarmsOf(alarms) : undefined,
        AutoRollbackConfiguration: object(
          {
            Enabled: scalar(true, span),
            Events: texts(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'], span),
          },
          span,
        ),
        DeploymentConfigName: configurationOf(type),
        DeploymentStyle: object(
          { DeploymentType: scalar('BLUE_GREEN', span), DeploymentOption: scalar('WITH_TRAFFIC_CONTROL', span) },
          span,
        ),
        ServiceRoleArn: own && isTrue(own) ? own : getAtt(DEPLOYMENT.role, 'Arn', span),
        ...pick(value, ['TriggerConfigurations']),
      },
      span,
    ),
  ];
};

const literal = (node: Node | undefined): string => (node?.kind === 'scalar' ? String(node.value) : '');

const serviceRole = (of: SamResource, span: Span): TemplateResource =>
  made(
    of,
    DEPLOYMENT.role,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trust('codedeploy.amazonaws.com', span),
      ManagedPolicyArns: list([managedPolicyArn('service-role/AWSCodeDeployRoleForLambda', span)], span),
    },
    span,
  );
