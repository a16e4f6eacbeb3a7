import { type Context, type Field, type Reads, type Resource, undetermined } from '../../check.ts';
import { inputOf, type RawResource } from '../../model/inventory.ts';
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

/** What a usage plan says of a stage. */
interface Planned {
  /** Its place among all that plans say. */
  readonly order: number;
  /** Whether it limits the calls of a method, as plans name one. */
  readonly limits: (method: string, stage: RestStage) => Answer;
}

const doubtOf = (field: Field<string>): Answer =>
  undetermined(field, field.state === 'unknown' ? field.reason : { kind: 'outside', what: 'the stage that the usage plan names' });

/** What usage plans say: of the stages of an API, and of stages of which nobody knows whose they are. */
const plansOf = (plans: readonly Plan[], context: PlanContext) => {
  const ofApi = new Map<RawResource, Planned[]>();
  const ofAny: Planned[] = [];
  let order = 0;
  for (const plan of plans) {
    const whole = planLimit(plan);
    const stages = plan.get('ApiStages');
    if (stages.state === 'unknown' && whole !== 'no') {
      const doubt = undetermined(stages, stages.reason);
      ofAny.push({ order: order++, limits: () => doubt });
    }
    for (const each of stages.items()) {
      const id: Field<string> = each.get('ApiId');
      const name: Field<string> = each.get('Stage');
      const owner = context.target(id, 'AWS::ApiGateway::RestApi');
      const limit = (method: string) => anyOf([whole, limits(each.get('Throttle').get(method).get('RateLimit'))]);
      if (owner.state === 'unknown') ofAny.push({ order: order++, limits: (method) => (limit(method) === 'no' ? 'no' : doubtOf(id)) });
      if (owner.state !== 'found') continue;
      const planned = ofApi.get(owner.resource.raw) ?? [];
      ofApi.set(owner.resource.raw, planned);
      planned.push({
        order: order++,
        limits: (method, stage) => {
          const named = namesStage(partOf(name), stage);
          const limited = named === false ? 'no' : limit(method);
          return limited === 'no' || named ? limited : doubtOf(name);
        },
      });
    }
  }
  return { ofApi, ofAny };
};

const plansIn = (context: PlanContext) => plansOf(context.resources('AWS::ApiGateway::UsagePlan'), context);

/** What plans say of an API that stand in another template, as one that is nested beside it. */
const plannedElsewhere = (api: Resource<'AWS::ApiGateway::RestApi', never>, context: PlanContext): readonly Planned[] => {
  const { origin } = api.raw;
  if (origin.file === undefined) return [];
  const plans = context.referrers(api, 'AWS::ApiGateway::UsagePlan', 'ApiStages', ['ApiId']);
  const others = plans.filter(({ raw }) => inputOf(raw.origin) !== inputOf(origin));
  return others.length === 0 ? [] : (plansOf(others, context).ofApi.get(api.raw) ?? []);
};

/** Whether some usage plan limits the calls of a method that demands the key of one of its users. */
export const limitByPlans = (
  call: Call,
  stage: RestStage,
  api: Resource<'AWS::ApiGateway::RestApi', never>,
  context: PlanContext,
): Answer => {
  const method = call.kind === 'rest' ? `${call.path}/${call.method}` : '';
  const { ofApi, ofAny } = context.common(plansIn);
  const planned = [...(ofApi.get(api.raw) ?? []), ...ofAny].sort((one, other) => one.order - other.order);
  return anyOf([...planned, ...plannedElsewhere(api, context)].map((each) => each.limits(method, stage)));
};
