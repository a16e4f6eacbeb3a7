import { type MapNode, map, member, scalar } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { conditionsOf, type Given } from './branches.ts';
import { maps, type Problem } from './document.ts';
import { madeFrom, ref } from './make.ts';

/** The request validators that a document defines. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validators.html */
export function* validatorsOf(
  api: TemplateResource,
  document: MapNode,
  given: readonly Given[],
  report: (problem: Problem) => void,
): Generator<TemplateResource> {
  const validators = member(document, 'x-amazon-apigateway-request-validators');
  for (const branch of maps(validators, given, 'the request validators', report)) {
    for (const [name, { key, value }] of branch.node.entries)
      for (const validator of maps(value, branch.given, `request validator ${name}`, report))
        yield {
          id: `${api.id} ${name}`,
          type: 'AWS::ApiGateway::RequestValidator',
          properties: map(
            {
              RestApiId: ref(api.id, key),
              Name: scalar(name, key),
              ValidateRequestBody: member(validator.node, 'validateRequestBody'),
              ValidateRequestParameters: member(validator.node, 'validateRequestParameters'),
            },
            value.span,
          ),
          span: key,
          ...madeFrom(api, conditionsOf(validator.given)),
        };
  }
}
