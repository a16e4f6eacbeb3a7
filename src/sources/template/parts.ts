import type { TemplateResource } from './template.ts';

/**
 * What SAM calls the resources that it makes of another, by type: `!Ref Orders.Stage`, `${Ship.Alias}`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Deployment': 'Deployment',
  'AWS::ApiGateway::Stage': 'Stage',
  'AWS::ApiGatewayV2::Stage': 'Stage',
  'AWS::Lambda::Alias': 'Alias',
  'AWS::Lambda::Version': 'Version',
};

/** The logical ids of what SAM makes, by those names. The stage that a deployment makes has none. */
export const partsOf = (resources: readonly TemplateResource[]): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>();
  for (const { id, type, madeBy, attributes } of resources) {
    const name = Object.hasOwn(NAMES, type) ? NAMES[type] : undefined;
    if (name !== undefined && madeBy !== undefined && attributes?.Deployment === undefined) parts.set(`${madeBy}.${name}`, id);
  }
  return parts;
};
