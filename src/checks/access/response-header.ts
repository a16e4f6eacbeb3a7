import type { Field, Resource, Undetermined } from '../../check.ts';
import { each, members, undetermined } from '../../check.ts';
import type { UnknownReason } from '../../model/value.ts';
import { namesHost } from './origin.ts';

type Method = Resource<'AWS::ApiGateway::Method', 'Integration'>;

/** What a header of an answer says. `reflected`: what the request itself sent. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reflected' }
  | { readonly kind: 'named' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** An answer that API Gateway gives in the name of an integration, as far as it tells browsers which pages may read it. */
export interface CorsAnswer {
  readonly at: Field<string>;
  readonly origin: Said;
  /** Whether the page may send its user's credentials along. */
  readonly credentials: Said | undefined;
}

const OF_REQUEST = /^(?:method|integration)\.request\.(?:multivalue)?header\.origin$/i;
const backend: Said = { kind: 'unknown', reason: { kind: 'outside', what: 'what the backend answers' } };
const template: Said = { kind: 'unknown', reason: { kind: 'outside', what: 'what the mapping template answers' } };

/**
 * A value that is mapped to a header: text in single quotes, or where it comes from.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
const saidBy = (field: Field<string>): Said => {
  if (field.state === 'unknown') return namesHost(field) ? { kind: 'named' } : { kind: 'unknown', reason: field.reason };
  if (field.state !== 'known') return { kind: 'unknown', reason: { kind: 'redacted' } };
  const text = String(field.value).trim();
  const [, literal] = /^'(.*)'$/s.exec(text) ?? [];
  if (literal !== undefined) return { kind: 'text', text: literal.trim() };
  if (OF_REQUEST.test(text)) return { kind: 'reflected' };
  if (/^(?:integration\.response|context|stagevariables)\./i.test(text)) return backend;
  return { kind: 'unknown', reason: { kind: 'malformed', expected: 'a text in single quotes, or a parameter of the answer' } };
};

const SETS = (header: string) =>
  new RegExp(`responseOverride\\.header(?:\\.|\\[["'])access-control-allow-${header}\\b[^=]*=\\s*([^\\n]*)`, 'i');
const [SETS_ORIGIN, SETS_CREDENTIALS] = [SETS('origin'), SETS('credentials')];

/** Whether a template answers with the origin that the request names: to any, to those that it compares it with, or nobody can tell. */
const reflectedBy = (text: string): Said => {
  const reads = /input\.params\(.*origin|header\.(?:get\(["'])?origin/is.test(text);
  if (!/#(?:else)?if\b/.test(text)) return reads ? { kind: 'reflected' } : template;
  const compared = [...text.matchAll(/\.matches\("([^"]+)"\)/g)].map(([, pattern = '']) =>
    pattern.replace(/^\^?(?:https?\??:\/\/)?|\$$/g, ''),
  );
  if (reads && compared.some((pattern) => /^[.(]*\.?[*+)]+$/.test(pattern))) return { kind: 'reflected' };
  return reads && compared.length > 0 && compared.every((pattern) => /[a-z0-9-]{2,}\\?\.[a-z]/i.test(pattern))
    ? { kind: 'named' }
    : template;
};

/** The answers of a method that say something of origins. What code behind a proxy says is not among them. */
export function* corsAnswersOf(method: Method): Generator<Undetermined, readonly CorsAnswer[]> {
  const integration = method.get('Integration');
  if (integration.state === 'unknown') yield undetermined(integration, integration.reason);
  const type = integration.get('Type');
  if (type.state === 'known' && String(type.value).toUpperCase() === 'AWS_PROXY') return [];
  const answers: CorsAnswer[] = [];
  for (const response of yield* each(integration.get('IntegrationResponses'))) {
    const headers = new Map<string, Field<string>>();
    for (const [name, value] of yield* members(response.get('ResponseParameters'))) headers.set(name.toLowerCase(), value as Field<string>);
    const sent = (name: string) => headers.get(`method.response.header.access-control-allow-${name}`);
    const templates = (yield* members(response.get('ResponseTemplates'))).map(([, value]) => value as Field<string>);
    const written = (pattern: RegExp) => templates.find((one) => one.state === 'known' && pattern.test(String(one.value)));
    const [origin, credentials] = [sent('origin'), sent('credentials')];
    const lets = credentials ? saidBy(credentials) : written(SETS_CREDENTIALS) ? template : undefined;
    if (origin) answers.push({ at: origin, origin: saidBy(origin), credentials: lets });
    const chosen = written(SETS_ORIGIN);
    if (chosen?.state === 'known') answers.push({ at: chosen, origin: reflectedBy(String(chosen.value)), credentials: lets });
  }
  return answers;
}
