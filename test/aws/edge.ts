import { named, type Operation, ok, pageOf } from './operation.ts';

/** What AppSync answers. */
export const appsync: Readonly<Record<string, Operation>> = {
  ListGraphqlApis: (params, { graphqlApis = [] }, pageSize) =>
    pageOf(graphqlApis, { token: params.nextToken, asked: params.maxResults, most: 25, pageSize }, (page, nextToken) => ({
      graphqlApis: page.map(({ api }) => api),
      nextToken,
    })),
  ListApis: (params, { eventApis = [] }, pageSize) =>
    pageOf(eventApis, { token: params.nextToken, asked: params.maxResults, most: 25, pageSize }, (apis, nextToken) => ({
      apis,
      nextToken,
    })),
  ListDataSources: (params, { graphqlApis = [] }, pageSize) => {
    const sources = graphqlApis.find(({ api }) => api.apiId === params.apiId)?.sources ?? [];
    return pageOf(sources, { token: params.nextToken, asked: params.maxResults, most: 25, pageSize }, (dataSources, nextToken) => ({
      dataSources,
      nextToken,
    }));
  },
  GetApiCache: (params, { graphqlApis = [] }) =>
    named(
      graphqlApis.flatMap(({ api, cache }) => (cache === undefined ? [] : [{ apiId: api.apiId, cache }])),
      'apiId',
      params.apiId,
      ({ cache }) => ok({ apiCache: cache }),
      { status: 404, code: 'NotFoundException' },
    ),
};

/** What CloudFront answers. */
export const cloudfront: Readonly<Record<string, Operation>> = {
  ListDistributions: (params, { distributions = [] }, pageSize) =>
    pageOf(distributions, { token: params.Marker, asked: params.MaxItems, most: 100, pageSize }, (page, NextMarker) => ({
      DistributionList: {
        Marker: '',
        MaxItems: 100,
        IsTruncated: NextMarker !== undefined,
        Quantity: page.length,
        ...(page.length === 0 ? {} : { Items: { DistributionSummary: page } }),
        NextMarker,
      },
    })),
};

/** What WAF answers. */
export const wafv2: Readonly<Record<string, Operation>> = {
  ListWebACLs: (params, { webAcls = [] }, pageSize) =>
    pageOf(
      webAcls.filter(({ scope = 'REGIONAL' }) => scope === params.Scope),
      { token: params.NextMarker, asked: params.Limit, most: 100, pageSize },
      (page, NextMarker) => ({ WebACLs: page.map(({ Name, Id, ARN }) => ({ Name, Id, ARN, LockToken: 'l' })), NextMarker }),
    ),
  GetWebACL: (params, { webAcls = [] }) =>
    named(webAcls, 'Name', params.Name, ({ scope: _, pools: __, ...acl }) => ok({ WebACL: acl }), { code: 'WAFNonexistentItemException' }),
  ListRuleGroups: (params, { ruleGroups = [] }, pageSize) =>
    pageOf(
      params.Scope === 'REGIONAL' ? ruleGroups : [],
      { token: params.NextMarker, asked: params.Limit, most: 100, pageSize },
      (page, NextMarker) => ({ RuleGroups: page.map(({ Name, Id, ARN }) => ({ Name, Id, ARN, LockToken: 'l' })), NextMarker }),
    ),
  GetRuleGroup: (params, { ruleGroups = [] }) =>
    named(ruleGroups, 'ARN', params.ARN, (group) => ok({ RuleGroup: group }), { code: 'WAFNonexistentItemException' }),
  ListResourcesForWebACL: (params, { webAcls = [] }) =>
    named(
      webAcls,
      'ARN',
      params.WebACLArn,
      ({ pools = [] }) => ok({ ResourceArns: params.ResourceType === 'COGNITO_USER_POOL' ? pools : [] }),
      {
        code: 'WAFNonexistentItemException',
      },
    ),
};
