import type { DeclaredAccount } from './account.ts';

/** The services that the server speaks, as their actions are prefixed; API Gateway's two APIs share one prefix on AWS. */
export type Service = keyof typeof PROTOCOLS;

/** How each service is spoken to. */
export const PROTOCOLS = {
  apigateway: 'rest-json',
  apigatewayv2: 'rest-json',
  appsync: 'rest-json',
  cloudfront: 'rest-xml',
  codebuild: 'json-1.1',
  'cognito-identity': 'json-1.1',
  'cognito-idp': 'json-1.1',
  dax: 'json-1.1',
  dynamodb: 'json-1.0',
  events: 'json-1.1',
  firehose: 'json-1.1',
  kinesis: 'json-1.1',
  pipes: 'rest-json',
  s3: 'rest-xml',
  s3control: 'rest-xml',
  scheduler: 'rest-json',
  states: 'json-1.0',
  iam: 'query',
  kms: 'json-1.1',
  lambda: 'rest-json',
  logs: 'json-1.1',
  secretsmanager: 'json-1.1',
  signer: 'rest-json',
  sns: 'query',
  sqs: 'json-1.0',
  ssm: 'json-1.1',
  sts: 'query',
  wafv2: 'json-1.1',
} as const;

/** What a request asks for, whatever its protocol: text from paths and queries, anything from JSON. */
export type Params = Readonly<Record<string, unknown>>;

/** An error as a service gives it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What a service answers: the members of its output, or an error. */
export type Answer = { readonly body: unknown } | { readonly refusal: Refusal };

/** How an operation is answered from what was declared. Every list is cut to `pageSize`, so that a few resources are several pages. */
export type Operation = (params: Params, account: DeclaredAccount, pageSize: number) => Answer;

export const ok = (body: unknown): Answer => ({ body });
export const refuse = (status: number, code: string, message: string): Answer => ({ refusal: { status, code, message } });

/** A parameter as text; the empty text if it was not given. */
export const text = (params: Params, name: string): string => (params[name] === undefined ? '' : String(params[name]));

interface Listing {
  readonly token: unknown;
  /** How many the client asks for at most. */
  readonly asked?: unknown;
  /** The most that the service lets one ask for. */
  readonly most?: number;
  readonly pageSize: number;
}

/** One page of a list and the token of the next; an error if more is asked for than the service allows, or a token is not ours. */
export const pageOf = <T>(
  items: readonly T[],
  { token, asked, most, pageSize }: Listing,
  answer: (page: readonly T[], next: string | undefined) => unknown,
): Answer => {
  const limit = asked === undefined ? pageSize : Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || (most !== undefined && limit > most))
    return refuse(400, 'ValidationException', `a page holds 1 to ${most} items, not ${String(asked)}`);
  const start = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(String(token))?.[1] ?? Number.NaN);
  if (!Number.isInteger(start) || start < 0 || start > items.length) return refuse(400, 'InvalidParameterValueException', 'not a token');
  const end = start + Math.min(limit, pageSize);
  return ok(answer(items.slice(start, end), end < items.length ? `page-${end}` : undefined));
};

/** What was declared under a name, or the service's error where nothing was. */
export const named = <T>(
  items: readonly T[],
  by: keyof T,
  name: unknown,
  answer: (item: T) => Answer,
  { status = 400, code = 'ResourceNotFoundException' }: { readonly status?: number; readonly code?: string } = {},
): Answer => {
  const item = items.find((one) => one[by] === name);
  return item === undefined ? refuse(status, code, `there is no ${String(name)}`) : answer(item);
};
