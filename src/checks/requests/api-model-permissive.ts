import { type Context, defineCheck, finding, members, notApplicable, type Reads, type Undetermined, undetermined } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { callOf, dataOf, nameOf, ROUTE_READS } from '../access/route.ts';
import { allowsAnything, schemaOf } from './schema.ts';

const READS = {
  ...ROUTE_READS,
  'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'RequestModels'],
  'AWS::ApiGateway::Model': ['Name', 'Schema'],
} as const satisfies Reads;

/** The models by which methods judge requests, and the first method whose models are not known. */
const requestModelsIn = (context: Context<typeof READS, never>) => {
  const models = new Set<RawResource>();
  let unread: Undetermined | undefined;
  for (const method of context.resources('AWS::ApiGateway::Method')) {
    const given = method.get('RequestModels');
    if (given.state === 'unknown') unread ??= undetermined(given, given.reason);
    else if (given.state === 'known' && given.form !== 'object')
      unread ??= undetermined(given, { kind: 'malformed', expected: 'an object' });
    else
      for (const [, model] of given.entries()) {
        const target = context.target(model, 'AWS::ApiGateway::Model');
        if (target.state === 'found') models.add(target.resource.raw);
      }
  }
  return { models, unread };
};

export default defineCheck({
  id: 'api-model-permissive',
  title: 'Request model accepts anything',
  family: 'requests',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::ApiGateway::Model', 'AWS::ApiGateway::Method'],
  reads: READS,
  docs: {
    why: 'A validator that judges bodies by a schema without demands lets every body through and looks like protection.',
    fix: 'Write down what the method takes: properties with their types, required, and additionalProperties: false.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html'],
    frameworks: { owasp: ['A03', 'SAS-1'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::ApiGateway::Method') {
      const given = subject.get('RequestModels');
      const models = yield* members(given);
      if (given.state === 'unknown') return;
      if (models.length === 0) return yield notApplicable();
      for (const [content, model] of models) {
        const target = context.target(model, 'AWS::ApiGateway::Model');
        if (target.state === 'unknown') yield undetermined(model, target.reason);
        // Every API has this model from the beginning.
        if (model.state !== 'known' || model.value !== 'Empty' || target.state === 'found') continue;
        const call = callOf(subject, context);
        yield finding(model, `${nameOf(subject, call, context)} takes any body of ${content}: the model Empty accepts anything`, {
          data: dataOf(call),
        });
      }
      return;
    }
    const field = subject.get('Schema');
    const given = schemaOf(field.json());
    if (given === undefined) return yield undetermined(field, { kind: 'malformed', expected: 'a JSON schema' });
    const anything = allowsAnything(given.schema);
    if (anything === false) return;
    // What is said of responses binds nobody.
    const { models, unread } = context.common(requestModelsIn);
    if (!models.has(subject.raw)) return yield unread ?? notApplicable();
    if (anything === undefined)
      return yield undetermined(
        field,
        field.state === 'unknown' ? field.reason : { kind: 'malformed', expected: 'a schema that is known' },
      );
    yield finding(field.state === 'absent' ? subject : field, `${subject.id} accepts anything`);
  },
});
