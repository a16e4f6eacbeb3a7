import { defineCheck, knownBoolean, notApplicable } from '../../check.ts';
import { grantsIn, letsAnyoneIn } from '../resource-policy.ts';
import { ATTACHED_READS, leadsToSecret, namesOf } from './attached.ts';

export default defineCheck({
  id: 'secret-public',
  title: "Secret's policy lets anyone in",
  family: 'secrets',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::SecretsManager::Secret', 'AWS::SecretsManager::ResourcePolicy'],
  reads: { ...ATTACHED_READS, 'AWS::SecretsManager::ResourcePolicy': ['SecretId', 'ResourcePolicy', 'BlockPublicPolicy'] },
  docs: {
    why: 'Anyone with an AWS account can then read the credential that the secret holds, or put one of his own in its place.',
    fix: 'Name the accounts or roles that are to read the secret, and set BlockPublicPolicy, so that a policy as broad as this is refused.',
    fixIn: {
      terraform:
        'Name the accounts or roles that are to read the secret, and set block_public_policy, so that a policy as broad is refused.',
    },
    limits: 'Who reads a secret from another account needs its KMS key as well, whose policy is not considered here.',
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html',
      'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const isSecret = subject.type === 'AWS::SecretsManager::Secret';
    // A policy stands for its secret where that is outside of the input.
    if (!isSecret && leadsToSecret(subject.get('SecretId'), context)) return yield notApplicable();
    const policies = isSecret
      ? namesOf(subject, context).flatMap((name) => context.referrers(name, 'AWS::SecretsManager::ResourcePolicy', 'SecretId'))
      : [subject];
    for (const policy of policies) {
      const grants = yield* grantsIn(policy.get('ResourcePolicy'), context, { service: 'secretsmanager' });
      if (!grants.some(({ admission: { who } }) => who === 'anyone' || who === 'unknown')) continue;
      // Secrets Manager then refuses such a policy: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
      const block = policy.get('BlockPublicPolicy');
      const refused = yield* knownBoolean(block);
      if (refused || (refused === undefined && block.state !== 'absent')) continue;
      yield* letsAnyoneIn(isSecret ? subject.id : `the secret of ${subject.id}`, grants);
    }
  },
});
