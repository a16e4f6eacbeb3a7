import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { UserError } from '../../errors.ts';
import { httpsProxyOf, proxiedAgent } from '../../http/proxy.ts';

/** How an account is reached. */
export interface ConnectionOptions {
  /** The environment: `AWS_*`, `HTTPS_PROXY`, `NO_PROXY`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile?: string;
  readonly roleArn?: string;
  /** In milliseconds: how long one attempt may take to connect, and to be answered. */
  readonly connectionTimeout?: number;
  readonly requestTimeout?: number;
}

/** What every client of a run is made with. */
export interface Connection {
  /** Settings of a client for a service, as its endpoint variable spells it (`API_GATEWAY`), in a Region. */
  settings(endpointName: string, region: string): Readonly<Record<string, unknown>>;
  destroy(): void;
}

/** More than the services of a Region have in flight together, so that no call waits for a connection. */
const SOCKETS = 256;
const CONNECTION_TIMEOUT = 5_000;
const REQUEST_TIMEOUT = 20_000;
/** The instance metadata service answers within milliseconds, or is not there. */
const METADATA_TIMEOUT = 400;

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const given = (value: string | undefined): string | undefined => (value === undefined || value.trim() === '' ? undefined : value.trim());

/** The profile that is used: the one of the command line, else that of the environment. */
export const profileOf = ({ env, profile }: Pick<ConnectionOptions, 'env' | 'profile'>): string | undefined =>
  profile ?? given(env.AWS_PROFILE);

/** The Regions to read: those that were named, else the one of the environment or the profile. */
export const regionsOf = async (named: readonly string[], options: ConnectionOptions): Promise<readonly string[]> => {
  const regions = [...new Set(named)];
  if (regions.length === 0) {
    const one = given(options.env.AWS_REGION) ?? given(options.env.AWS_DEFAULT_REGION) ?? (await profileRegion(profileOf(options)));
    if (one === undefined)
      throw new UserError('no AWS Region is set', {
        hint: 'Name it with --region eu-west-1, or set AWS_REGION or the region of the profile.',
      });
    regions.push(one);
  }
  const wrong = regions.find((region) => !/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(region));
  if (wrong !== undefined) throw new UserError(`${wrong} is no AWS Region`, { hint: 'Regions are written as eu-west-1.' });
  return regions;
};

const profileRegion = async (profile: string | undefined): Promise<string | undefined> => {
  const { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } = await import('@smithy/core/config');
  const options = { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile === undefined ? {} : { profile }) };
  const region = await loadConfig(NODE_REGION_CONFIG_OPTIONS, options)().catch(() => undefined);
  return typeof region === 'string' ? given(region) : undefined;
};

/** The partition of a Region. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-')
    ? 'aws-cn'
    : region.startsWith('us-gov-')
      ? 'aws-us-gov'
      : region.startsWith('us-isob-')
        ? 'aws-iso-b'
        : region.startsWith('us-iso-')
          ? 'aws-iso'
          : region.startsWith('eusc-')
            ? 'aws-eusc'
            : 'aws';

/**
 * Whether a host is one of AWS's own, whose quotas are shared with the account.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export const isAwsHost = (host: string): boolean =>
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn|amazonaws\.eu|api\.amazonwebservices\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/i.test(
    host,
  );

/** The endpoint that the environment sets for a service. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
export const endpointOf = (env: ConnectionOptions['env'], name: string): string | undefined => {
  if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '')) return undefined;
  const variable = given(env[`AWS_ENDPOINT_URL_${name}`]) === undefined ? 'AWS_ENDPOINT_URL' : `AWS_ENDPOINT_URL_${name}`;
  const endpoint = given(env[variable]);
  if (endpoint === undefined) return undefined;
  if (!/^https?:\/\/[^/]/i.test(endpoint) || !URL.canParse(endpoint))
    throw new UserError(`${variable} is no address: ${endpoint}`, { hint: 'Write it as http://localhost:4566.' });
  return endpoint;
};

const fromEnvironment = (env: ConnectionOptions['env']): AwsCredentialIdentity | undefined => {
  const accessKeyId = given(env.AWS_ACCESS_KEY_ID);
  const secretAccessKey = given(env.AWS_SECRET_ACCESS_KEY);
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const sessionToken = given(env.AWS_SESSION_TOKEN);
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
};

/** Credentials as AWS's own tools find them; what the environment holds counts unless a profile is named. */
const baseCredentials = async (options: ConnectionOptions): Promise<AwsCredentialIdentityProvider> => {
  const profile = profileOf(options);
  const fixed = profile === undefined ? fromEnvironment(options.env) : undefined;
  if (fixed !== undefined) return async () => fixed;
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider({
    ...(profile === undefined ? {} : { profile }),
    timeout: METADATA_TIMEOUT,
    maxRetries: 0,
    logger: SILENT as never,
  });
};

