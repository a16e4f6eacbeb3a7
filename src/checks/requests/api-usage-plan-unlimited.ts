import { defineCheck, finding } from '../../check.ts';
import { planLimit } from './usage-plan.ts';

export default defineCheck({
  id: 'api-usage-plan-unlimited',
  title: 'Usage plan has no limit',
  family: 'requests',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGateway::UsagePlan',
  reads: { 'AWS::ApiGateway::UsagePlan': ['ApiStages', 'Quota', 'Throttle'] },
  docs: {
    why: 'A key of a plan without rate or quota may call as often as its owner, or whoever stole it, likes: the plan counts requests and stops none.',
    fix: 'Give the plan a Throttle with a RateLimit and a BurstLimit, a Quota, or both.',
    fixIn: {
      sam: 'Give Auth.UsagePlan a Throttle with a RateLimit and a BurstLimit, a Quota, or both; of APIs that share a plan, the last one in the template says what it is.',
      'serverless-framework': 'Give provider.apiGateway.usagePlan a throttle with a rateLimit and a burstLimit, a quota, or both.',
      terraform: 'Give the plan throttle_settings with a rate_limit and a burst_limit, quota_settings, or both.',
    },
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html'],
    frameworks: { owasp: ['SAS-8'] },
  },
  *check(plan) {
    const limit = planLimit(plan);
    if (typeof limit === 'object') return yield limit;
    if (limit === 'yes') return;
    const ofMethods = plan
      .get('ApiStages')
      .items()
      .some((stage) => stage.get('Throttle').entries().length > 0);
    const at = plan.get('Throttle').state === 'absent' ? plan : plan.get('Throttle');
    yield finding(at, `${plan.id} has neither a rate nor a quota${ofMethods ? ' but for single methods' : ''}`);
  },
});
