import type { GetSigningProfileResponse, SigningJob, SigningProfile } from '@aws-sdk/client-signer';
import { type Found, instantOf, NOT_RETURNED, type Place, present } from '../answers.ts';
import { unknownBecause } from '../failure.ts';
import type { Answer } from '../run.ts';

const arnOf = ({ partition, region, account }: Place, path: string): string =>
  `arn:${partition}:signer:${region}:${account ?? ''}:/${path}`;

/** A profile of ListSigningProfiles. */
export const signingProfile = (given: SigningProfile, place: Place): Found => {
  const { profileName: name, signatureValidityPeriod: validity } = given;
  const arn = given.arn ?? arnOf(place, `signing-profiles/${name}`);
  return {
    type: 'AWS::Signer::SigningProfile',
    id: name ?? arn,
    arn,
    properties: present({
      ProfileName: name,
      PlatformId: given.platformId ?? NOT_RETURNED,
      SignatureValidityPeriod: validity && present({ Type: validity.type, Value: validity.value }),
    }),
    attributes: present({
      Ref: arn,
      Arn: arn,
      ProfileVersion: given.profileVersion ?? given.profileVersionArn?.split('/').at(-1) ?? NOT_RETURNED,
      ProfileVersionArn: given.profileVersionArn,
      Status: given.status ?? NOT_RETURNED,
    }),
  };
};

/** Since when a profile is revoked, which GetSigningProfile alone says. */
export const revocationOf = (answer: Answer<Pick<GetSigningProfileResponse, 'revocationRecord'>>): Found['attributes'] =>
  answer.state === 'answered'
    ? present({ RevocationEffectiveFrom: instantOf(answer.value.revocationRecord?.revocationEffectiveFrom) })
    : answer.state === 'failed'
      ? { RevocationEffectiveFrom: unknownBecause(answer.failure) }
      : {};

/** A job of ListSigningJobs. */
export const signingJob = (given: SigningJob, place: Place): Found => ({
  type: 'AWS::Signer::SigningJob',
  id: given.jobId ?? '',
  arn: arnOf(place, `signing-jobs/${given.jobId}`),
  properties: present({
    IsRevoked: given.isRevoked ?? NOT_RETURNED,
    SignatureExpiresAt: given.signatureExpiresAt?.toISOString(),
  }),
});
