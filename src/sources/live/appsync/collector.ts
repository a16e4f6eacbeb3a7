import { type Found, known } from '../answers.ts';
import type { Call, Collector } from '../call.ts';
import { cacheOf, dataSource, eventApi, graphqlApi } from './mapper.ts';

/** An API that was deleted after it was listed, or has no cache. */
const GONE = 'NotFoundException';
const apis = (rest: string) => ({ resources: [`arn:$\{Partition}:appsync:$\{Region}:$\{Account}:apis/${rest}`] });

const CALLS: readonly Call[] = [
  {
    action: 'appsync:ListGraphqlApis',
    kind: 'list',
    gives: {
      'AWS::AppSync::GraphQLApi': [
        'AdditionalAuthenticationProviders',
        'ApiType',
        'AuthenticationType',
        'IntrospectionConfig',
        'LambdaAuthorizerConfig',
        'LogConfig',
        'Name',
        'OpenIDConnectConfig',
        'QueryDepthLimit',
        'ResolverCountLimit',
        'UserPoolConfig',
        'Visibility',
        'XrayEnabled',
      ],
      'AWS::WAFv2::WebACLAssociation': ['ResourceArn', 'WebACLArn'],
    },
  },
  {
    action: 'appsync:ListApis',
    kind: 'list',
    gives: { 'AWS::AppSync::Api': ['EventConfig', 'Name'], 'AWS::WAFv2::WebACLAssociation': ['ResourceArn', 'WebACLArn'] },
  },
  {
    action: 'appsync:ListDataSources',
    kind: 'list',
    gives: { 'AWS::AppSync::DataSource': ['ApiId', 'HttpConfig', 'LambdaConfig', 'Name', 'ServiceRoleArn', 'Type'] },
    after: ['appsync:ListGraphqlApis'],
    permission: apis('*'),
  },
  {
    action: 'appsync:GetApiCache',
    kind: 'list',
    gives: {
      'AWS::AppSync::ApiCache': ['ApiCachingBehavior', 'ApiId', 'AtRestEncryptionEnabled', 'TransitEncryptionEnabled', 'Ttl', 'Type'],
    },
    after: ['appsync:ListGraphqlApis'],
    permission: apis('*'),
  },
];

/** GraphQL APIs with their data sources and caches, and APIs for events. Their keys are not read: the id of one is the key itself. */
export const appsync: Collector = {
  service: 'appsync',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-appsync');
    const client = run.client(sdk.AppSyncClient);
    const maxResults = 25;

    const sources = async (api: Found, apiId: string) => {
      const { items, failure } = await run.tryList(
        'appsync:ListDataSources',
        async (nextToken) => {
          const answer = await client.send(new sdk.ListDataSourcesCommand({ apiId, maxResults, nextToken }));
          return { items: known(answer.dataSources, 'name'), next: answer.nextToken };
        },
        api.arn,
      );
      if (failure !== undefined && failure.code !== GONE) run.gap(failure, api.arn);
      for (const each of items) run.add(dataSource(api, each));
    };

    const cache = async (api: Found, apiId: string) => {
      // There is one at most: without a cache the service says that nothing is found.
      const { items, failure } = await run.tryList(
        'appsync:GetApiCache',
        async () => {
          const { apiCache } = await client.send(new sdk.GetApiCacheCommand({ apiId }));
          if (typeof apiCache?.type !== 'string') throw new TypeError('type is missing');
          return { items: [apiCache] };
        },
        api.arn,
      );
      if (failure !== undefined && failure.code !== GONE) run.gap(failure, api.arn);
      for (const each of items)
        run.add({ type: 'AWS::AppSync::ApiCache', id: api.id, properties: { ...cacheOf(each), ApiId: apiId }, attributes: { Ref: apiId } });
    };

    const graphql = async () => {
      const found = await run.list('appsync:ListGraphqlApis', async (nextToken) => {
        const answer = await client.send(new sdk.ListGraphqlApisCommand({ maxResults, nextToken }));
        return { items: known(answer.graphqlApis, 'apiId'), next: answer.nextToken };
      });
      await run.each(found, async (given) => {
        const made = graphqlApi(given, run);
        for (const each of made) run.add(each);
        const [api] = made;
        if (api !== undefined) await Promise.all([sources(api, given.apiId ?? ''), cache(api, given.apiId ?? '')]);
      });
    };

    const eventApis = async () => {
      const found = await run.list('appsync:ListApis', async (nextToken) => {
        const answer = await client.send(new sdk.ListApisCommand({ maxResults, nextToken }));
        return { items: known(answer.apis, 'apiId'), next: answer.nextToken };
      });
      for (const given of found) for (const each of eventApi(given, run)) run.add(each);
    };

    await Promise.all([graphql(), eventApis()]);
  },
};
