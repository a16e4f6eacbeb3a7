import { type Params, PROTOCOLS, type Service } from './operation.ts';

/** What a request asks for; `operation` is undefined if it is not one that the server knows. */
export interface Asked {
  readonly service: Service | undefined;
  readonly operation: string | undefined;
  readonly params: Params;
}

/** The REST-JSON operations that read: anything else is unknown to this server. Order matters, as in the services' own routing. */
const ROUTES: readonly (readonly [Service, string, string])[] = [
  ['lambda', '/2015-03-31/functions', 'ListFunctions'],
  ['lambda', '/2015-03-31/functions/{FunctionName}', 'GetFunction'],
  ['lambda', '/2015-03-31/functions/{FunctionName}/configuration', 'GetFunctionConfiguration'],
  ['lambda', '/2015-03-31/functions/{FunctionName}/policy', 'GetPolicy'],
  ['lambda', '/2015-03-31/functions/{FunctionName}/aliases', 'ListAliases'],
  ['lambda', '/2015-03-31/functions/{FunctionName}/versions', 'ListVersionsByFunction'],
  ['lambda', '/2021-10-31/functions/{FunctionName}/urls', 'ListFunctionUrlConfigs'],
  ['lambda', '/2021-10-31/functions/{FunctionName}/url', 'GetFunctionUrlConfig'],
  ['lambda', '/2020-04-22/code-signing-configs', 'ListCodeSigningConfigs'],
  ['lambda', '/2020-04-22/code-signing-configs/{CodeSigningConfigArn}', 'GetCodeSigningConfig'],
  ['lambda', '/2020-04-22/code-signing-configs/{CodeSigningConfigArn}/functions', 'ListFunctionsByCodeSigningConfig'],
  ['lambda', '/2020-06-30/functions/{FunctionName}/code-signing-config', 'GetFunctionCodeSigningConfig'],
  ['lambda', '/2021-07-20/functions/{FunctionName}/runtime-management-config', 'GetRuntimeManagementConfig'],
  ['lambda', '/2019-09-25/functions/{FunctionName}/event-invoke-config/list', 'ListFunctionEventInvokeConfigs'],
  ['lambda', '/2016-08-19/account-settings', 'GetAccountSettings'],
  ['lambda', '/2015-03-31/event-source-mappings', 'ListEventSourceMappings'],
  ['lambda', '/2018-10-31/layers', 'ListLayers'],
  ['lambda', '/2018-10-31/layers/{LayerName}/versions', 'ListLayerVersions'],
  ['lambda', '/2018-10-31/layers/{LayerName}/versions/{VersionNumber}/policy', 'GetLayerVersionPolicy'],
  ['apigateway', '/restapis', 'GetRestApis'],
  ['apigateway', '/restapis/{restApiId}', 'GetRestApi'],
  ['apigateway', '/restapis/{restApiId}/resources', 'GetResources'],
  ['apigateway', '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}', 'GetMethod'],
  ['apigateway', '/restapis/{restApiId}/authorizers', 'GetAuthorizers'],
  ['apigateway', '/restapis/{restApiId}/stages', 'GetStages'],
  ['apigateway', '/restapis/{restApiId}/requestvalidators', 'GetRequestValidators'],
  ['apigateway', '/restapis/{restApiId}/models', 'GetModels'],
  ['apigateway', '/usageplans', 'GetUsagePlans'],
  ['apigateway', '/domainnames', 'GetDomainNames'],
  ['apigateway', '/account', 'GetAccount'],
  ['apigatewayv2', '/v2/apis', 'GetApis'],
  ['apigatewayv2', '/v2/apis/{ApiId}', 'GetApi'],
  ['apigatewayv2', '/v2/apis/{ApiId}/routes', 'GetRoutes'],
  ['apigatewayv2', '/v2/apis/{ApiId}/authorizers', 'GetAuthorizers'],
  ['apigatewayv2', '/v2/apis/{ApiId}/authorizers/{AuthorizerId}', 'GetAuthorizer'],
  ['apigatewayv2', '/v2/apis/{ApiId}/stages', 'GetStages'],
  ['apigatewayv2', '/v2/apis/{ApiId}/integrations', 'GetIntegrations'],
  ['apigatewayv2', '/v2/domainnames', 'GetDomainNames'],
  ['apigatewayv2', '/v2/domainnames/{DomainName}/apimappings', 'GetApiMappings'],
  ['apigatewayv2', '/v2/domainnames/{DomainName}/routingrules', 'ListRoutingRules'],
  ['scheduler', '/schedules', 'ListSchedules'],
  ['scheduler', '/schedules/{Name}', 'GetSchedule'],
  ['pipes', '/v1/pipes', 'ListPipes'],
  ['pipes', '/v1/pipes/{Name}', 'DescribePipe'],
  ['appsync', '/v1/apis', 'ListGraphqlApis'],
  ['appsync', '/v2/apis', 'ListApis'],
  ['appsync', '/v1/apis/{apiId}/datasources', 'ListDataSources'],
  ['appsync', '/v1/apis/{apiId}/ApiCaches', 'GetApiCache'],
  ['cloudfront', '/2020-05-31/distribution', 'ListDistributions'],
  ['signer', '/signing-profiles', 'ListSigningProfiles'],
  ['signer', '/signing-profiles/{profileName}', 'GetSigningProfile'],
  ['signer', '/signing-jobs', 'ListSigningJobs'],
];

