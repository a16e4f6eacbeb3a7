import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { asksForSource, mayBeOpen, openness, serviceOf } from '../confused-deputy.ts';
import { FUNCTION_POLICY_READS, FUNCTIONS, grantsOfSubject, nameOf } from './function-policy.ts';

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
    fixIn: {
      terraform: 'Set source_arn to the resource that invokes the function, and source_account to your account.',
    },
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1',
    ],
    frameworks: { fsbp: ['Lambda.1'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* grantsOfSubject(context);
    if (grants === undefined) return yield notApplicable();
    const whom = nameOf(subject);
    for (const grant of grants) {
      const { admission, at, source } = grant;
      const service = serviceOf(grant);
      const gap = openness(grant);
      if (mayBeOpen(grant) && admission.who === 'unknown') yield undetermined(at, admission.reason);
      if (service === undefined || WITHOUT_SOURCE.test(service)) continue;
      const confidence = { confidence: admission.confidence };
      if (gap === 'account-missing') {
        const message = `${service} may invoke ${whom} for whoever owns the bucket's name next: SourceArn names no account, and there is no SourceAccount`;
        const fix = 'Say whose bucket it is as well, by its account: SourceAccount beside SourceArn (source_account in Terraform).';
        yield finding(source === undefined || source.state === 'absent' ? at : source, message, { ...confidence, fix });
      } else if (gap === 'none' && ALEXA.test(service)) {
        const message = `${service} may invoke ${whom} for anyone's skill: there is no EventSourceToken`;
        yield finding(at, message, { ...confidence, fix: "Set EventSourceToken to the skill's id." });
      } else if (gap === 'none') {
        const because = asksForSource(grant) ? 'SourceArn leaves the account open' : 'there is neither SourceArn nor SourceAccount';
        yield finding(at, `${service} may invoke ${whom} for any account: ${because}`, confidence);
      }
    }
  },
});
