import { type Entry, intrinsicOf, member, type Node, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { ExpandResource, SamResource } from '../context.ts';
import { entryOf, made, pick, ref, sub } from '../make.ts';
import { authorizerPermission } from './authorizers.ts';
import { httpDomain } from './domain.ts';

/** `$connect` becomes `Connect` in a logical id. */
const idPart = (routeKey: string): string => {
  const word = routeKey.replace('$', '');
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
};

/** Only `$connect` is authorized: whoever has connected may send. */
const protection = (of: SamResource, routeKey: string) => {
  const auth = entryOf(of.properties, 'Auth');
  if (routeKey !== '$connect' || auth === undefined) return {};
  if (intrinsicOf(auth.value)) return { AuthorizationType: auth.value };
  const type = entryOf(auth.value, 'AuthType');
  const name = textOf(type?.value);
  const AuthorizerId = name === 'CUSTOM' ? ref(`${of.id}ConnectAuthorizer`, auth.key) : undefined;
  return { AuthorizationType: type && name !== undefined ? { key: type.key, value: scalar(name, type.value.span) } : type, AuthorizerId };
};

const invocation = (arn: Entry | undefined, span: Entry['key']): Node | undefined =>
  arn &&
  sub('arn:<AWS::Partition>:apigateway:<AWS::Region>:lambda:path/2015-03-31/functions/<FunctionArn>/invocations', span, {
    FunctionArn: arn,
  });

const route = (of: SamResource, routeKey: string, { key: span, value }: Entry): readonly TemplateResource[] => {
  const id = `${of.id}${idPart(routeKey)}`;
  const stage = member(of.properties, 'StageName');
  const stageName = stage === undefined ? 'default' : textOf(stage);
  const arn = entryOf(value, 'FunctionArn');
  return [
    made(
      of,
      `${id}Route`,
      'AWS::ApiGatewayV2::Route',
      {
        ApiId: ref(of.id, span),
        RouteKey: scalar(routeKey, span),
        ...pick(value, [
          'ApiKeyRequired',
          'ModelSelectionExpression',
          'OperationName',
          'RequestModels',
          'RequestParameters',
          'RouteResponseSelectionExpression',
        ]),
        ...protection(of, routeKey),
        Target: sub(`integrations/<${id}Integration>`, span),
      },
      span,
    ),
    made(
      of,
      `${id}Integration`,
      'AWS::ApiGatewayV2::Integration',
      {
        ApiId: ref(of.id, span),
        IntegrationType: scalar('AWS_PROXY', span),
        IntegrationUri: invocation(arn, span),
        TimeoutInMillis: entryOf(value, 'IntegrationTimeout'),
      },
      span,
    ),
    made(
      of,
      `${id}Permission`,
      'AWS::Lambda::Permission',
      {
        Action: scalar('lambda:InvokeFunction', span),
        FunctionName: arn,
        Principal: scalar('apigateway.amazonaws.com', span),
        SourceArn: sub(
          `arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${of.id}.ApiId>/${stageName ?? '<__StageName__>'}/${routeKey}`,
          span,
          stageName === undefined ? { __StageName__: stage } : undefined,
        ),
      },
      span,
    ),
  ];
};

const authorizer = (of: SamResource): readonly TemplateResource[] => {
  const auth = entryOf(of.properties, 'Auth');
  if (auth === undefined || textOf(member(auth.value, 'AuthType')) !== 'CUSTOM') return [];
  const id = `${of.id}ConnectAuthorizer`;
  const arn = entryOf(auth.value, 'AuthArn');
  const role = entryOf(auth.value, 'InvokeRole');
  const resource = made(
    of,
    id,
    'AWS::ApiGatewayV2::Authorizer',
    {
      ApiId: ref(of.id, auth.key),
      Name: entryOf(auth.value, 'Name') ?? scalar(id, auth.key),
      AuthorizerType: scalar('REQUEST', auth.key),
      AuthorizerUri: invocation(arn, auth.key),
      AuthorizerCredentialsArn: role,
      IdentitySource: entryOf(auth.value, 'IdentitySource'),
    },
    auth.key,
  );
  return role || arn === undefined ? [resource] : [resource, authorizerPermission(of, `${of.id}AuthorizerPermission`, arn, auth.key)];
};

const ROUTES = ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Integration', 'AWS::Lambda::Permission'];

/**
 * `AWS::Serverless::WebSocketApi`: the API, its routes with their integrations and permissions, its stage and authorizer. SAM makes them
 * whether or not the condition of the resource holds.
 */
export const expandWebSocketApi: ExpandResource = (given) => {
  const of: SamResource = { ...given, conditions: [] };
  const { properties, span } = of;
  const name = entryOf(properties, 'StageName');
  const text = textOf(name?.value) ?? (name ? '' : 'Default');
  const stage = made(of, `${of.id}${text === 'default' ? 'Default' : text}Stage`, 'AWS::ApiGatewayV2::Stage', {
    ApiId: ref(of.id, span),
    StageName: name ?? scalar('default', span),
    AutoDeploy: scalar(true, span),
    ...pick(properties, ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings']),
  });
  const api = made(of, of.id, 'AWS::ApiGatewayV2::Api', {
    ...pick(properties, [
      'Name',
      'Description',
      'ApiKeySelectionExpression',
      'DisableExecuteApiEndpoint',
      'DisableSchemaValidation',
      'FailOnWarnings',
      'IpAddressType',
      'RouteSelectionExpression',
      'Tags',
    ]),
    ProtocolType: scalar('WEBSOCKET', span),
  });
  const routes = entryOf(properties, 'Routes');
  const isRead = routes?.value.kind === 'map' && !intrinsicOf(routes.value);
  const entries = isRead && routes.value.kind === 'map' ? [...routes.value.entries] : [];
  return {
    resources: [api, stage, ...entries.flatMap(([key, entry]) => route(of, key, entry)), ...authorizer(of), ...httpDomain(of, stage.id)],
    gaps:
      routes && !isRead
        ? [{ span: routes.key, reason: 'unreadable', message: `${of.id}: its routes cannot be read`, types: ROUTES, resource: of.id }]
        : [],
  };
};
