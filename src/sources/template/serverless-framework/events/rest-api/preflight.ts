import { type Node, textOf } from '../../../node.ts';
import type { TemplateResource } from '../../../template.ts';
import { unknownText } from '../../../variable.ts';
import { type Members, resource, type Value } from '../../build.ts';
import { methodId } from '../../naming.ts';
import { isSet, itemsOf, setting } from '../../service.ts';
import type { HttpEvent } from './event.ts';

const HEADERS = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token', 'X-Amz-User-Agent', 'X-Amzn-Trace-Id'];

const words = (node: Node | undefined): readonly string[] => itemsOf(node).flatMap((item) => textOf(item) ?? []);

/** A header's value, in quotes as API Gateway wants it; of a setting that is not known, that setting. */
const header = (values: readonly string[], said: Node | undefined): Value =>
  said !== undefined && unknownText(said) !== undefined ? said : `'${values.join(',')}'`;

/** What the events of one path together answer to a preflight request. */
const headersOf = (events: readonly HttpEvent[]): Members => {
  const cors = events.map((event) => setting(event.value, 'cors'));
  const last = cors.at(-1);
  const origins = [...new Set(cors.flatMap((each) => words(setting(each, 'origins'))))];
  const single = textOf(setting(last, 'origin'));
  const listed = single?.includes(',') ? single.split(',').map((each) => each.trim()) : origins;
  const origin = listed[0] ?? single ?? '*';
  const methods = new Set(
    events.flatMap((event, at) => {
      const own = words(setting(cors[at], 'methods'));
      return own.length > 0 ? [...own, 'OPTIONS', event.method] : ['OPTIONS', event.method];
    }),
  );
  const headers = [
    ...new Set(cors.flatMap((each) => (setting(each, 'headers') === undefined ? HEADERS : words(setting(each, 'headers'))))),
  ];
  const allowed = [...methods].flatMap((method) => (method === 'ANY' ? ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'] : [method]));
  const credentials = cors.some((each) => isSet(setting(each, 'allowCredentials')));
  const [age, cache] = ['maxAge', 'cacheControl'].map((name) => setting(last, name));
  return {
    'method.response.header.Access-Control-Allow-Origin': header([origin], setting(last, 'origin') ?? setting(last, 'origins')),
    'method.response.header.Access-Control-Allow-Headers': header(headers, setting(last, 'headers')),
    'method.response.header.Access-Control-Allow-Methods': header(allowed, undefined),
    'method.response.header.Access-Control-Allow-Credentials': credentials ? "'true'" : undefined,
    'method.response.header.Access-Control-Max-Age': age?.kind === 'scalar' ? `'${age.value}'` : age,
    'method.response.header.Cache-Control': cache?.kind === 'scalar' ? `'${cache.value}'` : cache,
  };
};

/** Of several origins the one that asks is answered, where it is among them. */
const templatesOf = (events: readonly HttpEvent[]): Members => {
  const listed = events.flatMap(({ value }) => {
    const single = textOf(setting(value, 'cors', 'origin'));
    return single?.includes(',') ? single.split(',').map((each) => each.trim()) : words(setting(value, 'cors', 'origins'));
  });
  const tests = listed.map((origin) => `$origin.matches("${origin.replaceAll('.', '[.]').replace('*', '.+')}")`);
  const answer = '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)';
  return {
    'application/json': tests.length === 0 ? '' : `#set($origin = $input.params("Origin"))#if(${tests.join(' || ')}) ${answer} #end`,
  };
};

/** The `OPTIONS` methods of paths whose events say `cors`. */
export const preflights = (events: readonly HttpEvent[], resourceOf: (path: string) => Value, api: Value): readonly TemplateResource[] => {
  const byPath = new Map<string, HttpEvent[]>();
  for (const event of events) {
    if (!isSet(setting(event.value, 'cors'))) continue;
    const same = byPath.get(event.path);
    if (same === undefined) byPath.set(event.path, [event]);
    else same.push(event);
  }
  return [...byPath].map(([path, same]) => {
    const headers = headersOf(same);
    return resource(
      methodId(path, 'OPTIONS'),
      'AWS::ApiGateway::Method',
      {
        AuthorizationType: 'NONE',
        HttpMethod: 'OPTIONS',
        RequestParameters: {},
        MethodResponses: [
          {
            StatusCode: '200',
            ResponseParameters: Object.fromEntries(Object.keys(headers).map((name) => [name, true])),
            ResponseModels: {},
          },
        ],
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{statusCode:200}' },
          ContentHandling: 'CONVERT_TO_TEXT',
          IntegrationResponses: [{ StatusCode: '200', ResponseParameters: headers, ResponseTemplates: templatesOf(same) }],
        },
        ResourceId: resourceOf(path),
        RestApiId: api,
      },
      same[0]?.span ?? (events[0] as HttpEvent).span,
    );
  });
};
