import { list, map, type Node, said } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { DEPLOYMENT } from './deployment.ts';
import { assign, entryOf } from './make.ts';

/** The lists to which each of those who share a resource adds; empty where they share it as it is. */
const SHARED: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::ApiKey', 'StageKeys'],
  ['AWS::ApiGateway::DomainName', ''],
  ['AWS::ApiGateway::DomainNameV2', ''],
  ['AWS::ApiGateway::UsagePlan', 'ApiStages'],
  ['AWS::ApiGateway::UsagePlanKey', ''],
  ['AWS::ApiGatewayV2::DomainName', ''],
  ['AWS::CodeDeploy::Application', ''],
  ['AWS::IAM::Role', ''],
  ['AWS::Route53::RecordSetGroup', 'RecordSets'],
]);

/** What SAM calls a resource that others may make as well: by what it is for, or by a hash of what they have in common. */
const NAMES = new RegExp(`^(?:Serverless|${DEPLOYMENT.role}$|(?:ApiGatewayDomainName(?:V2)?|RecordSetGroup)[0-9a-f]{10}$)`);

const itemsOf = (resource: TemplateResource, name: string): readonly Node[] => {
  const value = entryOf(resource.properties, name)?.value;
  return value?.kind === 'list' ? value.items : [];
};

/** The conditions of what is there when one of two is. */
const eitherOf = ({ conditions: one, span }: TemplateResource, { conditions: other }: TemplateResource): readonly Node[] => {
  if (one.length === 0 || other.length === 0) return [];
  if (one.map(said).join() === other.map(said).join()) return one;
  const all = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : map({ 'Fn::And': list(nodes, span) }, span));
  return [map({ 'Fn::Or': list([all(one), all(other)], span) }, span)];
};

/**
 * Resources that several SAM resources make together, such as the one shared usage plan, as one. Each of those who share it makes it anew,
 * so that what the last one says of it holds, and with the last one's silence nothing.
 */
export const mergedShared = (resources: readonly TemplateResource[]): readonly TemplateResource[] => {
  const merged = new Map<string, TemplateResource>();
  const result: TemplateResource[] = [];
  for (const resource of resources) {
    const property = resource.madeBy !== undefined && NAMES.test(resource.id) ? SHARED.get(resource.type) : undefined;
    if (property === undefined) {
      result.push(resource);
      continue;
    }
    const first = merged.get(resource.id);
    if (first === undefined) {
      merged.set(resource.id, resource);
      continue;
    }
    const items = property === '' ? [] : [...itemsOf(first, property), ...itemsOf(resource, property)];
    const { properties: last, span } = resource;
    const properties = property === '' || last?.kind !== 'map' ? last : assign(last, { [property]: list(items, span) });
    merged.set(resource.id, { ...resource, conditions: eitherOf(first, resource), properties });
  }
  return [...result, ...merged.values()];
};
