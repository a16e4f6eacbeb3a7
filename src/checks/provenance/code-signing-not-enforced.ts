import { defineCheck, each, type Field, finding, known, type Undetermined, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

const VERSIONED = /^arn:[^:]+:signer:[^:]*:[^:]*:\/signing-profiles\/[^/]+\/[^/]+$/;
const UNVERSIONED = /^arn:[^:]+:signer:[^:]*:[^:]*:\/signing-profiles\/[^/]+\/?$/;
const UNKNOWN = '\u0000';

/** Whether a publisher is the ARN of a version of a signing profile, as Lambda wants it, or of the profile as a whole. */
function* versionOf(publisher: Field<string>): Generator<Undetermined, 'version' | 'profile' | 'unknown' | undefined> {
  if (publisher.state === 'unknown' && publisher.reason.kind === 'intrinsic' && publisher.reason.target !== undefined) {
    const { attribute } = publisher.reason.target;
    // Ref and Arn give the profile: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-signer-signingprofile.html
    return attribute === 'ProfileVersionArn' ? 'version' : attribute === undefined || attribute === 'Arn' ? 'profile' : 'unknown';
  }
  if (publisher.state === 'unknown' && publisher.reason.kind !== 'intrinsic') {
    yield undetermined(publisher, publisher.reason);
    return undefined;
  }
  const parts = publisher.state === 'unknown' ? partsOf(publisher.reason) : [String((yield* known(publisher)) ?? '')];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'pseudo' in part ? 'pseudo' : UNKNOWN)).join('');
  if (VERSIONED.test(text)) return 'version';
  if (text.includes(UNKNOWN)) return 'unknown';
  if (UNVERSIONED.test(text)) return 'profile';
  yield undetermined(publisher, { kind: 'malformed', expected: 'the ARN of a signing profile version' });
  return undefined;
}

export default defineCheck({
  id: 'code-signing-not-enforced',
  title: 'Code signing configuration does not keep untrusted code out',
  family: 'provenance',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::CodeSigningConfig',
  reads: { 'AWS::Lambda::CodeSigningConfig': ['AllowedPublishers', 'CodeSigningPolicies'] },
  docs: {
    why: 'With the policy Warn, which is the default, Lambda logs a signature that is missing, expired or foreign and deploys the code all the same.',
    fix: 'Set CodeSigningPolicies.UntrustedArtifactOnDeployment to Enforce, and name signing profiles by the ARN of a version.',
    fixIn: {
      terraform: 'Set policies.untrusted_artifact_on_deployment to "Enforce", and name signing profiles by the ARN of a version.',
    },
    limits: 'Whether a publisher of another account is trusted is not judged here.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-codesigningconfig-codesigningpolicies.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-3'] },
  },
  *check(config) {
    const policy: Field<string> = config.get('CodeSigningPolicies').get('UntrustedArtifactOnDeployment');
    const action = policy.state === 'absent' ? 'Warn' : yield* known(policy);
    if (action === 'Warn') yield finding(policy, 'untrusted code is deployed with a warning: UntrustedArtifactOnDeployment is not Enforce');
    else if (action !== undefined && action !== 'Enforce') yield undetermined(policy, { kind: 'malformed', expected: 'Warn or Enforce' });

    const publishers = config.get('AllowedPublishers');
    const arns = publishers.get('SigningProfileVersionArns');
    if (arns.state === 'absent' || (arns.state === 'known' && !Array.isArray(arns.json())))
      return yield undetermined(publishers, { kind: 'malformed', expected: 'an object with a list of SigningProfileVersionArns' });
    for (const publisher of yield* each(arns)) {
      const version = yield* versionOf(publisher);
      if (version === 'profile')
        yield finding(publisher, 'a publisher is a signing profile without a version, which no signature can match', {
          severity: 'medium',
        });
    }
  },
});
