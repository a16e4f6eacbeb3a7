import { asksEnvironment } from './npmrc.ts';

/** Where settings come from. All but `project` are the user's own. */
export interface Layer {
  readonly from: 'environment' | 'project' | 'user' | 'global';
  readonly values: ReadonlyMap<string, string>;
}

/** npm's settings, the ones that count most first. */
export type Settings = readonly Layer[];

/** Where the names of a package are asked for. */
export interface RegistryChoice {
  readonly url: URL;
  /** A setting says so; it is not merely npm's default. */
  readonly named: boolean;
}

const PUBLIC = 'https://registry.npmjs.org/';

/** The value of a setting that counts. */
export const settingOf = (settings: Settings, key: string): { readonly value: string; readonly from: Layer['from'] } | undefined => {
  for (const { from, values } of settings) {
    const value = values.get(key);
    if (value !== undefined) return { value, from };
  }
  return undefined;
};

/** The settings of the user alone. */
export const ownSettings = (settings: Settings): Settings => settings.filter(({ from }) => from !== 'project');

const registryUrl = (text: string): URL | undefined => {
  if (asksEnvironment(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  for (const part of ['username', 'password', 'search', 'hash'] as const) url[part] = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};

const isLoopback = ({ hostname }: URL): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/** Registries that the user's own settings name. */
const ownRegistries = (settings: Settings): ReadonlySet<string> =>
  new Set(
    ownSettings(settings).flatMap(({ values }) =>
      [...values].flatMap(([key, value]) => (/^(?:@[^:]+:)?registry$/.test(key) ? (registryUrl(value)?.href ?? []) : [])),
    ),
  );

/** The registry for a name: of its scope, else of all. A sentence where there is none to ask. */
export const registryFor = (name: string, settings: Settings): RegistryChoice | { readonly refused: string } => {
  const scope = /^(@[^/]+)\//.exec(name)?.[1];
  const scoped = scope === undefined ? undefined : settingOf(settings, `${scope}:registry`);
  const setting = scoped ?? settingOf(settings, 'registry');
  if (setting === undefined) return { url: new URL(PUBLIC), named: false };
  const url = registryUrl(setting.value);
  const what = `the setting ${scoped === undefined ? 'registry' : `${scope}:registry`}`;
  if (url === undefined)
    return {
      refused: asksEnvironment(setting.value)
        ? `${what} holds a variable of the environment, which is filled in from the user's own settings only`
        : `${what} is no address of a registry`,
    };
  const byProject = setting.from === 'project' && !ownRegistries(settings).has(url.href);
  // Anybody on the way could answer, and the audited tree could have parapet call whatever listens inside of a network.
  if (byProject && url.protocol === 'http:' && !isLoopback(url))
    return { refused: `${what} of the audited project names ${url.host} without TLS, which only the user's own settings may do` };
  return { url, named: true };
};

/** The keys under which credentials for an address may stand, the most exact first: `//host/path/`, `//host/`. */
const keysFor = (url: URL): readonly string[] => {
  const keys: string[] = [];
  for (let key = `//${url.host}${url.pathname}`; key.length > 2; key = key.replace(/(?:[^/]+|\/)$/, '')) keys.push(key);
  return keys;
};

/**
 * The `Authorization` for an address: credentials are set for a host and path
 * (https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration) and go to no other. The keys name no protocol: that the
 * audited tree does not bring the user's to travel in the clear is `registryFor`'s business.
 */
export const authorizationFor = (url: URL, settings: Settings): string | undefined => {
  for (const key of keysFor(url)) {
    const header = headerOf((name) => settingOf(settings, `${key}:${name}`)?.value);
    // What no header can hold is no credential; it could smuggle lines into the request.
    if (header !== undefined && /^[\x20-\x7e]+$/.test(header)) return header;
  }
  return undefined;
};

const headerOf = (setting: (name: string) => string | undefined): string | undefined => {
  const token = setting('_authToken');
  if (token !== undefined) return `Bearer ${token}`;
  const auth = setting('_auth');
  if (auth !== undefined) return `Basic ${auth}`;
  const [username, password] = [setting('username'), setting('_password')];
  if (username === undefined || password === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${Buffer.from(password, 'base64').toString('utf8')}`).toString('base64')}`;
};
