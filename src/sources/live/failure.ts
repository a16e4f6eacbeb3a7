import { type Unknown, unknown } from '../../model/value.ts';
import { isAwsHost } from './connection.ts';

/** Why a call gave no answer. */
export interface Failure {
  /** The call, as IAM spells it. */
  readonly action: string;
  /** A word for machines; `no-such-operation` is an endpoint that does not know the call, `no-endpoint` a host of AWS's that does not resolve, `not-found` a resource that is gone. */
  readonly reason:
    | 'access-denied'
    | 'credentials'
    | 'throttled'
    | 'unavailable'
    | 'unreachable'
    | 'no-endpoint'
    | 'timed-out'
    | 'malformed'
    | 'no-such-operation'
    | 'not-found'
    | 'max-calls'
    | 'call-failed';
  /** AWS's code, or that of the network. */
  readonly code: string;
  /** The same for people, without a full stop. */
  readonly message: string;
  /** Whether the next attempt may succeed. */
  readonly retry: 'throttled' | 'transient' | false;
}

interface Shape {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly hostname?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

// https://docs.aws.amazon.com/general/latest/gr/api-retries.html, and the words that single services use
const THROTTLED =
  /^(?:Throttling|ThrottlingException|ThrottledException|Throttled|RequestThrottled|RequestThrottledException|TooManyRequestsException|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|LimitExceededException|ProvisionedThroughputExceededException|SlowDown|PriorRequestNotComplete|EC2ThrottledException)$/;
const DENIED =
  /^(?:AccessDenied|AccessDeniedException|AuthorizationError|AuthorizationErrorException|UnauthorizedOperation|Forbidden|ForbiddenException|NotAuthorized|NotAuthorizedException|UnauthorizedException|OptInRequired|KMSAccessDeniedException|KmsAccessDeniedException|KMS\.AccessDeniedException)$/;
const CREDENTIALS =
  /^(?:ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|IncompleteSignatureException|MissingAuthenticationToken|MissingAuthenticationTokenException|InvalidAccessKeyId|InvalidToken|RequestExpired|CredentialsProviderError|TokenProviderError)$/;
const UNKNOWN_OPERATION =
  /^(?:UnknownOperationException|UnknownOperation|InvalidAction|InvalidActionException|NotImplemented|NotImplementedException|UnknownMethodException)$/;
const NOT_FOUND = /(?:NotFound|NotFoundException|NonExistentQueue|QueueDoesNotExist|NoSuchEntity)$/;
const RESET = /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|HPE_.*)$/;
const UNREACHABLE = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO)$/;
/** Certificates that do not fit, and proxies that say no, do so every time. */
const REFUSED = /^(?:CERT_\w*|ERR_TLS_\w*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w*|EPROXY)$/;
const TIMED_OUT = /^(?:TimeoutError|ETIMEDOUT|RequestTimeout|RequestTimeoutException|ESOCKETTIMEDOUT)$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The first line of what was said, short enough for a report. */
const brief = (text: string): string => {
  const line = text.split('\n')[0]?.trim() ?? '';
  return (line.length > 300 ? `${line.slice(0, 299)}…` : line).replace(/\.$/, '');
};

/** What an error of a client means. Bodies that are no answer (HTML, half of one) surface as `SyntaxError` with the status. */
export const failureOf = (action: string, error: unknown): Failure => {
  const shape = (typeof error === 'object' && error !== null ? error : {}) as Shape;
  const name = textOf(shape.name);
  const cause = (typeof shape.cause === 'object' && shape.cause !== null ? shape.cause : {}) as Shape;
  const network = textOf(shape.code) || textOf(cause.code);
  const status = shape.$metadata?.httpStatusCode ?? 0;
  const said = brief(textOf(shape.message));
  const failure = (reason: Failure['reason'], retry: Failure['retry'], message = said, code?: string): Failure => ({
    action,
    reason,
    code: code ?? (name === 'Error' || name === '' || name === 'SyntaxError' ? network || (status > 0 ? String(status) : name) : name),
    message: message === '' ? reason : message,
    retry,
  });

  if (THROTTLED.test(name) || status === 429 || shape.$retryable?.throttling === true) return failure('throttled', 'throttled');
  if (CREDENTIALS.test(name)) return failure('credentials', false);
  if (DENIED.test(name)) return failure('access-denied', false);
  if (TIMED_OUT.test(name) || TIMED_OUT.test(network)) return failure('timed-out', 'transient', 'no answer in time', '');
  if (RESET.test(network) || said === 'socket hang up' || said === 'aborted') return failure('unreachable', 'transient');
  // AWS has no such name where a Region does not have the service. Without a name server it is the same answer: not that there is nothing.
  const host = textOf(shape.hostname) || textOf(cause.hostname);
  if (network === 'ENOTFOUND' && isAwsHost(host))
    return failure('no-endpoint', false, `${host} does not resolve: the Region may not have the service`);
  if (UNREACHABLE.test(network)) return failure('unreachable', 'transient');
  if (REFUSED.test(network)) return failure('unreachable', false);
  if (UNKNOWN_OPERATION.test(name) || status === 501) return failure('no-such-operation', false);
  // An answer that nobody can read: from something that is not the service, or cut off on its way.
  const unreadable = name === 'SyntaxError' || name === 'RangeError' || name === 'TypeError';
  if (unreadable && (status === 404 || status === 405))
    return failure('no-such-operation', false, `the endpoint does not know the call (${status})`);
  if (status >= 500) return failure('unavailable', 'transient', unreadable ? `the service answered with ${status}` : said);
  if (unreadable && status === 403) return failure('access-denied', false, 'the endpoint answered with 403');
  if (unreadable) return failure('malformed', 'transient', 'the answer is not what the service documents');
  // The clients of the query protocol make a NotFound of any 404, a proxy's page included, with nothing to say about it.
  if (NOT_FOUND.test(name) && /^(?:unknown(?:error)?)?$/i.test(said))
    return failure('no-such-operation', false, 'the endpoint does not know the call (404)', String(status));
  if (NOT_FOUND.test(name) || status === 404) return failure('not-found', false);
  if (status === 403) return failure('access-denied', false);
  return failure('call-failed', false);
};

/** What stands in the place of a property that a failed call would have given. */
export const unknownBecause = ({ action, reason, code, message }: Failure): Unknown =>
  unknown(
    reason === 'access-denied'
      ? { kind: 'access-denied', action }
      : { kind: 'call-failed', action, message: code === '' || message.includes(code) ? message : `${code}: ${message}` },
  );
