import { defineCheck, members, notApplicable, undetermined } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'environment-default-key',
  title: 'Environment of a function is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: { 'AWS::Lambda::Function': ['Environment', 'KmsKeyArn'] },
  docs: {
    why: "AWS's own key encrypts for whoever may read the configuration of the function: with a customer key, who may decrypt is said apart from that, is logged, and can be revoked.",
    fix: 'Set KmsKeyArn to a customer key that the role of the function may decrypt with.',
    fixIn: {
      'serverless-framework': 'Set kmsKeyArn of the provider, or of the function, to a customer key that its role may decrypt with.',
      terraform: 'Set kms_key_arn to a customer key that the role of the function may decrypt with.',
    },
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html'],
    frameworks: { owasp: ['A02'] },
  },
  *check(fn) {
    const variables = fn.get('Environment').get('Variables');
    // What has no variables has nothing to encrypt.
    if (variables.state !== 'unknown' && (yield* members(variables)).length === 0) return yield notApplicable();
    if (variables.state === 'unknown') return yield undetermined(variables, variables.reason);
    yield* wantsCustomerKey(`The environment of ${fn.id}`, fn.get('KmsKeyArn'), 'KmsKeyArn');
  },
});
