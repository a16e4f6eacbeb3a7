import { type Anchor, defineCheck, finding, type Outcome, policyOf, undetermined } from '../../check.ts';
import { type Holder, holdersOf, type Statement } from '../../model/policy.ts';
import { placeOf } from '../resource-policy.ts';

/** What makes an administrator of a key. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators */
const ADMINISTERS = ['kms:putkeypolicy', 'kms:schedulekeydeletion', 'kms:disablekey'];
const DECRYPTS = 'kms:decrypt';

/** Accounts as a whole that hold the key: the own one has to, so that IAM policies count and nobody is locked out. */
const foreignAccounts = (holders: readonly Holder[]): ReadonlySet<string> => {
  const accounts = holders.filter(({ whole }) => whole !== undefined).flatMap(({ account }) => account ?? []);
  // Where nothing says which account is the own one, a single one is.
  return new Set(accounts.length === 1 && !accounts.includes('own') ? [] : accounts.filter((account) => account !== 'own'));
};

export default defineCheck({
  id: 'key-policy-broad',
  title: 'Key policy gives somebody both the key and what it protects',
  family: 'keys',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  reads: { 'AWS::KMS::Key': ['KeyPolicy'], 'AWS::KMS::ReplicaKey': ['KeyPolicy'] },
  docs: {
    why: 'Who may change a key policy and decrypt as well is held by nobody: one stolen session reads the data, locks everybody out, and deletes the key.',
    fix: 'Leave kms:* to the account itself, and give administrators no kms:Decrypt and users nothing but the operations that they need.',
    limits: 'Statements with conditions are not counted, nor what IAM policies of the account give.',
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/determining-access.html',
    ],
    frameworks: { owasp: ['A01', 'A02'] },
  },
  *check(key, context) {
    const document = key.type === 'AWS::KMS::Key' ? key.get('KeyPolicy') : key.get('KeyPolicy');
    const policy = yield* policyOf(document);
    if (policy === undefined) return;
    for (const { path, reason } of policy.unknown) yield undetermined(placeOf(document, path), reason);
    const at = ({ path, notActions }: Statement): Anchor => placeOf(document, [...path, notActions === undefined ? 'Action' : 'NotAction']);
    const { holders, unsure } = holdersOf(policy, 'kms', [...ADMINISTERS, DECRYPTS], context.ownAccounts);
    const foreign = foreignAccounts(holders);
    const found: Outcome[] = [];
    for (const { name, account, service, unknown, whole, allowed } of holders) {
      if (account !== undefined && !foreign.has(account)) continue;
      const administers = ADMINISTERS.flatMap((action) => allowed.get(action) ?? [])[0];
      const decrypts = allowed.get(DECRYPTS);
      if (administers === undefined || decrypts === undefined) continue;
      if (unknown !== undefined) {
        found.push(undetermined(at(administers), unknown));
        continue;
      }
      const who = service ? `the service ${name}` : name;
      if (whole !== undefined) found.push(finding(at(whole), `${key.id} lets ${who} do everything, not its own account alone: kms:*`));
      else found.push(finding(at(decrypts), `${key.id} lets ${who} both administer the key and decrypt with it`));
    }
    yield* found;
    for (const { statement, reason } of unsure) yield undetermined(at(statement), reason);
  },
});
