import type { Authorizer } from '@aws-sdk/client-apigatewayv2';
import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { CALLS } from './calls.ts';
import { readDomains } from './domains.ts';
import { api, authorizer, integration, route, stage } from './mapper.ts';

/** What was deleted after it was listed has no parts that could be missing. */
const GONE = 'NotFoundException';

/** HTTP and WebSocket APIs with their parts, and the custom domains at which APIs of all kinds answer. */
export const apigatewayv2: Collector = {
  service: 'apigatewayv2',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-apigatewayv2');
    const client = run.client(sdk.ApiGatewayV2Client);
    const domains = readDomains(run, client, sdk);
    const MaxResults = '500';
    const apis = await run.list('apigatewayv2:GetApis', async (NextToken) => {
      const answer = await client.send(new sdk.GetApisCommand({ MaxResults, NextToken }));
      return { items: known(answer.Items, 'ApiId'), next: answer.NextToken };
    });
    await run.each(apis, async (of) => {
      const made = api(of, run);
      run.add(made);
      const { ApiId } = of;
      const [routes, authorizers, stages, integrations] = await Promise.all([
        run.tryList(
          'apigatewayv2:GetRoutes',
          async (NextToken) => {
            const answer = await client.send(new sdk.GetRoutesCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'RouteId'), next: answer.NextToken };
          },
          made.arn,
        ),
        run.tryList(
          'apigatewayv2:GetAuthorizers',
          async (NextToken) => {
            const answer = await client.send(new sdk.GetAuthorizersCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'AuthorizerId'), next: answer.NextToken };
          },
          made.arn,
        ),
        run.tryList(
          'apigatewayv2:GetStages',
          async (NextToken) => {
            const answer = await client.send(new sdk.GetStagesCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'StageName'), next: answer.NextToken };
          },
          made.arn,
        ),
        run.tryList(
          'apigatewayv2:GetIntegrations',
          async (NextToken) => {
            const answer = await client.send(new sdk.GetIntegrationsCommand({ ApiId, MaxResults, NextToken }));
            return { items: known(answer.Items, 'IntegrationId'), next: answer.NextToken };
          },
          made.arn,
        ),
      ]);
      for (const each of stages.items) run.add(stage(of, each, run));
      for (const each of integrations.items) run.add(integration(of, each, run));
      for (const { failure } of [routes, authorizers, stages, integrations])
        if (failure !== undefined && failure.code !== GONE) run.gap(failure, made.arn);
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
          const answer = await run.ask(
            'apigatewayv2:GetAuthorizer',
            () => client.send(new sdk.GetAuthorizerCommand({ ApiId, AuthorizerId })),
            [GONE],
          );
          if (answer.state !== 'answered') return;
          const { $metadata: _, ...given } = answer.value;
          run.add(authorizer(of, given as Authorizer, run));
        },
      );
    });
    await domains;
  },
};
