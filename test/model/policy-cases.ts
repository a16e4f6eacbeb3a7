import { type Admission, normalizePolicy, type Question, whoGetsIn } from '../../src/model/policy.ts';

/** The account that the policies of the tests belong to, another one, and an organization. */
export const OWN = '111122223333';
export const FOREIGN = '999988887777';
export const QUEUE = `arn:aws:sqs:us-east-1:${OWN}:orders`;

export type Raw = Readonly<Record<string, unknown>>;

/** A statement that is a grant of sqs:SendMessage to everyone, unless said otherwise. */
export const allow = (rest: Raw = {}): Raw => ({ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: QUEUE, ...rest });
/** A Deny of everything to everyone, unless said otherwise. */
export const deny = (rest: Raw = {}): Raw => ({ Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: QUEUE, ...rest });
/** A grant under a condition. */
export const when = (operator: string, key: string, value: unknown, rest: Raw = {}): Raw =>
  allow({ Condition: { [operator]: { [key]: value } }, ...rest });
/** A Deny under a condition. */
export const denyWhen = (operator: string, key: string, value: unknown, rest: Raw = {}): Raw =>
  deny({ Condition: { [operator]: { [key]: value } }, ...rest });

export const unknownText = (...text: readonly unknown[]): unknown => ({
  $unknown: { kind: 'intrinsic', expression: '!Sub …', text, present: true },
});
export const parameter = (name: string): unknown => ({ $unknown: { kind: 'intrinsic', expression: `!Ref ${name}` } });
export const resource = (id: string, attribute = 'Arn'): unknown => ({
  $unknown: { kind: 'intrinsic', expression: `!GetAtt ${id}.${attribute}`, target: { id, attribute } },
});
export const ACCOUNT_ID = { pseudo: 'AWS::AccountId' };

export const document = (statement: unknown): Raw => ({ Version: '2012-10-17', Statement: statement });

/** An admission in a few words. */
export const words = (admission: Admission): string => {
  const url = admission.onlyThroughUrl ? ' by URL' : '';
  if (admission.who === 'account')
    return `account ${admission.account}${admission.conditioned ? ' conditioned' : ''}${admission.trusted ? ' trusted' : ''}${url}`;
  if (admission.who === 'organization') return `organization ${admission.organization}${admission.trusted ? ' trusted' : ''}${url}`;
  if (admission.who === 'service')
    return `${admission.service} ${admission.source}${admission.account ? ` ${admission.account}` : ''}${url}`;
  if (admission.who === 'unknown') return `unknown ${admission.atWorst}${url}`;
  return `anyone${admission.confidence === 'high' ? '' : ` ${admission.confidence}`}${url}`;
};

/** Who a policy lets in, in words; what is tied to a source of one's own is nobody's business. */
export const verdict = (statement: unknown, question: Partial<Question> = {}): string => {
  const policy = normalizePolicy(document(statement));
  if ('malformed' in policy) return `malformed: ${policy.malformed}`;
  const found = whoGetsIn(policy, { service: 'sqs', ownAccounts: new Set([OWN]), today: '2026-11-23', ...question });
  return [...new Set(found.map(words))].sort().join(', ') || 'nobody';
};
