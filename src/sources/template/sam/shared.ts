import { list, type Node } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { assign, entryOf } from './make.ts';

/** The lists to which each of those who share a resource adds. */
const SHARED: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::UsagePlan', 'ApiStages'],
  ['AWS::ApiGateway::ApiKey', 'StageKeys'],
  ['AWS::ApiGateway::UsagePlanKey', ''],
]);

const itemsOf = (resource: TemplateResource, name: string): readonly Node[] => {
  const value = entryOf(resource.properties, name)?.value;
  return value?.kind === 'list' ? value.items : [];
};

/** Resources that several SAM resources make together, such as the one shared usage plan, as one. */
export const mergedShared = (resources: readonly TemplateResource[]): readonly TemplateResource[] => {
  const merged = new Map<string, TemplateResource>();
  const result: TemplateResource[] = [];
  for (const resource of resources) {
    const property = resource.id.startsWith('Serverless') ? SHARED.get(resource.type) : undefined;
    if (property === undefined) {
      result.push(resource);
      continue;
    }
    const first = merged.get(resource.id);
    const items = first ? [...itemsOf(first, property), ...itemsOf(resource, property)] : [];
    if (first?.properties?.kind !== 'map') merged.set(resource.id, resource);
    else if (property !== '') {
      // Conditions of one of them are not those of all.
      const conditions = first.conditions.length === 0 ? first.conditions : resource.conditions.length === 0 ? [] : first.conditions;
      merged.set(resource.id, { ...first, conditions, properties: assign(first.properties, { [property]: list(items, first.span) }) });
    }
  }
  return [...result, ...merged.values()];
};
