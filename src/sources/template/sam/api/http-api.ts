import { type Entry, intrinsicOf, member, type Node, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { bucketObject } from '../code.ts';
import type { ExpandResource, SamContext, SamResource } from '../context.ts';
import { assign, entryOf, isTrue, made, object, pick, ref } from '../make.ts';
import { authorizerPermissions, iamScheme, schemesOf } from './authorizers.ts';
import { httpDomain } from './domain.ts';
import { withHttpCors } from './http-cors.ts';
import { addSchemes, rewriteOperations } from './rewrite.ts';
import { causesOf, eventsOf, skeleton, withEvents } from './routes.ts';
import { type Auth, hasDefault, withHttpDefault } from './security.ts';

const withAuth = (document: Node, auth: Auth): Node => {
  const schemes = new Map<string, Entry>(schemesOf(auth.api, 'http'));
  const iam = entryOf(auth.api, 'EnableIamAuthorizer');
  if (iam && isTrue(iam.value) && !schemes.has('AWS_IAM')) schemes.set('AWS_IAM', iamScheme(iam.key));
  const byDefault = member(auth.api, 'DefaultAuthorizer');
  const secured = hasDefault(byDefault)
    ? rewriteOperations(document, (_, method, operation) =>
        method === 'OPTIONS' ? operation : withHttpDefault(auth, operation, byDefault),
      )
    : document;
  return addSchemes(secured, schemes, 'http');
};

const bodyOf = (of: SamResource, context: SamContext) => {
  const { properties } = of;
  const auth: Auth = { api: member(properties, 'Auth') };
  const events = eventsOf(of, context).filter(({ type }) => type === 'HttpApi');
  const definition = entryOf(properties, 'DefinitionBody');
  const own = definition && isTrue(definition.value) ? definition : undefined;
  if (own === undefined && entryOf(properties, 'DefinitionUri')) return { gaps: [] };
  const added = withEvents(of, own?.value ?? skeleton('http', of.span), events, auth);
  const unread = auth.api && intrinsicOf(auth.api) ? auth.api : undefined;
  const secured = unread
    ? rewriteOperations(added.document, (_, __, operation) =>
        member(operation, 'security') ? operation : assign(operation, { security: unread }),
      )
    : withAuth(added.document, auth);
  const value = withHttpCors(secured, member(properties, 'CorsConfiguration'));
  return { body: { key: own?.key ?? of.span, value }, gaps: added.gaps, causes: causesOf(value, events) };
};

/** Settings of routes: the API's, and those that events have for theirs. */
const routeSettings = (of: SamResource, context: SamContext): Entry | undefined => {
  const own = entryOf(of.properties, 'RouteSettings');
  const routes: Record<string, Entry> = {};
  for (const event of eventsOf(of, context)) {
    const settings = event.type === 'HttpApi' ? entryOf(event.properties, 'RouteSettings') : undefined;
    if (settings === undefined) continue;
    const method = event.method === 'x-amazon-apigateway-any-method' ? 'ANY' : event.method.toUpperCase();
    routes[event.path === '$default' ? event.path : `${method} ${event.path}`] = settings;
  }
  if (Object.keys(routes).length === 0) return own;
  const base = own?.value.kind === 'map' && !intrinsicOf(own.value) ? own.value : object({}, of.span);
  return { key: own?.key ?? of.span, value: assign(base, routes) };
};

/** The logical id of an HTTP API's stage. */
const stageId = (of: SamResource): string => {
  const name = entryOf(of.properties, 'StageName');
  if (name === undefined) return `${of.id}ApiGatewayDefaultStage`;
  const text = textOf(name.value) ?? '';
  return text === '$default' ? `${of.id}ApiGatewayDefaultStage` : `${of.id}${/^[\p{L}\p{N}]+$/u.test(text) ? text : ''}Stage`;
};

/** `AWS::Serverless::HttpApi`: the API with the document that it is made from, its stage and authorizers' permissions. */
export const expandHttpApi: ExpandResource = (of, context) => {
  const { properties, span } = of;
  const { body, gaps, causes } = bodyOf(of, context);
  const uri = body === undefined ? entryOf(properties, 'DefinitionUri') : undefined;
  const api = made(of, of.id, 'AWS::ApiGatewayV2::Api', {
    ...pick(properties, ['Name', 'Description', 'FailOnWarnings', 'DisableExecuteApiEndpoint', 'Tags']),
    ProtocolType: scalar('HTTP', span),
    // A body that SAM makes or reads holds it.
    CorsConfiguration: body === undefined ? entryOf(properties, 'CorsConfiguration') : undefined,
    Body: body,
    BodyS3Location: uri && {
      key: uri.key,
      value: bucketObject(uri.value, { bucket: 'Bucket', key: 'Key', version: 'Version' }) ?? uri.value,
    },
  });
  const stage = made(of, stageId(of), 'AWS::ApiGatewayV2::Stage', {
    ApiId: ref(of.id, span),
    StageName: entryOf(properties, 'StageName') ?? scalar('$default', span),
    AutoDeploy: scalar(true, span),
    ...pick(properties, ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings', 'Tags']),
    RouteSettings: routeSettings(of, context),
  });
  const resources: readonly TemplateResource[] = [
    causes === undefined ? api : { ...api, causes },
    stage,
    ...authorizerPermissions(of, member(properties, 'Auth'), 'http'),
    ...httpDomain(of, stage.id),
  ];
  return { resources, gaps };
};
