import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import type { SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import type { Refusal } from './refusal.ts';

const SPECIAL = ['$connect', '$disconnect', '$default'];

function* ofAuth(auth: Node, routes: Node | undefined): Generator<Refusal> {
  const { span } = auth;
  if (auth.kind !== 'map') return;
  if (!member(routes, '$connect')) yield { span, why: 'Auth needs a route called $connect' };
  const type = textOf(member(auth, 'AuthType')) ?? '';
  if (!['AWS_IAM', 'CUSTOM', 'NONE'].includes(type)) yield { span, why: 'AuthType is AWS_IAM, CUSTOM or NONE' };
  else if (type === 'CUSTOM' && !isTrue(member(auth, 'AuthArn'))) yield { span, why: 'AuthType CUSTOM needs AuthArn' };
  else if (type !== 'CUSTOM' && auth.entries.size > 1) yield { span, why: `AuthType ${type} goes with nothing else` };
}

/** What SAM refuses of a WebSocket API. */
export function* ofWebSocketApi({ properties: own, span }: SamResource): Generator<Refusal> {
  const [routes, auth] = [member(own, 'Routes'), member(own, 'Auth')];
  if (auth && isTrue(auth)) yield* ofAuth(auth, routes);
  if (textOf(member(own, 'StageName')) === '$default') yield { span, why: 'a stage of a WebSocket API is not called $default' };
  if (isTrue(member(member(own, 'Domain'), 'MutualTlsAuthentication'))) yield { span, why: 'a WebSocket API has no mutual TLS' };
  const address = textOf(member(own, 'IpAddressType'));
  if (address !== undefined && !['ipv4', 'dualstack'].includes(address)) yield { span, why: 'IpAddressType is ipv4 or dualstack' };
  if (routes?.kind !== 'map' || intrinsicOf(routes)) return;
  if (routes.entries.size === 0) yield { span, why: 'a WebSocket API has at least one route' };
  for (const [name, { key, value }] of routes.entries) {
    if (!SPECIAL.includes(name) && !/^[\p{L}\p{N}]+$/u.test(name)) yield { span: key, why: `${name} is no route key that SAM knows` };
    if (!member(value, 'FunctionArn')) yield { span: key, why: `route ${name} needs FunctionArn` };
    if (isTrue(member(value, 'RequestParameters')) && name !== '$connect')
      yield { span: key, why: `route ${name} has no RequestParameters` };
  }
}
