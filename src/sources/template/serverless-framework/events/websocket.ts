import type { Span } from '../../../text/source-file.ts';
import { textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { unknownText, unknownVariable } from '../../variable.ts';
import { arn, invocationUri, join, type Made, type Members, ref, resource, type Value } from '../build.ts';
import { apiAccount } from '../custom-resources.ts';
import { normalized, websocketRouteId } from '../naming.ts';
import { permission } from '../permission.ts';
import { composed, type FunctionEvent, functionNamed, isFalse, isSet, type Service, setting, settingEntry, wordOf } from '../service.ts';
import { unknownEvent } from './unread.ts';

const API = 'WebsocketsApi';
const LOG_FORMAT =
  '$context.identity.sourceIp [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.requestId';

interface Authorizer {
  readonly name: string;
  readonly target: Value;
  readonly source: Value;
  readonly span: Span;
}

/** https://www.serverless.com/framework/docs/providers/aws/events/websocket#using-authorizers */
const authorizerOf = (
  event: FunctionEvent,
  service: Service,
): Authorizer | { readonly unknown: string; readonly span: Span } | undefined => {
  const entry = settingEntry(event.value, 'authorizer');
  if (entry === undefined || !isSet(entry.value)) return undefined;
  const { key: span, value } = entry;
  const text = textOf(value);
  const arnNode = text === undefined ? setting(value, 'arn') : text.includes(':') ? value : undefined;
  const name = textOf(setting(value, 'name')) ?? (arnNode === undefined ? text : textOf(arnNode)?.split(':').at(-1));
  const unknown = unknownText(value) ?? unknownText(setting(value, 'name'));
  if (name === undefined) return { unknown: unknown ?? 'an authorizer without a name', span };
  const target: Value = arnNode ?? functionNamed(service, name)?.target ?? unknownVariable(`the function ${name}`, span);
  return { name, target, source: settingEntry(value, 'identitySource') ?? ['route.request.header.Auth'], span };
};

const stageOf = (service: Service): readonly TemplateResource[] => {
  const { provider, span, name, stage } = service;
  const logs = setting(provider, 'logs', 'websocket');
  const isLogged = isSet(logs);
  const group = 'WebsocketsLogGroup';
  const level = isFalse(setting(logs, 'executionLogging')) ? 'OFF' : (settingEntry(logs, 'level') ?? 'INFO');
  const settings: Members = isLogged
    ? {
        DefaultRouteSettings: { DataTraceEnabled: settingEntry(logs, 'fullExecutionData') ?? true, LoggingLevel: level },
        AccessLogSettings: isFalse(setting(logs, 'accessLogging'))
          ? undefined
          : {
              DestinationArn: arn('arn:<partition>:logs:<region>:<account>:log-group:', ref(group)),
              Format: settingEntry(logs, 'format') ?? LOG_FORMAT,
            },
      }
    : {};
  const groups = isLogged
    ? [
        resource(
          group,
          'AWS::Logs::LogGroup',
          {
            LogGroupName: composed(span, '/aws/websocket/', name, '-', stage),
            RetentionInDays: settingEntry(provider, 'logRetentionInDays'),
            DataProtectionPolicy: settingEntry(provider, 'logDataProtectionPolicy'),
          },
          logs?.span ?? span,
        ),
      ]
    : [];
  return [
    resource(
      'WebsocketsDeploymentStage',
      'AWS::ApiGatewayV2::Stage',
      { ApiId: ref(API), StageName: stage, DeploymentId: ref('WebsocketsDeployment'), ...settings },
      logs?.span ?? span,
    ),
    ...groups,
  ];
};

/** What the `websocket` events of a service make. https://www.serverless.com/framework/docs/providers/aws/events/websocket */
export const websocketEvents = (events: readonly FunctionEvent[], service: Service): Made => {
  const { provider, span, name, stage } = service;
  const external = setting(provider, 'apiGateway', 'websocketApiId');
  const api: Value = external ?? ref(API);
  const authorizers = new Map<string, Authorizer>();
  const parts = events.map((event): Made => {
    const { owner, value } = event;
    const route = wordOf(setting(value, 'route') ?? value);
    if (route === undefined) return unknownEvent(event, ['AWS::ApiGatewayV2::Route']);
    const authorizer = authorizerOf(event, service);
    const unknown = authorizer !== undefined && 'unknown' in authorizer ? unknownVariable(authorizer.unknown, authorizer.span) : undefined;
    if (authorizer !== undefined && 'name' in authorizer) authorizers.set(authorizer.name, authorizer);
    const integration = `${normalized(owner.name)}WebsocketsIntegration`;
    return {
      resources: [
        resource(
          integration,
          'AWS::ApiGatewayV2::Integration',
          { ApiId: api, IntegrationType: 'AWS_PROXY', IntegrationUri: invocationUri(owner.target) },
          event.span,
        ),
        permission(`${normalized(owner.name)}LambdaPermissionWebsockets`, owner.target, 'apigateway.amazonaws.com', undefined, event.span),
        resource(
          websocketRouteId(route),
          'AWS::ApiGatewayV2::Route',
          {
            ApiId: api,
            RouteKey: route,
            AuthorizationType: unknown ?? (authorizer === undefined ? 'NONE' : 'CUSTOM'),
            AuthorizerId:
              unknown ??
              (authorizer !== undefined && 'name' in authorizer ? ref(`${normalized(authorizer.name)}WebsocketsAuthorizer`) : undefined),
            RouteResponseSelectionExpression: settingEntry(value, 'routeResponseSelectionExpression'),
            Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
          },
          event.span,
        ),
        ...(isSet(setting(value, 'routeResponseSelectionExpression'))
          ? [
              resource(
                `${websocketRouteId(route)}Response`,
                'AWS::ApiGatewayV2::RouteResponse',
                { ApiId: api, RouteId: ref(websocketRouteId(route)), RouteResponseKey: '$default' },
                event.span,
              ),
            ]
          : []),
      ],
    };
  });
  const isRead = parts.some(({ resources }) => resources.length > 0);
  const apis =
    external === undefined && isRead
      ? [
          resource(
            API,
            'AWS::ApiGatewayV2::Api',
            {
              Name: settingEntry(provider, 'websocketsApiName') ?? composed(span, stage, '-', name, '-websockets'),
              RouteSelectionExpression: settingEntry(provider, 'websocketsApiRouteSelectionExpression') ?? '$request.body.action',
              Description: settingEntry(provider, 'websocketsDescription') ?? 'Serverless Websockets',
              ProtocolType: 'WEBSOCKET',
            },
            span,
          ),
          resource('WebsocketsDeployment', 'AWS::ApiGatewayV2::Deployment', { ApiId: api }, span),
          ...stageOf(service),
        ]
      : [];
  const logs = setting(provider, 'logs', 'websocket');
  return {
    gaps: parts.flatMap(({ gaps }) => gaps ?? []),
    customs: apis.length > 0 && logs !== undefined && isSet(logs) ? apiAccount(service, logs.span) : [],
    statements: isRead
      ? [
          {
            Effect: 'Allow',
            Action: ['execute-api:ManageConnections'],
            Resource: [join('arn:', ref('AWS::Partition'), ':execute-api:*:*:*/@connections/*')],
          },
        ]
      : [],
    resources: [
      ...apis,
      ...parts.flatMap(({ resources }) => resources),
      ...[...authorizers.values()].flatMap((authorizer) => [
        resource(
          `${normalized(authorizer.name)}WebsocketsAuthorizer`,
          'AWS::ApiGatewayV2::Authorizer',
          {
            ApiId: api,
            Name: authorizer.name,
            AuthorizerType: 'REQUEST',
            AuthorizerUri: invocationUri(authorizer.target),
            IdentitySource: authorizer.source,
          },
          authorizer.span,
        ),
        permission(
          `${normalized(authorizer.name)}LambdaPermissionWebsockets`,
          authorizer.target,
          'apigateway.amazonaws.com',
          undefined,
          authorizer.span,
        ),
      ]),
    ],
  };
};
