import { type Node, textOf } from '../../../node.ts';
import type { ExpansionGap } from '../../../template.ts';
import { unknownText } from '../../../variable.ts';
import { type FunctionEvent, isSet, setting, wordOf } from '../../service.ts';

/** The logical id of a service's REST API. */
export const REST_API = 'ApiGatewayRestApi';

/** An `http` event. */
export interface HttpEvent extends FunctionEvent {
  /** Without slashes around. */
  readonly path: string;
  /** In capitals. */
  readonly method: string;
  /** As API Gateway calls it: `AWS_PROXY`. */
  readonly integration: string;
}

const TYPES = ['AWS::ApiGateway::Method', 'AWS::ApiGateway::Authorizer', 'AWS::Lambda::Permission'];

const integrationOf = (value: Node): string => {
  const said = textOf(setting(value, 'integration'))?.toUpperCase().replace('-', '_');
  if (said === undefined) return isSet(setting(value, 'async')) ? 'AWS' : 'AWS_PROXY';
  if (said === 'LAMBDA') return 'AWS';
  return said === 'LAMBDA_PROXY' ? 'AWS_PROXY' : said;
};

/** `GET orders`, or a map of both. */
export const httpEventOf = (event: FunctionEvent): HttpEvent | ExpansionGap => {
  const { value, span, owner } = event;
  const [word, rest] = textOf(value)?.split(' ') ?? [];
  const [path, method] = [rest ?? wordOf(setting(value, 'path')), word ?? wordOf(setting(value, 'method'))];
  const unknown = unknownText(value) ?? unknownText(setting(value, 'path')) ?? unknownText(setting(value, 'method'));
  if (path === undefined || method === undefined || unknown !== undefined) {
    const message = unknown === undefined ? 'an http event has no method and path' : `an http event depends on ${unknown}`;
    return { span, reason: unknown === undefined ? 'malformed' : 'variable', message: `${owner.name}: ${message}`, types: TYPES };
  }
  return { ...event, path: path.replace(/^\//, '').replace(/\/$/, ''), method: method.toUpperCase(), integration: integrationOf(value) };
};
