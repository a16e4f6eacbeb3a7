import { readFile } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import type { Route } from '../../http/connections.ts';
import { ownSettings, type Settings, settingOf } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

const given = (value: string | undefined): string | undefined =>
  value === undefined || ['', 'null', 'false'].includes(value.trim()) ? undefined : value.trim();

/** How registries are reached: npm's settings, else the environment as other tools read it. The audited tree has no say in it. */
export const routeOf = async (settings: Settings, env: Env): Promise<Route | { readonly refused: string }> => {
  const own = ownSettings(settings);
  const setting = (key: string) => given(settingOf(own, key)?.value);
  const variable = (name: string) => given(env[name]) ?? given(env[name.toLowerCase()]);
  const https = setting('https-proxy') ?? setting('proxy') ?? variable('HTTPS_PROXY');
  // CGI servers take HTTP_PROXY from a request's header; a command line has no such caller. https://httpoxy.org
  const http = setting('proxy') ?? setting('https-proxy') ?? variable('HTTP_PROXY');
  const [proxy, httpProxy] = [https, http].map(proxyUrl);
  if (proxy === null || httpProxy === null) return { refused: 'No registry was asked: the proxy that is set is no http:// address' };
  const cafile = setting('cafile');
  const ca = cafile === undefined ? setting('ca') : await readCertificates(cafile);
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(httpProxy === undefined ? {} : { httpProxy }),
    noProxy: setting('noproxy') ?? variable('NO_PROXY') ?? '',
    ...(ca === undefined ? {} : { ca: ca.replaceAll('\\n', '\n') }),
    strictTls: settingOf(own, 'strict-ssl')?.value !== 'false',
  };
};

/** `null` for what cannot be one. */
const proxyUrl = (text: string | undefined): URL | null | undefined => {
  if (text === undefined) return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return address.startsWith('http://') && URL.canParse(address) ? new URL(address) : null;
};

/** npm passes over a file that is not there; one that cannot be read would make every certificate look wrong. */
const readCertificates = async (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new UserError(`the file that npm's setting cafile names cannot be read: ${cause.message}`, { cause });
  });
