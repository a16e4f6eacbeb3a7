import { list, member, type Node, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { made, object, pick, ref } from '../make.ts';
import { stageId } from './stages.ts';

/** The usage plan, key and their connection of `Auth.UsagePlan`. A shared plan is made once for each API that shares it. */
export const usagePlan = (of: SamResource, plan: Node | undefined): readonly TemplateResource[] => {
  const create = textOf(member(plan, 'CreateUsagePlan'));
  if (plan === undefined || (create !== 'PER_API' && create !== 'SHARED')) return [];
  const { span } = plan;
  const prefix = create === 'SHARED' ? 'Serverless' : of.id;
  const stage = object({ ApiId: ref(of.id, span), Stage: ref(stageId(of), span) }, span);
  return [
    made(
      of,
      `${prefix}UsagePlan`,
      'AWS::ApiGateway::UsagePlan',
      {
        ...pick(plan, ['UsagePlanName', 'Description', 'Quota', 'Tags', 'Throttle']),
        ApiStages: list([stage], span),
      },
      span,
    ),
    made(
      of,
      `${prefix}ApiKey`,
      'AWS::ApiGateway::ApiKey',
      {
        Enabled: scalar(true, span),
        StageKeys: list([object({ RestApiId: ref(of.id, span), StageName: ref(stageId(of), span) }, span)], span),
      },
      span,
    ),
    made(
      of,
      `${prefix}UsagePlanKey`,
      'AWS::ApiGateway::UsagePlanKey',
      {
        KeyId: ref(`${prefix}ApiKey`, span),
        KeyType: scalar('API_KEY', span),
        UsagePlanId: ref(`${prefix}UsagePlan`, span),
      },
      span,
    ),
  ];
};