const requireCredentials = async (provider: AwsCredentialIdentityProvider, profile: string | undefined): Promise<void> => {
  try {
    await provider();
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '';
    const none = /could not load credentials from any providers/i.test(why);
    throw new UserError(none || why === '' ? 'there are no AWS credentials' : `there are no AWS credentials: ${why.replace(/\.$/, '')}`, {
      hint:
        profile === undefined
          ? 'Name a profile with --profile, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.'
          : `Look at the profile ${profile}: \`aws configure list --profile ${profile}\`.`,
      cause,
    });
  }
};

/** Credentials of a role, asked for once and again shortly before they end. */
const assumed = (roleArn: string, base: Readonly<Record<string, unknown>>): AwsCredentialIdentityProvider => {
  let current: Promise<AwsCredentialIdentity> | undefined;
  const assume = async (): Promise<AwsCredentialIdentity> => {
    const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
    const client = new STSClient({ ...base, maxAttempts: 4 });
    const { Credentials } = await client
      .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'parapet' }))
      .catch((cause: unknown) => {
        const why = cause instanceof Error ? `${cause.name}: ${cause.message.split('\n')[0]}` : String(cause);
        throw new UserError(`the role ${roleArn} cannot be assumed: ${why}`, { cause });
      });
    if (Credentials?.AccessKeyId === undefined || Credentials.SecretAccessKey === undefined)
      throw new UserError(`the role ${roleArn} cannot be assumed: the answer holds no credentials`);
    return {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      ...(Credentials.SessionToken === undefined ? {} : { sessionToken: Credentials.SessionToken }),
      ...(Credentials.Expiration === undefined ? {} : { expiration: Credentials.Expiration }),
    };
  };
  const FIVE_MINUTES = 300_000;
  return async () => {
    const known = await current?.catch(() => undefined);
    const fresh = known !== undefined && (known.expiration === undefined || known.expiration.getTime() - Date.now() > FIVE_MINUTES);
    if (!fresh) current = assume();
    return current as Promise<AwsCredentialIdentity>;
  };
};

/** Opens what all clients of a run share: credentials that are there, connections, endpoints. Throws a `UserError` without credentials. */
export const connect = async (options: ConnectionOptions, firstRegion: string): Promise<Connection> => {
  const { env, roleArn, connectionTimeout = CONNECTION_TIMEOUT, requestTimeout = REQUEST_TIMEOUT } = options;
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const agents = { keepAlive: true, maxSockets: SOCKETS };
  const proxy = httpsProxyOf(env);
  const handler = new NodeHttpHandler({
    httpAgent: new HttpAgent(agents),
    httpsAgent: proxy === undefined ? new HttpsAgent(agents) : proxiedAgent(proxy, env, agents),
    connectionTimeout,
    requestTimeout,
    socketTimeout: requestTimeout,
    throwOnRequestTimeout: true,
    logger: SILENT as never,
  });
  const settings = (credentials: AwsCredentialIdentityProvider): Connection['settings'] => {
    return (name, region) => {
      const endpoint = endpointOf(env, name);
      return {
        region,
        credentials,
        // Attempts are counted, held back and told of in one place: `caller.ts`.
        maxAttempts: 1,
        requestHandler: handler,
        // SQS would be asked at the host in a queue's URL, whatever the endpoint.
        useQueueUrlAsEndpoint: false,
        // An endpoint of one's own answers under its one name: no bucket and no account stands before it.
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, disableHostPrefix: true }),
        ...(endpoint === undefined || name !== 'S3_CONTROL' ? {} : { endpointProvider: () => ({ url: new URL(endpoint) }) }),
      };
    };
  };
  const base = await baseCredentials(options);
  await requireCredentials(base, profileOf(options));
  const credentials = roleArn === undefined ? base : assumed(roleArn, settings(base)('STS', firstRegion));
  if (roleArn !== undefined) await credentials();
  return { settings: settings(credentials), destroy: () => handler.destroy() };
};
