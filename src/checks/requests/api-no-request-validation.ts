import { defineCheck, finding, knownBoolean, notApplicable, related, undetermined } from '../../check.ts';
import { callOf, dataOf, nameOf, ROUTE_READS } from '../access/route.ts';
import { type Answer, anyOf } from './answer.ts';
import { hasMembers, VALIDATION_READS, validationOf } from './validation.ts';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

export default defineCheck({
  id: 'api-no-request-validation',
  title: 'API method takes requests unvalidated',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGateway::Method',
  reads: {
    ...ROUTE_READS,
    ...VALIDATION_READS,
    'AWS::ApiGateway::Method': [
      ...ROUTE_READS['AWS::ApiGateway::Method'],
      ...VALIDATION_READS['AWS::ApiGateway::Method'],
      'Integration',
      'RequestParameters',
    ],
  },
  docs: {
    why: 'Malformed and oversized requests, and those without what they must have, reach the code behind the API, which pays for each and may trust what it gets.',
    fix: 'Give the method a request validator that looks at body and parameters, and a model for its body.',
    fixIn: {
      sam: 'Give the event a RequestModel with ValidateBody and ValidateParameters.',
      'serverless-framework': 'Give the event request.schemas, and request.parameters that are required.',
      terraform: 'Give the method a request_validator_id, and request_models for its body.',
    },
    limits: 'What the code behind the method validates is not seen.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html'],
    frameworks: { owasp: ['A03', 'SAS-1'] },
  },
  *check(method, context) {
    const call = callOf(method, context);
    const type = method.get('Integration').get('Type');
    const kind = type.state === 'known' ? String(type.value).toUpperCase() : undefined;
    if (kind === 'MOCK') return yield notApplicable();
    const passesOn = kind === 'AWS_PROXY' || kind === 'HTTP_PROXY';
    if (call.kind === 'rest' && call.preflight) return yield notApplicable();

    const models = hasMembers(method.get('RequestModels'));
    const body: Answer =
      call.kind === 'unknown'
        ? anyOf([models, undetermined(call.at, call.reason)])
        : call.kind === 'rest' && WITH_BODY.has(call.method)
          ? 'yes'
          : models;
    const given = method.get('RequestParameters');
    // A request whose path lacks a parameter is none of this method's.
    const required = given
      .entries()
      .filter(([name]) => !name.startsWith('method.request.path.'))
      .map(([, value]): Answer => {
        const { done, value: is } = knownBoolean(value as typeof value & Parameters<typeof knownBoolean>[0]).next();
        return done ? (is ? 'yes' : 'no') : is;
      });
    const parameters = given.state === 'unknown' ? undetermined(given, given.reason) : anyOf(required);
    if (body === 'no' && parameters === 'no') return yield notApplicable();

    const validated = validationOf(method, context);
    const wanted = [
      [body, validated.body, 'body'],
      [parameters, validated.parameters, 'required parameters'],
    ] as const;
    const lacks = wanted.filter(([needs, has]) => needs === 'yes' && has === 'no').map(([, , what]) => what);
    if (lacks.length > 0) {
      const why =
        validated.validator === 'no'
          ? 'it has no request validator'
          : validated.looksAtBodies === 'yes' && lacks[0] === 'body'
            ? 'it has no model to judge the body by'
            : `its request validator leaves ${lacks.length === 1 && lacks[0] === 'body' ? 'it' : 'them'} alone`;
      const validator = method.get('RequestValidatorId');
      const at = validator.state === 'absent' ? method : validator;
      const target = context.target(validator, 'AWS::ApiGateway::RequestValidator');
      return yield finding(at, `${nameOf(method, call, context)} does not validate its ${lacks.join(' and its ')}: ${why}`, {
        // What is declared is thought to be enforced; without it a proxy's code validates, as most do.
        ...(passesOn && models !== 'yes' && parameters !== 'yes' && validated.validator === 'no' ? { persona: 'pedantic' } : {}),
        related: target.state === 'found' ? [related(target.resource, 'the validator')] : [],
        data: dataOf(call),
      });
    }
    for (const [needs, has] of wanted) {
      if (needs === 'no' || has === 'yes') continue;
      const doubt = [has, needs].find((answer) => typeof answer === 'object');
      if (typeof doubt === 'object') return yield doubt;
    }
  },
});
