import { defineCheck, each, finding, known } from '../../check.ts';

export default defineCheck({
  id: 'key-foreign-grant',
  title: 'Key is granted to another account without constraints',
  family: 'keys',
  severity: 'medium',
  confidence: 'high',
  sources: ['live'],
  subject: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  reads: { 'AWS::KMS::Key': ['Grants'], 'AWS::KMS::ReplicaKey': ['Grants'] },
  docs: {
    why: 'A grant stands beside the key policy, where nobody looks for it, and lets the other account use the key for whatever ciphertext it has until somebody revokes it.',
    fix: 'Revoke the grant, or make it anew with an encryption context; name the account in trustedAccounts of parapet.yml if you trust it.',
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/grants.html',
      'https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html',
    ],
    frameworks: { owasp: ['A01', 'A02'] },
  },
  *check(key, context) {
    for (const grant of yield* each(key.type === 'AWS::KMS::Key' ? key.get('Grants') : key.get('Grants'))) {
      const grantee = grant.get('GranteePrincipal');
      // A service has a name, no account.
      const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec((yield* known(grantee)) ?? '')?.[1];
      if (account === undefined || account === key.raw.origin.account || context.ownAccounts.has(account)) continue;
      if (context.settings.trustedAccounts.includes(account)) continue;
      const constraints = grant.get('Constraints').json();
      if (typeof constraints === 'object' && constraints !== null && Object.keys(constraints).length > 0) continue;
      const operations = grant.get('Operations').json();
      const what = Array.isArray(operations) ? operations.join(', ') : 'all that it names';
      yield finding(grantee, `${key.id} is granted to account ${account} without an encryption context: ${what}`, { data: { account } });
    }
  },
});
