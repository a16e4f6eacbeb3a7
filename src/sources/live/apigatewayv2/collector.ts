import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { api, authorizer, route } from './mapper.ts';

/** IAM knows one action for every read of API Gateway, on the path that is read. */
const get = (path: string) => ({ action: 'apigateway:GET', resources: [`arn:$\{Partition}:apigateway:$\{Region}::${path}`] });

const AUTHORIZER = [
  'ApiId',
  'AuthorizerCredentialsArn',
  'AuthorizerPayloadFormatVersion',
  'AuthorizerResultTtlInSeconds',
  'AuthorizerType',
  'AuthorizerUri',
  'EnableSimpleResponses',
  'IdentitySource',
  'IdentityValidationExpression',
  'JwtConfiguration',
  'Name',
] as const;

/** What was deleted after it was listed has no parts that could be missing. */
const GONE = 'NotFoundException';

/** HTTP and WebSocket APIs with their routes and authorizers. */
export const apigatewayv2: Collector = {
  service: 'apigatewayv2',
  calls: [
    {
      action: 'apigatewayv2:GetApis',
      kind: 'list',
      gives: {
        'AWS::ApiGatewayV2::Api': [
          'ApiKeySelectionExpression',
          'CorsConfiguration',
          'DisableExecuteApiEndpoint',
          'IpAddressType',
          'Name',
          'ProtocolType',
          'RouteSelectionExpression',
        ],
      },
      permission: get('/apis'),
      quota: 'apigateway',
    },
    {
      action: 'apigatewayv2:GetRoutes',
      kind: 'list',
      gives: {
        'AWS::ApiGatewayV2::Route': [
          'ApiId',
          'ApiKeyRequired',
          'AuthorizationScopes',
          'AuthorizationType',
          'AuthorizerId',
          'OperationName',
          'RouteKey',
          'Target',
        ],
      },
      after: ['apigatewayv2:GetApis'],
      permission: get('/apis/*/routes'),
      quota: 'apigateway',
    },
    {
      action: 'apigatewayv2:GetAuthorizers',
      kind: 'list',
      gives: { 'AWS::ApiGatewayV2::Authorizer': AUTHORIZER },
      after: ['apigatewayv2:GetApis'],
      permission: get('/apis/*/authorizers'),
      quota: 'apigateway',
    },
    {
      action: 'apigatewayv2:GetAuthorizer',
      kind: 'detail',
      gives: { 'AWS::ApiGatewayV2::Authorizer': AUTHORIZER },
      after: ['apigatewayv2:GetApis'],
      insteadOf: 'apigatewayv2:GetAuthorizers',
      permission: get('/apis/*/authorizers/*'),
      quota: 'apigateway',
    },
  ],

  async collect(run) {
    const { ApiGatewayV2Client, GetApisCommand, GetAuthorizerCommand, GetAuthorizersCommand, GetRoutesCommand } = await import(
      '@aws-sdk/client-apigatewayv2'
    );
    const client = run.client(ApiGatewayV2Client);
    const MaxResults = '500';
    const apis = await run.list('apigatewayv2:GetApis', async (NextToken) => {
      const answer = await client.send(new GetApisCommand({ MaxResults, NextToken }));
      return { items: known(answer.Items, 'ApiId'), next: answer.NextToken };
    });
    await run.each(apis, async (of) => {
      const made = api(of, run);
      run.add(made);
      const { ApiId } = of;
      const [routes, authorizers] = await Promise.all([
        run.tryList(
          'apigatewayv2:GetRoutes',
          async (NextToken) => {
            const answer = await client.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'RouteId'), next: answer.NextToken };
          },
          made.arn,
        ),
        run.tryList(
          'apigatewayv2:GetAuthorizers',
          async (NextToken) => {
            const answer = await client.send(new GetAuthorizersCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'AuthorizerId'), next: answer.NextToken };
          },
          made.arn,
        ),
      ]);
      for (const { failure } of [routes, authorizers]) if (failure !== undefined && failure.code !== GONE) run.gap(failure, made.arn);
      for (const each of routes.items) run.add(route(of, each, run));
      for (const each of authorizers.items) run.add(authorizer(of, each, run));
      const reason = authorizers.failure?.reason;
      if (reason !== 'no-such-operation' && reason !== 'unavailable') return;
      // An endpoint that cannot list may still know those that routes name. What no route names stays missing, and the gap says so.
      const listed = new Set(authorizers.items.map(({ AuthorizerId }) => AuthorizerId));
      const named = new Set(routes.items.flatMap(({ AuthorizerId }) => (AuthorizerId === undefined ? [] : [AuthorizerId])));
      await run.each(
        [...named].filter((id) => !listed.has(id)),
        async (AuthorizerId) => {
          const answer = await run.ask('apigatewayv2:GetAuthorizer', () => client.send(new GetAuthorizerCommand({ ApiId, AuthorizerId })), [
            GONE,
          ]);
          if (answer.state !== 'answered') return;
          const { $metadata: _, ...given } = answer.value;
          run.add(authorizer(of, given as Authorizer, run));
        },
      );
    });
  },
};
