import { type Answer, type Connections, connectionsOf, type Head, type Limits, type Take } from '../../http/connections.ts';
import { PATIENCE, type Patience, patientOf, type Refusal } from '../../http/patient.ts';
import { routeOf } from '../registry/route.ts';

type Headers = Readonly<Record<string, string>>;

/** An address below which something is asked for, with the patience and the limits of a run. */
export interface Site {
  /** The host, for sentences. */
  readonly name: string;
  /** The address without its credentials. */
  readonly address: string;
  /** Asks for a path with patience; `once` makes one request, to where it leads within the host. */
  ask<T extends Head>(path: string, once: (url: URL) => Promise<T>): Promise<T | Refusal>;
  get(url: URL, headers?: Headers): Promise<Answer>;
  post(url: URL, body: string): Promise<Answer>;
  stream(url: URL, headers: Headers, begin: (head: Head) => Take | undefined | Promise<Take | undefined>): Promise<Head>;
  close(): void;
}

export interface SiteOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits: Limits;
  /** Requests at a time. */
  readonly parallel: number;
  /** Ends whatever is under way. */
  readonly stop: AbortSignal;
  readonly patience?: Patience;
  readonly now?: () => number;
}

/** Ways to an address. A name and a password in it are sent to it alone, as they would be by a browser. */
export const siteOf = async (address: URL, options: SiteOptions): Promise<Site | { readonly refused: string }> => {
  const { env, limits, parallel, stop, patience = PATIENCE, now = Date.now } = options;
  const route = await routeOf([], env);
  if ('refused' in route) return route;
  const base = new URL(address);
  const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
  const common = {
    'user-agent': 'parapet',
    'accept-encoding': 'gzip, br',
    ...(base.username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
  };
  base.username = '';
  base.password = '';
  const connections: Connections = connectionsOf(route, limits, parallel);
  const patient = patientOf(now, patience);
  return {
    name: base.host,
    address: base.href,
    ask: (path, once) => patient(new URL(path, base), once, stop),
    get: (url, headers) => connections.get(url, { ...common, accept: 'application/json', ...headers }, stop),
    post: (url, body) =>
      connections.post(
        url,
        { ...common, accept: 'application/json', 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
        body,
        stop,
      ),
    stream: (url, headers, begin) => connections.stream(url, { ...common, ...headers }, begin, stop),
    close: () => connections.close(),
  };
};
