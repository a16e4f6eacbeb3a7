import { createHash } from 'node:crypto';
import { PROTOCOLS, type Refusal, type Service } from './operation.ts';

/** A fault that a client gets over only by giving up. */
export const PERMANENT = [
  'access-denied',
  'server-error',
  'unknown-operation',
  'html',
  'html-denied',
  'empty',
  'malformed',
  'wrong-shape',
  'truncated',
  'reset',
  'slow',
] as const;
/** A fault that is gone when it is asked again. */
export const PASSING = ['throttled', 'server-error', 'unavailable', 'reset', 'truncated', 'html-error'] as const;

/** What may go wrong with a call. */
export type Fault = (typeof PERMANENT)[number] | (typeof PASSING)[number] | 'expired-credentials';

/** The fault as an error of the service's own, where it is one. */
export const refusalFor = (fault: Fault, service: Service, operation: string): Refusal | undefined => {
  // One action for all that reads: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
  const action = service.startsWith('apigateway') ? 'apigateway:GET' : `${service}:${operation}`;
  switch (fault) {
    case 'access-denied': {
      const message = `User: arn:aws:iam::111122223333:user/auditor is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
      if (service === 'sns') return { status: 403, code: 'AuthorizationError', message };
      if (PROTOCOLS[service] === 'query' || PROTOCOLS[service] === 'rest-xml') return { status: 403, code: 'AccessDenied', message };
      return { status: PROTOCOLS[service].startsWith('json') && service !== 'sqs' ? 400 : 403, code: 'AccessDeniedException', message };
    }
    case 'throttled':
      if (PROTOCOLS[service] === 'query' || PROTOCOLS[service] === 'rest-xml')
        return { status: 400, code: 'Throttling', message: 'Rate exceeded' };
      if (PROTOCOLS[service].startsWith('json') && service !== 'sqs')
        return { status: 400, code: 'ThrottlingException', message: 'You have exceeded the rate' };
      if (service === 'sqs') return { status: 403, code: 'RequestThrottled', message: 'Request is throttled.' };
      return { status: 429, code: 'TooManyRequestsException', message: 'Rate exceeded' };
    case 'server-error':
      return { status: 500, code: 'InternalFailure', message: 'An internal error occurred.' };
    case 'unavailable':
      return { status: 503, code: 'ServiceUnavailable', message: 'The service is unavailable.' };
    case 'expired-credentials':
      return {
        status: PROTOCOLS[service].startsWith('json') ? 400 : 403,
        code: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      };
    default:
      return undefined;
  }
};

/** A number in [0, 1) that a seed and a text settle, whatever the order in which they are asked for: what failed once fails again. */
export const chanceOf = (seed: number, text: string): number =>
  createHash('sha256').update(`${seed} ${text}`).digest().readUInt32BE(0) / 2 ** 32;
