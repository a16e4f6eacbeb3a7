import { describe, expect, it } from 'vitest';
import revoked from '../../src/checks/provenance/signing-profile-revoked.ts';
import wrongPlatform from '../../src/checks/provenance/signing-profile-wrong-platform.ts';
import { defaultSettings } from '../../src/config.ts';
import { checksOf } from '../../src/engine/assemble.ts';
import { judge } from '../../src/engine/judge.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import { loadFacts } from '../../src/facts/index.ts';
import type { Gap, Origin, RawResource } from '../../src/model/inventory.ts';

const TEMPLATE: Origin = { source: 'template', file: 'template.yaml', line: 3 };
const LIVE: Origin = { source: 'live', account: '111122223333', region: 'eu-west-1' };
const publisher = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/Gone/v1';

const config = (origin: Origin, arn?: string): RawResource => ({
  type: 'AWS::Lambda::CodeSigningConfig',
  id: 'Signing',
  ...(arn === undefined ? {} : { arn }),
  properties: { AllowedPublishers: { SigningProfileVersionArns: [publisher] } },
  origin,
});

const verdictsOf = (check: typeof revoked | typeof wrongPlatform, resources: readonly RawResource[], gaps: readonly Gap[] = []) => {
  const around = surroundingsOf({ resources, gaps }, loadFacts(), defaultSettings, '2026-11-22');
  const { subjects, findings, undetermined, unlisted, failures } = judge(check, around, gaps);
  expect(failures).toEqual([]);
  return { subjects: subjects.length, findings: findings.length, undetermined: undetermined.length, unlisted: unlisted.length };
};

describe('a check that holds for accounts alone', () => {
  it('judges what an account has, and says nothing of a template', () => {
    expect(verdictsOf(revoked, [config(LIVE)])).toEqual({ subjects: 1, findings: 1, undetermined: 0, unlisted: 0 });
    expect(verdictsOf(revoked, [config(TEMPLATE)])).toEqual({ subjects: 0, findings: 0, undetermined: 0, unlisted: 0 });
    expect(verdictsOf(wrongPlatform, [config(TEMPLATE)])).toMatchObject({ subjects: 1, undetermined: 1 });
  });

  it('does not mind what could not be read of a template', () => {
    const gap = { reason: 'syntax', types: ['AWS::Lambda::CodeSigningConfig'] };
    const inTemplate: Gap = { source: 'template', scope: { file: 'template.yaml' }, ...gap };
    const inAccount: Gap = { source: 'live', scope: { account: '111122223333', region: 'eu-west-1' }, ...gap };
    expect(verdictsOf(revoked, [], [inTemplate]).unlisted).toBe(0);
    expect(verdictsOf(revoked, [], [inAccount]).unlisted).toBe(1);
    expect(checksOf(inTemplate, [revoked, wrongPlatform])).toEqual(['signing-profile-wrong-platform']);
    expect(checksOf(inAccount, [revoked, wrongPlatform])).toEqual(['signing-profile-revoked', 'signing-profile-wrong-platform']);
  });
});

describe('a gap of one resource', () => {
  it('leaves a hole in what it is or holds, and nowhere else', () => {
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1';
    const within = (resource: string): Gap => ({
      source: 'live',
      scope: { account: '111122223333', region: 'eu-west-1', resource },
      reason: 'access-denied',
      types: ['AWS::Signer::SigningProfile'],
    });
    const outcomeOf = (resource: string) => verdictsOf(revoked, [config(LIVE, arn)], [within(resource)]);
    expect(outcomeOf(arn)).toMatchObject({ findings: 0, undetermined: 1 });
    expect(outcomeOf(arn.slice(0, -2))).toMatchObject({ findings: 1, undetermined: 0 });
    expect(outcomeOf(`${arn}0`)).toMatchObject({ findings: 1, undetermined: 0 });
  });
});
