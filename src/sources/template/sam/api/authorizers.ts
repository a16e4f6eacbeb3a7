import type { Span } from '../../../text/source-file.ts';
import { type Entry, intrinsicOf, list, member, type Node, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { entryOf, isTrue, type Members, made, object, ref, sub } from '../make.ts';

const IDENTITY = {
  rest: ['method.request.header.', 'method.request.querystring.', 'stageVariables.', 'context.'],
  http: ['$request.header.', '$request.querystring.', '$stageVariables.', '$context.'],
} as const;

/** The identity sources of a request authorizer, in API Gateway's spelling; those that are no text stay as they are. */
const identitySources = (identity: Node | undefined, kind: 'rest' | 'http'): readonly Node[] =>
  ['Headers', 'QueryStrings', 'StageVariables', 'Context'].flatMap((name, index) => {
    const given = member(identity, name);
    if (given?.kind !== 'list') return given && intrinsicOf(given) ? [given] : [];
    return given.items.map((item) => {
      const text = textOf(item);
      return text === undefined ? item : scalar(`${IDENTITY[kind][index]}${text}`, item.span);
    });
  });

const invocation = (arn: Entry): Node =>
  sub('arn:<AWS::Partition>:apigateway:<AWS::Region>:lambda:path/2015-03-31/functions/<__FunctionArn__>/invocations', arn.key, {
    __FunctionArn__: arn,
  });

const credentials = (authorizer: Node): Entry | undefined => {
  const role = entryOf(authorizer, 'FunctionInvokeRole');
  return role && textOf(role.value) !== 'NONE' ? role : undefined;
};

const apiKeyScheme = (name: Node | string, authtype: string | undefined, authorizer: Node, span: Span): Node =>
  object(
    {
      type: scalar('apiKey', span),
      name: typeof name === 'string' ? scalar(name, span) : name,
      in: scalar('header', span),
      'x-amazon-apigateway-authtype': authtype === undefined ? undefined : scalar(authtype, span),
      'x-amazon-apigateway-authorizer': authorizer,
    },
    span,
  );

/** The security scheme of a REST API's authorizer. */
const restScheme = (authorizer: Node, span: Span): Node => {
  const identity = member(authorizer, 'Identity');
  const header = member(identity, 'Header') ?? 'Authorization';
  const pools = entryOf(authorizer, 'UserPoolArn');
  const expression = entryOf(identity, 'ValidationExpression');
  if (pools && isTrue(pools.value)) {
    const arns = pools.value.kind === 'list' ? pools.value : list([pools.value], pools.value.span);
    const definition = {
      type: scalar('cognito_user_pools', pools.key),
      providerARNs: { key: pools.key, value: arns },
      identityValidationExpression: expression,
    };
    return apiKeyScheme(header, 'cognito_user_pools', object(definition, span), span);
  }
  const arn = entryOf(authorizer, 'FunctionArn');
  const payload = entryOf(authorizer, 'FunctionPayloadType');
  const request = textOf(payload?.value) === 'REQUEST';
  const definition: Members = {
    type: payload && textOf(payload.value) === undefined ? payload : scalar(request ? 'request' : 'token', (payload ?? arn)?.key ?? span),
    authorizerUri: arn && { key: arn.key, value: invocation(arn) },
    authorizerResultTtlInSeconds: entryOf(identity, 'ReauthorizeEvery'),
    authorizerCredentials: credentials(authorizer),
    identitySource: request ? joined(identitySources(identity, 'rest'), identity?.span ?? span) : undefined,
    identityValidationExpression: request ? undefined : expression,
  };
  return apiKeyScheme(request ? 'Unused' : header, 'custom', object(definition, span), span);
};

const joined = (sources: readonly Node[], span: Span): Node | undefined => {
  if (sources.length === 0) return undefined;
  const known = sources.map(textOf);
  if (known.every((source) => source !== undefined)) return scalar(known.join(', '), span);
  return object({ 'Fn::Join': list([scalar(', ', span), list(sources, span)], span) }, span);
};

/** The security scheme of an HTTP API's authorizer. */
const httpScheme = (authorizer: Node, span: Span): Node => {
  const jwt = entryOf(authorizer, 'JwtConfiguration');
  if (jwt && isTrue(jwt.value)) {
    const definition = { type: scalar('jwt', jwt.key), jwtConfiguration: jwt, identitySource: entryOf(authorizer, 'IdentitySource') };
    return object({ type: scalar('oauth2', jwt.key), 'x-amazon-apigateway-authorizer': object(definition, span) }, span);
  }
  const arn = entryOf(authorizer, 'FunctionArn');
  const given = entryOf(authorizer, 'Identity');
  const identity = given && isTrue(given.value) ? given : undefined;
  const definition = {
    type: scalar('request', arn?.key ?? span),
    authorizerUri: arn && { key: arn.key, value: invocation(arn) },
    authorizerCredentials: credentials(authorizer),
    authorizerResultTtlInSeconds: entryOf(identity?.value, 'ReauthorizeEvery'),
    identitySource: identity && { key: identity.key, value: list(identitySources(identity.value, 'http'), identity.value.span) },
    authorizerPayloadFormatVersion: entryOf(authorizer, 'AuthorizerPayloadFormatVersion'),
    ...(isTrue(member(authorizer, 'EnableSimpleResponses')) ? { enableSimpleResponses: entryOf(authorizer, 'EnableSimpleResponses') } : {}),
  };
  return apiKeyScheme('Unused', undefined, object(definition, span), span);
};

const SIGV4 = (span: Span): Node =>
  object(
    {
      type: scalar('apiKey', span),
      name: scalar('Authorization', span),
      in: scalar('header', span),
      'x-amazon-apigateway-authtype': scalar('awsSigv4', span),
    },
    span,
  );

/** The scheme of the keys that SAM lets API Gateway require. */
export const keyScheme = (span: Span): Entry => ({
  key: span,
  value: object({ type: scalar('apiKey', span), name: scalar('x-api-key', span), in: scalar('header', span) }, span),
});

/** IAM, as a scheme. */
export const iamScheme = (span: Span): Entry => ({ key: span, value: SIGV4(span) });

/** The schemes of an API's `Auth.Authorizers`. */
export const schemesOf = (auth: Node | undefined, kind: 'rest' | 'http'): ReadonlyMap<string, Entry> => {
  const authorizers = member(auth, 'Authorizers');
  if (authorizers?.kind !== 'map' || intrinsicOf(authorizers)) return new Map();
  return new Map(
    [...authorizers.entries].flatMap(([name, { key, value }]) => {
      // What depends on a condition is an authorizer of a REST API that says nothing; of an HTTP API SAM takes none such.
      if (value.kind !== 'map' || (kind === 'http' && intrinsicOf(value))) return [];
      return [[name, { key, value: kind === 'rest' ? restScheme(value, value.span) : httpScheme(value, value.span) }] as const];
    }),
  );
};

/** The scopes that an authorizer asks for wherever it is used. */
export const scopesOf = (auth: Node | undefined, name: string): Node | undefined => {
  const authorizers = member(auth, 'Authorizers');
  return member(authorizers?.kind === 'map' ? authorizers.entries.get(name)?.value : undefined, 'AuthorizationScopes');
};

/** What lets an API invoke its authorizers' functions: REST APIs unless told not to, HTTP APIs only when told. */
export const authorizerPermissions = (of: SamResource, auth: Node | undefined, kind: 'rest' | 'http'): readonly TemplateResource[] => {
  const authorizers = member(auth, 'Authorizers');
  if (authorizers?.kind !== 'map' || intrinsicOf(authorizers)) return [];
  return [...authorizers.entries].flatMap(([name, { key, value }]) => {
    const arn = entryOf(value, 'FunctionArn');
    const allowed =
      kind === 'rest'
        ? !isTrue(member(value, 'DisableFunctionDefaultPermissions'))
        : isTrue(member(value, 'EnableFunctionDefaultPermissions'));
    return arn && allowed ? [authorizerPermission(of, `${of.id}${name}AuthorizerPermission`, arn, key)] : [];
  });
};

/** Lets an API's authorizers invoke a function. */
export const authorizerPermission = (of: SamResource, id: string, arn: Entry, span: Span): TemplateResource =>
  made(
    of,
    id,
    'AWS::Lambda::Permission',
    {
      Action: scalar('lambda:InvokeFunction', span),
      FunctionName: arn,
      Principal: scalar('apigateway.amazonaws.com', span),
      SourceArn: sub('arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<__ApiId__>/authorizers/*', span, {
        __ApiId__: ref(of.id, span),
      }),
    },
    span,
  );
