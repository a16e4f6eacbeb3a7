import { type Node, textOf } from '../../../node.ts';
import type { TemplateResource } from '../../../template.ts';
import { unknownText } from '../../../variable.ts';
import { invocationUri, type Members, resource, type Value, written } from '../../build.ts';
import { methodId } from '../../naming.ts';
import { entriesOf, isSet, setting, settingEntry } from '../../service.ts';
import { authorizationOf } from './authorizers.ts';
import type { HttpEvent } from './event.ts';

/** What a method is part of, and what validates its requests. */
export interface MethodParts {
  readonly resourceId: Value;
  readonly api: Value;
  readonly validator?: Value;
  readonly models?: Members;
}

const LOCATIONS = { querystrings: 'querystring', paths: 'path', headers: 'header' };

/** The parameters of a request by API Gateway's names, and whether each is required. */
export const requestParameters = (event: HttpEvent): readonly (readonly [string, Value])[] =>
  Object.entries(LOCATIONS).flatMap(([plural, singular]) =>
    entriesOf(setting(event.value, 'request', 'parameters', plural)).map(([name, entry]) => {
      const required = entry.value.kind === 'map' ? (setting(entry.value, 'required') ?? true) : entry;
      return [`method.request.${singular}.${name}`, required] as const;
    }),
  );

const integrationOf = (event: HttpEvent): Members => {
  const { integration: Type, owner, value } = event;
  const request = setting(value, 'request');
  const mapped = requestParameters(event).map(([name]) => [`integration.${name.slice('method.'.length)}`, name] as const);
  const isCustom = Type === 'AWS' || Type === 'HTTP' || Type === 'MOCK';
  const passes = (Type === 'AWS' || Type.startsWith('HTTP')) && mapped.length > 0;
  const isAsync = isSet(setting(value, 'async'));
  const connection = settingEntry(value, 'connectionType');
  return {
    IntegrationHttpMethod: Type.startsWith('HTTP') ? (textOf(setting(request, 'method')) ?? event.method).toUpperCase() : 'POST',
    Type,
    Uri: Type.startsWith('AWS') ? invocationUri(owner.target) : Type.startsWith('HTTP') ? settingEntry(request, 'uri') : undefined,
    ConnectionType: connection && (textOf(connection.value)?.toUpperCase().replace('-', '_') ?? connection),
    ConnectionId: connection && settingEntry(value, 'connectionId'),
    PassthroughBehavior: isCustom ? (settingEntry(request, 'passThrough') ?? (Type === 'AWS' ? 'NEVER' : undefined)) : undefined,
    RequestTemplates: isCustom ? requestTemplates(setting(request, 'template'), Type) : undefined,
    RequestParameters:
      passes || isAsync
        ? Object.fromEntries([...mapped, ...(isAsync ? [['integration.request.header.X-Amz-Invocation-Type', "'Event'"] as const] : [])])
        : undefined,
  };
};

/** Of the framework's own templates, that the body is passed on. */
const requestTemplates = (own: Node | undefined, type: string): Members | undefined => {
  const standard: Members =
    type === 'AWS'
      ? { 'application/json': '{"body": $input.json("$")}', 'application/x-www-form-urlencoded': '{"body": $input.json("$")}' }
      : {};
  const templates = { ...standard, ...Object.fromEntries(own?.kind === 'map' ? [...own.entries] : []) };
  const said = Object.entries(templates).filter(([, value]) => !isNull(value));
  return said.length === 0 ? undefined : Object.fromEntries(said);
};

const isNull = (value: Value | undefined): boolean => {
  const node = written(value);
  return node?.kind === 'scalar' && node.value === null;
};

/** A method of the REST API. */
export const methodOf = (event: HttpEvent, { resourceId, api, validator, models }: MethodParts): TemplateResource => {
  const isPrivate = setting(event.value, 'private');
  return resource(
    methodId(event.path, event.method),
    'AWS::ApiGateway::Method',
    {
      HttpMethod: event.method,
      RequestParameters: Object.fromEntries(requestParameters(event)),
      ResourceId: resourceId,
      RestApiId: api,
      OperationName: settingEntry(event.value, 'operationId'),
      ApiKeyRequired: isPrivate !== undefined && unknownText(isPrivate) !== undefined ? isPrivate : isSet(isPrivate),
      ...authorizationOf(event),
      Integration: integrationOf(event),
      RequestValidatorId: validator,
      RequestModels: models,
    },
    event.span,
  );
};
