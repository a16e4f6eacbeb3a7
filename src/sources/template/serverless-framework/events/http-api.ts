import type { Span } from '../../../text/source-file.ts';
import { type Node, textOf } from '../../node.ts';
import type { ExpansionGap, TemplateResource } from '../../template.ts';
import { unknownText, unknownVariable } from '../../variable.ts';
import { arnOf, invocationUri, type Made, type Members, ref, resource, type Value } from '../build.ts';
import { functionId, httpAuthorizerId, httpRouteId, normalized } from '../naming.ts';
import { apiPermission } from '../permission.ts';
import {
  composed,
  entriesOf,
  type FunctionEvent,
  functionNamed,
  isSet,
  itemsOf,
  type Service,
  setting,
  settingEntry,
  wordOf,
} from '../service.ts';

const API = 'HttpApi';
const METHODS = ['OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'DELETE'];
const HEADERS = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token', 'X-Amz-User-Agent', 'X-Amzn-Trace-Id'];
const TYPES = ['AWS::ApiGatewayV2::Route', 'AWS::Lambda::Permission'];

interface Route {
  readonly event: FunctionEvent;
  /** `GET /orders`, or `*`. */
  readonly key: string;
  readonly method: string;
  readonly span: Span;
}

/** `GET /orders`, `*`, or a map of both. https://www.serverless.com/framework/docs/providers/aws/events/http-api */
const routeOf = (event: FunctionEvent): Route | ExpansionGap => {
  const { value, span } = event;
  const text = textOf(value);
  const [word, rest] = text === undefined ? [] : text.trim().split(/\s+/);
  const path = text === undefined ? wordOf(setting(value, 'path')) : text.trim() === '*' ? '*' : rest;
  const said = text === undefined ? wordOf(setting(value, 'method')) : text.trim() === '*' ? undefined : word;
  if (path === '*') return { event, key: '*', method: 'ANY', span };
  if (path === undefined || said === undefined) {
    const unknown = unknownText(value) ?? unknownText(setting(value, 'path')) ?? unknownText(setting(value, 'method'));
    const message = unknown === undefined ? 'an httpApi event has no method and path' : `an httpApi event depends on ${unknown}`;
    return { span, reason: unknown === undefined ? 'malformed' : 'variable', message: `${event.owner.name}: ${message}`, types: TYPES };
  }
  const method = said === '*' ? 'ANY' : said.toUpperCase();
  return { event, key: `${method} ${path}`, method, span };
};

const corsOf = (cors: Node, routes: readonly Route[]): Members => {
  const used = new Set(['OPTIONS', ...routes.flatMap(({ method }) => (method === 'ANY' ? METHODS : [method]))]);
  const listed = (name: string): Value | undefined => {
    const entry = settingEntry(cors, name);
    return entry && (entry.value.kind === 'scalar' ? [entry.value] : entry);
  };
  return {
    AllowCredentials: isSet(setting(cors, 'allowCredentials')) ? settingEntry(cors, 'allowCredentials') : undefined,
    AllowHeaders: listed('allowedHeaders') ?? HEADERS,
    AllowMethods: listed('allowedMethods') ?? [...used],
    AllowOrigins: listed('allowedOrigins') ?? ['*'],
    ExposeHeaders: listed('exposedResponseHeaders'),
    MaxAge: settingEntry(cors, 'maxAge'),
  };
};

const LOG_FORMAT =
  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","routeKey":"$context.routeKey","status":"$context.status"}';

/** The API, its stage and its log group: none of them where the service names an API that is there. */
const apiOf = (service: Service, routes: readonly Route[]): readonly TemplateResource[] => {
  const { provider, span: at } = service;
  const own = settingEntry(provider, 'httpApi');
  const span = own?.key ?? at;
  const cors = setting(own?.value, 'cors');
  const logs = setting(provider, 'logs', 'httpApi');
  const isLogged = isSet(logs);
  const withService = isSet(setting(own?.value, 'shouldStartNameWithService'));
  const { name, stage } = service;
  return [
    resource(
      API,
      'AWS::ApiGatewayV2::Api',
      {
        Name: settingEntry(own?.value, 'name') ?? (withService ? composed(span, name, '-', stage) : composed(span, stage, '-', name)),
        ProtocolType: 'HTTP',
        DisableExecuteApiEndpoint: settingEntry(own?.value, 'disableDefaultEndpoint'),
        Tags: settingEntry(provider, 'tags'),
        CorsConfiguration: cors !== undefined && isSet(cors) ? corsOf(cors, routes) : undefined,
      },
      span,
    ),
    ...(isLogged
      ? [
          resource(
            'HttpApiLogGroup',
            'AWS::Logs::LogGroup',
            {
              LogGroupName: composed(span, '/aws/http-api/', setting(provider, 'stackName') ?? composed(span, name, '-', stage)),
              RetentionInDays: settingEntry(provider, 'logRetentionInDays'),
              DataProtectionPolicy: settingEntry(provider, 'logDataProtectionPolicy'),
            },
            logs?.span ?? span,
          ),
        ]
      : []),
    resource(
      'HttpApiStage',
      'AWS::ApiGatewayV2::Stage',
      {
        ApiId: ref(API),
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { DetailedMetricsEnabled: settingEntry(own?.value, 'metrics') ?? false },
        Tags: settingEntry(provider, 'tags'),
        AccessLogSettings: isLogged
          ? { DestinationArn: arnOf('HttpApiLogGroup'), Format: settingEntry(logs, 'format') ?? LOG_FORMAT }
          : undefined,
      },
      span,
    ),
  ];
};

const authorizersOf = (service: Service): readonly TemplateResource[] =>
  entriesOf(setting(service.provider, 'httpApi', 'authorizers')).flatMap(([key, { key: span, value }]) => {
    const name = textOf(setting(value, 'name')) ?? key;
    const sources = setting(value, 'identitySource');
    const common: Members = {
      ApiId: ref(API),
      Name: setting(value, 'name') ?? key,
      IdentitySource: sources?.kind === 'scalar' ? [sources] : (sources ?? []),
    };
    const type = setting(value, 'type');
    if (textOf(type) !== 'request')
      return [
        resource(
          httpAuthorizerId(name),
          'AWS::ApiGatewayV2::Authorizer',
          {
            ...common,
            AuthorizerType: unknownText(type) === undefined || type === undefined ? 'JWT' : type,
            JwtConfiguration: { Audience: itemsOf(setting(value, 'audience')), Issuer: settingEntry(value, 'issuerUrl') },
          },
          span,
        ),
      ];
    const called = textOf(setting(value, 'functionName'));
    const owner = called === undefined ? undefined : functionNamed(service, called);
    const target: Value =
      setting(value, 'functionArn') ?? owner?.target ?? unknownVariable(unknownText(setting(value, 'functionName')) ?? called ?? key, span);
    return [
      resource(
        httpAuthorizerId(name),
        'AWS::ApiGatewayV2::Authorizer',
        {
          ...common,
          AuthorizerType: 'REQUEST',
          EnableSimpleResponses: settingEntry(value, 'enableSimpleResponses'),
          AuthorizerResultTtlInSeconds: settingEntry(value, 'resultTtlInSeconds'),
          AuthorizerPayloadFormatVersion: settingEntry(value, 'payloadVersion') ?? '2.0',
          AuthorizerUri: invocationUri(target),
        },
        span,
      ),
      ...(isSet(setting(value, 'managedExternally'))
        ? []
        : [apiPermission(`${normalized(name)}LambdaAuthorizerPermissionHttpApi`, target, ref(API), '/*', span)]),
    ];
  });

/** How a route says who may call it: by the name of an authorizer, by a map, or not at all. */
const authorization = (service: Service, route: Route): Members => {
  const entry = settingEntry(route.event.value, 'authorizer');
  if (entry === undefined || !isSet(entry.value)) return {};
  const { value } = entry;
  const type = textOf(setting(value, 'type'));
  if (type === 'aws_iam') return { AuthorizationType: 'AWS_IAM' };
  const id = setting(value, 'id');
  const name = textOf(setting(value, 'name') ?? value);
  const unknown = unknownText(value) ?? unknownText(setting(value, 'name')) ?? unknownText(setting(value, 'type'));
  if (unknown !== undefined || (id === undefined && name === undefined)) {
    const node = unknownVariable(unknown ?? 'an authorizer without a name', entry.key);
    return { AuthorizationType: node, AuthorizerId: node };
  }
  const defined = name === undefined ? undefined : setting(service.provider, 'httpApi', 'authorizers', name);
  const kind = type ?? textOf(setting(defined, 'type'));
  return {
    AuthorizationType: kind === 'request' ? 'CUSTOM' : 'JWT',
    AuthorizerId: id ?? ref(httpAuthorizerId(textOf(setting(defined, 'name')) ?? name ?? '')),
    AuthorizationScopes: settingEntry(value, 'scopes'),
  };
};

/** What the `httpApi` events of a service make. */
export const httpApiEvents = (events: readonly FunctionEvent[], service: Service): Made => {
  const read = events.map(routeOf);
  const gaps = read.filter((each) => 'reason' in each);
  const routes = read.filter((each) => 'event' in each);
  const external = setting(service.provider, 'httpApi', 'id');
  const api: Value = external ?? ref(API);
  const owners = [...new Map(routes.map(({ event }) => [event.owner.name, event])).values()];
  return {
    gaps,
    resources: [
      ...(external === undefined ? [...apiOf(service, routes), ...authorizersOf(service)] : []),
      ...owners.flatMap(({ owner, span }) => [
        apiPermission(`${normalized(owner.name)}LambdaPermissionHttpApi`, owner.target, api, '/*', span),
        resource(
          `HttpApiIntegration${normalized(owner.name)}`,
          'AWS::ApiGatewayV2::Integration',
          {
            ApiId: api,
            IntegrationType: 'AWS_PROXY',
            IntegrationUri: owner.alias === undefined ? arnOf(functionId(owner.name)) : owner.target,
            PayloadFormatVersion:
              settingEntry(setting(owner.settings, 'httpApi'), 'payload') ??
              settingEntry(setting(service.provider, 'httpApi'), 'payload') ??
              '2.0',
            TimeoutInMillis: 30000,
          },
          span,
        ),
      ]),
      ...routes.map((route) =>
        resource(
          httpRouteId(route.key),
          'AWS::ApiGatewayV2::Route',
          {
            ApiId: api,
            RouteKey: route.key === '*' ? '$default' : route.key,
            Target: { 'Fn::Join': ['/', ['integrations', ref(`HttpApiIntegration${normalized(route.event.owner.name)}`)]] },
            ...authorization(service, route),
          },
          route.span,
        ),
      ),
    ],
  };
};
