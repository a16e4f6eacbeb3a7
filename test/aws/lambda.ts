import type { DeclaredAccount, DeclaredFunction, Shape } from './account.ts';
import { type Answer, type Operation, ok, type Params, pageOf, refuse, text } from './operation.ts';

/** The ARN of a declared function. */
export const functionArn = ({ account, region }: DeclaredAccount, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

const configurationOf = (fn: DeclaredFunction, account: DeclaredAccount) => ({
  FunctionName: fn.name,
  FunctionArn: functionArn(account, fn.name),
  Version: '$LATEST',
  PackageType: fn.image === undefined ? 'Zip' : 'Image',
  Role: `arn:aws:iam::${account.account}:role/${fn.name}`,
  LastModified: '2026-06-01T10:00:00.000+0000',
  CodeSha256: 'hkM3lv5qVW1rCBQXvhyCcdqDyEY6Yd4OAoZ2vVCyVHQ=',
  Timeout: 3,
  MemorySize: 128,
  TracingConfig: { Mode: 'PassThrough' },
  ...fn.configuration,
});

const found = (params: Params, account: DeclaredAccount, then: (fn: DeclaredFunction) => Answer): Answer => {
  const asked = text(params, 'FunctionName');
  const fn = account.functions.find(({ name }) => [name, functionArn(account, name)].includes(asked));
  return fn === undefined ? refuse(404, 'ResourceNotFoundException', `Function not found: ${asked}`) : then(fn);
};

const signingConfig = ({ arn, publishers, onUntrusted }: DeclaredAccount['codeSigningConfigs'][number]) => ({
  CodeSigningConfigArn: arn,
  CodeSigningConfigId: arn.slice(arn.lastIndexOf(':') + 1),
  AllowedPublishers: { SigningProfileVersionArns: publishers },
  CodeSigningPolicies: { UntrustedArtifactOnDeployment: onUntrusted },
  LastModified: '2026-06-01T10:00:00.000Z',
});

const urlOf = (fn: DeclaredFunction, account: DeclaredAccount, { qualifier, ...url }: NonNullable<DeclaredFunction['urls']>[number]) => ({
  FunctionUrl: `https://${fn.name}.lambda-url.${account.region}.on.aws/`,
  FunctionArn: functionArn(account, fn.name) + (qualifier === undefined ? '' : `:${qualifier}`),
  CreationTime: '2026-06-01T10:00:00.000Z',
  LastModifiedTime: '2026-06-01T10:00:00.000Z',
  InvokeMode: 'BUFFERED',
  ...url,
});

const list = (name: string, most = 50): ((items: readonly unknown[], params: Params, pageSize: number) => Answer) => {
  return (items, params, pageSize) =>
    pageOf(items, { token: params.Marker, asked: params.MaxItems, most, pageSize }, (page, NextMarker) => ({ [name]: page, NextMarker }));
};

const getPolicy: Operation = (params, account) =>
  found(params, account, (fn) => {
    const qualifier = params.Qualifier;
    const of = (named: string): Shape | undefined =>
      fn.aliases?.find(({ name }) => name === named)?.policy ?? fn.versions?.find(({ version }) => version === named)?.policy;
    const policy = qualifier === undefined ? fn.policy : of(String(qualifier));
    return policy === undefined
      ? refuse(404, 'ResourceNotFoundException', 'The resource you requested does not exist.')
      : ok({ Policy: JSON.stringify(policy), RevisionId: '1' });
  });

const layerArn = ({ account, region }: DeclaredAccount, name: string): string => `arn:aws:lambda:${region}:${account}:layer:${name}`;

/** What Lambda answers. */
export const lambda: Readonly<Record<string, Operation>> = {
  ListFunctions: (params, account, pageSize) =>
    list('Functions', 10_000)(
      account.functions.map((fn) => configurationOf(fn, account)),
      params,
      pageSize,
    ),
  GetFunction: (params, account) =>
    found(params, account, (fn) =>
      ok({
        Configuration: { ...configurationOf(fn, account), State: 'Active' },
        Code:
          fn.image === undefined
            ? { RepositoryType: 'S3', Location: 'https://example.com/presigned-secret' }
            : { RepositoryType: 'ECR', ImageUri: fn.image, ResolvedImageUri: `${fn.image.split(':')[0]}@sha256:${'0a'.repeat(32)}` },
        ...(fn.reservedConcurrency === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency } }),
      }),
    ),
  GetFunctionConfiguration: (params, account) => found(params, account, (fn) => ok(configurationOf(fn, account))),
  GetPolicy: getPolicy,
  ListAliases: (params, account, pageSize) =>
    found(params, account, (fn) =>
      list('Aliases', 10_000)(
        (fn.aliases ?? []).map(({ name, version }) => ({
          AliasArn: `${functionArn(account, fn.name)}:${name}`,
          Name: name,
          FunctionVersion: version,
        })),
        params,
        pageSize,
      ),
    ),
  ListVersionsByFunction: (params, account, pageSize) =>
    found(params, account, (fn) =>
      list('Versions', 10_000)(
        ['$LATEST', ...(fn.versions ?? []).map(({ version }) => version)].map((Version) => ({
          ...configurationOf(fn, account),
          FunctionArn: `${functionArn(account, fn.name)}:${Version}`,
          Version,
        })),
        params,
        pageSize,
      ),
    ),
  ListFunctionUrlConfigs: (params, account, pageSize) =>
    found(params, account, (fn) =>
      list('FunctionUrlConfigs')(
        (fn.urls ?? []).map((url) => urlOf(fn, account, url)),
        params,
        pageSize,
      ),
    ),
  GetFunctionUrlConfig: (params, account) =>
    found(params, account, (fn) => {
      const url = fn.urls?.find(({ qualifier }) => qualifier === params.Qualifier);
      return url === undefined ? refuse(404, 'ResourceNotFoundException', 'no URL') : ok(urlOf(fn, account, url));
    }),
  ListCodeSigningConfigs: (params, account, pageSize) =>
    list('CodeSigningConfigs', 10_000)(account.codeSigningConfigs.map(signingConfig), params, pageSize),
  GetCodeSigningConfig: (params, account) => {
    const config = account.codeSigningConfigs.find(({ arn }) => arn === params.CodeSigningConfigArn);
    return config === undefined
      ? refuse(404, 'ResourceNotFoundException', 'no such configuration')
      : ok({ CodeSigningConfig: signingConfig(config) });
  },
  ListFunctionsByCodeSigningConfig: (params, account, pageSize) =>
    list('FunctionArns', 10_000)(
      account.functions
        .filter(({ codeSigningConfigArn }) => codeSigningConfigArn === params.CodeSigningConfigArn)
        .map(({ name }) => functionArn(account, name)),
      params,
      pageSize,
    ),
  GetFunctionCodeSigningConfig: (params, account) =>
    found(params, account, (fn) =>
      ok({
        FunctionName: fn.name,
        ...(fn.codeSigningConfigArn === undefined ? {} : { CodeSigningConfigArn: fn.codeSigningConfigArn }),
      }),
    ),
  GetRuntimeManagementConfig: (params, account) =>
    found(params, account, (fn) => ok({ UpdateRuntimeOn: 'Auto', FunctionArn: functionArn(account, fn.name), ...fn.runtimeManagement })),
  ListFunctionEventInvokeConfigs: (params, account, pageSize) =>
    found(params, account, (fn) =>
      list('FunctionEventInvokeConfigs')(
        (fn.invokeConfigs ?? []).map(({ qualifier, ...config }) => ({
          FunctionArn: `${functionArn(account, fn.name)}:${qualifier}`,
          LastModified: 1_780_000_000,
          ...config,
        })),
        params,
        pageSize,
      ),
    ),
  ListLayers: (params, account, pageSize) =>
    list('Layers', 50)(
      (account.layers ?? []).map(({ name }) => ({ LayerName: name, LayerArn: layerArn(account, name) })),
      params,
      pageSize,
    ),
  ListLayerVersions: (params, account, pageSize) =>
    list('LayerVersions', 50)(
      (account.layers?.find(({ name }) => name === params.LayerName)?.versions ?? []).map(({ policy: _, ...version }) => ({
        ...version,
        LayerVersionArn: `${layerArn(account, text(params, 'LayerName'))}:${version.Version}`,
      })),
      params,
      pageSize,
    ),
  GetLayerVersionPolicy: (params, account) => {
    const layer = account.layers?.find(({ name }) => name === params.LayerName);
    const policy = layer?.versions.find(({ Version }) => String(Version) === params.VersionNumber)?.policy;
    return policy === undefined
      ? refuse(404, 'ResourceNotFoundException', 'No policy is associated with the given resource.')
      : ok({ Policy: JSON.stringify(policy), RevisionId: '1' });
  },
  GetAccountSettings: () => ok({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } }),
  ListEventSourceMappings: (params, { eventSources = [] }, pageSize) => list('EventSourceMappings', 10_000)(eventSources, params, pageSize),
};
