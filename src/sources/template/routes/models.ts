import { type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { conditionsOf, type Given, isNoValue, memberThrough } from './branches.ts';
import { dereference, maps, type Problem } from './document.ts';
import { madeFrom, ref } from './make.ts';

/** Where a document of OpenAPI 2 and one of OpenAPI 3 keep their schemas. */
const POINTER = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/;

const idOf = (api: TemplateResource, name: string): string => `${api.id} model ${name}`;

/** The name of the model that a schema refers to. */
const modelName = (schema: Node): string | undefined => POINTER.exec(textOf(member(schema, '$ref')) ?? '')?.[1];

const model = (api: TemplateResource, name: string, schema: Node, given: readonly Given[]): TemplateResource => ({
  id: idOf(api, name),
  type: 'AWS::ApiGateway::Model',
  properties: map({ RestApiId: ref(api.id, schema.span), Name: scalar(name, schema.span), Schema: schema }, schema.span),
  span: schema.span,
  ...madeFrom(api, conditionsOf(given)),
});

/** The models that a document defines. https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html */
export function* modelsOf(
  api: TemplateResource,
  document: MapNode,
  given: readonly Given[],
  report: (problem: Problem) => void,
): Generator<TemplateResource> {
  for (const section of [member(document, 'definitions'), memberThrough(member(document, 'components'), 'schemas')])
    for (const schemas of maps(section, given, 'the schemas', report))
      for (const [name, { key, value }] of schemas.node.entries) {
        if (isNoValue(value)) continue;
        const meant = dereference(document, value) ?? value;
        yield { ...model(api, name, meant, schemas.given), span: key };
      }
}

/** The model that a body's schema is: one of the document's own, or one that is made for an operation alone. */
export const modelFor = (
  api: TemplateResource,
  operation: string,
  schema: Node,
  given: readonly Given[],
): { readonly reference: Node; readonly made: readonly TemplateResource[] } => {
  const named = modelName(schema);
  const name = named ?? operation;
  return { reference: ref(idOf(api, name), schema.span), made: named === undefined ? [model(api, name, schema, given)] : [] };
};
