import type { DeclaredAccount, DeclaredSigningProfile } from './account.ts';
import { type Operation, ok, pageOf, refuse, text } from './operation.ts';

/** The ARN of the current version of a declared signing profile. */
export const profileVersionArn = ({ account, region }: DeclaredAccount, name: string, version: string): string =>
  `arn:aws:signer:${region}:${account}:/signing-profiles/${name}/${version}`;

const profileOf = (profile: DeclaredSigningProfile, account: DeclaredAccount) => ({
  profileName: profile.profileName,
  profileVersion: profile.profileVersion,
  profileVersionArn: profileVersionArn(account, profile.profileName, profile.profileVersion),
  platformId: profile.platformId,
  platformDisplayName: profile.platformId,
  signatureValidityPeriod: { value: 135, type: 'MONTHS' },
  status: profile.status,
  arn: `arn:aws:signer:${account.region}:${account.account}:/signing-profiles/${profile.profileName}`,
});

/** What Signer answers. */
export const signer: Readonly<Record<string, Operation>> = {
  ListSigningProfiles: (params, account, pageSize) => {
    const statuses = [params.statuses ?? []].flat();
    const wanted = account.signingProfiles.filter(
      ({ status, platformId }) =>
        (statuses.length === 0 ? status === 'Active' || text(params, 'includeCanceled') === 'true' : statuses.includes(status)) &&
        (params.platformId === undefined || platformId === params.platformId),
    );
    return pageOf(wanted, { token: params.nextToken, asked: params.maxResults, most: 25, pageSize }, (page, nextToken) => ({
      profiles: page.map((profile) => profileOf(profile, account)),
      nextToken,
    }));
  },
  GetSigningProfile: (params, account) => {
    const own = params.profileOwner === undefined || params.profileOwner === account.account;
    const profile = account.signingProfiles.find(({ profileName }) => own && profileName === params.profileName);
    if (profile === undefined) return refuse(404, 'ResourceNotFoundException', `no profile ${text(params, 'profileName')}`);
    const { revocationRecord } = profile;
    return ok({ ...profileOf(profile, account), ...(revocationRecord === undefined ? {} : { revocationRecord }) });
  },
  ListSigningJobs: (params, account, pageSize) => {
    const before = params.signatureExpiresBefore;
    const wanted = account.signingJobs.filter(
      ({ isRevoked, signatureExpiresAt }) =>
        (params.isRevoked === undefined || isRevoked === (text(params, 'isRevoked') === 'true')) &&
        (before === undefined || Date.parse(signatureExpiresAt) < Date.parse(String(before))),
    );
    return pageOf(wanted, { token: params.nextToken, asked: params.maxResults, most: 25, pageSize }, (page, nextToken) => ({
      jobs: page.map(({ jobId, profileName, isRevoked, signatureExpiresAt }) => ({
        jobId,
        profileName,
        isRevoked,
        status: 'Succeeded',
        signatureExpiresAt: Date.parse(signatureExpiresAt) / 1000,
      })),
      nextToken,
    }));
  },
};
