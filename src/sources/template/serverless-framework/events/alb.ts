import { intrinsicOf, textOf } from '../../node.ts';
import { type Made, type Members, ref, resource, type Value } from '../build.ts';
import { normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { composed, entriesOf, type FunctionEvent, isSet, itemsOf, type Service, setting, settingEntry, wordOf } from '../service.ts';
import { unknownEvent } from './unread.ts';

const LISTENER = /:listener\/app\/[\w-]+\/([\w-]+)\/[\w-]+$/;
const SETTINGS = {
  onUnauthenticatedRequest: 'OnUnauthenticatedRequest',
  requestExtraParams: 'AuthenticationRequestExtraParams',
  scope: 'Scope',
  sessionCookieName: 'SessionCookieName',
  sessionTimeout: 'SessionTimeout',
};
const COGNITO = { userPoolArn: 'UserPoolArn', userPoolClientId: 'UserPoolClientId', userPoolDomain: 'UserPoolDomain' };
const OIDC = {
  authorizationEndpoint: 'AuthorizationEndpoint',
  clientId: 'ClientId',
  clientSecret: 'ClientSecret',
  issuer: 'Issuer',
  tokenEndpoint: 'TokenEndpoint',
  userInfoEndpoint: 'UserInfoEndpoint',
};

const renamed = (node: Parameters<typeof setting>[0], names: Readonly<Record<string, string>>): Members =>
  Object.fromEntries(Object.entries(names).map(([name, property]) => [property, settingEntry(node, name)]));

const authentication = (service: Service, name: string, order: number): Members => {
  const said = setting(service.provider, 'alb', 'authorizers', name);
  const common = { OnUnauthenticatedRequest: 'deny', ...defined(renamed(said, SETTINGS)) };
  return textOf(setting(said, 'type')) === 'cognito'
    ? { Type: 'authenticate-cognito', Order: order, AuthenticateCognitoConfig: { ...renamed(said, COGNITO), ...common } }
    : { Type: 'authenticate-oidc', Order: order, AuthenticateOidcConfig: { ...renamed(said, OIDC), ...common } };
};
const defined = (members: Members): Members => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const conditionsOf = ({ value }: FunctionEvent): readonly Value[] => {
  const said = (name: string) => setting(value, 'conditions', name);
  const listed = (name: string, member: (values: readonly Value[]) => Members): readonly Members[] => {
    const node = said(name);
    return node === undefined ? [] : [member(itemsOf(node))];
  };
  return [
    ...listed('path', (Values) => ({ Field: 'path-pattern', Values })),
    ...listed('host', (Values) => ({ Field: 'host-header', HostHeaderConfig: { Values } })),
    ...listed('method', (Values) => ({ Field: 'http-request-method', HttpRequestMethodConfig: { Values } })),
    ...itemsOf(said('header')).map((each) => ({
      Field: 'http-header',
      HttpHeaderConfig: { HttpHeaderName: settingEntry(each, 'name'), Values: settingEntry(each, 'values') },
    })),
    ...listed('query', () => ({
      Field: 'query-string',
      QueryStringConfig: { Values: entriesOf(said('query')).map(([Key, entry]) => ({ Key, Value: entry })) },
    })),
    ...listed('ip', (Values) => ({ Field: 'source-ip', SourceIpConfig: { Values } })),
  ];
};

/** https://www.serverless.com/framework/docs/providers/aws/events/alb */
export const albEvents = (events: readonly FunctionEvent[], service: Service): Made => {
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    const listener = setting(value, 'listenerArn');
    const call = intrinsicOf(listener);
    const balancer = call?.name === 'Ref' ? textOf(call.argument) : LISTENER.exec(textOf(listener) ?? '')?.[1];
    const priority = wordOf(setting(value, 'priority'));
    if (balancer === undefined || priority === undefined)
      return unknownEvent(event, [
        'AWS::ElasticLoadBalancingV2::TargetGroup',
        'AWS::ElasticLoadBalancingV2::ListenerRule',
        'AWS::Lambda::Permission',
      ]);
    const name = normalized(owner.name);
    const isMany = isSet(setting(value, 'multiValueHeaders'));
    const group = `${name}Alb${isMany ? 'MultiValue' : ''}TargetGroup${balancer}`;
    const authorizers = itemsOf(setting(value, 'authorizer')).flatMap((each) => textOf(each) ?? []);
    const target = permission(`${name}LambdaPermissionAlb`, owner.target, 'elasticloadbalancing.amazonaws.com', ref(group), span);
    return {
      resources: [
        resource(
          group,
          'AWS::ElasticLoadBalancingV2::TargetGroup',
          {
            TargetType: 'lambda',
            Targets: [{ Id: owner.target }],
            Name: settingEntry(value, 'targetGroupName') ?? composed(span, service.name, `-${owner.name}-${balancer}-`, service.stage),
            TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: isMany }],
            HealthCheckEnabled: isSet(setting(value, 'healthCheck')),
          },
          span,
        ),
        resource(
          `${name}AlbListenerRule${priority}`,
          'AWS::ElasticLoadBalancingV2::ListenerRule',
          {
            Actions: [
              ...authorizers.map((each, at) => authentication(service, each, at + 1)),
              { Type: 'forward', TargetGroupArn: ref(group), Order: authorizers.length === 0 ? undefined : authorizers.length + 1 },
            ],
            Conditions: conditionsOf(event),
            ListenerArn: listener,
            Priority: settingEntry(value, 'priority'),
          },
          span,
        ),
        target,
        permission(`${name}LambdaPermissionRegisterTarget`, owner.target, 'elasticloadbalancing.amazonaws.com', undefined, span),
      ],
    };
  });
  return { resources: parts.flatMap(({ resources }) => resources), gaps: parts.flatMap(({ gaps }) => gaps ?? []) };
};
