import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { FUNCTION_POLICY_READS, FUNCTIONS, grantsOfFunction, nameOf } from './function-policy.ts';

/** Lambda@Edge copies and runs functions of the account that it acts for, and names no source. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html */
const WITHOUT_SOURCE = /^(edgelambda|replicator\.lambda)\.amazonaws\.com$/;
/** Alexa tells skills apart by a token. https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-an-aws-lambda-function.html */
const ALEXA = /^alexa-.*\.amazon\.com$/;

export default defineCheck({
  id: 'lambda-confused-deputy',
  title: 'A service may invoke the function for anyone',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: FUNCTIONS,
  reads: FUNCTION_POLICY_READS,
  docs: {
    why: 'A service acts for all its customers: where the permission names no source, a resource in any other account can make it invoke the function.',
    fix: 'Set SourceArn to the resource that invokes the function, and SourceAccount to your account (!Ref AWS::AccountId).',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1',
    ],
    frameworks: { fsbp: ['Lambda.1'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* grantsOfFunction(subject, context);
    if (grants === undefined) return yield notApplicable();
    for (const { admission, at, source } of grants) {
      if (admission.who === 'unknown' && admission.atWorst !== 'account' && admission.atWorst !== 'organization')
        yield undetermined(at, admission.reason);
      if (admission.who !== 'service' || WITHOUT_SOURCE.test(admission.service)) continue;
      const { service, confidence } = admission;
      if (admission.source === 'account-missing') {
        const message = `${service} may invoke ${nameOf(subject)} for whoever owns the bucket's name next: SourceArn names no account, and there is no SourceAccount`;
        yield finding(source !== undefined && source.state !== 'absent' ? source : at, message, {
          confidence,
          fix: 'Set SourceAccount to your account (!Ref AWS::AccountId) beside SourceArn.',
        });
      } else if (admission.source === 'none' && ALEXA.test(service)) {
        const message = `${service} may invoke ${nameOf(subject)} for anyone's skill: there is no EventSourceToken`;
        yield finding(at, message, { confidence, fix: "Set EventSourceToken to the skill's id." });
      } else if (admission.source === 'none') {
        yield finding(at, `${service} may invoke ${nameOf(subject)} for any account: there is neither SourceArn nor SourceAccount`, {
          confidence,
        });
      }
    }
  },
});
