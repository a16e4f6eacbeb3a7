import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeclaredAccount } from './account.ts';
import { apigateway, apigatewayv2 } from './apigateway.ts';
import { codebuild } from './codebuild.ts';
import { cognitoIdentity, cognitoIdp } from './cognito.ts';
import { dax, dynamodb, firehose, kinesis } from './data.ts';
import { appsync, cloudfront, wafv2 } from './edge.ts';
import { events, pipes, scheduler, states } from './events.ts';
import { type Fault, refusalFor } from './faults.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { logs } from './logs.ts';
import { sns, sqs } from './messaging.ts';
import { type Operation, ok, type Params, refuse, type Service } from './operation.ts';
import { type Rendered, render } from './render.ts';
import { askedBy } from './request.ts';
import { iam } from './roles.ts';
import { s3, s3control } from './s3.ts';
import { secretsmanager, ssm } from './secrets.ts';
import { signer } from './signer.ts';

const OPERATIONS: Readonly<Record<Service, Readonly<Record<string, Operation>>>> = {
  appsync,
  cloudfront,
  s3,
  s3control,
  'cognito-identity': cognitoIdentity,
  'cognito-idp': cognitoIdp,
  wafv2,
  codebuild,
  dax,
  dynamodb,
  events,
  firehose,
  kinesis,
  pipes,
  scheduler,
  states,
  iam,
  logs,
  secretsmanager,
  ssm,
  lambda,
  apigateway,
  apigatewayv2,
  kms,
  sqs,
  sns,
  signer,
  sts: {
    GetCallerIdentity: (_, { account }) => ok({ UserId: 'AIDAEXAMPLE', Account: account, Arn: `arn:aws:iam::${account}:user/auditor` }),
  },
};

/** A call that the server has received and understood. */
export interface Call {
  readonly service: Service;
  readonly operation: string;
  readonly params: Params;
  /** Equal for a call and its retries, and from run to run: instants are left out. */
  readonly key: string;
  /** 1 for the first time that this key is asked for. */
  readonly attempt: number;
}

export interface AwsServer {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Every call in the order of its arrival, retries included. */
  readonly calls: readonly Call[];
  /** What was asked for that is no known operation which reads, or not signed for its service: a test expects none. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

interface Options {
  /** The most that a page of any list holds. */
  readonly pageSize?: number;
  /** What goes wrong with a call, if anything. */
  readonly fault?: (call: Call) => Fault | undefined;
  /** Milliseconds before each answer. */
  readonly latency?: number;
}

const keyOf = (service: string, operation: string, params: Params): string => {
  const stable = Object.entries(params)
    .filter(([, value]) => !(typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${service}:${operation} ${JSON.stringify(Object.fromEntries(stable))}`;
};

const HTML = '<!DOCTYPE HTML>\n<title>Sign in to the network</title>\n<h1>Welcome</h1>\n';
const html = (status: number): Rendered => ({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML });

/** Valid text in which no member has the type that it should have: an answer from something that is not the service. */
const misshapen = ({ body }: Rendered): string =>
  body.startsWith('<')
    ? body.replace(
        /<(\w+Result|Error|ErrorResponse|DistributionList|AccessControlPolicy|PublicAccessBlockConfiguration|OwnershipControls|WebsiteConfiguration|ServerSideEncryptionConfiguration)>[\s\S]*<\/\1>/,
        '<$1>none</$1>',
      )
    : JSON.stringify(Object.fromEntries(Object.keys(JSON.parse(body) as object).map((name) => [name, 7])));

const send = (response: ServerResponse, { status, headers, body }: Rendered): void => {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
};

/** What stands in the place of a good answer; undefined where the fault is in how it is sent. */
const spoilt = (fault: Fault, service: Service, operation: string, good: Rendered): Rendered | undefined => {
  const refusal = refusalFor(fault, service, operation);
  if (refusal !== undefined) return render(service, operation, { refusal });
  if (fault === 'unknown-operation') return html(404);
  if (fault === 'html') return html(200);
  if (fault === 'html-error') return html(502);
  if (fault === 'html-denied') return html(403);
  // Nothing at all: where AWS has nothing to list, it says so by an empty list.
  if (fault === 'empty') return { ...good, body: '' };
  if (fault === 'malformed') return { ...good, body: `${good.body.slice(0, -2)}]]>` };
  if (fault === 'wrong-shape') return { ...good, body: misshapen(good) };
  return undefined;
};

/** Sends an answer as the fault lets it through; `slow` is never answered. */
const sendFaulty = (response: ServerResponse, fault: Fault, service: Service, operation: string, good: Rendered): void => {
  const instead = spoilt(fault, service, operation, good);
  if (instead !== undefined) send(response, instead);
  else if (fault === 'reset') response.socket?.resetAndDestroy();
  else if (fault === 'truncated') {
    response.writeHead(200, { ...good.headers, 'content-length': String(Buffer.byteLength(good.body)) });
    response.write(good.body.slice(0, Math.floor(good.body.length / 2)), () => response.socket?.destroy());
  }
};

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** Serves a declared account on a free port of the loopback interface. It answers what reads, and nothing else. */
export const serve = async (account: DeclaredAccount, { pageSize = 2, fault, latency = 0 }: Options = {}): Promise<AwsServer> => {
  const calls: Call[] = [];
  const refused: string[] = [];
  const attempts = new Map<string, number>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const { service, operation, params } = askedBy({ method, url, headers }, await read(request));
    const answers = service === undefined || operation === undefined ? undefined : OPERATIONS[service];
    if (service === undefined || operation === undefined || answers === undefined || !Object.hasOwn(answers, operation)) {
      refused.push(`${service}:${operation} ${method} ${url} ${JSON.stringify(params)}`);
      return send(response, html(404));
    }
    const key = keyOf(service, operation, params);
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    const call: Call = { service, operation, params, key, attempt };
    calls.push(call);
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const good = render(service, operation, answers[operation]?.(params, account, pageSize) ?? refuse(500, 'InternalFailure', ''));
    const wrong = fault?.(call);
    if (wrong === undefined) send(response, good);
    else sendFaulty(response, wrong, service, operation, good);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      refused.push(`error: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
