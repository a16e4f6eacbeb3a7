import { intrinsicOf, list, member, type Node, scalar, textOf } from '../../node.ts';
import { through } from '../../routes/branches.ts';
import type { ApiEvent } from '../context.ts';
import { assign, object } from '../make.ts';

const PLACES: Readonly<Record<string, string>> = { querystring: 'query', header: 'header', path: 'path' };

/** A parameter that an event names as API Gateway does: `method.request.querystring.page`. */
const parameter = (name: string, required: Node): Node | undefined => {
  const [, place = '', called] = /^method\.request\.(querystring|header|path)\.(.+)$/.exec(name) ?? [];
  if (called === undefined) return undefined;
  const { span } = required;
  return object({ in: scalar(PLACES[place] ?? place, span), name: scalar(called, span), required, type: scalar('string', span) }, span);
};

/** What an event asks of requests, as the parameters of its operation: those that it names, and its model for the body. */
export const parametersOf = (event: ApiEvent): Node | undefined => {
  const { properties } = event;
  const given = member(properties, 'RequestParameters');
  if (given !== undefined && given.kind !== 'list') return given;
  const found: Node[] = [];
  for (const each of given?.items ?? []) {
    const name = textOf(each);
    if (name !== undefined) found.push(parameter(name, scalar(false, each.span)) ?? each);
    else if (each.kind !== 'map' || intrinsicOf(each)) found.push(each);
    else
      for (const [key, { value }] of each.entries)
        found.push(parameter(key, member(value, 'Required') ?? scalar(false, value.span)) ?? each);
  }
  const model = member(properties, 'RequestModel');
  const name = textOf(member(model, 'Model'))?.toLowerCase();
  if (model && name) {
    const schema = object({ $ref: scalar(`#/definitions/${name}`, model.span) }, model.span);
    found.push(
      object({ in: scalar('body', model.span), name: scalar(name, model.span), required: member(model, 'Required'), schema }, model.span),
    );
  }
  return found.length === 0 ? undefined : list(found, (given ?? model ?? properties).span);
};

/** A document with the models of its API. SAM writes their names in small letters, and refers to them so. */
export const withModels = (document: Node, models: Node | undefined): Node => {
  if (models?.kind !== 'map' || intrinsicOf(models)) return document;
  const named = new Map([...models.entries].map(([name, entry]) => [name.toLowerCase(), entry] as const));
  return through(document, (body) => {
    const own = member(body, 'definitions');
    const entries = new Map([...(own?.kind === 'map' ? own.entries : []), ...named]);
    return assign(body, { definitions: { ...models, entries } });
  });
};
