import { describe, expect, it } from 'vitest';
import type { UnknownReason } from '../../src/model/value.ts';
import { inWords } from '../../src/reporters/reason.ts';

describe('a reason in words', () => {
  it.each<[UnknownReason, string]>([
    [{ kind: 'intrinsic', expression: '!Ref Stage' }, 'known only at deployment: !Ref Stage'],
    [{ kind: 'access-denied', action: 'lambda:GetPolicy' }, 'access denied: lambda:GetPolicy'],
    [{ kind: 'call-failed', action: 'sqs:ListQueues', message: 'timed out' }, 'the call failed: sqs:ListQueues (timed out)'],
    [{ kind: 'not-returned' }, 'AWS did not return the value'],
    [{ kind: 'malformed', expected: 'a boolean' }, 'malformed: expected a boolean'],
    [{ kind: 'redacted' }, 'hidden because it may be a secret'],
    [
      { kind: 'unlisted', type: 'AWS::SQS::Queue', reason: 'access-denied', action: 'sqs:ListQueues' },
      'not every AWS::SQS::Queue could be read: access-denied, sqs:ListQueues',
    ],
    [{ kind: 'outside', what: 'arn:aws:iam::1:role/x' }, 'not part of what was audited: arn:aws:iam::1:role/x'],
    [{ kind: 'missing-fact', fact: 'advisories' }, 'no advisories at hand'],
    [{ kind: 'not-in-table', table: 'runtimes', value: 'nodejs99.x' }, 'not in the table of runtimes: nodejs99.x'],
    [{ kind: 'too-many-worlds', choices: ['A', 'B'] }, 'depends on more conditions than can be tried: A, B'],
    [{ kind: 'check-failed', message: 'boom' }, 'the check itself failed, which is a bug in it: boom'],
  ])('%o', (reason, words) => {
    expect(inWords(reason)).toBe(words);
  });
});
