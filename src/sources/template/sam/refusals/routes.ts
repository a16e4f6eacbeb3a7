import { member, type Node, textOf } from '../../node.ts';
import type { ApiEvent } from '../context.ts';
import { mayChangeDocument } from '../events/api-events.ts';
import { isTrue } from '../make.ts';
import { authorizersOf, hasIam, ofResourcePolicy } from './auth.ts';
import type { Refusal } from './refusal.ts';

const isFalse = (node: Node | undefined): boolean =>
  node !== undefined && !isTrue(node) && !(node.kind === 'scalar' && node.value === null);

/** Whether SAM hears what an event says of its route: it does not write into a document that the user wrote, unless told to. */
const isHeard = (rest: boolean, api: Node, event: ApiEvent): boolean => {
  const [body, uri] = [member(api, 'DefinitionBody'), member(api, 'DefinitionUri')];
  if (!rest) return isTrue(body) || !isTrue(uri);
  if (isTrue(body) && !mayChangeDocument(event)) return false;
  if (isTrue(member(api, 'MergeDefinitions'))) return true;
  return isTrue(body) ? isTrue(member(member(event.properties, 'Auth'), 'OverrideApiAuth')) : !isTrue(uri);
};

function* ofAuthorizer(rest: boolean, auth: Node | undefined, own: Node): Generator<string> {
  const given = member(own, 'Authorizer');
  const byDefault = member(auth, 'DefaultAuthorizer');
  const authorizers = authorizersOf(auth);
  if (!isTrue(given)) {
    if (!rest && !isTrue(byDefault)) yield 'names no authorizer, and its API has no default';
    return;
  }
  const name = textOf(given);
  if (name === undefined) yield 'names its authorizer by something else than a text';
  else if (name === 'NONE') {
    if (!isTrue(byDefault)) yield 'opts out of a DefaultAuthorizer that there is not';
  } else if (!authorizers.has(name) && !(name === 'AWS_IAM' && hasIam(rest, auth)))
    yield `names the authorizer ${name}, which there is not`;
}

function* ofEventAuth(rest: boolean, api: Node, own: Node | undefined): Generator<string> {
  if (own?.kind !== 'map' || own.entries.size === 0) return;
  const auth = member(api, 'Auth');
  yield* ofAuthorizer(rest, auth, own);
  const scopes = member(own, 'AuthorizationScopes');
  if (isTrue(scopes) && scopes?.kind !== 'list') yield 'has AuthorizationScopes that are not a list';
  if (!rest) return;
  if (isTrue(scopes) && !isTrue(member(own, 'Authorizer'))) yield 'has AuthorizationScopes and no Authorizer';
  if (isFalse(member(own, 'ApiKeyRequired')) && !isTrue(member(auth, 'ApiKeyRequired')))
    yield 'opts out of a key that its API does not require';
  const policy = member(own, 'ResourcePolicy');
  if (policy) for (const why of ofResourcePolicy(policy)) yield `says what SAM refuses: ${why}`;
  const overrides = isTrue(member(api, 'DefinitionBody')) && isTrue(member(own, 'OverrideApiAuth'));
  if (overrides && !['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].some((name) => isTrue(member(own, name))))
    yield 'has OverrideApiAuth and nothing that overrides';
}

const REQUEST_PARAMETER = /^method\.request\.(?:querystring|path|header)\./;
const PARAMETER_SETTINGS = ['Required', 'Caching'];

/** What SAM refuses of the requests that an event of a REST API asks for. */
function* ofRequests(api: Node, { properties }: ApiEvent): Generator<string> {
  const given = member(properties, 'RequestModel');
  const [model, models] = [member(given, 'Model'), member(api, 'Models')];
  if (isTrue(model)) {
    const name = textOf(model);
    if (!isTrue(models)) yield 'names a model, and its API has none';
    else if (name === undefined) yield 'names its model by something else than a text';
    else if (!isTrue(member(models, name))) yield `names the model ${name}, which there is not`;
    const validates = [member(given, 'ValidateBody'), member(given, 'ValidateParameters')];
    const isLogical = (node: Node | undefined): boolean =>
      node === undefined || (node.kind === 'scalar' && (node.value === null || typeof node.value === 'boolean'));
    if (!validates.every(isLogical)) yield 'validates requests by something else than true or false';
  }
  const parameters = member(properties, 'RequestParameters');
  for (const parameter of parameters?.kind === 'list' ? parameters.items : []) {
    const [name, settings] = parameter.kind === 'map' ? ([...parameter.entries][0] ?? []) : [textOf(parameter), undefined];
    const { value } = settings ?? {};
    const isKnown =
      value === undefined || (value.kind === 'map' && [...value.entries.keys()].every((key) => PARAMETER_SETTINGS.includes(key)));
    if (name === undefined || !REQUEST_PARAMETER.test(name) || !isKnown) yield 'has a request parameter that SAM cannot read';
  }
}

/** What SAM refuses of the events that make routes of a REST or HTTP API. */
export function* ofRoutes(rest: boolean, api: Node, events: readonly ApiEvent[]): Generator<Refusal> {
  for (const event of events.filter(({ type }) => type === (rest ? 'Api' : 'HttpApi'))) {
    const at = (why: string): Refusal => ({ span: event.span, why: `event ${event.name} of ${event.owner.id} ${why}` });
    if (!isHeard(rest, api, event)) continue;
    for (const why of ofEventAuth(rest, api, member(event.properties, 'Auth'))) yield at(why);
    if (rest && !(isTrue(member(api, 'DefinitionBody')) && !isTrue(member(api, 'MergeDefinitions'))))
      for (const why of ofRequests(api, event)) yield at(why);
  }
}
