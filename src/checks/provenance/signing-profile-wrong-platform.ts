import { defineCheck, finding, known, related, undetermined } from '../../check.ts';
import { PUBLISHER_READS, publishersOf } from './publisher.ts';

/** https://docs.aws.amazon.com/signer/latest/api/API_SigningPlatform.html */
const LAMBDA = 'AWSLambda-SHA384-ECDSA';

export default defineCheck({
  id: 'signing-profile-wrong-platform',
  title: 'Code signing configuration trusts a profile of another platform',
  family: 'provenance',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::CodeSigningConfig',
  reads: PUBLISHER_READS,
  docs: {
    why: 'Lambda takes signatures of its own platform alone: no archive that such a profile signs can pass, so either deployments fail or nobody enforces the signature.',
    fix: 'Name a signing profile of the platform AWSLambda-SHA384-ECDSA.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
      'https://docs.aws.amazon.com/signer/latest/developerguide/gs-platform.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-3'] },
  },
  *check(config, context) {
    for (const { at, name, profile } of yield* publishersOf(config, context)) {
      if (profile === undefined) {
        if (context.complete('AWS::Signer::SigningProfile')) yield undetermined(at, { kind: 'outside', what: name });
        continue;
      }
      const field = profile.get('PlatformId');
      const platform: string | undefined = yield* known(field);
      if (platform === undefined || platform === LAMBDA) continue;
      yield finding(at, `${name} signs for ${platform}, and Lambda takes ${LAMBDA} alone`, {
        related: [related(field, 'the platform of the profile')],
        data: { platform },
      });
    }
  },
});
