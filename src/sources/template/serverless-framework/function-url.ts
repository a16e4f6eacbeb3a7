import { type Node, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { unknownText } from '../variable.ts';
import { type Members, resource, type Value } from './build.ts';
import { normalized } from './naming.ts';
import { isSet, type ServerlessFunction, setting, settingEntry } from './service.ts';

const HEADERS = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token', 'X-Amzn-Trace-Id'];

/** https://www.serverless.com/framework/docs/providers/aws/guide/functions#lambda-function-urls */
const corsOf = (cors: Node): Members => {
  const own = (name: string, otherwise: Value): Value | undefined =>
    cors.kind === 'map' && cors.entries.has(name) ? settingEntry(cors, name) : otherwise;
  return {
    AllowCredentials: isSet(setting(cors, 'allowCredentials')) ? settingEntry(cors, 'allowCredentials') : undefined,
    AllowHeaders: own('allowedHeaders', HEADERS),
    AllowMethods: own('allowedMethods', ['*']),
    AllowOrigins: own('allowedOrigins', ['*']),
    ExposeHeaders: settingEntry(cors, 'exposedResponseHeaders'),
    MaxAge: settingEntry(cors, 'maxAge'),
  };
};

/** A function's URL, and who may call it where it authenticates nobody. */
export const functionUrl = (of: ServerlessFunction): readonly TemplateResource[] => {
  const entry = settingEntry(of.settings, 'url');
  if (entry === undefined || !isSet(entry.value)) return [];
  const { key: span, value: url } = entry;
  const authorizer = setting(url, 'authorizer');
  const unknown = unknownText(authorizer) ?? unknownText(url);
  const isClosed = textOf(authorizer) === 'aws_iam';
  const auth: Value = unknown === undefined ? (isClosed ? 'AWS_IAM' : 'NONE') : (authorizer ?? url);
  const cors = setting(url, 'cors');
  const made = resource(
    `${normalized(of.name)}LambdaFunctionUrl`,
    'AWS::Lambda::Url',
    {
      AuthType:
        authorizer === undefined || unknown !== undefined
          ? auth
          : { key: authorizer.span, value: { ...authorizer, ...literal(auth, authorizer) } },
      TargetFunctionArn: of.target,
      Cors: cors !== undefined && isSet(cors) ? corsOf(cors) : undefined,
      InvokeMode: textOf(setting(url, 'invokeMode')) === 'RESPONSE_STREAM' ? settingEntry(url, 'invokeMode') : undefined,
    },
    span,
  );
  if (isClosed || unknown !== undefined) return [made];
  return [
    made,
    resource(
      `${normalized(of.name)}LambdaPermissionFnUrl`,
      'AWS::Lambda::Permission',
      { FunctionName: of.target, Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' },
      span,
    ),
  ];
};

const literal = (value: Value, at: Node): Node => ({ kind: 'scalar', value: typeof value === 'string' ? value : null, span: at.span });
