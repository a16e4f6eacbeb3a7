import type { Span } from '../../../../text/source-file.ts';
import { type Node, textOf } from '../../../node.ts';
import type { TemplateResource } from '../../../template.ts';
import { type Members, ref, resource, type Value } from '../../build.ts';
import { named } from '../../naming.ts';
import { composed, entriesOf, itemsOf, type Service, setting, settingEntry } from '../../service.ts';

interface Plan {
  /** Absent for the plan that is the service's only one. */
  readonly name: string | undefined;
  readonly settings: Node | undefined;
  readonly span: Span;
}

const plansOf = (usagePlan: Node | undefined, span: Span): readonly Plan[] =>
  usagePlan?.kind === 'list'
    ? usagePlan.items.flatMap((item) =>
        entriesOf(item)
          .slice(0, 1)
          .map(([name, { key, value }]) => ({ name, settings: value, span: key })),
      )
    : [{ name: undefined, settings: usagePlan, span: usagePlan?.span ?? span }];

const quotaOf = (quota: Node | undefined): Members | undefined =>
  quota && { Limit: settingEntry(quota, 'limit'), Offset: settingEntry(quota, 'offset'), Period: settingEntry(quota, 'period') };

const throttleOf = (throttle: Node | undefined): Members | undefined =>
  throttle && { BurstLimit: settingEntry(throttle, 'burstLimit'), RateLimit: settingEntry(throttle, 'rateLimit') };

const planId = (name: string | undefined): string => named('ApiGatewayUsagePlan', name ?? '');

/** The keys of the service's REST API and the plans that limit them. */
export const apiKeysAndPlans = (service: Service, api: Value): readonly TemplateResource[] => {
  const { name: serviceName, stage, provider } = service;
  const own = setting(provider, 'apiGateway');
  const [apiKeys, usagePlan] = [settingEntry(own, 'apiKeys'), settingEntry(own, 'usagePlan')];
  const at = apiKeys ?? usagePlan;
  if (at === undefined) return [];
  const plans = plansOf(usagePlan?.value, at.key);
  const planned = new Set(plans.map(({ name }) => name));
  const keyResources = (name: string | undefined, number: number, key: Node): readonly TemplateResource[] => {
    const id = `${named('ApiGatewayApiKey', name ?? '')}${number}`;
    const isText = textOf(key) !== undefined;
    return [
      resource(
        id,
        'AWS::ApiGateway::ApiKey',
        {
          Enabled: settingEntry(key, 'enabled') ?? true,
          Name: isText ? key : settingEntry(key, 'name'),
          Value: settingEntry(key, 'value'),
          Description: settingEntry(key, 'description'),
          CustomerId: settingEntry(key, 'customerId'),
          StageKeys: [{ RestApiId: api, StageName: stage }],
        },
        key.span,
      ),
      resource(
        `${named('ApiGatewayUsagePlanKey', name ?? '')}${number}`,
        'AWS::ApiGateway::UsagePlanKey',
        { KeyId: ref(id), KeyType: 'API_KEY', UsagePlanId: ref(planId(name)) },
        key.span,
      ),
    ];
  };
  let number = 0;
  const keys = itemsOf(apiKeys?.value).flatMap((key) => {
    const [first] = entriesOf(key);
    if (first !== undefined && planned.has(first[0])) {
      number = 0;
      return itemsOf(first[1].value).flatMap((each) => {
        number += 1;
        return keyResources(first[0], number, each);
      });
    }
    number += 1;
    return keyResources(undefined, number, key);
  });
  return [
    ...plans.map(({ name, settings, span }) =>
      resource(
        planId(name),
        'AWS::ApiGateway::UsagePlan',
        {
          ApiStages: [{ ApiId: api, Stage: stage }],
          UsagePlanName: name === undefined ? composed(span, serviceName, '-', stage) : composed(span, serviceName, `-${name}-`, stage),
          Quota: quotaOf(setting(settings, 'quota')),
          Throttle: throttleOf(setting(settings, 'throttle')),
        },
        span,
      ),
    ),
    ...keys,
  ];
};
