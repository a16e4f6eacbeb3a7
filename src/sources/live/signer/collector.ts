import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { revocationOf, signingJob, signingProfile } from './mapper.ts';

const PROFILE = ['PlatformId', 'ProfileName', 'SignatureValidityPeriod'] as const;

/** Signing profiles, and the signing jobs whose signatures are no longer worth anything. */
export const signer: Collector = {
  service: 'signer',
  calls: [
    { action: 'signer:ListSigningProfiles', kind: 'list', gives: { 'AWS::Signer::SigningProfile': PROFILE } },
    {
      action: 'signer:GetSigningProfile',
      kind: 'detail',
      gives: { 'AWS::Signer::SigningProfile': [] },
      tells: { 'AWS::Signer::SigningProfile': ['RevocationEffectiveFrom'] },
      after: ['signer:ListSigningProfiles'],
      permission: { resources: ['arn:${Partition}:signer:${Region}:${Account}:/signing-profiles/*'] },
    },
    { action: 'signer:ListSigningJobs', kind: 'list', gives: { 'AWS::Signer::SigningJob': ['IsRevoked', 'SignatureExpiresAt'] } },
  ],

  async collect(run) {
    const { GetSigningProfileCommand, ListSigningJobsCommand, ListSigningProfilesCommand, SignerClient } = await import(
      '@aws-sdk/client-signer'
    );
    const client = run.client(SignerClient);
    const maxResults = 25;

    const profiles = async () => {
      const found = await run.list('signer:ListSigningProfiles', async (nextToken) => {
        // Only active ones unless it is asked for the others.
        const answer = await client.send(
          new ListSigningProfilesCommand({ includeCanceled: true, statuses: ['Active', 'Canceled', 'Revoked'], maxResults, nextToken }),
        );
        return { items: known(answer.profiles, 'profileName'), next: answer.nextToken };
      });
      await run.each(found, async (profile) => {
        const { profileName, status } = profile;
        const made = signingProfile(profile, run);
        if (status !== 'Revoked' || profileName === undefined) return run.add(made);
        const answer = await run.ask('signer:GetSigningProfile', async () => {
          const detail = await client.send(new GetSigningProfileCommand({ profileName }));
          if (typeof detail.profileName !== 'string') throw new TypeError('profileName is missing');
          return detail;
        });
        run.add({ ...made, attributes: { ...made.attributes, ...revocationOf(answer) } });
      });
    };

    const listJobs = (filter: { readonly isRevoked: true } | { readonly signatureExpiresBefore: Date }) =>
      run.tryList('signer:ListSigningJobs', async (nextToken) => {
        const answer = await client.send(
          new ListSigningJobsCommand({ platformId: 'AWSLambda-SHA384-ECDSA', ...filter, maxResults, nextToken }),
        );
        return { items: known(answer.jobs, 'jobId'), next: answer.nextToken };
      });
    const jobs = async () => {
      const lists = await Promise.all([listJobs({ isRevoked: true }), listJobs({ signatureExpiresBefore: new Date() })]);
      const byId = new Map(lists.flatMap(({ items }) => items.map((job) => [job.jobId, job] as const)));
      for (const job of byId.values()) run.add(signingJob(job, run));
      const failure = lists.find((list) => list.failure !== undefined)?.failure;
      if (failure !== undefined) run.gap(failure);
    };

    await Promise.all([profiles(), jobs()]);
  },
};
