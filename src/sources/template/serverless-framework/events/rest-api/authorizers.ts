import type { Span } from '../../../../text/source-file.ts';
import { type Node, textOf } from '../../../node.ts';
import type { ExpansionGap, TemplateResource } from '../../../template.ts';
import { unknownText, unknownVariable } from '../../../variable.ts';
import { invocationUri, type Members, ref, resource, type Value, written } from '../../build.ts';
import { authorizerId, normalized } from '../../naming.ts';
import { apiPermission } from '../../permission.ts';
import { functionNamed, isSet, type Service, setting, settingEntry, wordOf } from '../../service.ts';
import type { HttpEvent } from './event.ts';

/** What a method's `authorizer` says. */
interface Authorizer {
  readonly span: Span;
  readonly type: string;
  readonly name: string;
  /** The function, or the user pool. */
  readonly arn: Node | undefined;
  readonly functionName: string | undefined;
  readonly settings: Node;
}

const POOL_ARN = /^arn:[\w-]*:cognito-idp/;

/** The end of an ARN's name is taken for the authorizer's. */
const nameFromArn = (arn: string): string => arn.split(':').at(-1)?.split('-').at(-1) ?? '';

/** How a method is authorized: nobody, IAM, an authorizer that is there already, or one that the service makes. */
type Said =
  | { readonly kind: 'none' }
  | { readonly kind: 'iam'; readonly span: Span }
  | { readonly kind: 'unknown'; readonly text: string; readonly span: Span }
  | { readonly kind: 'external'; readonly type: string; readonly id: Node; readonly scopes: Node | undefined }
  | { readonly kind: 'own'; readonly authorizer: Authorizer };

const saidOf = (event: HttpEvent): Said => {
  const entry = settingEntry(event.value, 'authorizer');
  if (entry === undefined || !isSet(entry.value)) return { kind: 'none' };
  const { key: span, value: settings } = entry;
  const unknown = [settings, ...['type', 'name'].map((key) => setting(settings, key))].map(unknownText).find((text) => text !== undefined);
  if (unknown !== undefined) return { kind: 'unknown', text: unknown, span };
  const text = textOf(settings);
  const type = (textOf(setting(settings, 'type')) ?? '').toUpperCase();
  if (text?.toUpperCase() === 'AWS_IAM') return { kind: 'iam', span };
  const id = setting(settings, 'authorizerId');
  if (id !== undefined && type !== '') return { kind: 'external', type, id, scopes: setting(settings, 'scopes') };
  if (type === 'AWS_IAM') return { kind: 'iam', span };
  const arn = text === undefined ? setting(settings, 'arn') : text.includes(':') ? settings : undefined;
  const called = text ?? wordOf(setting(settings, 'name'));
  const name = arn === undefined ? called : (wordOf(setting(settings, 'name')) ?? nameFromArn(textOf(arn) ?? ''));
  if (name === undefined || name === '') return { kind: 'unknown', text: 'an authorizer without a name', span };
  const isPool = type === 'COGNITO_USER_POOLS' || POOL_ARN.test(textOf(arn) ?? '');
  const authorizer = {
    span,
    type: isPool ? 'COGNITO_USER_POOLS' : type === '' ? 'TOKEN' : type,
    name,
    arn,
    functionName: arn === undefined ? name : undefined,
    settings,
  };
  return { kind: 'own', authorizer };
};

/** The properties of a method that say who may call it. */
export const authorizationOf = (event: HttpEvent): Members => {
  const said = saidOf(event);
  switch (said.kind) {
    case 'none':
      return { AuthorizationType: 'NONE' };
    case 'iam':
      return { AuthorizationType: 'AWS_IAM' };
    case 'unknown':
      return { AuthorizationType: unknownVariable(said.text, said.span), AuthorizerId: unknownVariable(said.text, said.span) };
    case 'external':
      return {
        AuthorizationType: said.type === 'TOKEN' || said.type === 'REQUEST' ? 'CUSTOM' : said.type,
        AuthorizerId: said.id,
        AuthorizationScopes: said.type === 'COGNITO_USER_POOLS' ? said.scopes : undefined,
      };
    case 'own': {
      const { type, name, settings } = said.authorizer;
      const isPool = type === 'COGNITO_USER_POOLS';
      return {
        AuthorizationType: isPool ? type : 'CUSTOM',
        AuthorizerId: ref(authorizerId(name)),
        AuthorizationScopes: isPool ? settingEntry(settings, 'scopes') : undefined,
      };
    }
  }
};

/** Seconds for which a result is kept: 300 where a map says nothing; a name alone leaves it to API Gateway, whose default is the same. */
const ttlOf = (settings: Node): Value | undefined => {
  if (settings.kind === 'scalar') return undefined;
  const said = settingEntry(settings, 'resultTtlInSeconds');
  if (said === undefined) return 300;
  if (unknownText(said.value) !== undefined) return said;
  const seconds = Number.parseInt(wordOf(said.value) ?? '', 10);
  return Number.isNaN(seconds) ? 300 : { key: said.key, value: { kind: 'scalar', value: seconds, span: said.value.span } };
};

const resourcesOf = (authorizer: Authorizer, service: Service, api: Value): readonly TemplateResource[] => {
  const { span, type, name, arn, settings, functionName } = authorizer;
  const target: Value | undefined = arn ?? (functionName === undefined ? undefined : functionNamed(service, functionName)?.target);
  const ttl = ttlOf(settings);
  const isUncached = wordOf(written(ttl)) === '0';
  const source =
    settingEntry(settings, 'identitySource') ?? (type === 'REQUEST' && isUncached ? undefined : 'method.request.header.Authorization');
  const isPool = type === 'COGNITO_USER_POOLS';
  const called = target ?? unknownVariable(`the function ${functionName ?? name}`, span);
  return [
    resource(
      authorizerId(name),
      'AWS::ApiGateway::Authorizer',
      {
        AuthorizerResultTtlInSeconds: ttl,
        IdentitySource: source,
        IdentityValidationExpression: settingEntry(settings, 'identityValidationExpression'),
        Name: name,
        RestApiId: api,
        Type: type,
        ProviderARNs: isPool && arn !== undefined ? [arn] : undefined,
        AuthorizerUri: isPool ? undefined : invocationUri(called),
      },
      span,
    ),
    ...(isPool || isSet(setting(settings, 'managedExternally'))
      ? []
      : [apiPermission(`${normalized(name)}LambdaPermissionApiGateway`, called, api, '/*/*', span)]),
  ];
};

/** The authorizers of a service's REST API, each once. */
export const authorizersOf = (
  events: readonly HttpEvent[],
  service: Service,
  api: Value,
): { readonly resources: readonly TemplateResource[]; readonly gaps: readonly ExpansionGap[] } => {
  const said = events.map(saidOf);
  const own = new Map(
    said.flatMap((each) => (each.kind === 'own' ? [[authorizerId(each.authorizer.name), each.authorizer] as const] : [])),
  );
  return {
    resources: [...own.values()].flatMap((authorizer) => resourcesOf(authorizer, service, api)),
    gaps: said.flatMap((each) =>
      each.kind === 'unknown'
        ? [
            {
              span: each.span,
              reason: 'variable',
              message: `An authorizer depends on ${each.text}`,
              types: ['AWS::ApiGateway::Authorizer'],
            },
          ]
        : [],
    ),
  };
};
