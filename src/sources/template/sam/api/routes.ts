import type { Span } from '../../../text/source-file.ts';
import { type Entry, type MapNode, member, type Node, scalar, textOf } from '../../node.ts';
import { ifOf, through } from '../../routes/branches.ts';
import type { ExpansionGap } from '../../template.ts';
import type { ApiEvent, SamContext, SamResource } from '../context.ts';
import { assign, entryOf, getAtt, isTrue, object, sub, under } from '../make.ts';
import { parametersOf } from './requests.ts';
import { INTEGRATION } from './rewrite.ts';
import { type Auth, withEventAuth } from './security.ts';

const ESCAPED = "$util.escapeJavaScript($input.json('$'))";

/** What a state machine is started with: the request's body, whole. */
const startTemplate = ({ owner, properties }: ApiEvent): string => {
  const input = isTrue(member(properties, 'UnescapeMappingTemplate')) ? `${ESCAPED}.replaceAll("\\\\'","'")` : ESCAPED;
  const alias = isTrue(member(owner.properties, 'UseAliasAsEventTarget'))
    ? textOf(member(owner.properties, 'AutoPublishAlias'))
    : undefined;
  return `{"input": "${input}", "stateMachineArn": "<${alias === undefined ? owner.id : `${owner.id}Alias${alias}`}>"}`;
};

/** The role with which a function is invoked: where IAM authorizes the caller, his own unless `InvokeRole` says another. */
const invokeRole = (auth: Auth, event: ApiEvent): Node | Entry | undefined => {
  if (event.type !== 'Api') return undefined;
  const own = member(event.properties, 'Auth');
  const authorizer = textOf(member(own, 'Authorizer'));
  const byDefault = textOf(member(auth.api, 'DefaultAuthorizer'));
  if (authorizer !== 'AWS_IAM' && !(byDefault === 'AWS_IAM' && !isTrue(own))) return undefined;
  const role = [own, auth.api].map((node) => entryOf(node, 'InvokeRole')).find((entry) => entry !== undefined);
  const name = textOf(role?.value);
  if (role && (name === 'NONE' || !isTrue(role.value))) return undefined;
  return role && name !== 'CALLER_CREDENTIALS' ? role : scalar('arn:aws:iam::*:user/*', event.span);
};

const integrationOf = (auth: Auth, event: ApiEvent): Node => {
  const { owner, span } = event;
  if (owner.type === 'AWS::Serverless::StateMachine') {
    return object(
      {
        type: scalar('aws', span),
        httpMethod: scalar('POST', span),
        uri: sub('arn:<AWS::Partition>:apigateway:<AWS::Region>:states:action/StartExecution', span),
        credentials: getAtt(`${owner.id}${event.name}Role`, 'Arn', span),
        requestTemplates: object({ 'application/json': sub(startTemplate(event), span) }, span),
      },
      span,
    );
  }
  const arn = getAtt(owner.id, 'Arn', span);
  return object(
    {
      type: scalar('aws_proxy', span),
      httpMethod: scalar('POST', span),
      uri: sub('arn:<AWS::Partition>:apigateway:<AWS::Region>:lambda:path/2015-03-31/functions/<Function>/invocations', span, {
        Function: arn,
      }),
      credentials: invokeRole(auth, event),
      ...(event.type === 'HttpApi'
        ? { payloadFormatVersion: entryOf(event.properties, 'PayloadFormatVersion') ?? scalar('2.0', span) }
        : {}),
      timeoutInMillis: entryOf(event.properties, 'TimeoutInMillis'),
    },
    span,
  );
};

const validatorOf = (event: ApiEvent): Entry | undefined => {
  const model = member(event.properties, 'RequestModel');
  const [body, parameters] = ['ValidateBody', 'ValidateParameters'].map((name) => {
    const given = member(model, name);
    return given?.kind === 'scalar' && given.value === null ? undefined : given;
  });
  // SAM looks at neither where no model is named.
  if (!isTrue(member(model, 'Model')) || (body === undefined && parameters === undefined)) return undefined;
  const span = (body ?? parameters ?? event.properties).span;
  const name = isTrue(body) ? (isTrue(parameters) ? 'body-and-params' : 'body-only') : isTrue(parameters) ? 'params-only' : 'no-validation';
  return { key: span, value: scalar(name, span) };
};

/** What SAM calls the validators that its events ask for. */
const VALIDATORS = {
  'body-and-params': [true, true],
  'body-only': [true, false],
  'params-only': [false, true],
  'no-validation': [false, false],
} as const;

const validators = (names: ReadonlySet<string>, span: Span): Node =>
  object(
    Object.fromEntries(
      Object.entries(VALIDATORS)
        .filter(([name]) => names.has(name))
        .map(([name, [body, parameters]]) => [
          name,
          object({ validateRequestBody: scalar(body, span), validateRequestParameters: scalar(parameters, span) }, span),
        ]),
    ),
    span,
  );

