import type { DeclaredAccount } from './account.ts';
import { functionArn } from './lambda.ts';
import { queueArn } from './messaging.ts';
import type { Call } from './server.ts';

/** A statement of an identity policy, as far as parapet prints them. */
export interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

const last = (text: unknown): string => String(text).slice(String(text).lastIndexOf('/') + 1);

/** What IAM calls otherwise than S3. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const S3_ACTIONS: Readonly<Record<string, string>> = {
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  ListBuckets: 'ListAllMyBuckets',
};

/** What the ARN of a call's resource ends in, for services whose calls name their resource by a parameter. */
const pathOf = (operation: string, params: Call['params']): string | undefined => {
  switch (operation) {
    case 'DescribeEventBus':
      return `event-bus/${params.Name}`;
    case 'ListTargetsByRule':
      return `rule/${params.Rule}`;
    case 'DescribeArchive':
      return `archive/${params.ArchiveName}`;
    case 'GetSchedule':
      return `schedule/${params.groupName}/${params.Name}`;
    case 'DescribeConnection':
      return `connection/${params.Name}`;
    case 'DescribeIdentityPool':
      return `identitypool/${params.IdentityPoolId}`;
    case 'ListDataSources':
    case 'GetApiCache':
      return `apis/${params.apiId}`;
    case 'DescribePipe':
      return `pipe/${params.Name}`;
    case 'DescribeStateMachine':
      return String(params.stateMachineArn).split(':').slice(5).join(':');
    case 'DescribeStreamSummary':
      return `stream/${params.StreamName}`;
    case 'DescribeDeliveryStream':
      return `deliverystream/${params.DeliveryStreamName}`;
    case 'DescribeTable':
    case 'DescribeContinuousBackups':
      return `table/${params.TableName}`;
    default:
      return params.UserPoolId === undefined ? undefined : `userpool/${params.UserPoolId}`;
  }
};

/** What AWS looks up in a policy for a call: its action, and the resource that it is about; `*` where it is about none. */
export const authorizationOf = (
  { service, operation, params }: Call,
  account: DeclaredAccount,
): { readonly action: string; readonly resource: string } => {
  const { region } = account;
  const own = `${region}:${account.account}`;
  if (service === 'apigateway' || service === 'apigatewayv2') {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
    const [root, id] = service === 'apigateway' ? ['restapis', params.restApiId] : ['apis', params.ApiId];
    const part = operation.replace(/^(?:Get|List)/, '').toLowerCase();
    if (params.DomainName !== undefined)
      return { action: 'apigateway:GET', resource: `arn:aws:apigateway:${region}::/domainnames/${params.DomainName}/${part}` };
    if (part === 'domainnames' || part === 'usageplans')
      return { action: 'apigateway:GET', resource: `arn:aws:apigateway:${region}::/${part}` };
    const one = params.AuthorizerId === undefined ? part : `authorizers/${params.AuthorizerId}`;
    return { action: 'apigateway:GET', resource: `arn:aws:apigateway:${region}::/${root}${id === undefined ? '' : `/${id}/${one}`}` };
  }
  if (service === 's3' || service === 's3control') {
    const named = service === 's3control' ? 'GetAccountPublicAccessBlock' : (S3_ACTIONS[operation] ?? operation);
    return { action: `s3:${named}`, resource: params.Bucket === undefined ? '*' : `arn:aws:s3:::${params.Bucket}` };
  }
  const action = `${service}:${operation}`;
  const path = pathOf(operation, params);
  if (path !== undefined) return { action, resource: `arn:aws:${service}:${own}:${path}` };
  if (params.VersionNumber !== undefined)
    return { action, resource: `arn:aws:lambda:${own}:layer:${params.LayerName}:${params.VersionNumber}` };
  if (params.SecretId !== undefined) return { action, resource: String(params.SecretId) };
  if (service === 'codebuild' && Array.isArray(params.names))
    return { action, resource: `arn:aws:codebuild:${own}:project/${params.names[0]}` };
  const name = params.FunctionName;
  if (name !== undefined) {
    const arn = String(name).startsWith('arn:') ? String(name) : functionArn(account, String(name));
    return { action, resource: params.Qualifier === undefined ? arn : `${arn}:${params.Qualifier}` };
  }
  if (params.CodeSigningConfigArn !== undefined) return { action, resource: String(params.CodeSigningConfigArn) };
  if (params.KeyId !== undefined) return { action, resource: `arn:aws:kms:${own}:key/${last(params.KeyId)}` };
  if (params.QueueUrl !== undefined) return { action, resource: queueArn(account, last(params.QueueUrl)) };
  // IAM knows a subscription by its topic.
  if (params.SubscriptionArn !== undefined) return { action, resource: String(params.SubscriptionArn).replace(/:[^:]*$/, '') };
  if (params.TopicArn !== undefined) return { action, resource: String(params.TopicArn) };
  if (params.profileName !== undefined) return { action, resource: `arn:aws:signer:${own}:/signing-profiles/${params.profileName}` };
  return { action, resource: '*' };
};

/** Whether a policy of nothing but allowances lets a call through. Who one is may be asked without any. */
export const allows = (statements: readonly Statement[], call: Call, account: DeclaredAccount): boolean => {
  const { action, resource } = authorizationOf(call, account);
  return (
    action === 'sts:GetCallerIdentity' ||
    statements.some(
      ({ Effect, Action, Resource }) =>
        Effect === 'Allow' &&
        Action.includes(action) &&
        Resource.some((pattern) => pattern === '*' || (resource !== '*' && matches(pattern, resource))),
    )
  );
};
