import type {
  DomainName,
  MethodSetting,
  Model,
  RequestValidator,
  RestApi,
  Stage,
  ThrottleSettings,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { capitalized, documentOf, escapedDocumentOf, type Found, NOT_RETURNED, type Place, plain, present } from '../answers.ts';
import { arnOf, nameOf, texts } from './mapper.ts';

/** A key of a stage's settings: path and method, where the path may have its slashes as `~1`; for all methods it is `*` and `*`. */
const settingsOf = (settings: Readonly<Record<string, MethodSetting>> | undefined): unknown =>
  settings &&
  Object.entries(settings).map(([key, given]) => {
    const at = key.lastIndexOf('/');
    const path = key.slice(0, at).replaceAll('~1', '/');
    return present({
      HttpMethod: key.slice(at + 1),
      ResourcePath: path.startsWith('/') ? path : `/${path}`,
      CacheDataEncrypted: given.cacheDataEncrypted,
      CacheTtlInSeconds: given.cacheTtlInSeconds,
      CachingEnabled: given.cachingEnabled,
      DataTraceEnabled: given.dataTraceEnabled,
      LoggingLevel: given.loggingLevel,
      MetricsEnabled: given.metricsEnabled,
      ThrottlingBurstLimit: given.throttlingBurstLimit,
      ThrottlingRateLimit: given.throttlingRateLimit,
    });
  });

/** What protects a stage: classic web ACLs are another type. */
const association = (resource: string, id: string, acl: string): Found => {
  const classic = acl.includes(':waf-regional:') || !acl.startsWith('arn:');
  return classic
    ? {
        type: 'AWS::WAFRegional::WebACLAssociation',
        id,
        properties: { ResourceArn: resource, WebACLId: acl.slice(acl.lastIndexOf('/') + 1) },
      }
    : { type: 'AWS::WAFv2::WebACLAssociation', id, properties: { ResourceArn: resource, WebACLArn: acl } };
};

/** A stage of GetStages, and its web ACL if it has one. */
export const stage = (api: RestApi, given: Stage, place: Place): readonly Found[] => {
  const id = `${nameOf(api)} ${given.stageName}`;
  const arn = arnOf(place, `restapis/${api.id}/stages/${given.stageName}`);
  const made: Found = {
    type: 'AWS::ApiGateway::Stage',
    id,
    arn,
    properties: present({
      AccessLogSetting: given.accessLogSettings && capitalized(given.accessLogSettings),
      CacheClusterEnabled: given.cacheClusterEnabled,
      CacheClusterSize: given.cacheClusterSize,
      ClientCertificateId: given.clientCertificateId,
      DeploymentId: given.deploymentId,
      MethodSettings: settingsOf(given.methodSettings),
      RestApiId: api.id,
      StageName: given.stageName,
      TracingEnabled: given.tracingEnabled,
      Variables: texts(plain(given.variables)),
    }),
    attributes: present({ Ref: given.stageName }),
  };
  return given.webAclArn ? [made, association(arn, id, given.webAclArn)] : [made];
};

/** A validator of GetRequestValidators. */
export const requestValidator = (api: RestApi, given: RequestValidator, place: Place): Found => ({
  type: 'AWS::ApiGateway::RequestValidator',
  id: `${nameOf(api)} ${given.name ?? given.id}`,
  arn: arnOf(place, `restapis/${api.id}/requestvalidators/${given.id}`),
  properties: present({
    Name: given.name,
    RestApiId: api.id,
    ValidateRequestBody: given.validateRequestBody ?? NOT_RETURNED,
    ValidateRequestParameters: given.validateRequestParameters ?? NOT_RETURNED,
  }),
  attributes: present({ Ref: given.id, RequestValidatorId: given.id }),
});

/** A model of GetModels. */
export const model = (api: RestApi, given: Model, place: Place): Found => ({
  type: 'AWS::ApiGateway::Model',
  id: `${nameOf(api)} ${given.name}`,
  arn: arnOf(place, `restapis/${api.id}/models/${given.name}`),
  properties: present({
    ContentType: given.contentType,
    Name: given.name,
    RestApiId: api.id,
    Schema: documentOf(given.schema),
  }),
  attributes: present({ Ref: given.name }),
});

const throttle = (given: ThrottleSettings | undefined): unknown =>
  given && present({ BurstLimit: given.burstLimit, RateLimit: given.rateLimit });

/** A plan of GetUsagePlans. */
export const usagePlan = (given: UsagePlan, place: Place): Found => ({
  type: 'AWS::ApiGateway::UsagePlan',
  id: given.name ?? given.id ?? '',
  arn: arnOf(place, `usageplans/${given.id}`),
  properties: present({
    ApiStages: given.apiStages?.map(({ apiId, stage: name, throttle: methods }) =>
      present({
        ApiId: apiId,
        Stage: name,
        Throttle: methods && Object.fromEntries(Object.entries(plain(methods)).map(([method, limits]) => [method, throttle(limits)])),
      }),
    ),
    Quota: given.quota && capitalized(given.quota),
    Throttle: throttle(given.throttle),
    UsagePlanName: given.name,
  }),
  attributes: present({ Ref: given.id, Id: given.id }),
});

/** A domain of GetDomainNames: one for VPCs alone is another type. */
export const domainName = (given: DomainName, place: Place): Found => {
  const name = given.domainName ?? '';
  const common = {
    CertificateArn: given.certificateArn,
    DomainName: name,
    EndpointAccessMode: given.endpointAccessMode,
    EndpointConfiguration: given.endpointConfiguration === undefined ? NOT_RETURNED : present({ Types: given.endpointConfiguration.types }),
    RoutingMode: given.routingMode,
    SecurityPolicy: given.securityPolicy ?? NOT_RETURNED,
  };
  const arn = given.domainNameArn ?? arnOf(place, `domainnames/${name}`);
  if (given.endpointConfiguration?.types?.includes('PRIVATE'))
    return {
      type: 'AWS::ApiGateway::DomainNameV2',
      id: name,
      arn,
      properties: present({ ...common, Policy: escapedDocumentOf(given.policy) }),
      attributes: { Ref: arn, DomainNameArn: arn },
    };
  const certificates = given.mutualTlsAuthentication;
  return {
    type: 'AWS::ApiGateway::DomainName',
    id: name,
    arn,
    properties: present({
      ...common,
      MutualTlsAuthentication:
        certificates?.truststoreUri &&
        present({ TruststoreUri: certificates.truststoreUri, TruststoreVersion: certificates.truststoreVersion }),
      RegionalCertificateArn: given.regionalCertificateArn,
    }),
    attributes: present({ Ref: name, DomainNameArn: arn, RegionalDomainName: given.regionalDomainName }),
  };
};
