import { textOf } from '../../../node.ts';
import type { TemplateResource } from '../../../template.ts';
import { type Members, ref, resource, type Value, written } from '../../build.ts';
import { alphanumeric, methodId, named, startCase } from '../../naming.ts';
import { composed, entriesOf, isFalse, type Service, setting, settingEntry } from '../../service.ts';
import type { HttpEvent } from './event.ts';
import { type MethodParts, requestParameters } from './method.ts';

/** `order-schema` as `OrderSchema`. */
const camel = (name: string): string => startCase(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase());

/** What validates the requests of a service's REST API: one validator, and a model for each schema. */
export const validationOf = (
  events: readonly HttpEvent[],
  service: Service,
  api: Value,
): { readonly resources: readonly TemplateResource[]; of(event: HttpEvent): Pick<MethodParts, 'validator' | 'models'> } => {
  const { name, stage, provider } = service;
  const id = `ApiGateway${alphanumeric(textOf(name) ?? '')}RequestValidator`;
  const shared = setting(provider, 'apiGateway', 'request', 'schemas');
  const models = new Map<string, TemplateResource>();
  const parts = new Map<HttpEvent, Pick<MethodParts, 'validator' | 'models'>>();
  for (const event of events) {
    const schemas = entriesOf(setting(event.value, 'request', 'schemas'));
    const isRequired = requestParameters(event).some(([, required]) => !isFalse(written(required)));
    if (schemas.length === 0 && !isRequired) continue;
    const members: Record<string, Value> = {};
    for (const [contentType, { key, value }] of schemas) {
      const reference = textOf(value);
      const common = reference === undefined ? undefined : settingEntry(shared, reference);
      const said = common?.value ?? value;
      const model =
        common === undefined
          ? `${methodId(event.path, event.method)}${startCase(contentType)}Model`
          : named('ApiGateway', `${camel(reference ?? '')}Model`);
      members[contentType] = ref(model);
      models.set(
        model,
        resource(
          model,
          'AWS::ApiGateway::Model',
          {
            RestApiId: api,
            ContentType: common === undefined ? contentType : 'application/json',
            Schema: settingEntry(said, 'schema') ?? said,
            Name: setting(said, 'schema') === undefined ? undefined : settingEntry(said, 'name'),
            Description: setting(said, 'schema') === undefined ? undefined : settingEntry(said, 'description'),
          },
          common?.key ?? key,
        ),
      );
    }
    parts.set(event, { validator: ref(id), ...(schemas.length === 0 ? {} : { models: members as Members }) });
  }
  const validator = resource(
    id,
    'AWS::ApiGateway::RequestValidator',
    {
      RestApiId: api,
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
      Name: composed(service.span, name, '-', stage, ' | Validate request body and querystring parameters'),
    },
    service.span,
  );
  return { resources: parts.size === 0 ? [] : [validator, ...models.values()], of: (event) => parts.get(event) ?? {} };
};
