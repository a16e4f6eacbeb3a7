import { type Context, type Field, isSet, type Reads, type Resource, undetermined } from '../../check.ts';
import { type Answer, isOn } from './answer.ts';

/** What a REST API looks at in a request before it passes it on. */
export const VALIDATION_READS = {
  'AWS::ApiGateway::Method': ['RequestModels', 'RequestValidatorId'],
  'AWS::ApiGateway::RequestValidator': ['ValidateRequestBody', 'ValidateRequestParameters'],
} as const satisfies Reads;

type Method = Resource<'AWS::ApiGateway::Method', 'RequestModels' | 'RequestValidatorId'>;

/** What is validated, and what keeps the rest from being so. */
export interface Validation {
  readonly body: Answer;
  readonly parameters: Answer;
  /** Whether there is a validator at all, and whether it looks at bodies, by whatever model. */
  readonly validator: Answer;
  readonly looksAtBodies: Answer;
}

/** Whether a map has members that are not empty. */
export const hasMembers = (field: Field<Readonly<Record<string, string>>>): Answer => {
  if (field.state === 'unknown') return undetermined(field, field.reason);
  const members = field.entries().map(([, value]) => value);
  // What nobody knows may be nothing; a reference is never empty.
  const unknown = members.find(({ state }) => state === 'unknown');
  const isThere = (value: (typeof members)[number]): boolean =>
    value.state === 'unknown'
      ? value.reason.kind === 'intrinsic' && value.reason.present === true
      : value.state !== 'known' || value.value !== '';
  if (members.some(isThere)) return 'yes';
  return unknown?.state === 'unknown' ? undetermined(unknown, unknown.reason) : 'no';
};

/** What a method validates: by its validator, if that validates anything, and bodies by a model alone. */
export const validationOf = (method: Method, context: Context<typeof VALIDATION_READS, never>): Validation => {
  const id: Field<string> = method.get('RequestValidatorId');
  const models = hasMembers(method.get('RequestModels'));
  const set = isSet(id).next();
  if (!set.done) return { body: set.value, parameters: set.value, validator: set.value, looksAtBodies: set.value };
  if (!set.value) return { body: 'no', parameters: 'no', validator: 'no', looksAtBodies: 'no' };
  const target = context.target(id, 'AWS::ApiGateway::RequestValidator');
  if (target.state !== 'found') {
    const doubt = undetermined(id, { kind: 'outside', what: 'the request validator' });
    return { body: doubt, parameters: doubt, validator: 'yes', looksAtBodies: doubt };
  }
  const on = isOn(target.resource.get('ValidateRequestBody'));
  return {
    body: on === 'yes' ? models : on,
    parameters: isOn(target.resource.get('ValidateRequestParameters')),
    validator: 'yes',
    looksAtBodies: on,
  };
};
