import type { Api, ApiCache, DataSource, GraphqlApi } from '@aws-sdk/client-appsync';
import { capitalized, type Found, NOT_RETURNED, type Place, type Properties, present, withoutSecrets } from '../answers.ts';

const arnOf = ({ partition, region, account }: Place, path: string): string =>
  `arn:${partition}:appsync:${region}:${account ?? ''}:${path}`;

const associationOf = (api: Found, acl: string | undefined): readonly Found[] =>
  acl ? [{ type: 'AWS::WAFv2::WebACLAssociation', id: api.id, properties: { ResourceArn: api.arn, WebACLArn: acl } }] : [];

/** An API of ListGraphqlApis, and its web ACL if it has one. */
export const graphqlApi = (given: GraphqlApi, place: Place): readonly Found[] => {
  const { apiId: id = '', name } = given;
  const arn = given.arn ?? arnOf(place, `apis/${id}`);
  const { additionalAuthenticationProviders, lambdaAuthorizerConfig, logConfig, openIDConnectConfig, userPoolConfig } = given;
  const made: Found = {
    type: 'AWS::AppSync::GraphQLApi',
    id: name ?? id,
    arn,
    properties: present({
      ...(capitalized({
        additionalAuthenticationProviders,
        lambdaAuthorizerConfig,
        logConfig,
        openIDConnectConfig,
        userPoolConfig,
      }) as Properties),
      ApiType: given.apiType,
      AuthenticationType: given.authenticationType ?? NOT_RETURNED,
      IntrospectionConfig: given.introspectionConfig,
      Name: name,
      QueryDepthLimit: given.queryDepthLimit,
      ResolverCountLimit: given.resolverCountLimit,
      Visibility: given.visibility,
      XrayEnabled: given.xrayEnabled,
    }),
    attributes: { Ref: arn, Arn: arn, ApiId: id },
  };
  return [made, ...associationOf(made, given.wafWebAclArn)];
};

/** An API for events of ListApis, and its web ACL if it has one. */
export const eventApi = (given: Api, place: Place): readonly Found[] => {
  const { apiId: id = '', name } = given;
  const arn = given.apiArn ?? arnOf(place, `apis/${id}`);
  const made: Found = {
    type: 'AWS::AppSync::Api',
    id: name ?? id,
    arn,
    properties: present({ EventConfig: given.eventConfig === undefined ? NOT_RETURNED : capitalized(given.eventConfig), Name: name }),
    attributes: { Ref: arn, ApiArn: arn, ApiId: id },
  };
  return [made, ...associationOf(made, given.wafWebAclArn)];
};

/** A data source of ListDataSources. */
export const dataSource = (api: Found, given: DataSource): Found => ({
  type: 'AWS::AppSync::DataSource',
  id: `${api.id} ${given.name}`,
  ...(given.dataSourceArn === undefined ? {} : { arn: given.dataSourceArn }),
  properties: present({
    ApiId: api.attributes?.ApiId,
    HttpConfig: given.httpConfig && withoutSecrets(capitalized(given.httpConfig)),
    LambdaConfig: given.lambdaConfig && capitalized(given.lambdaConfig),
    Name: given.name,
    ServiceRoleArn: given.serviceRoleArn,
    Type: given.type,
  }),
  attributes: present({ Ref: given.dataSourceArn, Name: given.name }),
});

/** What GetApiCache says. What it does not say is off. */
export const cacheOf = (given: ApiCache): Properties =>
  present({
    ApiCachingBehavior: given.apiCachingBehavior,
    AtRestEncryptionEnabled: given.atRestEncryptionEnabled ?? false,
    TransitEncryptionEnabled: given.transitEncryptionEnabled ?? false,
    Ttl: given.ttl,
    Type: given.type,
  });
