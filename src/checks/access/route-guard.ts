import type { Context, Reads, Resource } from '../../check.ts';
import { asksForCertificates, DOMAIN_READS } from './custom-domain.ts';
import { GUARD_READS, type Guard, guardOf } from './guard.ts';
import { ROUTE_READS, type Route } from './route.ts';

/** What stands before a route, whatever it asks for itself. */
export const ROUTE_GUARD_READS = {
  ...ROUTE_READS,
  ...DOMAIN_READS,
  'AWS::ApiGateway::RestApi': [...DOMAIN_READS['AWS::ApiGateway::RestApi'], ...GUARD_READS['AWS::ApiGateway::RestApi']],
  'AWS::ApiGatewayV2::Api': [...DOMAIN_READS['AWS::ApiGatewayV2::Api'], ...ROUTE_READS['AWS::ApiGatewayV2::Api']],
} as const satisfies Reads;

type GuardContext = Context<typeof ROUTE_GUARD_READS, never>;

interface RouteGuard extends Guard {
  /** The REST API that a resource policy stands in. */
  readonly api?: Resource<'AWS::ApiGateway::RestApi', never>;
}

/** What keeps callers away from a route before it is asked: network, resource policy, client certificates. */
export const guardOfRoute = (route: Route, context: GuardContext): RouteGuard => {
  if (route.type === 'AWS::ApiGatewayV2::Route') {
    const api = context.target(route.get('ApiId'), 'AWS::ApiGatewayV2::Api');
    return api.state === 'found' ? withCertificates({ state: 'none' }, asksForCertificates(api.resource, context)) : { state: 'none' };
  }
  const api = context.target(route.get('RestApiId'), 'AWS::ApiGateway::RestApi');
  if (api.state !== 'found') return { state: 'unknown' };
  return { ...withCertificates(guardOf(api.resource, context), asksForCertificates(api.resource, context)), api: api.resource };
};

const withCertificates = (guard: Guard, asked: boolean | undefined): Guard => {
  if (asked) return { state: 'closed' };
  return asked === undefined && guard.state === 'none' ? { state: 'unknown' } : guard;
};