const PATTERNS = ROUTES.map(([service, path, operation]) => ({
  service,
  operation,
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

const SERVICES = Object.keys(PROTOCOLS) as readonly Service[];
const TARGETS: Readonly<Record<string, Service>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSCognitoIdentityService: 'cognito-identity',
  AWSEvents: 'events',
  AWSWAF_20190729: 'wafv2',
  AWSStepFunctions: 'states',
  AmazonDAXV3: 'dax',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  CodeBuild_20161006: 'codebuild',
  DynamoDB_20120810: 'dynamodb',
  Firehose_20150804: 'firehose',
  Kinesis_20131202: 'kinesis',
  Logs_20140328: 'logs',
  TrentService: 'kms',
  secretsmanager: 'secretsmanager',
};

const queryOf = (search: URLSearchParams): Params =>
  Object.fromEntries(
    [...new Set(search.keys())].map((name) => [name, search.getAll(name).length > 1 ? search.getAll(name) : search.get(name)]),
  );

/** S3 is asked for a part of a bucket by a parameter without a value; S3 Control is S3 at another address. */
const askedOfS3 = (pathname: string, search: URLSearchParams, headers: Readonly<Record<string, unknown>>): Asked => {
  if (pathname === '/v20180820/configuration/publicAccessBlock')
    return { service: 's3control', operation: 'GetPublicAccessBlock', params: { AccountId: headers['x-amz-account-id'] } };
  const bucket = decodeURIComponent(pathname.slice(1).replace(/\/$/, ''));
  const operation = search.get('x-id') ?? undefined;
  if (bucket === '') return { service: 's3', operation: 'ListBuckets', params: queryOf(search) };
  const asked = Object.entries(PARTS_OF_BUCKETS).find(([part]) => search.has(part))?.[1];
  return { service: 's3', operation: asked ?? operation, params: { Bucket: bucket } };
};

const PARTS_OF_BUCKETS: Readonly<Record<string, string>> = {
  acl: 'GetBucketAcl',
  encryption: 'GetBucketEncryption',
  ownershipControls: 'GetBucketOwnershipControls',
  policy: 'GetBucketPolicy',
  publicAccessBlock: 'GetPublicAccessBlock',
  website: 'GetBucketWebsite',
};

/** The service that a signature is for: a request that is not signed, or for another one, is nobody's. */
const signedFor = (authorization: string | undefined): string | undefined =>
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/([\w-]+)\/aws4_request, /.exec(authorization ?? '')?.[1];

/** Finds out what a request asks for: REST-JSON by its path, JSON 1.0 and 1.1 by the target, query by `Action`. */
export const askedBy = (
  { method, url, headers }: { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, unknown>> },
  body: string,
): Asked => {
  const signed = signedFor(typeof headers.authorization === 'string' ? headers.authorization : undefined);
  const service = SERVICES.find((name) => name === signed);
  const type = headers['content-type'];
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [target, operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (target && operation && /^application\/x-amz-json-1\.[01]$/.test(String(type)))
    return { service: TARGETS[target] === service ? service : undefined, operation, params: JSON.parse(body) as Params };
  if (method === 'POST' && type === 'application/x-www-form-urlencoded') {
    const { Action, Version: _, ...params } = queryOf(new URLSearchParams(body));
    return { service, operation: String(Action), params };
  }
  if (service === 's3' && method === 'GET') return askedOfS3(pathname, searchParams, headers);
  for (const route of method === 'GET' ? PATTERNS : []) {
    const match = route.pattern.exec(pathname);
    if (match === null || service !== (route.service === 'apigatewayv2' ? 'apigateway' : route.service)) continue;
    const path = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    return { service: route.service, operation: route.operation, params: { ...queryOf(searchParams), ...path } };
  }
  return { service, operation: undefined, params: { method, path: pathname } };
};
