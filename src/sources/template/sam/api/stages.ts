import { member, scalar, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import type { SamResource } from '../context.ts';
import { entryOf, isTrue, made, pick, ref, tagList } from '../make.ts';

/** The logical id of an API's stage: SAM puts its name into it where that is a word. */
export const stageId = (of: SamResource): string => {
  const name = textOf(member(of.properties, 'StageName')) ?? '';
  return `${of.id}${/^[\p{L}\p{N}]+$/u.test(name) ? name : ''}Stage`;
};

/**
 * The deployment of a REST API, the stage that the user named and, without `OpenApiVersion`, the one that the deployment makes of its own:
 * it is called Stage and has none of the settings. https://github.com/aws/serverless-application-model/issues/191
 */
export const stagesOf = (of: SamResource): readonly TemplateResource[] => {
  const { properties, span } = of;
  const hidden = !isTrue(member(properties, 'OpenApiVersion'));
  const name = entryOf(properties, 'StageName') ?? scalar('Prod', span);
  const tags = entryOf(properties, 'Tags');
  const own = {
    RestApiId: ref(of.id, span),
    DeploymentId: ref(`${of.id}Deployment`, span),
  };
  return [
    made(of, `${of.id}Deployment`, 'AWS::ApiGateway::Deployment', {
      RestApiId: own.RestApiId,
      StageName: hidden ? scalar('Stage', span) : undefined,
    }),
    made(of, stageId(of), 'AWS::ApiGateway::Stage', {
      ...own,
      StageName: name,
      ...pick(properties, [
        'CacheClusterEnabled',
        'CacheClusterSize',
        'Variables',
        'MethodSettings',
        'AccessLogSetting',
        'CanarySetting',
        'TracingEnabled',
      ]),
      Tags: tags && { key: tags.key, value: tagList(tags.value) ?? tags.value },
    }),
  ];
};
