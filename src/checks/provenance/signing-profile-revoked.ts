import { defineCheck, finding, known, related, undetermined } from '../../check.ts';
import { PUBLISHER_READS, publishersOf } from './publisher.ts';

export default defineCheck({
  id: 'signing-profile-revoked',
  title: 'Code signing configuration trusts a publisher that is revoked, cancelled or gone',
  family: 'provenance',
  severity: 'high',
  confidence: 'high',
  sources: ['live'],
  subject: 'AWS::Lambda::CodeSigningConfig',
  reads: PUBLISHER_READS,
  observes: { 'AWS::Signer::SigningProfile': ['ProfileVersion', 'RevocationEffectiveFrom', 'Status'] },
  docs: {
    why: 'A profile is revoked when its signatures can no longer be trusted, and a configuration that still names it is one that nobody looks after: it lets no sound release pass.',
    fix: 'Take the profile out of the allowed publishers, name the current version of one that is active, and sign and deploy the functions anew.',
    references: [
      'https://docs.aws.amazon.com/signer/latest/developerguide/revocation.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-3'] },
  },
  *check(config, context) {
    for (const { at, name, version, profile, own } of yield* publishersOf(config, context)) {
      if (profile === undefined) {
        if (!context.complete('AWS::Signer::SigningProfile')) continue;
        if (own) yield finding(at, `${name} is no signing profile of the account: nobody can say what its signatures are worth`);
        else yield undetermined(at, { kind: 'outside', what: name });
        continue;
      }
      const because = { related: [related(profile, 'the profile')] };
      const status = yield* known(profile.attribute('Status'));
      if (status === 'Revoked') {
        const from = profile.attribute('RevocationEffectiveFrom');
        const since = from.state === 'known' ? `, with effect from ${from.value.slice(0, 10)}` : '';
        yield finding(at, `${name} is revoked${since}`, { ...because, data: { status } });
      } else if (status === 'Canceled') {
        yield finding(at, `${name} is cancelled: it signs nothing any more`, { ...because, data: { status } });
      } else if (status !== 'Active') {
        if (status !== undefined) yield undetermined(at, { kind: 'malformed', expected: 'Active, Canceled or Revoked' });
      } else if (version !== undefined) {
        const current = yield* known(profile.attribute('ProfileVersion'));
        if (current !== undefined && current !== version)
          yield finding(at, `${name} has no version ${version} any more, it is at ${current}`, {
            ...because,
            data: { status, version, current },
          });
      }
    }
  },
});
