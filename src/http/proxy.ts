import { request } from 'node:http';
import { Agent, type AgentOptions } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { UserError } from '../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

const first = (env: Env, ...names: readonly string[]): string | undefined => names.map((name) => env[name]).find((value) => value);

/** Whether NO_PROXY exempts a host: `*`, a host, a suffix with or without a leading dot, each with a port if it is meant. */
export const isExempt = (host: string, port: number, list: string): boolean =>
  list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (only !== undefined && Number(only) !== port) return false;
      const suffix = name.replace(/^\*?\.?/, '');
      return name === '*' || host.toLowerCase() === suffix || host.toLowerCase().endsWith(`.${suffix}`);
    });

/** The proxy for HTTPS that the environment names, as curl and the AWS CLI read it. */
export const httpsProxyOf = (env: Env): URL | undefined => {
  const text = first(env, 'HTTPS_PROXY', 'https_proxy');
  if (text === undefined) return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address) || new URL(address).protocol !== 'http:')
    throw new UserError('HTTPS_PROXY is not the address of an HTTP proxy', { hint: 'Write it as http://proxy.example:3128.' });
  return new URL(address);
};

/** An agent whose connections go through a proxy (`CONNECT`), those to exempt hosts directly. */
export const proxiedAgent = (proxy: URL, env: Env, options: AgentOptions): Agent => {
  const agent = new Agent(options);
  const direct = agent.createConnection.bind(agent);
  const exempt = first(env, 'NO_PROXY', 'no_proxy') ?? '';
  agent.createConnection = (connection, callback) => {
    const host = String(connection.host);
    const port = Number(connection.port ?? 443);
    if (isExempt(host, port, exempt)) return direct(connection, callback);
    const fail = (error: Error) => callback?.(error, undefined as never);
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    const ask = request({
      host: proxy.hostname,
      port: proxy.port === '' ? 80 : Number(proxy.port),
      method: 'CONNECT',
      path: `${host}:${port}`,
      agent: false,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      headers: {
        host: `${host}:${port}`,
        ...(proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    });
    ask.once('error', fail);
    ask.once('timeout', () => ask.destroy(Object.assign(new Error(`the proxy ${proxy.host} does not answer`), { code: 'ETIMEDOUT' })));
    ask.once('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        return fail(Object.assign(new Error(`the proxy ${proxy.host} answered with ${response.statusCode}`), { code: 'EPROXY' }));
      }
      const secured = connectTls({ ...connection, socket, servername: connection.servername ?? host } as never);
      secured.once('error', fail);
      secured.once('secureConnect', () => {
        secured.off('error', fail);
        callback?.(null as never, secured);
      });
    });
    ask.end();
    return undefined as never;
  };
  return agent;
};
