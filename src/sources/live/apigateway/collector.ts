import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { authorizer, methods, restApi } from './mapper.ts';

/** IAM knows one action for every read of API Gateway, on the path that is read. */
const get = (path: string) => ({ action: 'apigateway:GET', resources: [`arn:$\{Partition}:apigateway:$\{Region}::${path}`] });

/** An API that was deleted after it was listed has no parts that could be missing. */
const GONE = 'NotFoundException';

/** REST APIs with their methods and authorizers, in one call each for an API, however many methods it has. */
export const apigateway: Collector = {
  service: 'apigateway',
  endpoint: 'API_GATEWAY',
  calls: [
    {
      action: 'apigateway:GetRestApis',
      kind: 'list',
      gives: {
        'AWS::ApiGateway::RestApi': [
          'ApiKeySourceType',
          'DisableExecuteApiEndpoint',
          'EndpointAccessMode',
          'EndpointConfiguration',
          'MinimumCompressionSize',
          'Name',
          'Policy',
          'SecurityPolicy',
        ],
      },
      permission: get('/restapis'),
    },
    {
      action: 'apigateway:GetResources',
      kind: 'list',
      gives: {
        'AWS::ApiGateway::Method': [
          'ApiKeyRequired',
          'AuthorizationScopes',
          'AuthorizationType',
          'AuthorizerId',
          'HttpMethod',
          'Integration',
          'OperationName',
          'RequestModels',
          'RequestParameters',
          'RequestValidatorId',
          'ResourceId',
          'RestApiId',
        ],
      },
      after: ['apigateway:GetRestApis'],
      permission: get('/restapis/*/resources'),
    },
    {
      action: 'apigateway:GetAuthorizers',
      kind: 'list',
      gives: {
        'AWS::ApiGateway::Authorizer': [
          'AuthType',
          'AuthorizerCredentials',
          'AuthorizerResultTtlInSeconds',
          'AuthorizerUri',
          'IdentitySource',
          'IdentityValidationExpression',
          'Name',
          'ProviderARNs',
          'RestApiId',
          'Type',
        ],
      },
      after: ['apigateway:GetRestApis'],
      permission: get('/restapis/*/authorizers'),
    },
  ],

  async collect(run) {
    const { APIGatewayClient, GetAuthorizersCommand, GetResourcesCommand, GetRestApisCommand } = await import(
      '@aws-sdk/client-api-gateway'
    );
    const client = run.client(APIGatewayClient);
    const apis = await run.list('apigateway:GetRestApis', async (position) => {
      const answer = await client.send(new GetRestApisCommand({ limit: 500, position }));
      return { items: known(answer.items, 'id'), next: answer.position };
    });
    await run.each(apis, async (api) => {
      const made = restApi(api, run);
      run.add(made);
      const restApiId = api.id;
      const resources = async () => {
        const { items, failure } = await run.tryList(
          'apigateway:GetResources',
          async (position) => {
            const answer = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500, position }));
            return { items: known(answer.items, 'id'), next: answer.position };
          },
          made.arn,
        );
        if (failure !== undefined && failure.code !== GONE) run.gap(failure, made.arn);
        for (const resource of items) for (const method of methods(api, resource, run)) run.add(method);
      };
      const authorizers = async () => {
        const { items, failure } = await run.tryList(
          'apigateway:GetAuthorizers',
          async (position) => {
            const answer = await client.send(new GetAuthorizersCommand({ restApiId, limit: 500, position }));
            return { items: known(answer.items, 'id'), next: answer.position };
          },
          made.arn,
        );
        if (failure !== undefined && failure.code !== GONE) run.gap(failure, made.arn);
        for (const each of items) run.add(authorizer(api, each, run));
      };
      await Promise.all([resources(), authorizers()]);
    });
  },
};
