import type { Resource } from '@aws-sdk/client-api-gateway';
import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import type { Page } from '../run.ts';
import { CALLS } from './calls.ts';
import { authorizer, methods, restApi } from './mapper.ts';
import { domainName, model, requestValidator, stage, usagePlan } from './stages.ts';

/** An API that was deleted after it was listed has no parts that could be missing. */
const GONE = 'NotFoundException';

const someMethod = (resources: readonly Resource[], has: (method: object) => boolean): boolean =>
  resources.some(({ resourceMethods = {} }) => Object.values(resourceMethods).some((method) => has(method ?? {})));

/** REST APIs with their parts, usage plans and custom domains: a call for each kind of part of an API, however many methods it has. */
export const apigateway: Collector = {
  service: 'apigateway',
  endpoint: 'API_GATEWAY',
  calls: CALLS,

  async collect(run) {
    const sdk = await import('@aws-sdk/client-api-gateway');
    const client = run.client(sdk.APIGatewayClient);
    const limit = 500;

    /** What an API has of one kind; `undefined` where it could not be listed. */
    const parts = async <T>(
      action: string,
      page: (position: string | undefined) => Promise<Page<T>>,
      of: string | undefined,
    ): Promise<{ readonly items: readonly T[]; readonly whole: boolean }> => {
      const { items, failure } = await run.tryList(action, page, of);
      if (failure !== undefined && failure.code !== GONE) run.gap(failure, of);
      return { items, whole: failure === undefined };
    };

    const readApis = async () => {
      const apis = await run.list('apigateway:GetRestApis', async (position) => {
        const answer = await client.send(new sdk.GetRestApisCommand({ limit, position }));
        return { items: known(answer.items, 'id'), next: answer.position };
      });
      await run.each(apis, async (api) => {
        const made = restApi(api, run);
        run.add(made);
        const restApiId = api.id;
        const resources = async () => {
          const { items, whole } = await parts(
            'apigateway:GetResources',
            async (position) => {
              const answer = await client.send(new sdk.GetResourcesCommand({ restApiId, embed: ['methods'], limit, position }));
              return { items: known(answer.items, 'id'), next: answer.position };
            },
            made.arn,
          );
          for (const resource of items) for (const method of methods(api, resource, run)) run.add(method);
          const validators = async () => {
            if (whole && !someMethod(items, (method) => 'requestValidatorId' in method)) return;
            const found = await parts(
              'apigateway:GetRequestValidators',
              async (position) => {
                const answer = await client.send(new sdk.GetRequestValidatorsCommand({ restApiId, limit, position }));
                return { items: known(answer.items, 'id'), next: answer.position };
              },
              made.arn,
            );
            for (const each of found.items) run.add(requestValidator(api, each, run));
          };
          const models = async () => {
            if (whole && !someMethod(items, (method) => 'requestModels' in method)) return;
            const found = await parts(
              'apigateway:GetModels',
              async (position) => {
                const answer = await client.send(new sdk.GetModelsCommand({ restApiId, limit, position }));
                return { items: known(answer.items, 'name'), next: answer.position };
              },
              made.arn,
            );
            for (const each of found.items) run.add(model(api, each, run));
          };
          await Promise.all([validators(), models()]);
        };
        const authorizers = async () => {
          const found = await parts(
            'apigateway:GetAuthorizers',
            async (position) => {
              const answer = await client.send(new sdk.GetAuthorizersCommand({ restApiId, limit, position }));
              return { items: known(answer.items, 'id'), next: answer.position };
            },
            made.arn,
          );
          for (const each of found.items) run.add(authorizer(api, each, run));
        };
        const stages = async () => {
          const found = await parts(
            'apigateway:GetStages',
            async () => {
              const answer = await client.send(new sdk.GetStagesCommand({ restApiId }));
              return { items: known(answer.item, 'stageName') };
            },
            made.arn,
          );
          for (const each of found.items) for (const one of stage(api, each, run)) run.add(one);
        };
        await Promise.all([resources(), authorizers(), stages()]);
      });
    };

    const plans = async () => {
      const found = await run.list('apigateway:GetUsagePlans', async (position) => {
        const answer = await client.send(new sdk.GetUsagePlansCommand({ limit, position }));
        return { items: known(answer.items, 'id'), next: answer.position };
      });
      for (const each of found) run.add(usagePlan(each, run));
    };

    const domains = async () => {
      const found = await run.list('apigateway:GetDomainNames', async (position) => {
        const answer = await client.send(new sdk.GetDomainNamesCommand({ limit, position }));
        return { items: known(answer.items, 'domainName'), next: answer.position };
      });
      for (const each of found) run.add(domainName(each, run));
    };

    await Promise.all([readApis(), plans(), domains()]);
  },
};
