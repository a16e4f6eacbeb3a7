import { describe, expect, it } from 'vitest';
import { normalizePolicy, whoGetsIn } from '../../src/model/policy.ts';
import type { TextPart } from '../../src/model/value.ts';

const target: TextPart = { target: { id: 'Queue', attribute: 'Arn' }, expression: '!GetAtt Queue.Arn' };
const sub = (...text: readonly TextPart[]) => normalizePolicy({ $unknown: { kind: 'intrinsic', expression: '!Sub ...', text } });
const answers = (policy: ReturnType<typeof sub>) =>
  'malformed' in policy ? policy.malformed : whoGetsIn(policy, { service: 'sqs', ownAccounts: new Set() }).map(({ who }) => who);
const statement = (principal: string) => `{"Statement":[{"Effect":"Allow","Principal":${principal},"Action":"sqs:*","Resource":"`;

describe('a policy written as text with references in it', () => {
  it('is read like one without', () => {
    expect(answers(sub(statement('"*"'), target, '"}]}'))).toEqual(['anyone']);
    expect(answers(sub(statement('{"AWS":"111122223333"}'), target, '"}]}'))).toEqual(['account']);
  });

  it('knows the own account in the middle of a string', () => {
    expect(
      answers(
        sub(
          '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::',
          { pseudo: 'AWS::AccountId' },
          ':root"},"Action":"sqs:*","Resource":"*"}]}',
        ),
      ),
    ).toEqual([]);
  });

  it('does not guess a principal that is a reference to a parameter', () => {
    expect(
      answers(
        sub(
          '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"',
          { expression: '!Ref Partner' },
          '"},"Action":"sqs:*","Resource":"*"}]}',
        ),
      ),
    ).toEqual(['unknown']);
  });

  it('stays unknown as a whole where a reference is more than a part of a string', () => {
    const policy = sub('{"Statement":', { expression: '!Ref Statements' }, '}');
    expect(policy).toMatchObject({ statements: [], unknown: [{ path: [] }] });
  });
});
