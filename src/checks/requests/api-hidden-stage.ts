import { type Context, defineCheck, finding, notApplicable, type Reads, related } from '../../check.ts';
import { type Answer, isOn, isThere, limits } from './answer.ts';
import { SETTING_READS, settingsOf } from './settings.ts';
import { isDeployed, isPrivate, STAGE_READS, titleOf } from './stage.ts';
import { ACL_READS, hasWebAcl } from './web-acl.ts';

const READS = {
  ...STAGE_READS,
  ...ACL_READS,
  'AWS::ApiGateway::Stage': [
    ...STAGE_READS['AWS::ApiGateway::Stage'],
    ...SETTING_READS['AWS::ApiGateway::Stage'],
    'AccessLogSetting',
    'CacheClusterEnabled',
  ],
} as const satisfies Reads;

type HiddenContext = Context<typeof READS, never>;
type Api = ReturnType<typeof apisOf>[number];
type ApiStage = ReturnType<typeof stagesOf>[number];
const apisOf = (context: HiddenContext) => context.resources('AWS::ApiGateway::RestApi');
const stagesOf = (api: Api, context: HiddenContext) => context.referrers(api, 'AWS::ApiGateway::Stage', 'RestApiId');

const throttled = (stage: ApiStage): Answer => {
  const { done, value } = settingsOf(stage).next();
  if (!done) return value;
  const general = value?.find(({ route }) => route === undefined);
  return general === undefined ? 'no' : limits(general.rate);
};

/** What a stage can have that protects the API behind it. */
const PROTECTIONS: Readonly<Record<string, (stage: ApiStage, context: HiddenContext) => Answer>> = {
  throttling: throttled,
  'access log': (stage) => isThere(stage.get('AccessLogSetting').get('DestinationArn')),
  'web ACL': (stage, context) => hasWebAcl(stage, context),
  cache: (stage) => isOn(stage.get('CacheClusterEnabled')),
};

export default defineCheck({
  id: 'api-hidden-stage',
  title: 'API has a second stage without the protection of the first',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template'],
  subject: 'AWS::ApiGateway::RestApi',
  reads: READS,
  docs: {
    why: 'A deployment that names a stage makes one of its own beside the stage that you configured: it answers the same requests, unthrottled, unlogged and past the web ACL.',
    fix: 'With SAM, set OpenApiVersion on the API or in Globals, and delete the stage called Stage; in CloudFormation, remove StageName from the Deployment.',
    references: [
      'https://github.com/aws/serverless-application-model/issues/191',
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html#sam-api-openapiversion',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
    ],
    frameworks: { owasp: ['A05', 'SAS-3'] },
  },
  *check(api, context) {
    const stages = stagesOf(api, context);
    const named = stages.filter((stage) => !isDeployed(stage));
    const hidden = stages.filter(isDeployed);
    if (named.length === 0 || hidden.length === 0) return yield notApplicable();
    for (const stage of hidden) {
      const lacks: string[] = [];
      const doubts: Answer[] = [];
      for (const [protection, has] of Object.entries(PROTECTIONS)) {
        const own = has(stage, context);
        if (own === 'yes') continue;
        const others = named.map((other) => has(other, context));
        if (own === 'no' && others.includes('yes')) lacks.push(protection);
        else if (others.some((other) => other !== 'no')) doubts.push(own, ...others);
      }
      const beside = named.map(titleOf).join(' and ');
      if (lacks.length > 0)
        yield finding(api, `${api.id} answers on stage ${titleOf(stage)} too, without the ${lacks.join(', ')} that ${beside} has`, {
          ...(isPrivate(api) ? { severity: 'low' } : {}),
          related: named.map((other) => related(other, `stage ${titleOf(other)}`)),
          data: { stage: titleOf(stage), lacks },
        });
      else for (const doubt of doubts) if (typeof doubt === 'object') return yield doubt;
    }
  },
});
