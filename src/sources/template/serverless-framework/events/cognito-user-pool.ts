import { textOf } from '../../node.ts';
import { arn, arnOf, type Made, resource, together, type Value } from '../build.ts';
import type { Custom } from '../custom-resources.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { type FunctionEvent, isFalse, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

/** https://www.serverless.com/framework/docs/providers/aws/events/cognito-user-pool#using-existing-pools */
const existingUserPool = ({ value, span, owner }: FunctionEvent): Custom => ({
  by: 'existingUserPool',
  id: `${normalized(owner.name)}CustomCognitoUserPool1`,
  type: 'Custom::CognitoUserPool',
  properties: {
    FunctionName: owner.deployedName,
    UserPoolName: settingEntry(value, 'pool'),
    UserPoolConfigs: [{ Trigger: settingEntry(value, 'trigger'), KMSKeyID: settingEntry(value, 'kmsKeyId') }],
  },
  statements: [
    {
      Effect: 'Allow',
      Resource: '*',
      Action: ['cognito-idp:ListUserPools', 'cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'],
    },
    {
      Effect: 'Allow',
      Resource: arn('arn:<partition>:lambda:*:*:function:', owner.deployedName),
      Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
    },
    { Effect: 'Allow', Resource: arn('arn:<partition>:iam::*:role/*'), Action: ['iam:PassRole'] },
  ],
  span,
});

const SENDERS = new Set(['CustomSMSSender', 'CustomEmailSender']);

/** https://www.serverless.com/framework/docs/providers/aws/events/cognito-user-pool */
export const cognitoUserPoolEvents = (events: readonly FunctionEvent[]): Made => {
  const pools = new Map<string, { readonly event: FunctionEvent; readonly triggers: Record<string, Value> }>();
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    const [pool, trigger] = [textOf(setting(value, 'pool')), textOf(setting(value, 'trigger'))];
    const existing = setting(value, 'existing');
    if (existing !== undefined && !isFalse(existing))
      return {
        resources: [],
        customs: [existingUserPool(event)],
        gaps: [
          {
            span,
            reason: 'custom-resource',
            message: `${owner.name}: what the framework's own function adds to a user pool that is there already is not read`,
            types: ['AWS::Lambda::Permission'],
          },
        ],
      };
    if (pool === undefined || trigger === undefined) return unknownEvent(event, ['AWS::Cognito::UserPool', 'AWS::Lambda::Permission']);
    const known = pools.get(pool) ?? { event, triggers: {} };
    const isSender = SENDERS.has(trigger);
    known.triggers[trigger] = isSender ? { LambdaArn: owner.target, LambdaVersion: 'V1_0' } : owner.target;
    const key = settingEntry(value, 'kmsKeyId');
    if (isSender && key !== undefined) known.triggers.KMSKeyID = key;
    pools.set(pool, known);
    return {
      resources: [
        permission(
          `${normalized(owner.name)}LambdaPermissionCognitoUserPool${alphanumeric(pool)}TriggerSource${alphanumeric(trigger)}`,
          owner.target,
          'cognito-idp.amazonaws.com',
          arnOf(`CognitoUserPool${alphanumeric(pool)}`),
          span,
        ),
      ],
    };
  });
  const poolResources = [...pools].map(([pool, { event, triggers }]) =>
    resource(`CognitoUserPool${alphanumeric(pool)}`, 'AWS::Cognito::UserPool', { UserPoolName: pool, LambdaConfig: triggers }, event.span),
  );
  return together([...parts, { resources: poolResources }]);
};
