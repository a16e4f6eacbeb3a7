import type * as Sdk from '@aws-sdk/client-apigatewayv2';
import { known } from '../answers.ts';
import type { Failure } from '../failure.ts';
import type { ServiceRun } from '../run.ts';
import { apiMapping, routingRule } from './mapper.ts';

/** What was deleted after it was listed has nothing that could be missing. */
const GONE = 'NotFoundException';

/** Which APIs answer at which custom domain: by mappings, and by routing rules where a domain has them. */
export const readDomains = async (run: ServiceRun, client: Sdk.ApiGatewayV2Client, sdk: typeof Sdk): Promise<void> => {
  const MaxResults = '500';
  const domains = await run.list('apigatewayv2:GetDomainNames', async (NextToken) => {
    const answer = await client.send(new sdk.GetDomainNamesCommand({ MaxResults, NextToken }));
    return { items: known(answer.Items, 'DomainName'), next: answer.NextToken };
  });
  // Which API a domain belongs to is not known where its mappings are not: those of any API may be missing.
  const failures = new Map<string, Failure>();
  await run.each(domains, async (domain) => {
    const { DomainName = '', RoutingMode } = domain;
    const arn = `arn:${run.partition}:apigateway:${run.region}::/domainnames/${DomainName}`;
    const mappings = await run.tryList(
      'apigatewayv2:GetApiMappings',
      async (NextToken) => {
        const answer = await client.send(new sdk.GetApiMappingsCommand({ DomainName, MaxResults, NextToken }));
        return { items: known(answer.Items, 'ApiMappingId'), next: answer.NextToken };
      },
      arn,
    );
    for (const each of mappings.items) run.add(apiMapping(DomainName, each));
    if (mappings.failure !== undefined && mappings.failure.code !== GONE) failures.set(mappings.failure.action, mappings.failure);
    if (RoutingMode === undefined || RoutingMode === 'API_MAPPING_ONLY') return;
    const rules = await run.tryList(
      'apigatewayv2:ListRoutingRules',
      async (NextToken) => {
        const answer = await client.send(new sdk.ListRoutingRulesCommand({ DomainName, MaxResults: 100, NextToken }));
        return { items: known(answer.RoutingRules, 'RoutingRuleArn'), next: answer.NextToken };
      },
      arn,
    );
    for (const each of rules.items) run.add(routingRule(domain.DomainNameArn ?? arn, each));
    if (rules.failure !== undefined && rules.failure.code !== GONE) failures.set(rules.failure.action, rules.failure);
  });
  for (const failure of failures.values()) run.gap(failure);
};
