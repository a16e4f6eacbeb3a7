import { createHash } from 'node:crypto';
import type { Span } from '../../text/source-file.ts';
import { type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { unknownVariable } from '../variable.ts';
import { arn, type Members, resource, type Value } from './build.ts';
import { functionId, normalized } from './naming.ts';
import { releaseOf } from './release.ts';
import { composed, isSet, type Service, setting, settingEntry } from './service.ts';

/** What the framework does by a function of its own, as CloudFormation cannot or could not: the function's name, and where its handler is. */
const FUNCTIONS = {
  apiAccount: { name: 'custom-resource-apigw-cw-role', handler: 'api-gateway-cloud-watch-role' },
  existingBucket: { name: 'custom-resource-existing-s3', handler: 's3' },
  existingUserPool: { name: 'custom-resource-existing-cup', handler: 'cognito-user-pool' },
  eventBridge: { name: 'custom-resource-event-bridge', handler: 'event-bridge' },
} as const;

/** One thing that such a function is asked to do. */
export interface Custom {
  readonly by: keyof typeof FUNCTIONS;
  /** The logical id of the custom resource that asks for it. */
  readonly id: string;
  /** Its type: `Custom::S3`. */
  readonly type: string;
  readonly properties: Members;
  /** What the function's role gets to do for it. */
  readonly statements: readonly Value[];
  /** The setting that wants it. */
  readonly span: Span;
}

/** The runtime of these functions in the last open release; others had and have other ones. */
const RUNTIME = 'nodejs18.x';
const ROLE = 'IamRoleCustomResourcesLambdaExecution';
const MAX_NAME = 64;

/** https://github.com/serverless/serverless/blob/v3.40.0/lib/plugins/aws/custom-resources/index.js */
const nameOf = (name: string, span: Span, { name: service, stage }: Service): Node => {
  const whole = composed(span, service, '-', stage, `-${name}`);
  const text = textOf(whole);
  if (text === undefined || text.length <= MAX_NAME) return whole;
  return scalar(`${text.slice(0, MAX_NAME / 2)}${createHash('md5').update(text).digest('hex')}`, span);
};

const roleOf = (customs: readonly Custom[], span: Span, { provider, name, stage }: Service): TemplateResource => {
  const logs = (rest: string) => [
    arn('arn:<partition>:logs:<region>:<account>:log-group:/aws/lambda/', composed(span, name, '-', stage), rest),
  ];
  return resource(
    ROLE,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] }],
      },
      Policies: [
        {
          PolicyName: { 'Fn::Join': ['-', [stage, name, 'custom-resources-lambda']] },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              ...(isSet(setting(provider, 'logs', 'frameworkLambda'))
                ? [
                    {
                      Effect: 'Allow',
                      Action: ['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'],
                      Resource: logs('*:*'),
                    },
                    { Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: logs('*:*:*') },
                  ]
                : []),
              ...customs.flatMap(({ statements }) => statements),
            ],
          },
        },
      ],
    },
    span,
  );
};

/** The custom resources of a service, the framework's own functions that carry them out, and the role that these share. */
export const customResources = (customs: readonly Custom[], service: Service): readonly TemplateResource[] => {
  const [first] = customs;
  if (first === undefined) return [];
  const { provider, root } = service;
  const deploymentRole = setting(provider, 'iam', 'deploymentRole') ?? setting(provider, 'cfnRole');
  const bucket = setting(provider, 'deploymentBucket', 'name') ?? setting(provider, 'deploymentBucket');
  const byFunction = new Map(customs.map((custom) => [custom.by, custom]).reverse() as [Custom['by'], Custom][]);
  const functions = [...byFunction].flatMap(([by, { span }]) => {
    const { name, handler } = FUNCTIONS[by];
    const FunctionName = nameOf(name, span, service);
    const made = resource(
      functionId(name),
      'AWS::Lambda::Function',
      {
        Code: { S3Bucket: textOf(bucket) === undefined ? { Ref: 'ServerlessDeploymentBucket' } : bucket, S3Key: 'custom-resources.zip' },
        FunctionName,
        Handler: `${handler}/handler.handler`,
        MemorySize: 1024,
        Runtime:
          releaseOf(root) === 'last-open' ? RUNTIME : unknownVariable("the runtime of the Serverless Framework's own functions", span),
        Timeout: 180,
        Role: deploymentRole ?? { 'Fn::GetAtt': [ROLE, 'Arn'] },
      },
      span,
    );
    if (!isSet(setting(provider, 'logs', 'frameworkLambda'))) return [made];
    return [
      made,
      resource(
        `${normalized(name)}LogGroup`,
        'AWS::Logs::LogGroup',
        {
          LogGroupName: composed(span, '/aws/lambda/', FunctionName),
          RetentionInDays: settingEntry(provider, 'logRetentionInDays'),
          DataProtectionPolicy: settingEntry(provider, 'logDataProtectionPolicy'),
        },
        span,
      ),
    ];
  });
  const asked = [...new Map(customs.map((custom) => [custom.id, custom])).values()].map(({ by, id, type, properties, span }) =>
    resource(id, type, { ServiceToken: { 'Fn::GetAtt': [functionId(FUNCTIONS[by].name), 'Arn'] }, ...properties }, span),
  );
  return [...(deploymentRole === undefined ? [roleOf(customs, first.span, service)] : []), ...functions, ...asked];
};

/** Lets API Gateway write logs in this account: what a REST or WebSocket API with logs needs once, unless someone else sees to it. */
export const apiAccount = ({ provider }: Service, span: Span): readonly Custom[] => {
  const restApi = setting(provider, 'logs', 'restApi');
  if (isSet(setting(restApi, 'roleManagedExternally'))) return [];
  return [
    {
      by: 'apiAccount',
      id: 'CustomApiGatewayAccountCloudWatchRole',
      type: 'Custom::ApiGatewayAccountRole',
      properties: { RoleArn: settingEntry(restApi, 'role') },
      statements: [
        {
          Effect: 'Allow',
          Resource: arn('arn:<partition>:iam::<account>:role/*'),
          Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:ListAttachedRolePolicies', 'iam:PassRole'],
        },
        { Effect: 'Allow', Resource: arn('arn:<partition>:apigateway:*::/account'), Action: ['apigateway:GET', 'apigateway:PATCH'] },
      ],
      span,
    },
  ];
};

/** Lets such a function allow callers of the service's functions. */
export const PERMITTING: Value = {
  Effect: 'Allow',
  Resource: arn('arn:<partition>:lambda:<region>:<account>:function:*'),
  Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
};
