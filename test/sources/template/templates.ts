import { member, type Node, textOf } from '../../../src/sources/template/node.ts';
import { parametersOf } from '../../../src/sources/template/parameters.ts';
import { parseDocument } from '../../../src/sources/template/parse.ts';
import { expandRoutes } from '../../../src/sources/template/routes/expand.ts';
import { expandSam } from '../../../src/sources/template/sam/expand.ts';
import type { Expand, Template, TemplateResource } from '../../../src/sources/template/template.ts';
import { literal } from '../../../src/sources/template/uses.ts';

const defaultsOf = (root: Node): ReadonlyMap<string, string> => {
  const section = member(root, 'Parameters');
  const parameters = section?.kind === 'map' ? [...section.entries] : [];
  return new Map(parameters.flatMap(([name, { value }]) => [[name, literal(member(value, 'Default'))] as const]).filter(isGiven));
};

const isGiven = (pair: readonly [string, string | undefined]): pair is readonly [string, string] => pair[1] !== undefined;

/** A template's resources as its text has them, before anything is expanded. Its parameters have their defaults and no other value. */
export const templateOf = (text: string): Template => {
  const source = { file: 'template.yaml', text };
  const root = parseDocument(source).root;
  if (root === undefined) throw new Error('the template of a test cannot be parsed');
  const resources = member(root, 'Resources');
  const entries = resources?.kind === 'map' ? [...resources.entries] : [];
  return {
    source,
    root,
    parameters: parametersOf(root, defaultsOf(root)),
    resources: entries.map(([id, { key, value }]): TemplateResource => {
      const condition = member(value, 'Condition');
      return {
        id,
        type: textOf(member(value, 'Type')) ?? '',
        properties: member(value, 'Properties'),
        conditions: condition
          ? [{ kind: 'map', entries: new Map([['Condition', { key: condition.span, value: condition }]]), span: condition.span }]
          : [],
        metadata: member(value, 'Metadata'),
        span: key,
      };
    }),
  };
};

/** Both steps, one after the other. */
export const expandAll: Expand = (template) => {
  const sam = expandSam(template);
  const routes = expandRoutes({ ...template, resources: sam.resources });
  return { resources: routes.resources, gaps: [...sam.gaps, ...routes.gaps] };
};

/** A node as plain JSON. */
export const plain = (node: Node | undefined): unknown => {
  if (node === undefined || node.kind === 'scalar') return node?.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.value)]));
};

/** A property as plain JSON. */
export const property = (resource: TemplateResource | undefined, name: string): unknown => plain(member(resource?.properties, name));

const word = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Object.hasOwn(value, 'Ref')) return String((value as { Ref: unknown }).Ref);
  return JSON.stringify(value);
};

const condition = (node: Node): string => {
  const name = member(node, 'Condition');
  if (name) return String(plain(name));
  const not = member(node, 'Fn::Not');
  if (not?.kind === 'list' && not.items[0]) return `not ${condition(not.items[0])}`;
  return JSON.stringify(plain(node));
};

/** The line (1-based) on which a resource of the template stands. */
export const lineOf = (template: Template, { span }: Pick<TemplateResource, 'span'>): number =>
  template.source.text.slice(0, span.start).split('\n').length;

/** One line for each method or route: what it is, how it is protected, and when it is made. */
export const routeTable = (resources: readonly TemplateResource[]): readonly string[] =>
  resources
    .filter(({ type }) => type === 'AWS::ApiGateway::Method' || type === 'AWS::ApiGatewayV2::Route')
    .map((route) => {
      const [type, id] = [property(route, 'AuthorizationType'), property(route, 'AuthorizerId')];
      // What stands for both is not known.
      const authorizer = JSON.stringify(id) === JSON.stringify(type) ? undefined : id;
      const scopes = property(route, 'AuthorizationScopes');
      return [
        `${route.id}: ${word(type)}`,
        ...(authorizer === undefined ? [] : [word(authorizer)]),
        ...(scopes === undefined ? [] : [`scopes ${word(scopes)}`]),
        ...(property(route, 'ApiKeyRequired') === true ? ['key'] : []),
        ...(route.conditions.length > 0 ? [`if ${route.conditions.map(condition).join(' and ')}`] : []),
      ].join(', ');
    });
