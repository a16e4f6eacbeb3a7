import { textOf } from '../../node.ts';
import type { ExpansionGap, TemplateResource } from '../../template.ts';
import { unknownText } from '../../variable.ts';
import { type Made, ref, resource, type Value } from '../build.ts';
import { normalized, resourceId } from '../naming.ts';
import { apiPermission } from '../permission.ts';
import { composed, type FunctionEvent, isSet, type Service, setting, settingEntry } from '../service.ts';
import { authorizersOf } from './rest-api/authorizers.ts';
import { type HttpEvent, httpEventOf, REST_API } from './rest-api/event.ts';
import { methodOf } from './rest-api/method.ts';
import { preflights } from './rest-api/preflight.ts';
import { stageDescription, stageLogs } from './rest-api/stage.ts';
import { apiKeysAndPlans } from './rest-api/usage-plans.ts';
import { validationOf } from './rest-api/validation.ts';

const apiOf = (service: Service): TemplateResource => {
  const { provider, name, stage } = service;
  const entry = settingEntry(provider, 'apiGateway');
  const span = entry?.key ?? service.span;
  const own = entry?.value;
  const type = settingEntry(provider, 'endpointType');
  const word = textOf(type?.value)?.toUpperCase();
  const policy = settingEntry(own, 'resourcePolicy');
  const source = settingEntry(own, 'apiKeySourceType');
  const withService = isSet(setting(own, 'shouldStartNameWithService'));
  return resource(
    REST_API,
    'AWS::ApiGateway::RestApi',
    {
      Name: settingEntry(provider, 'apiName') ?? (withService ? composed(span, name, '-', stage) : composed(span, stage, '-', name)),
      BinaryMediaTypes: settingEntry(own, 'binaryMediaTypes'),
      DisableExecuteApiEndpoint: settingEntry(own, 'disableDefaultEndpoint'),
      EndpointConfiguration: {
        Types: [type === undefined ? 'EDGE' : word === undefined ? type : { kind: 'scalar', value: word, span: type.value.span }],
        VpcEndpointIds: settingEntry(provider, 'vpcEndpointIds'),
      },
      Policy: policy === undefined ? '' : { Version: '2012-10-17', Statement: policy },
      ApiKeySourceType: source && (textOf(source.value)?.toUpperCase() ?? source),
      MinimumCompressionSize: settingEntry(own, 'minimumCompressionSize'),
      Description: settingEntry(own, 'description'),
    },
    span,
  );
};

/** Every path and those above it. */
const pathsOf = (events: readonly HttpEvent[]): readonly (readonly [string, HttpEvent])[] => {
  const paths = new Map<string, HttpEvent>();
  for (const event of events) {
    const parts = event.path === '' ? [] : event.path.split('/').slice(0, 100);
    parts.forEach((_part, at) => {
      const path = parts.slice(0, at + 1).join('/');
      if (!paths.has(path)) paths.set(path, event);
    });
  }
  return [...paths];
};

/** What the `http` events of a service make. https://www.serverless.com/framework/docs/providers/aws/events/apigateway */
export const restApiEvents = (found: readonly FunctionEvent[], service: Service): Made => {
  const read = found.map(httpEventOf);
  const events = read.filter((each) => 'path' in each);
  const gaps: ExpansionGap[] = read.filter((each) => 'reason' in each);
  if (events.length === 0) return { resources: [], gaps };
  const { provider, stage } = service;
  const external = settingEntry(setting(provider, 'apiGateway'), 'restApiId');
  const api: Value = external ?? ref(REST_API);
  const rootId: Value = settingEntry(setting(provider, 'apiGateway'), 'restApiRootResourceId') ?? {
    'Fn::GetAtt': [REST_API, 'RootResourceId'],
  };
  const known = setting(provider, 'apiGateway', 'restApiResources');
  const resourceOf = (path: string): Value =>
    path === '' ? rootId : (setting(known, `/${path}`) ?? setting(known, path) ?? ref(resourceId(path)));
  const owners = [...new Map(events.map((event) => [event.owner.name, event])).values()];
  const authorizers = authorizersOf(events, service, api);
  const validation = validationOf(events, service, api);
  const resourcePolicyUnknown = unknownText(setting(provider, 'apiGateway'));
  if (resourcePolicyUnknown !== undefined)
    gaps.push({
      span: service.span,
      reason: 'variable',
      message: `The API's settings depend on ${resourcePolicyUnknown}`,
      types: ['AWS::ApiGateway::RestApi', 'AWS::ApiGateway::UsagePlan'],
    });
  const logs = external === undefined ? stageLogs(service) : { resources: [] };
  return {
    gaps: [...gaps, ...authorizers.gaps],
    customs: logs.customs ?? [],
    resources: [
      ...(external === undefined ? [apiOf(service)] : []),
      ...pathsOf(events)
        .filter(([path]) => setting(known, `/${path}`) === undefined && setting(known, path) === undefined)
        .map(([path, event]) =>
          resource(
            resourceId(path),
            'AWS::ApiGateway::Resource',
            { ParentId: resourceOf(path.split('/').slice(0, -1).join('/')), PathPart: path.split('/').at(-1) ?? '', RestApiId: api },
            event.span,
          ),
        ),
      ...preflights(events, resourceOf, api),
      ...events.map((event) => methodOf(event, { resourceId: resourceOf(event.path), api, ...validation.of(event) })),
      ...validation.resources,
      ...authorizers.resources,
      resource(
        'ApiGatewayDeployment',
        'AWS::ApiGateway::Deployment',
        {
          RestApiId: api,
          StageName: setting(provider, 'apiGateway', 'stage') ?? stage,
          StageDescription: external === undefined ? stageDescription(service) : undefined,
        },
        service.span,
      ),
      ...logs.resources,
      ...apiKeysAndPlans(service, api),
      ...owners.map(({ owner, span }) =>
        apiPermission(`${normalized(owner.name)}LambdaPermissionApiGateway`, owner.target, api, '/*/*', span),
      ),
    ],
  };
};