/** The operation that an event makes. */
const operationOf = (auth: Auth, event: ApiEvent): MapNode => {
  const kind = event.type === 'Api' ? 'rest' : 'http';
  const isDefault = kind === 'http' && event.path === '$default';
  const base = object(
    {
      [INTEGRATION]: integrationOf(auth, event),
      parameters: kind === 'rest' ? parametersOf(event) : undefined,
      'x-amazon-apigateway-request-validator': validatorOf(event),
      isDefaultRoute: isDefault ? scalar(true, event.span) : undefined,
    },
    event.span,
  );
  return withEventAuth(auth, base, member(event.properties, 'Auth'), kind);
};

/** A document without a path, as SAM begins with where the user gives none. */
export const skeleton = (kind: 'rest' | 'http', span: Span): MapNode =>
  object({ ...(kind === 'rest' ? { swagger: scalar('2.0', span) } : { openapi: scalar('3.0.1', span) }), paths: object({}, span) }, span);

const hasIntegration = (node: Node | undefined): boolean => {
  const parts = ifOf(node);
  return parts ? hasIntegration(parts.then) || hasIntegration(parts.else) : member(node, INTEGRATION) !== undefined;
};

/** A document with the operations of events added, and which function made which. */
export interface WithEvents {
  readonly document: Node;
  readonly gaps: readonly ExpansionGap[];
}

/**
 * Adds the operations of an API's events. Where the document has the operation already, an HTTP API's event adds its authorizer to it
 * and a REST API's event replaces it (which SAM does only with `MergeDefinitions`).
 */
export const withEvents = (of: SamResource, document: Node, events: readonly ApiEvent[], auth: Auth): WithEvents => {
  const gaps: ExpansionGap[] = [];
  const byPath = new Map<string, Map<string, ApiEvent>>();
  for (const event of events) {
    const methods = byPath.get(event.path) ?? new Map<string, ApiEvent>();
    const twice = methods.get(event.method);
    if (twice) {
      const message = `${of.id}: ${event.owner.id} and ${twice.owner.id} both define ${event.method.toUpperCase()} ${event.path}`;
      gaps.push({
        span: event.span,
        reason: 'conflict',
        message,
        types: [event.type === 'Api' ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route'],
        resource: of.id,
      });
    } else methods.set(event.method, event);
    byPath.set(event.path, methods);
  }
  if (byPath.size === 0) return { document, gaps };
  const validated = new Set(events.flatMap((event) => textOf(validatorOf(event)?.value) ?? []));
  const result = through(document, (body) => {
    const paths = body.entries.get('paths');
    const value = through(paths?.value ?? object({}, body.span), (items) => {
      const entries = new Map(items.entries);
      for (const [path, methods] of byPath) {
        const span = [...methods.values()][0]?.span ?? body.span;
        const item = entries.get(path) ?? { key: span, value: object({}, span) };
        entries.set(path, { key: item.key, value: through(item.value, (operations) => withMethods(operations, methods, auth)) });
      }
      return { ...items, entries };
    });
    const own = member(body, 'x-amazon-apigateway-request-validators');
    return assign(body, {
      paths: { key: paths?.key ?? value.span, value },
      'x-amazon-apigateway-request-validators': own ?? (validated.size > 0 ? validators(validated, body.span) : undefined),
    });
  });
  return { document: result, gaps };
};

const withMethods = (item: MapNode, methods: ReadonlyMap<string, ApiEvent>, auth: Auth): MapNode => {
  const entries = new Map(item.entries);
  for (const [method, event] of methods) {
    const existing = entries.get(method);
    if (event.type === 'HttpApi' && existing && hasIntegration(existing.value)) {
      const value = through(existing.value, (operation) => withEventAuth(auth, operation, member(event.properties, 'Auth'), 'http'));
      entries.set(method, { key: existing.key, value });
      continue;
    }
    const made = under(event.owner.conditions, operationOf(auth, event));
    // What the user wrote of the operation stays where the event does not say the same.
    const value = existing
      ? through(existing.value, (own) =>
          made.kind === 'map' && !ifOf(made) ? { ...own, entries: new Map([...own.entries, ...made.entries]) } : made,
        )
      : made;
    entries.set(method, { key: event.span, value });
  }
  return { ...item, entries };
};

/** Which function or state machine made an operation of the final document: what stands at an event's place is its. */
export const causesOf = (document: Node, events: readonly ApiEvent[]): ReadonlyMap<Node, string> => {
  const owners = new Map(events.map((event) => [`${event.method} ${event.path} ${event.span.start}`, event.owner.id]));
  const causes = new Map<Node, string>();
  through(document, (body) => {
    const paths = member(body, 'paths');
    if (paths) {
      through(paths, (items) => {
        for (const [path, item] of items.entries) {
          through(item.value, (operations) => {
            for (const [method, { key, value }] of operations.entries) {
              const owner = owners.get(`${method} ${path} ${key.start}`);
              if (owner !== undefined) causes.set(value, owner);
            }
            return operations;
          });
        }
        return items;
      });
    }
    return body;
  });
  return causes;
};

/** The events of an API. */
export const eventsOf = (of: SamResource, context: SamContext): readonly ApiEvent[] => context.events.get(of.id) ?? [];
