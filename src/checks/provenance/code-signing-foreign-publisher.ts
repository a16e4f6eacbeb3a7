import { defineCheck, each, finding, undetermined } from '../../check.ts';
import { accountOfRole, ownerOf } from './account.ts';

export default defineCheck({
  id: 'code-signing-foreign-publisher',
  title: 'Code signing configuration trusts a publisher of another account',
  family: 'provenance',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::CodeSigningConfig',
  reads: { 'AWS::Lambda::CodeSigningConfig': ['AllowedPublishers'], 'AWS::Lambda::Function': ['Role', 'CodeSigningConfigArn'] },
  docs: {
    why: 'Whoever may sign in that account decides what code passes for yours; a signature says nothing if a stranger can give it.',
    fix: 'Allow signing profiles of your own account alone, or name the account in trustedAccounts of parapet.yml if it is the one that signs your releases.',
    limits: 'Of a template the own account is known where it says so, as by the ARN of the role of a function that uses the configuration.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html',
      'https://docs.aws.amazon.com/signer/latest/developerguide/signing-profile-cross-account.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'] },
  },
  *check(config, context) {
    // An account knows its own id.
    const functions = context.ownAccounts.size > 0 ? [] : context.referrers(config, 'AWS::Lambda::Function', 'CodeSigningConfigArn');
    const own = functions.flatMap((fn) => accountOfRole(fn.get('Role')));
    for (const publisher of yield* each(config.get('AllowedPublishers').get('SigningProfileVersionArns'))) {
      const owner = ownerOf(publisher, context, own);
      if (owner.whose === 'unknown') yield undetermined(publisher, owner.reason);
      if (owner.whose !== 'foreign' || owner.trusted) continue;
      yield finding(publisher, `a publisher is of account ${owner.account}, which is neither the own nor a trusted one`, {
        data: { account: owner.account },
      });
    }
  },
});
