import type { DeclaredAccount, DeclaredApi, DeclaredDomain, DeclaredRestApi } from './account.ts';
import { type Answer, type Operation, ok, type Params, pageOf, refuse, text } from './operation.ts';

const rest = (params: Params, { restApis }: DeclaredAccount, then: (api: DeclaredRestApi) => Answer): Answer => {
  const declared = restApis.find(({ api }) => api.id === params.restApiId);
  return declared === undefined
    ? refuse(404, 'NotFoundException', `Invalid API identifier specified ${text(params, 'restApiId')}`)
    : then(declared);
};

const list = (items: readonly unknown[], params: Params, pageSize: number): Answer =>
  pageOf(items, { token: params.position, asked: params.limit, most: 500, pageSize }, (item, position) => ({ item, position }));

/** What API Gateway answers about REST APIs. Methods are left out of `GetResources` unless they are asked for, as by the service. */
export const apigateway: Readonly<Record<string, Operation>> = {
  GetRestApis: (params, { restApis }, pageSize) =>
    list(
      restApis.map(({ api }) => api),
      params,
      pageSize,
    ),
  GetRestApi: (params, account) => rest(params, account, ({ api }) => ok(api)),
  GetResources: (params, account, pageSize) =>
    rest(params, account, ({ resources = [] }) => {
      const embed = [params.embed].flat().includes('methods');
      const bare = ({ resourceMethods, ...resource }: (typeof resources)[number]) => ({
        ...resource,
        ...(resourceMethods === undefined
          ? {}
          : {
              resourceMethods: embed ? resourceMethods : Object.fromEntries(Object.keys(resourceMethods).map((method) => [method, {}])),
            }),
      });
      return list(resources.map(bare), params, pageSize);
    }),
  GetMethod: (params, account) =>
    rest(params, account, ({ resources = [] }) => {
      const method = resources.find(({ id }) => id === params.resourceId)?.resourceMethods?.[text(params, 'httpMethod')];
      return method === undefined ? refuse(404, 'NotFoundException', 'Invalid Method identifier specified') : ok(method);
    }),
  GetAuthorizers: (params, account, pageSize) => rest(params, account, ({ authorizers = [] }) => list(authorizers, params, pageSize)),
  GetStages: (params, account) => rest(params, account, ({ stages = [] }) => ok({ item: stages })),
  GetRequestValidators: (params, account, pageSize) => rest(params, account, ({ validators = [] }) => list(validators, params, pageSize)),
  GetModels: (params, account, pageSize) => rest(params, account, ({ models = [] }) => list(models, params, pageSize)),
  GetUsagePlans: (params, { usagePlans = [] }, pageSize) => list(usagePlans, params, pageSize),
  GetDomainNames: (params, { domains = [] }, pageSize) =>
    list(
      domains.map(({ domain }) => domain),
      params,
      pageSize,
    ),
  GetAccount: () => ok({ throttleSettings: { burstLimit: 5000, rateLimit: 10_000 } }),
};

const http = (params: Params, { apis }: DeclaredAccount, then: (api: DeclaredApi) => Answer): Answer => {
  const declared = apis.find(({ api }) => api.apiId === params.ApiId);
  return declared === undefined
    ? refuse(404, 'NotFoundException', `Invalid API identifier specified ${text(params, 'ApiId')}`)
    : then(declared);
};

const listV2 = (items: readonly unknown[], params: Params, pageSize: number): Answer =>
  pageOf(items, { token: params.nextToken, asked: params.maxResults, pageSize }, (page, nextToken) => ({ items: page, nextToken }));

const domainOf = (domains: readonly DeclaredDomain[], params: Params, then: (domain: DeclaredDomain) => Answer): Answer => {
  const declared = domains.find(({ domain }) => domain.domainName === params.DomainName);
  return declared === undefined ? refuse(404, 'NotFoundException', 'Invalid domain name identifier specified') : then(declared);
};

/** What API Gateway answers about HTTP and WebSocket APIs. */
export const apigatewayv2: Readonly<Record<string, Operation>> = {
  GetApis: (params, { apis }, pageSize) =>
    listV2(
      apis.map(({ api }) => api),
      params,
      pageSize,
    ),
  GetApi: (params, account) => http(params, account, ({ api }) => ok(api)),
  GetRoutes: (params, account, pageSize) => http(params, account, ({ routes = [] }) => listV2(routes, params, pageSize)),
  GetAuthorizers: (params, account, pageSize) => http(params, account, ({ authorizers = [] }) => listV2(authorizers, params, pageSize)),
  GetAuthorizer: (params, account) =>
    http(params, account, ({ authorizers = [] }) => {
      const authorizer = authorizers.find(({ authorizerId }) => authorizerId === params.AuthorizerId);
      return authorizer === undefined ? refuse(404, 'NotFoundException', 'Invalid Authorizer identifier specified') : ok(authorizer);
    }),
  GetStages: (params, account, pageSize) => http(params, account, ({ stages = [] }) => listV2(stages, params, pageSize)),
  GetIntegrations: (params, account, pageSize) => http(params, account, ({ integrations = [] }) => listV2(integrations, params, pageSize)),
  GetDomainNames: (params, { domains = [] }, pageSize) =>
    listV2(
      domains.map(({ domain }) => ({
        domainName: domain.domainName,
        routingMode: domain.routingMode === undefined ? undefined : 'ROUTING_RULE_ONLY',
      })),
      params,
      pageSize,
    ),
  GetApiMappings: (params, { domains = [] }, pageSize) =>
    domainOf(domains, params, ({ mappings = [] }) => listV2(mappings, params, pageSize)),
  ListRoutingRules: (params, { domains = [] }, pageSize) =>
    domainOf(domains, params, ({ rules = [] }) =>
      pageOf(rules, { token: params.nextToken, asked: params.maxResults, most: 100, pageSize }, (routingRules, nextToken) => ({
        routingRules,
        nextToken,
      })),
    ),
};
