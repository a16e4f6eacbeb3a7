import { type Context, type Field, type Reads, type Resource, undetermined } from '../../check.ts';
import type { Call } from '../access/route.ts';
import { type Answer, anyOf, limits } from './answer.ts';
import { namesStage, partOf, type RestStage } from './stage.ts';

/** Usage plans and the stages that they limit. */
export const PLAN_READS = {
  'AWS::ApiGateway::UsagePlan': ['ApiStages', 'Quota', 'Throttle'],
  'AWS::ApiGateway::RestApi': [],
} as const satisfies Reads;

type Plan = Resource<'AWS::ApiGateway::UsagePlan', 'ApiStages' | 'Quota' | 'Throttle'>;
type PlanContext = Context<typeof PLAN_READS, never>;

/** Whether a plan limits whoever uses it, whatever they call: by a rate or by a quota. */
export const planLimit = (plan: Plan): Answer =>
  anyOf([limits(plan.get('Throttle').get('RateLimit')), limits(plan.get('Quota').get('Limit'))]);

/** Whether some usage plan limits the calls of a method that demands the key of one of its users. */
export const limitByPlans = (
  call: Call,
  stage: RestStage,
  api: Resource<'AWS::ApiGateway::RestApi', never>,
  context: PlanContext,
): Answer => {
  const method = call.kind === 'rest' ? `${call.path}/${call.method}` : '';
  const byPlan = (plan: Plan): Answer => {
    const stages = plan.get('ApiStages');
    if (stages.state === 'unknown') return planLimit(plan) === 'no' ? 'no' : undetermined(stages, stages.reason);
    return anyOf(
      stages.items().map((each): Answer => {
        const owner = context.target(each.get('ApiId'), 'AWS::ApiGateway::RestApi');
        if (owner.state !== 'unknown' && !(owner.state === 'found' && owner.resource.subject === api.subject)) return 'no';
        const name: Field<string> = each.get('Stage');
        const named = owner.state === 'unknown' ? undefined : namesStage(partOf(name), stage);
        const limit = named === false ? 'no' : anyOf([planLimit(plan), limits(each.get('Throttle').get(method).get('RateLimit'))]);
        if (limit === 'no' || named) return limit;
        const doubt = owner.state === 'unknown' ? each.get('ApiId') : name;
        return undetermined(
          doubt,
          doubt.state === 'unknown' ? doubt.reason : { kind: 'outside', what: 'the stage that the usage plan names' },
        );
      }),
    );
  };
  return anyOf(context.resources('AWS::ApiGateway::UsagePlan').map(byPlan));
};
